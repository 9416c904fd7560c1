import { ActionIcon } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addressOf, call, type Answer } from '../api/client.ts';
import { useReader } from '../language/reader.tsx';
import { FileDrop } from '../pieces/file-drop.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';

export type Attachment = Answer<'upload-attachment'>;

const ACCEPTED = 'image/png,image/jpeg,image/webp,application/pdf';

/** Files that go with what one writes: uploaded at once, sent with the text. */
export function AttachmentIntake({
  attached,
  change,
}: {
  readonly attached: readonly Attachment[];
  readonly change: (attached: readonly Attachment[]) => void;
}): ReactNode {
  const { say } = useReader();
  const uploading = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const kept: Attachment[] = [];
      for (const file of files) {
        kept.push(await call('upload-attachment', { query: { name: file.name.slice(0, 200) }, body: file }));
      }
      return kept;
    },
    onSuccess: (kept) => change([...attached, ...kept]),
  });
  return (
    <div className="stack">
      <FileDrop
        label={say('web-attach')}
        hint={say('web-attach-hint')}
        accept={ACCEPTED}
        isMultiple
        isBusy={uploading.isPending}
        take={(files) => uploading.mutate(files)}
      />
      {uploading.isError && <ProblemNotice error={uploading.error} />}
      {attached.length > 0 && (
        <ul className="plain-list">
          {attached.map(({ id, name }) => (
            <li key={id} className="row">
              <IconPaperclip size={16} aria-hidden />
              <span dir="auto">{name}</span>
              <ActionIcon
                variant="subtle"
                aria-label={say('web-attach-remove', { name })}
                onClick={() => change(attached.filter((one) => one.id !== id))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Files beside a result or a message. */
export function AttachmentList({ attachments }: { readonly attachments: readonly Attachment[] }): ReactNode {
  const { number } = useReader();
  if (attachments.length === 0) return undefined;
  return (
    <ul className="plain-list">
      {attachments.map(({ id, name, size }) => (
        <li key={id} className="row">
          <IconPaperclip size={16} aria-hidden />
          <a href={addressOf('read-attachment', { path: { id } })} download={name} dir="auto">
            {name}
          </a>
          <span className="quiet">{`${number(Math.ceil(size / 1024))} KB`}</span>
        </li>
      ))}
    </ul>
  );
}
