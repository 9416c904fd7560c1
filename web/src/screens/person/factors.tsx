import { Button, FileButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { ConfirmedAct } from '../../pieces/confirmed-act.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import '../account/account.css';

type Credentials = Answer<'list-credentials'>;

/** One thing somebody comes in by. */
interface Factor {
  readonly id: string;
  readonly name: string;
  readonly more: string;
}

const LARGEST_PEM = 20_000;

/** By what a person comes in; what they have lost is taken away here, and a card's certificate is registered. */
export function PersonFactors({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const { say } = useReader();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['person', id, 'factors'],
    queryFn: ({ signal }) => call('list-credentials', { path: { id }, signal }),
  });
  const settled = {
    onSuccess: async () => {
      notifications.show({ message: say('web-person-changed') });
      await queries.invalidateQueries({ queryKey: ['person', id] });
    },
  };
  const removing = useMutation({
    mutationFn: (credential: string) => call('remove-credential', { path: { id, credential } }),
    ...settled,
  });
  const withoutCodes = useMutation({ mutationFn: () => call('forget-codes', { path: { id } }), ...settled });
  const forgetting = useMutation({ mutationFn: () => call('forget-factors', { path: { id } }), ...settled });
  const binding = useMutation({
    mutationFn: (certificate: string) => call('bind-certificate', { path: { id }, body: { certificate } }),
    ...settled,
  });
  if (found.isPending) return <Loading lines={3} />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const fault = removing.error ?? withoutCodes.error ?? forgetting.error ?? binding.error;
  return (
    <div className="stack">
      {fault !== null && <ProblemNotice error={fault} />}
      <FactorList
        credentials={found.data}
        removeCodes={() => withoutCodes.mutate()}
        remove={(credential) => removing.mutate(credential)}
      />
      <CertificateFile bind={(certificate) => binding.mutate(certificate)} isBusy={binding.isPending} />
      <ConfirmedAct
        label={say('web-factors-forget')}
        meaning={say('web-factors-forget-meaning', { name })}
        act={() => forgetting.mutate()}
        isBusy={forgetting.isPending}
      />
    </div>
  );
}

function FactorList({
  credentials,
  remove,
  removeCodes,
}: {
  readonly credentials: Credentials;
  readonly remove: (credential: string) => void;
  readonly removeCodes: () => void;
}): ReactNode {
  const { say, shortDay, number } = useReader();
  const { codes, passkeys, certificates, keys, password } = credentials;
  const factors: readonly Factor[] = [
    ...passkeys.map(({ id, name, created, used }) => ({
      id,
      name: `${say('web-passkey')}: ${name}`,
      more:
        used === undefined
          ? say('web-added', { day: shortDay(created) })
          : say('web-factor-used', { day: shortDay(used) }),
    })),
    ...certificates.map(({ id, subject, ends }) => ({
      id,
      name: `${say('web-card')}: ${subject}`,
      more: say('web-card-until', { day: shortDay(ends) }),
    })),
    ...keys.map(({ id, label, expires }) => ({
      id,
      name: `${say('web-factor-key')}: ${label}`,
      more: say('web-card-until', { day: shortDay(expires) }),
    })),
  ];
  return (
    <div>
      <p className="quiet">{say(password ? 'web-factors-password' : 'web-factors-no-password')}</p>
      {codes !== undefined && (
        <FactorLine
          factor={{
            id: 'codes',
            name: say('web-codes'),
            more: say('web-codes-left', { count: number(codes.recoveryCodes) }),
          }}
          remove={removeCodes}
        />
      )}
      {factors.map((factor) => (
        <FactorLine key={factor.id} factor={factor} remove={() => remove(factor.id)} />
      ))}
      {codes === undefined && factors.length === 0 && <p className="quiet">{say('web-factors-none')}</p>}
    </div>
  );
}

function FactorLine({
  factor: { name, more },
  remove,
}: {
  readonly factor: Factor;
  readonly remove: () => void;
}): ReactNode {
  const { say } = useReader();
  return (
    <div className="credential">
      <div>
        <b dir="auto">{name}</b>
        <p className="quiet">{more}</p>
      </div>
      <Button variant="default" size="sm" aria-label={say('web-remove-named', { name })} onClick={remove}>
        {say('web-remove')}
      </Button>
    </div>
  );
}

/** Registers the certificate of a card from its file: the key stays on the card. */
function CertificateFile({
  bind,
  isBusy,
}: {
  readonly bind: (certificate: string) => void;
  readonly isBusy: boolean;
}): ReactNode {
  const { say } = useReader();
  const [isUnfit, setUnfit] = useState(false);
  const take = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const text = file.size > LARGEST_PEM ? '' : await file.text();
    const isFit = text.includes('-----BEGIN CERTIFICATE-----') && !text.includes('PRIVATE KEY');
    setUnfit(!isFit);
    if (isFit) bind(text);
  };
  return (
    <div>
      {isUnfit && (
        <p className="notice notice-failed" role="alert">
          {say('web-card-file-unfit')}
        </p>
      )}
      <FileButton accept=".pem,.crt,.cer,application/x-pem-file" onChange={(file) => void take(file)}>
        {(props) => (
          <Button {...props} variant="default" loading={isBusy}>
            {say('web-card-file')}
          </Button>
        )}
      </FileButton>
      <p className="quiet">{say('web-card-file-hint')}</p>
    </div>
  );
}
