import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Badge, type Tone } from '../../pieces/state-badge.tsx';
import type { ListedApplication } from '../application/holding.ts';

const TONES: Readonly<Record<string, Tone>> = {
  draft: 'unknown',
  returned: 'warning',
  submitted: 'compare',
  reviewed: 'compare',
  issued: 'passed',
  abandoned: 'failed',
};

/** Whether an examiner gave it back and its author has not submitted it since. */
export function isReturned({ state, body }: ListedApplication): boolean {
  return state === 'draft' && body.remarks?.at(-1)?.action === 'return';
}

/** How far an application has come, in a word. */
export function ApplicationBadge({ application }: { readonly application: ListedApplication }): ReactNode {
  const { say } = useReader();
  const state = isReturned(application) ? 'returned' : application.state;
  return <Badge tone={TONES[state] ?? 'unknown'}>{say(`web-application-state-${state}`)}</Badge>;
}
