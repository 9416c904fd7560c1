import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { call, type Answer } from '../../api/client.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Facts, known } from '../../pieces/facts.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Badge, StateBadge } from '../../pieces/state-badge.tsx';
import '../../figures/figures.css';
import './status.css';

type Status = Answer<'show-status'>;
type Act = Status['arrived'][number];
type Key = Answer<'list-keys'>['items'][number];

/** How the house is doing: what came and went last, what waits, where the log stands, which keys end. */
export function Screen(): ReactNode {
  const { say, language, moment } = useReader();
  const status = useQuery({
    queryKey: ['status', language],
    queryFn: ({ signal }) => call('show-status', { signal }),
    refetchInterval: 15_000,
  });
  return (
    <Page
      title={say('web-status')}
      lead={
        status.data === undefined
          ? say('web-status-lead')
          : say('web-as-of', { time: moment(status.data.asOf) })
      }
    >
      {status.isPending && <Loading lines={8} />}
      {status.isError && <ProblemNotice error={status.error} retry={() => void status.refetch()} />}
      {status.isSuccess && <Told status={status.data} />}
      <Card title={say('web-status-keys')}>
        <Keys />
      </Card>
    </Page>
  );
}

function Told({ status }: { readonly status: Status }): ReactNode {
  const { say, moment, number, ago } = useReader();
  const { checks, queues, log, arrived, left, version, databaseBytes, asOf } = status;
  const now = Date.parse(asOf);
  return (
    <>
      <Card title={say('web-status-parts')}>
        <div className="row">
          {checks.map(({ name, title, ready }) => (
            <Badge key={name} tone={ready ? 'passed' : 'failed'}>
              {`${title}: ${say(ready ? 'web-status-ready' : 'web-status-not-ready')}`}
            </Badge>
          ))}
        </div>
      </Card>
      <Card title={say('web-status-queues')}>
        <dl className="figure-totals">
          {queues.map(({ name, title, waiting, oldestSeconds }) => (
            <div key={name} className="figure-total">
              <dt>
                {title}
                {oldestSeconds !== undefined && oldestSeconds >= 60 && (
                  <small>{` · ${ago(new Date(now - oldestSeconds * 1000).toISOString(), now)}`}</small>
                )}
              </dt>
              <dd>{number(waiting)}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <div className="columns halves">
        {(
          [
            ['arrived', arrived],
            ['left', left],
          ] as const
        ).map(([name, acts]) => (
          <Card key={name} title={say(`web-status-${name}`)}>
            {acts.length === 0 ? (
              <p className="quiet">{say('web-status-nothing')}</p>
            ) : (
              <ul className="plain-list">
                {acts.map((act) => (
                  <ActLine key={act.at + act.country + (act.number ?? '')} act={act} />
                ))}
              </ul>
            )}
          </Card>
        ))}
      </div>
      <Card title={say('web-status-log')}>
        <div className="stack">
          <Facts
            facts={[
              known(say('web-status-origin'), log.origin, 'code'),
              known(say('web-status-size'), number(log.size)),
              known(say('web-status-head'), log.at === undefined ? undefined : moment(log.at)),
              known(say('web-audit-root'), log.root, 'code'),
              known(say('web-status-version'), version),
              known(
                say('web-status-database'),
                databaseBytes === undefined
                  ? undefined
                  : say('web-megabytes', { size: number(Math.round(databaseBytes / 1_000_000)) }),
              ),
            ]}
          />
          <h3>{say('web-status-witnesses')}</h3>
          {log.witnesses.length === 0 ? (
            <p className="quiet">{say('web-status-no-witness')}</p>
          ) : (
            <ul className="plain-list">
              {log.witnesses.map(({ name, cosigned }) => (
                <li key={name} className="row">
                  <span className="code">{name}</span>
                  <Badge tone={cosigned === undefined ? 'warning' : 'passed'}>
                    {cosigned === undefined
                      ? say('web-status-not-cosigned')
                      : say('web-status-cosigned', { time: moment(cosigned) })}
                  </Badge>
                </li>
              ))}
            </ul>
          )}
        </div>
      </Card>
    </>
  );
}

function ActLine({ act }: { readonly act: Act }): ReactNode {
  const { sayFirst, moment } = useReader();
  const { number, country, destination, state, at } = act;
  const name = (code: string): string => sayFirst([`country.${code}`], code);
  return (
    <li className="act-line">
      <span className="number">{number ?? '—'}</span>
      <StateBadge state={state} />
      <small>
        {destination === undefined ? name(country) : `${name(country)} → ${name(destination)}`}
        {' · '}
        <time dateTime={at}>{moment(at)}</time>
      </small>
    </li>
  );
}

function Keys(): ReactNode {
  const reader = useReader();
  const { say, language } = reader;
  const keys = useQuery({
    queryKey: ['keys', language],
    queryFn: ({ signal }) => call('list-keys', { signal }),
  });
  const columns = useMemo(() => columnsFor(reader), [reader]);
  if (keys.isPending) return <Loading />;
  if (keys.isError) return <ProblemNotice error={keys.error} retry={() => void keys.refetch()} />;
  return (
    <DataTable
      name="keys"
      caption={say('web-status-keys')}
      columns={columns}
      rows={keys.data.items.toSorted((one, other) => one.days - other.days)}
      keyOf={({ fingerprint }) => fingerprint}
    />
  );
}

function columnsFor({ say, sayFirst, day, number }: Reader): readonly Column<Key>[] {
  return [
    {
      id: 'owner',
      title: say('web-people-authority'),
      isFixed: true,
      cell: ({ owner, kind }) => (
        <>
          <span className="code">{owner}</span>
          <small>{sayFirst([`web-key-${kind}`], kind)}</small>
        </>
      ),
    },
    {
      id: 'state',
      title: say('web-column-state'),
      cell: ({ state, stateTitle }) => (
        <Badge
          tone={
            state === 'valid' ? 'passed' : state === 'expiring' || state === 'future' ? 'warning' : 'failed'
          }
        >
          {stateTitle}
        </Badge>
      ),
    },
    {
      id: 'ends',
      title: say('web-key-ends'),
      cell: ({ ends }) => <span className="nowrap">{day(ends)}</span>,
    },
    { id: 'days', title: say('web-key-days'), align: 'end', cell: ({ days }) => number(days) },
    {
      id: 'subject',
      title: say('web-key-subject'),
      cell: ({ subject }) => <span className="code">{subject}</span>,
    },
    {
      id: 'fingerprint',
      title: 'SHA-256',
      isHidden: true,
      cell: ({ fingerprint }) => <span className="code">{fingerprint}</span>,
    },
  ];
}
