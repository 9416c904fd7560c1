import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import './state-badge.css';

/** Tones of states: by shape of their border and by word, never by colour alone. */
export type Tone = 'passed' | 'warning' | 'failed' | 'unknown' | 'compare';

const TONES: Readonly<Record<string, Tone>> = {
  issued: 'passed',
  draft: 'unknown',
  withdrawn: 'failed',
  replaced: 'warning',
  cancelled: 'failed',
  expired: 'warning',
};

/** A word on a ground of its tone. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}

/** The state of a certificate in a word. */
export function StateBadge({ state }: { readonly state: string }): ReactNode {
  const { sayFirst } = useReader();
  return (
    <Badge tone={TONES[state] ?? 'unknown'}>
      {sayFirst([`web-state-${state}`, `lamp-state-${state}`], state)}
    </Badge>
  );
}
