import { Button, Radio } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { CaseAct } from './acts.tsx';

const RESULTS = ['released', 're-exported', 'destroyed', 'seized', 'abandoned'] as const;

/** What became of the goods in the end: what was held is used up, or given back. */
export function Finalisation({
  isPassed,
  isBusy,
  act,
}: {
  readonly isPassed: boolean;
  readonly isBusy: boolean;
  readonly act: (act: CaseAct) => void;
}): ReactNode {
  const { say } = useReader();
  const [isOpen, setOpen] = useState(false);
  // Only what passed can be released.
  const offered = RESULTS.filter((result) => isPassed || result !== 'released');
  const [result, setResult] = useState<string>();
  const chosen = offered.find((one) => one === result) ?? offered[0] ?? 'destroyed';
  return (
    <>
      <Button variant="default" data-act="finalise" loading={isBusy} onClick={() => setOpen(true)}>
        {say('web-act-finalise')}
      </Button>
      <Dialog isOpen={isOpen} close={() => setOpen(false)} title={say('web-act-finalise')}>
        <div className="stack">
          <Radio.Group label={say('web-finalise-result')} value={chosen} onChange={setResult}>
            <div className="verdicts">
              {offered.map((one) => (
                <Radio key={one} value={one} label={say(`web-result-${one}`)} />
              ))}
            </div>
          </Radio.Group>
          <div className="row">
            <Button
              onClick={() => {
                setOpen(false);
                act({ action: 'finalise', body: { result: chosen } });
              }}
            >
              {say('web-act-finalise')}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {say('web-cancel')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
