import { Button, Textarea } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { Dialog } from './dialog.tsx';
import type { FieldFault } from './error-summary.tsx';
import { Form } from './form.tsx';

/** An act that needs words: a reason, a question, a finding. It is asked for in a dialog, and then done. */
export function WordedAct({
  label,
  meaning,
  wording,
  missing,
  act,
  isGrave = false,
  isBusy = false,
  isMain = false,
  isOptional = false,
  longest = 2000,
}: {
  /** What the button says, and the title of the dialog. */
  readonly label: string;
  /** What will happen. */
  readonly meaning?: string;
  /** Label of the text. */
  readonly wording: string;
  /** What is said where the text is missing. */
  readonly missing: string;
  readonly act: (text: string) => void;
  readonly isGrave?: boolean;
  readonly isBusy?: boolean;
  readonly isMain?: boolean;
  readonly isOptional?: boolean;
  readonly longest?: number;
}): ReactNode {
  const { say } = useReader();
  const field = useId();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const submit = (): void => {
    const isMissing = text.trim() === '' && !isOptional;
    setFaults(isMissing ? [{ field, text: missing }] : []);
    if (isMissing) return;
    // The proof of who is there asks on top of nothing else.
    setOpen(false);
    setText('');
    act(text.trim());
  };
  const tone = isGrave ? { color: 'red' } : {};
  return (
    <>
      <Button
        {...(isMain ? {} : { variant: 'default' })}
        loading={isBusy}
        onClick={() => {
          setFaults([]);
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Dialog isOpen={isOpen} close={() => setOpen(false)} title={label}>
        <Form faults={faults} submit={submit}>
          {meaning !== undefined && <p>{meaning}</p>}
          <Textarea
            id={field}
            label={wording}
            required={!isOptional}
            minRows={4}
            rows={4}
            maxLength={longest}
            value={text}
            error={faults[0]?.text}
            data-autofocus
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <div className="row">
            <Button type="submit" {...tone}>
              {label}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {say('web-cancel')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
