import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { toBase64 } from '../../../../src/base/index.ts';
import { useReader } from '../../language/reader.tsx';
import { FileDrop } from '../../pieces/file-drop.tsx';
import type { LodgedBody } from './application.ts';

const LARGEST = 5_242_880;

/** The letter that speaks for the applicant: a PDF or a picture. */
export function DocumentIntake({
  document,
  change,
}: {
  readonly document: LodgedBody['document'];
  readonly change: (document: LodgedBody['document']) => void;
}): ReactNode {
  const { say } = useReader();
  const [isTooLarge, setTooLarge] = useState(false);
  const take = async (file: File): Promise<void> => {
    setTooLarge(file.size > LARGEST);
    if (file.size > LARGEST) return;
    change({ name: file.name.slice(0, 200), content: toBase64(new Uint8Array(await file.arrayBuffer())) });
  };
  return (
    <div className="stack">
      <FileDrop
        label={say('web-attach')}
        hint={say('web-join-document-hint')}
        accept="application/pdf,image/png,image/jpeg"
        take={([file]) => {
          if (file !== undefined) void take(file);
        }}
      />
      {isTooLarge && (
        <p className="notice notice-failed" role="alert">
          {say('web-join-document-large')}
        </p>
      )}
      {document !== undefined && (
        <div className="row">
          <IconPaperclip size={16} aria-hidden />
          <span dir="auto">{document.name}</span>
          <Button variant="subtle" size="sm" onClick={() => change(undefined)}>
            {say('web-remove')}
          </Button>
        </div>
      )}
    </div>
  );
}
