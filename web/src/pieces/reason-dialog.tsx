import { Button, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { Dialog } from './dialog.tsx';
import type { FieldFault } from './error-summary.tsx';
import { Form } from './form.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface Asked {
  /** Title, and what the button says. */
  readonly label: string;
  /** What will happen, and what to know before. */
  readonly meaning?: ReactNode;
  /** Id of the text. */
  readonly field: string;
  readonly wording: string;
  /** Said where the text is missing or too short. */
  readonly missing: string;
  readonly act: (text: string) => void;
  readonly close: () => void;
  readonly shortest?: number;
  readonly longest?: number;
  readonly isOptional?: boolean;
  readonly isGrave?: boolean;
  readonly isBusy?: boolean;
  readonly error?: Error | null;
  /** Further fields, before the text and after it. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  /** Faults of the further fields, all told together. */
  readonly faultsBefore?: () => readonly FieldFault[];
}

/** The dialog of every act that needs words: a reason, a question, a finding. What was typed is forgotten when it closes. */
export function ReasonDialog({ isOpen, ...asked }: Asked & { readonly isOpen: boolean }): ReactNode {
  return (
    <Dialog isOpen={isOpen} close={asked.close} title={asked.label}>
      <Reason {...asked} />
    </Dialog>
  );
}

function Reason({
  label,
  meaning,
  field,
  wording,
  missing,
  act,
  close,
  shortest = 1,
  longest = 2000,
  isOptional = false,
  isGrave = false,
  isBusy = false,
  error = null,
  before,
  after,
  faultsBefore,
}: Asked): ReactNode {
  const { say } = useReader();
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const submit = (): void => {
    const isMissing = text.trim().length < shortest && !isOptional;
    const found = [...(faultsBefore?.() ?? []), ...(isMissing ? [{ field, text: missing }] : [])];
    setFaults(found);
    if (found.length === 0) act(text.trim());
  };
  return (
    <Form faults={faults} submit={submit}>
      {typeof meaning === 'string' ? <p>{meaning}</p> : meaning}
      {error !== null && <ProblemNotice error={error} />}
      {before}
      <Textarea
        id={field}
        label={wording}
        required={!isOptional}
        rows={4}
        maxLength={longest}
        value={text}
        error={faults.find((fault) => fault.field === field)?.text}
        {...(before === undefined ? { 'data-autofocus': true } : {})}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {after}
      <div className="row">
        <Button type="submit" loading={isBusy} {...(isGrave ? { color: 'red' } : {})}>
          {label}
        </Button>
        <Button variant="default" onClick={close}>
          {say('web-cancel')}
        </Button>
      </div>
    </Form>
  );
}
