import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addressOf, call } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { AttachmentIntake, AttachmentList, type Attachment } from '../../correspondence/attachments.tsx';
import { useReader } from '../../language/reader.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { know, readingQuery, type Reading } from './holding.ts';

/** The files that the certificate will carry: an author's to add and to take off, each time an act. */
export function Attaching({ reading }: { readonly reading: Reading }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const { application } = reading;
  const { id, version } = application;
  const attaching = useMutation({
    mutationFn: (attachments: string[]) =>
      call('attach-to-application', { path: { id }, body: { attachments }, version, once: newKey() }),
    onSuccess: (saved) => know(queries, id, { application: saved }),
    onError: () => void queries.invalidateQueries({ queryKey: readingQuery(id).queryKey }),
  });
  const files = filesOf(reading);
  return (
    <Card title={say('web-enclosed')}>
      <div className="stack" data-attached={files.length}>
        <p className="quiet">{say('web-enclosed-meaning')}</p>
        <AttachmentIntake attached={files} change={(next) => attaching.mutate(next.map((file) => file.id))} />
        {attaching.isError && <ProblemNotice error={attaching.error} />}
      </div>
    </Card>
  );
}

/** The same for who examines it. */
export function Attached({ reading }: { readonly reading: Reading }): ReactNode {
  const { say } = useReader();
  const files = filesOf(reading);
  if (files.length === 0) return undefined;
  return (
    <Card title={say('web-enclosed')}>
      <AttachmentList attachments={files} />
    </Card>
  );
}

function filesOf({ application: { body } }: Reading): readonly Attachment[] {
  return (body.attachments ?? []).map((file) => ({
    ...file,
    href: addressOf('read-attachment', { path: { id: file.id } }),
  }));
}
