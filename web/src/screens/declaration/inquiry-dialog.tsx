import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { documentText, type DocumentName } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';

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
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  useEffect(() => {
    if (isOpen) setFaults([]);
  }, [isOpen]);
  const certificate = certificates.find((one) => documentText(one) === chosen) ?? certificates[0];
  const submit = (): void => {
    const found =
      text.trim() === '' ? [{ field: 'inquiry-text', text: say('web-answer-question-missing') }] : [];
    setFaults(found);
    if (found.length > 0 || certificate === undefined) return;
    const { country, authority, number } = certificate;
    ask({ country, authority, number }, text.trim());
  };
  return (
    <Dialog isOpen={isOpen} close={close} title={say('web-act-inquire')}>
      {certificate === undefined ? (
        <p>{say('web-inquire-nobody')}</p>
      ) : (
        <Form faults={faults} submit={submit}>
          <p>{say('web-act-inquire-more')}</p>
          {error !== null && <ProblemNotice error={error} />}
          <NativeSelect
            label={say('web-certificate')}
            value={documentText(certificate)}
            data={certificates.map(documentText)}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
          <Textarea
            id="inquiry-text"
            label={say('web-answer-question')}
            required
            rows={4}
            maxLength={4000}
            value={text}
            error={faults[0]?.text}
            data-autofocus
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <div className="row">
            <Button type="submit" loading={isBusy}>
              {say('web-act-inquire')}
            </Button>
            <Button variant="default" onClick={close}>
              {say('web-cancel')}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
