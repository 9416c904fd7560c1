import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useReader } from '../language/reader.tsx';
import { Dialog } from './dialog.tsx';

/** A grave act that needs no words: what it does is said in a dialog, and then it is done or left. */
export function ConfirmedAct({
  label,
  meaning,
  act,
  isBusy = false,
}: {
  /** What the button says, and the title of the dialog. */
  readonly label: string;
  /** What will happen. */
  readonly meaning: string;
  readonly act: () => void;
  readonly isBusy?: boolean;
}): ReactNode {
  const { say } = useReader();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" color="red" loading={isBusy} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog isOpen={isOpen} close={() => setOpen(false)} title={label}>
        <div className="stack">
          <p>{meaning}</p>
          <div className="row">
            <Button
              color="red"
              onClick={() => {
                // The proof of who is there asks on top of nothing else.
                setOpen(false);
                act();
              }}
            >
              {label}
            </Button>
            <Button variant="default" data-autofocus onClick={() => setOpen(false)}>
              {say('web-cancel')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
