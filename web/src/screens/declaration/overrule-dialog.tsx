import type { ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { ReasonDialog } from '../../pieces/reason-dialog.tsx';

export type Overruling = 'pass' | 'hold' | 'refuse';

const SHORTEST = 3;

/** An official's word against the rules, with its reason; where the value asks for it, a second official must agree. */
export function OverruleDialog({
  outcome,
  isSecondNeeded,
  isBusy,
  error,
  close,
  act,
}: {
  /** Absent while it is closed. */
  readonly outcome: Overruling | undefined;
  readonly isSecondNeeded: boolean;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly close: () => void;
  readonly act: (outcome: Overruling, reason: string) => void;
}): ReactNode {
  const { say } = useReader();
  const named = outcome ?? 'pass';
  return (
    <ReasonDialog
      isOpen={outcome !== undefined}
      close={close}
      label={say(`web-act-${named}`)}
      meaning={
        <>
          <p>{say(`web-act-${named}-more`)}</p>
          {isSecondNeeded && <p className="notice notice-warning">{say('web-overrule-second')}</p>}
        </>
      }
      field="overrule-reason"
      wording={say('web-overrule-reason')}
      missing={say('web-overrule-reason-missing')}
      shortest={SHORTEST}
      isGrave={outcome === 'refuse'}
      isBusy={isBusy}
      error={error}
      act={(reason) => {
        if (outcome !== undefined) act(outcome, reason);
      }}
    />
  );
}
