import { Button, SegmentedControl } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../address.ts';
import { call } from '../../api/client.ts';
import { DeclarationState } from '../../cases/outcome-badge.tsx';
import type { Declaration } from '../../cases/reading.ts';
import { reasonText } from '../../cases/told.ts';
import { useReader, type Reader } from '../../language/reader.tsx';
import type { Column } from '../../pieces/data-table.tsx';
import { EmptyState } from '../../pieces/empty-state.tsx';
import { Listed } from '../../pieces/listed.tsx';
import { Card, Page } from '../../pieces/page.tsx';
import { useSession } from '../../session/session.tsx';
import { groupOf, GROUP_STATES, GROUPS } from './groups.ts';

/** A trader's declarations, by what they have to do about them. */
export function Screen(): ReactNode {
  const reader = useReader();
  const { say } = reader;
  const { search, filter, go } = useAddress();
  const { may } = useSession();
  const group = GROUPS.find((name) => name === search['group']) ?? 'action';
  const columns = useMemo(() => columnsFor(reader), [reader]);
  return (
    <Page
      title={say('web-own-declarations')}
      lead={say('web-own-declarations-lead')}
      actions={
        may('declaration.lodge') && (
          <Button
            leftSection={<IconFilePlus size={18} aria-hidden />}
            onClick={() => go('/my-declarations/new')}
          >
            {say('web-lodge')}
          </Button>
        )
      }
    >
      <Card>
        <div className="stack">
          <SegmentedControl
            aria-label={say('web-filters')}
            value={group}
            onChange={(next) => filter({ group: next === 'action' ? '' : next })}
            data={GROUPS.map((value) => ({ value, label: say(`web-own-${value}`) }))}
          />
          <Listed<Declaration>
            queryKey={['declarations', 'own', reader.language, group]}
            read={async (portion, signal) => {
              const found = await call('search-declarations', {
                query: { state: GROUP_STATES[group], limit: 50, ...portion },
                signal,
              });
              return { ...found, items: found.items.filter((one) => groupOf(one) === group) };
            }}
            name="own-declarations"
            caption={say(`web-own-${group}`)}
            columns={columns}
            keyOf={({ id }) => id}
            empty={<EmptyState title={say('web-cases-empty')} text={say(`web-own-${group}-none`)} />}
          />
        </div>
      </Card>
    </Page>
  );
}

function columnsFor(reader: Reader): readonly Column<Declaration>[] {
  const { say, number, shortDay, ago } = reader;
  return [
    {
      id: 'number',
      title: say('web-declaration'),
      isFixed: true,
      cell: ({ id, number: name, body }) => (
        <>
          <Link to="/my-declarations/$id" params={{ id }} className="number">
            {name}
          </Link>
          <small dir="auto">{body.goods}</small>
        </>
      ),
    },
    { id: 'state', title: say('web-column-state'), cell: ({ state }) => <DeclarationState state={state} /> },
    {
      id: 'what',
      title: say('web-own-what'),
      cell: ({ body: { reasons } }) => {
        const [first] = [...reasons].toSorted((left, right) => turn(left.actor) - turn(right.actor));
        if (first === undefined) return '—';
        return (
          <>
            <span dir="auto">{reasonText(first, reader)}</span>
            {reasons.length > 1 && (
              <small>{say('web-compared-more', { count: number(reasons.length - 1) })}</small>
            )}
          </>
        );
      },
    },
    {
      id: 'deadline',
      title: say('web-column-due'),
      cell: ({ body: { deadline } }) =>
        deadline === undefined ? '—' : <span className="nowrap">{shortDay(deadline)}</span>,
    },
    {
      id: 'since',
      title: say('web-column-since'),
      cell: ({ body }) => <span className="nowrap">{ago(body.since, Date.now())}</span>,
    },
  ];
}

/** The trader's own turn first. */
function turn(actor: string): number {
  return actor === 'trader' ? 0 : 1;
}
