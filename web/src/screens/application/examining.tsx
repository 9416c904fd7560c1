import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Card } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { Sheet } from '../../pieces/sheet.tsx';
import { Timeline } from '../../pieces/timeline.tsx';
import { differencesOf, type Difference } from '../certificate/differences.ts';
import { markDifferences } from '../certificate/marking.ts';
import { Acts } from './acts.tsx';
import { Attached } from './attached.tsx';
import { applicationHistoryQuery, previewQuery, type Reading } from './holding.ts';
import { originalQuery, OWN_FIELDS } from './original.ts';
import { Remarks } from './remarks.tsx';

const NONE: readonly Difference[] = [];

/** An application as the certificate that it will be: read, compared with what it was copied from, and passed on. */
export function Examining({ reading }: { readonly reading: Reading }): ReactNode {
  const { say, moment } = useReader();
  const { application, findings } = reading;
  const { id, version, state } = application;
  const face = useQuery(previewQuery(id, version));
  const original = useQuery(originalQuery(application));
  const differences = useMemo(
    () =>
      face.data === undefined || original.data === undefined
        ? NONE
        : differencesOf(face.data, original.data).filter(({ label }) => !OWN_FIELDS.has(label)),
    [face.data, original.data],
  );
  const mark = useCallback((sheet: HTMLElement) => markDifferences(sheet, differences), [differences]);
  return (
    <div className="writing examining">
      <div className="writing-form">
        <Remarks reading={reading} />
        {reading.working?.form !== undefined && (
          <p className="notice notice-warning">
            {say('web-form-unsaved-own', { time: moment(reading.working.touched) })}
          </p>
        )}
        {face.isPending && <Loading lines={8} />}
        {face.isError && <ProblemNotice error={face.error} retry={() => void face.refetch()} />}
        {face.data !== undefined && (
          <section aria-label={say('web-certificate-sheet')}>
            <h2 className="visually-hidden">{say('web-certificate-sheet')}</h2>
            <Sheet
              face={face.data}
              seal="unknown"
              notice={say(
                state === 'abandoned' ? 'web-application-state-abandoned' : 'web-form-draft-notice',
              )}
              name="examined"
              adjust={mark}
            />
          </section>
        )}
      </div>
      <aside className="writing-aside" aria-label={say('web-office-acts')}>
        <Acts reading={reading} />
        <Attached reading={reading} />
        {findings.length > 0 && (
          <Card title={say('web-office-findings')}>
            <ul className="plain-list">
              {findings.slice(0, 30).map(({ path, code, level, detail }) => (
                <li key={path + code} className={level === 'SEVERE' ? 'field-fault' : undefined}>
                  {detail}
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Origin reading={reading} differences={differences} isKnown={original.data !== undefined} />
        <Card title={say('web-office-way')}>
          <History reading={reading} />
        </Card>
      </aside>
    </div>
  );
}

/** Where it came from, and every place where it now says otherwise. */
function Origin({
  reading,
  differences,
  isKnown,
}: {
  readonly reading: Reading;
  readonly differences: readonly Difference[];
  readonly isKnown: boolean;
}): ReactNode {
  const { say, number } = useReader();
  const { replaces, copiedFrom } = reading.application.body;
  const origin = replaces ?? copiedFrom;
  if (origin === undefined) return undefined;
  return (
    <Card title={say(replaces === undefined ? 'web-form-copied-from' : 'web-form-replaces')}>
      <p className="number">{origin.number}</p>
      {replaces?.reason !== undefined && <p dir="auto">{replaces.reason}</p>}
      {isKnown && (
        <div className="original-differences" data-differences={differences.length}>
          <p>
            {differences.length === 0
              ? say('web-office-same-as-original')
              : say('web-office-differs-from-original', { count: number(differences.length) })}
          </p>
          <dl className="difference-list">
            {differences.slice(0, 60).map(({ label, line, here, there }) => (
              <div key={`${label} ${String(line)}`}>
                <dt>
                  {say(label)}
                  {line !== undefined && ` (${say('face-line')} ${number(line)})`}
                </dt>
                <dd dir="auto">
                  <del>{there.join(' · ') || '—'}</del> <ins>{here.join(' · ') || '—'}</ins>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </Card>
  );
}

/** Who did what with it; saving is told once, not each time. */
export function History({ reading }: { readonly reading: Reading }): ReactNode {
  const reader = useReader();
  const { say, moment, sayFirst } = reader;
  const { id, version } = reading.application;
  const history = useQuery(applicationHistoryQuery(id, version));
  if (history.isPending) return <Loading lines={3} />;
  if (history.isError) return <ProblemNotice error={history.error} />;
  const acts = history.data.items
    .toSorted((left, right) => right.version - left.version)
    .filter(({ action, actor }, place, all) => {
      const newer = all[place - 1];
      return !(action === 'revise' && newer?.action === 'revise' && newer.actor === actor);
    });
  return (
    <Timeline
      label={say('web-office-way')}
      entries={acts.map(({ version: at, action, state, actor, at: instant }) => ({
        key: String(at),
        title: sayFirst([`web-application-act-${action}`], action),
        when: moment(instant),
        instant,
        who: reading.people[actor] ?? actor,
        tone: state === 'issued' ? 'passed' : action === 'return' ? 'warning' : 'compare',
      }))}
    />
  );
}
