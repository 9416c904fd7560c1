import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCopy, IconFileX, IconPrinter, IconReplace } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, callBytes } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { saveFile } from '../../pieces/save-file.ts';
import { useSession } from '../../session/session.tsx';
import { certificateQuery, type Certificate } from '../certificate/holding.ts';
import { Withdrawal } from './withdrawal.tsx';

/** What the office that issued a certificate may still do with it: print, copy, replace, withdraw. */
export function IssuedActions({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { person, may } = useSession();
  const isOwn = person?.scope.kind === 'authority' && person.scope.authority === certificate.authority;
  if (!isOwn || !may('certificate.draft') || certificate.state === 'draft') return undefined;
  return <OwnActions certificate={certificate} />;
}

function OwnActions({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say } = useReader();
  const { go } = useAddress();
  const { id, version, state } = certificate;
  const offers = useQuery({
    queryKey: ['certificate', id, 'actions', version],
    queryFn: ({ signal }) => call('list-actions', { path: { id }, signal }),
    placeholderData: keepPreviousData,
  });
  const [isWithdrawing, setWithdrawing] = useState(false);
  const may = (action: string): boolean =>
    offers.data?.items.some((offer) => offer.action === action) === true;
  const isReplaceable = state === 'issued' || state === 'expired';
  return (
    <>
      {may('print') && <Printing certificate={certificate} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {say('web-issued-acts')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label={say('web-issued-acts')}>
          <Menu.Item
            leftSection={<IconCopy size={18} aria-hidden />}
            onClick={() => go('/issuing/new', { copyOf: id })}
          >
            {say('web-issued-copy')}
          </Menu.Item>
          {isReplaceable && (
            <Menu.Item
              leftSection={<IconReplace size={18} aria-hidden />}
              onClick={() => go('/issuing/new', { replaces: id })}
            >
              {say('web-issued-replace')}
            </Menu.Item>
          )}
          {may('withdraw') && (
            <Menu.Item leftSection={<IconFileX size={18} aria-hidden />} onClick={() => setWithdrawing(true)}>
              {say('web-issued-withdraw')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Withdrawal certificate={certificate} isOpen={isWithdrawing} close={() => setWithdrawing(false)} />
    </>
  );
}

/** Prints on a paper of its own serial number: an act of the ledger, and then a file for the printer. */
function Printing({ certificate }: { readonly certificate: Certificate }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const { id, number, version } = certificate;
  const printing = useMutation({
    mutationFn: async () => {
      const { paper } = await call('print-certificate', { path: { id }, version, once: newKey() });
      const pdf = await callBytes('read-paper', { path: { id }, query: { paper } });
      saveFile(
        new Blob([pdf], { type: 'application/pdf' }),
        `${number.replace(/[^\p{L}\p{N}.-]+/gu, '-')}-${paper}.pdf`,
      );
      return paper;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: certificateQuery(id).queryKey }),
  });
  return (
    <>
      <Button
        leftSection={<IconPrinter size={18} aria-hidden />}
        loading={printing.isPending}
        onClick={() => printing.mutate()}
      >
        {say('web-issued-print')}
      </Button>
      {printing.isSuccess && (
        <p className="quiet" role="status">
          {say('web-issued-printed', { paper: printing.data })}
        </p>
      )}
      {printing.isError && <ProblemNotice error={printing.error} />}
    </>
  );
}
