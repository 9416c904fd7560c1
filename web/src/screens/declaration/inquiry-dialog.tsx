import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { documentText, type DocumentName } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { ReasonDialog } from '../../pieces/reason-dialog.tsx';

/** A question to the issuer of one of the certificates that the case went by; the answer comes back into the case. */
export function InquiryDialog({
  isOpen,
  certificates,
  isBusy,
  error,
  close,
  ask,
}: {
  readonly isOpen: boolean;
  readonly certificates: readonly DocumentName[];
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly close: () => void;
  readonly ask: (certificate: DocumentName, text: string) => void;
}): ReactNode {
  const { say } = useReader();
  const [chosen, setChosen] = useState('');
  const certificate = certificates.find((one) => documentText(one) === chosen) ?? certificates[0];
  if (certificate === undefined)
    return (
      <Dialog isOpen={isOpen} close={close} title={say('web-act-inquire')}>
        <p>{say('web-inquire-nobody')}</p>
      </Dialog>
    );
  const { country, authority, number } = certificate;
  return (
    <ReasonDialog
      isOpen={isOpen}
      close={close}
      label={say('web-act-inquire')}
      meaning={say('web-act-inquire-more')}
      field="inquiry-text"
      wording={say('web-answer-question')}
      missing={say('web-answer-question-missing')}
      longest={4000}
      isBusy={isBusy}
      error={error}
      before={
        <NativeSelect
          label={say('web-certificate')}
          value={documentText(certificate)}
          data={certificates.map(documentText)}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
      }
      act={(text) => ask({ country, authority, number }, text)}
    />
  );
}
