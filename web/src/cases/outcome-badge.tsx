import { IconCheck, IconClockPause, IconMessageQuestion, IconX, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { Badge } from '../pieces/state-badge.tsx';
import { isOutcome, OUTCOME_TONES, STATE_TONES, type Outcome } from './told.ts';
import './outcome-badge.css';

const SIGNS: Readonly<Record<Outcome, Icon>> = {
  pass: IconCheck,
  hold: IconClockPause,
  inquire: IconMessageQuestion,
  refuse: IconX,
};

/** What was decided, by word, sign and tone. */
export function OutcomeBadge({ outcome }: { readonly outcome: string | undefined }): ReactNode {
  const { say } = useReader();
  if (!isOutcome(outcome)) return <Badge tone="unknown">{say('web-outcome-none')}</Badge>;
  const Sign = SIGNS[outcome];
  return (
    <Badge tone={OUTCOME_TONES[outcome]}>
      <span className="outcome">
        <Sign size={16} aria-hidden />
        {say(`web-outcome-${outcome}`)}
      </span>
    </Badge>
  );
}

/** How a declaration stands. */
export function DeclarationState({ state }: { readonly state: string }): ReactNode {
  const { sayFirst } = useReader();
  return (
    <Badge tone={STATE_TONES[state] ?? 'unknown'}>{sayFirst([`web-declaration-${state}`], state)}</Badge>
  );
}
