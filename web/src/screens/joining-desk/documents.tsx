import { Button } from '@mantine/core';
import { IconDownload, IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { callBytes } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { PictureCanvas } from '../../pieces/picture-canvas.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import type { Joining } from './screen.tsx';

type Document = Joining['body']['documents'][number];

/** What came with the application. A picture is drawn anew, so that only its points are shown; a PDF is saved, never opened here. */
export function JoiningDocuments({ joining }: { readonly joining: Joining }): ReactNode {
  const { say } = useReader();
  const { documents } = joining.body;
  if (documents.length === 0) return <p className="quiet">{say('web-joining-no-document')}</p>;
  return (
    <div className="stack">
      {documents.map((document) => (
        <DocumentLine key={document.id} joining={joining.id} document={document} />
      ))}
      <p className="quiet">{say('web-joining-document-care')}</p>
    </div>
  );
}

function DocumentLine({
  joining,
  document,
}: {
  readonly joining: string;
  readonly document: Document;
}): ReactNode {
  const { say, number } = useReader();
  const { name, mediaType, size, digest } = document;
  const [shown, setShown] = useState<Uint8Array<ArrayBuffer>>();
  const path = { id: joining, document: document.id };
  const reading = useMutation({ mutationFn: () => callBytes('read-joining-document', { path }) });
  const isPicture = mediaType.startsWith('image/');
  return (
    <div className="stack">
      <div className="row">
        <strong dir="auto">{name}</strong>
        <span className="quiet">{`${mediaType} · ${say('web-kilobytes', { size: number(Math.ceil(size / 1024)) })}`}</span>
        {isPicture && shown === undefined && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconEye size={16} aria-hidden />}
            onClick={() => reading.mutate(undefined, { onSuccess: setShown })}
          >
            {say('web-show')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() =>
            reading.mutate(undefined, { onSuccess: (bytes) => saveFile(new Blob([bytes]), name) })
          }
        >
          {say('web-save')}
        </Button>
      </div>
      <p className="code">{`SHA-256 ${digest}`}</p>
      {reading.isError && <ProblemNotice error={reading.error} />}
      {shown !== undefined && <PictureCanvas bytes={shown} label={name} />}
    </div>
  );
}
