import { Button, Textarea } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

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
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  useEffect(() => {
    if (outcome === undefined) return;
    setReason('');
    setFaults([]);
  }, [outcome]);
  const title = say(`web-act-${outcome ?? 'pass'}`);
  const submit = (): void => {
    const isShort = reason.trim().length < SHORTEST;
    setFaults(isShort ? [{ field: 'overrule-reason', text: say('web-overrule-reason-missing') }] : []);
    if (!isShort && outcome !== undefined) act(outcome, reason.trim());
  };
  return (
    <Dialog isOpen={outcome !== undefined} close={close} title={title}>
      <Form faults={faults} submit={submit}>
        <p>{say(`web-act-${outcome ?? 'pass'}-more`)}</p>
        {isSecondNeeded && <p className="notice notice-warning">{say('web-overrule-second')}</p>}
        {error !== null && <ProblemNotice error={error} />}
        <Textarea
          id="overrule-reason"
          label={say('web-overrule-reason')}
          required
          rows={4}
          maxLength={2000}
          value={reason}
          error={faults[0]?.text}
          data-autofocus
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <div className="row">
          <Button type="submit" loading={isBusy} {...(outcome === 'refuse' ? { color: 'red' } : {})}>
            {title}
          </Button>
          <Button variant="default" onClick={close}>
            {say('web-cancel')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
