import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { FormRemarks } from '../../cases/form-remarks.tsx';
import { neighbour } from '../../cases/order.ts';
import { DeclarationState, OutcomeBadge } from '../../cases/outcome-badge.tsx';
import { declarationQuery, type DeclarationRead } from '../../cases/reading.ts';
import { ReasonList } from '../../cases/reason-list.tsx';
import { documentText, graveOf, reasonsOf } from '../../cases/told.ts';
import { useReader } from '../../language/reader.tsx';
import { AwaitedPage } from '../../pieces/awaited-page.tsx';
import { Keys, step, type KeyWay } from '../../pieces/keys.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { useSession } from '../../session/session.tsx';
import { Account } from './account.tsx';
import { Acts, useActs, type ActName } from './acts.tsx';
import { Annulment } from './annulment.tsx';
import { Comparison } from './comparison.tsx';
import { Explained } from './explained.tsx';
import { CaseHistory } from './history.tsx';
import { useKeeping, type Keeping } from './keeping.ts';
import { Overruling } from './overruling.tsx';
import { Summary } from './summary.tsx';
import { Threads } from './threads.tsx';
import '../../pieces/facts.css';
import '../certificate/certificate.css';

const TABS = ['compare', 'account', 'explanation', 'history'] as const;
const FINDING = '.finding-head';

/** A case: what was declared beside what is certified, what was decided and why, and what can be done. */
export function Screen(): ReactNode {
  const { say, language } = useReader();
  const { parameters } = useAddress();
  const id = parameters['id'] ?? '';
  const found = useQuery(declarationQuery(id, language));
  if (found.isSuccess) return <Case key={id} read={found.data} />;
  return <AwaitedPage title={say('web-declaration')} found={found} />;
}

function Case({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say } = useReader();
  const { search, filter } = useAddress();
  const { may } = useSession();
  const acts = useActs(read);
  const keeping = useKeeping(read);
  const tab = TABS.find((name) => name === search['tab']) ?? 'compare';
  const { declaration, decision } = read;
  const reasons = graveOf(reasonsOf(decision));
  return (
    <Page
      title={declaration.number}
      lead={<Lead read={read} />}
      actions={<CaseKeys read={read} act={acts.open} keeping={keeping} />}
    >
      <Annulment read={read} acts={acts} />
      <Overruling read={read} acts={acts} />
      <Alerts read={read} />
      <div className="case-desk">
        <div className="case-main">
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(name) => filter({ tab: name === 'compare' ? '' : (name ?? '') })}
          >
            <Tabs.List className="tabs" aria-label={say('web-case-parts')}>
              {TABS.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {say(`web-case-${name}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="compare" className="certificate-panel">
              <Comparison id={declaration.id} />
            </Tabs.Panel>
            <Tabs.Panel value="account" className="certificate-panel">
              <Account read={read} />
            </Tabs.Panel>
            <Tabs.Panel value="explanation" className="certificate-panel">
              <Explained id={declaration.id} latest={decision?.place} keep={keeping?.number} />
            </Tabs.Panel>
            <Tabs.Panel value="history" className="certificate-panel">
              <CaseHistory read={read} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <div className="case-side">
          <Card title={say('web-case-why')}>
            {reasons.length === 0 ? (
              <p className="quiet">{say(decision === undefined ? 'web-case-undecided' : 'web-case-clean')}</p>
            ) : (
              <ReasonList reasons={reasons} />
            )}
          </Card>
          <Card title={say('web-case-acts')}>
            <Acts read={read} acts={acts} keeping={keeping} />
          </Card>
          {may('inquiry.read') && declaration.body.inquiries.length > 0 && (
            <Card title={say('web-inquiries')}>
              <Threads inquiries={declaration.body.inquiries} />
            </Card>
          )}
        </div>
        <div className="case-foot">
          <FormRemarks read={read} />
          <Card title={say('web-case-summary')}>
            <Summary read={read} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

function Lead({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say, ago, amount, shortDay } = useReader();
  const { state, body } = read.declaration;
  return (
    <span className="row">
      <DeclarationState state={state} />
      {body.overruled !== undefined && <OutcomeBadge outcome={read.decision?.outcome} />}
      <span>{say('web-case-since', { time: ago(body.since, Date.now()) })}</span>
      {body.value !== undefined && (
        <span className="nowrap">{`${amount(body.value.amount)} ${body.value.currency}`}</span>
      )}
      {body.deadline !== undefined && <span>{say('web-case-until', { day: shortDay(body.deadline) })}</span>}
      <span dir="auto">{body.goods}</span>
    </span>
  );
}

/** What came out after the goods were released, and other declarations of the same goods. */
function Alerts({ read }: { readonly read: DeclarationRead }): ReactNode {
  const { say, sayFirst, moment } = useReader();
  const { alerts, resembles } = read.declaration.body;
  return (
    <>
      {alerts.map(({ code, certificate, at }) => (
        <p key={`${code} ${at}`} className="notice notice-failed" role="alert">
          <strong>{sayFirst([`web-alert-${code}`], code)}</strong>{' '}
          {certificate !== undefined && <span className="number">{documentText(certificate)}</span>}{' '}
          {moment(at)}
        </p>
      ))}
      {resembles.length > 0 && (
        <p className="notice notice-warning">
          {say('web-case-resembles')}{' '}
          {resembles.map((number) => (
            <Link key={number} to="/declarations" search={{ heap: 'all', words: number }} className="number">
              {`${number} `}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}

/** One key for each act; an act that is not open now does nothing. */
const ACT_KEYS: readonly ActName[] = ['pass', 'hold', 'refuse', 'inquire', 'certificate', 'replay'];

function CaseKeys({
  read,
  act,
  keeping,
}: {
  readonly read: DeclarationRead;
  readonly act: (name: ActName) => void;
  readonly keeping: Keeping | undefined;
}): ReactNode {
  const { say } = useReader();
  const { go, filter } = useAddress();
  const turn = (by: 1 | -1): void => {
    const next = neighbour(read.declaration.id, by);
    if (next !== undefined) go(`/declarations/${next}`);
  };
  const ways: readonly KeyWay[] = [
    {
      keys: ['j', 'ArrowDown'],
      does: say('web-keys-next-finding'),
      run: () => step(document.body, FINDING, 1),
    },
    {
      keys: ['k', 'ArrowUp'],
      does: say('web-keys-previous-finding'),
      run: () => step(document.body, FINDING, -1),
    },
    { keys: ['n'], does: say('web-keys-next-case'), run: () => turn(1) },
    { keys: ['p'], does: say('web-keys-previous-case'), run: () => turn(-1) },
    { keys: ['u'], does: say('web-keys-back'), run: () => go('/declarations') },
    ...ACT_KEYS.map((name, index) => ({
      keys: [String(index + 1)],
      does: say(`web-act-${name}`),
      run: () => act(name),
    })),
    ...(keeping === undefined
      ? []
      : [{ keys: ['t'], does: say('web-case-keep'), run: () => keeping.keep() }]),
    ...TABS.map((name) => ({
      keys: [name.slice(0, 1)],
      does: say(`web-case-${name}`),
      run: () => filter({ tab: name === 'compare' ? '' : name }),
    })),
  ];
  return <Keys ways={ways} />;
}
