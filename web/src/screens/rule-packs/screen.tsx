import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call, type Answer } from '../../api/client.ts';
import { newKey } from '../../api/keys.ts';
import { useReader } from '../../language/reader.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import type { FieldFault } from '../../pieces/error-summary.tsx';
import { Form } from '../../pieces/form.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge } from '../../pieces/state-badge.tsx';
import { useSession } from '../../session/session.tsx';
import '../../rules/rules.css';

type Pack = Answer<'list-rule-packs'>['items'][number];

const TONES = { added: 'passed', changed: 'warning' } as const;

/** Packs of rules that come with the release: what each holds, what loading it would change, and the proposal to load it. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const packs = useQuery({
    queryKey: ['rule-packs', language],
    queryFn: ({ signal }) => call('list-rule-packs', { signal }),
  });
  return (
    <Page
      title={say('web-packs')}
      lead={
        <>
          {say('web-packs-lead')} <Link to="/rules">{say('web-rules-back')}</Link>
        </>
      }
    >
      {packs.isPending && <Loading lines={6} />}
      {packs.isError && <ProblemNotice error={packs.error} retry={() => void packs.refetch()} />}
      {packs.isSuccess && packs.data.items.length === 0 && (
        <EmptyState title={say('web-packs-empty')} text={say('web-packs-lead')} />
      )}
      {packs.isSuccess && packs.data.items.map((pack) => <PackCard key={pack.name} pack={pack} />)}
    </Page>
  );
}

function PackCard({ pack }: { readonly pack: Pack }): ReactNode {
  const { say, number } = useReader();
  const { may } = useSession();
  const { title, name, version, authority, about, tests, rows, changes } = pack;
  return (
    <Card title={title} tools={<span className="code">{`${authority} · ${name} ${version}`}</span>}>
      <div className="stack" data-pack={name}>
        <p dir="auto">{about}</p>
        <p className="quiet">
          {say('web-pack-told', {
            tables: number(rows),
            tests: number(tests),
            changes: number(changes.length),
          })}
        </p>
        <details hidden={changes.length === 0}>
          <summary>{say('web-pack-changes')}</summary>
          <ul className="plain-list rule-checks">
            {changes.map(({ parameter, title: kindTitle, key, kind }) => (
              <li key={`${parameter} ${key}`}>
                <Badge tone={TONES[kind]}>{say(`web-pack-${kind}`)}</Badge>
                <span>{kindTitle}</span>
                {parameter === 'rule-table' && kind === 'changed' ? (
                  <Link to="/rules/$table" params={{ table: key }} className="code">
                    {key}
                  </Link>
                ) : (
                  <span className="code">{key}</span>
                )}
              </li>
            ))}
          </ul>
        </details>
        {changes.length === 0 ? (
          <p className="quiet">{say('web-pack-loaded')}</p>
        ) : (
          may('parameter.propose') && <Proposing pack={pack} />
        )}
      </div>
    </Card>
  );
}

function Proposing({ pack: { name } }: { readonly pack: Pack }): ReactNode {
  const { say, number } = useReader();
  const { go } = useAddress();
  const queries = useQueryClient();
  const [from, setFrom] = useState(() => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const field = `pack-reason-${name}`;
  const proposing = useMutation({
    mutationFn: () =>
      call('propose-rule-pack', { path: { name }, body: { from, reason: reason.trim() }, once: newKey() }),
    onSuccess: async ({ items }) => {
      notifications.show({ message: say('web-pack-proposed', { count: number(items.length) }) });
      await queries.invalidateQueries({ queryKey: ['parameter-changes'] });
      go('/parameters', { state: 'proposed' });
    },
  });
  return (
    <Form
      faults={faults}
      submit={() => {
        const isMissing = reason.trim() === '';
        setFaults(isMissing ? [{ field, text: say('web-parameter-reason-missing') }] : []);
        if (!isMissing) proposing.mutate();
      }}
    >
      {proposing.isError && <ProblemNotice error={proposing.error} />}
      <TextInput
        type="date"
        required
        label={say('web-parameter-since')}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <Textarea
        id={field}
        required
        rows={2}
        maxLength={2000}
        label={say('web-parameter-reason')}
        value={reason}
        error={faults[0]?.text}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <div className="row">
        <Button type="submit" loading={proposing.isPending}>
          {say('web-pack-propose')}
        </Button>
      </div>
    </Form>
  );
}
