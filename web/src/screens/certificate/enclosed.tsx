import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { callBytes } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import { heldQuery, type Certificate, type Held } from './holding.ts';

/** The files that the certificate carries, out of its sealed document. */
export function Enclosed({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say, number } = useReader();
  const held = useQuery(heldQuery(certificate));
  const { id, version, state } = certificate;
  const hasFiles = state !== 'draft' && held.data !== undefined && carriesFiles(held.data);
  const files = useQuery({
    queryKey: ['certificate', id, 'enclosed', version],
    queryFn: async ({ signal }) => {
      const [{ enclosedFiles }, bytes] = await Promise.all([
        import('../../verifying/enclosed-files.ts'),
        callBytes('read-sealed', { path: { id }, signal }),
      ]);
      return enclosedFiles(bytes);
    },
    enabled: hasFiles,
    staleTime: Infinity,
  });
  if (!hasFiles) return undefined;
  return (
    <Card title={say('web-enclosed')}>
      {files.isPending && <Loading lines={2} />}
      {files.isError && <ProblemNotice error={files.error} retry={() => void files.refetch()} />}
      <ul className="plain-list" data-enclosed={files.data?.length}>
        {files.data?.map(({ name, type, bytes }, index) => (
          <li key={`${String(index)} ${name}`} className="row">
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPaperclip size={16} aria-hidden />}
              onClick={() => saveFile(new Blob([bytes], { type }), name)}
            >
              <span dir="auto">{name}</span>
            </Button>
            <span className="quiet">{`${number(Math.ceil(bytes.length / 1024))} KB`}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function carriesFiles({ inspection }: Held): boolean {
  if (!inspection.read) return false;
  return inspection.certificate?.sections.some(({ label }) => label === 'face-annexes') === true;
}
