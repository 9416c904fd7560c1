import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import type { Answer } from '../../api/client.ts';
import { useReader } from '../../language/reader.tsx';
import { Loading } from '../../pieces/loading.tsx';
import { Page } from '../../pieces/page.tsx';
import { ProblemNotice } from '../../pieces/problem-notice.tsx';
import { usePerson, useSession } from '../../session/session.tsx';
import { Announcements } from './announcements.tsx';
import { Guide } from './guide.tsx';
import { Heap } from './heap.tsx';
import { deskQuery, useVisit } from './desk.ts';
import { WaitingCases } from './waiting-cases.tsx';
import { WaitingWork } from './waiting-work.tsx';
import './home.css';

export type Desk = Answer<'show-desk'>;

/** What lies on the desk, the most pressing first. */
const HEAPS = ['arrived', 'unexamined', 'inquiries', 'due', 'tasks', 'results'] as const;
export type HeapName = (typeof HEAPS)[number];

/** What a person must be permitted for a heap to be theirs. */
const PERMITTED: Readonly<Record<HeapName, string>> = {
  arrived: 'certificate.read',
  unexamined: 'certificate.read',
  inquiries: 'inquiry.read',
  due: 'inquiry.read',
  tasks: 'task.work',
  results: 'certificate.read',
};

/** What waits for this person. */
export function Screen(): ReactNode {
  const { say, moment } = useReader();
  const person = usePerson();
  const { may } = useSession();
  // Certificates are on their way to a country; who stands for none has no such desk.
  const heaps = HEAPS.filter((name) => person.scope.country !== undefined && may(PERMITTED[name]));
  const desk = useQuery({ ...deskQuery(), enabled: heaps.length > 0 });
  useVisit(desk.isSuccess);
  return (
    <Page
      title={say('web-greeting', { name: person.name })}
      lead={
        heaps.length === 0
          ? undefined
          : desk.data === undefined
            ? say('web-home-lead')
            : say('web-home-since', { time: moment(desk.data.since) })
      }
    >
      <Announcements />
      <Guide person={person} />
      {may('declaration.decide') && <WaitingCases />}
      <WaitingWork />
      {desk.isLoading && <Loading lines={6} />}
      {desk.isError && <ProblemNotice error={desk.error} retry={() => void desk.refetch()} />}
      {desk.data !== undefined && <Heaps desk={desk.data} heaps={heaps} />}
    </Page>
  );
}

/** A figure for each heap; the chosen one, which stands in the address, lies open below. */
function Heaps({ desk, heaps }: { readonly desk: Desk; readonly heaps: readonly HeapName[] }): ReactNode {
  const { say, number } = useReader();
  const { search, filter } = useAddress();
  const first = heaps.find((name) => desk[name].count > 0) ?? heaps[0];
  const chosen = heaps.find((name) => name === search['show']) ?? first;
  if (chosen === undefined) return undefined;
  return (
    <>
      <div className="heaps" role="group" aria-label={say('web-home')}>
        {heaps.map((name) => (
          <button
            key={name}
            type="button"
            className="heap"
            data-pressing={desk[name].count > 0 && (name === 'due' || name === 'inquiries')}
            aria-pressed={name === chosen}
            onClick={() => filter({ show: name })}
          >
            <span className="heap-count">{`${number(desk[name].count)}${desk[name].more ? '+' : ''}`}</span>
            <span>{say(`web-heap-${name}`)}</span>
          </button>
        ))}
      </div>
      <Heap name={chosen} desk={desk} />
    </>
  );
}
