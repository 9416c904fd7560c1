import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCode, IconFileTypePdf, IconFileZip, IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { callBytes } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import type { Certificate } from './holding.ts';

const FILES = {
  pdf: ['read-paper', 'application/pdf', 'pdf'],
  xml: ['read-sealed', 'application/xml', 'xml'],
  bundle: ['read-bundle', 'application/vnd.etsi.asic-e+zip', 'asice'],
  proof: ['read-proof', 'text/plain', 'tlog-proof'],
} as const;

/** The certificate's files, one click away. */
export function CertificateFiles({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say } = useReader();
  const { id, number, state } = certificate;
  const saving = useMutation({
    mutationFn: async (kind: keyof typeof FILES) => {
      const [operation, type, ending] = FILES[kind];
      const bytes = await callBytes(operation, { path: { id } });
      saveFile(new Blob([bytes], { type }), `${number.replace(/[^\p{L}\p{N}.-]+/gu, '-')}.${ending}`);
    },
  });
  return (
    <>
      {state !== 'draft' && (
        <Button
          variant="default"
          leftSection={<IconCode size={18} aria-hidden />}
          loading={saving.isPending && saving.variables === 'xml'}
          onClick={() => saving.mutate('xml')}
        >
          XML
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPrinter size={18} aria-hidden />}
        onClick={() => window.print()}
      >
        {say('web-print')}
      </Button>
      {state !== 'draft' && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {say('web-evidence-files')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown aria-label={say('web-evidence-files')}>
            <Menu.Item
              leftSection={<IconFileTypePdf size={18} aria-hidden />}
              onClick={() => saving.mutate('pdf')}
            >
              {say('web-file-paper')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFileZip size={18} aria-hidden />}
              onClick={() => saving.mutate('bundle')}
            >
              {say('web-file-bundle')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCode size={18} aria-hidden />}
              onClick={() => saving.mutate('proof')}
            >
              {say('web-file-proof')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {saving.isError && <ProblemNotice error={saving.error} />}
    </>
  );
}
