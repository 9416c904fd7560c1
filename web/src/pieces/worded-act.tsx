import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { ReasonDialog } from './reason-dialog.tsx';

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
  const field = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...(isMain ? {} : { variant: 'default' })} loading={isBusy} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ReasonDialog
        isOpen={isOpen}
        close={() => setOpen(false)}
        label={label}
        meaning={meaning}
        field={field}
        wording={wording}
        missing={missing}
        isOptional={isOptional}
        isGrave={isGrave}
        longest={longest}
        act={(text) => {
          // The proof of who is there asks on top of nothing else.
          setOpen(false);
          act(text);
        }}
      />
    </>
  );
}
