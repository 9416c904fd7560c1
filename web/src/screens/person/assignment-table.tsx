import { Button } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { useOfficeName } from '../../language/offices.ts';
import { useReader } from '../../language/reader.tsx';
import { DataTable, type Column } from '../../pieces/data-table.tsx';
import { Badge, type Tone } from '../../pieces/state-badge.tsx';

export type Assignment = Answer<'list-own-assignments'>['assignments'][number];

const TONES: Readonly<Record<string, Tone>> = { held: 'passed', coming: 'compare', over: 'unknown' };

/** Roles, each for an office and a time. */
export function AssignmentTable({
  name,
  caption,
  assignments,
  names,
  end,
  shows = 'giver',
}: {
  readonly name: string;
  readonly caption: string;
  readonly assignments: readonly Assignment[];
  readonly names: Readonly<Record<string, string>>;
  /** Takes one back before its end; absent where the reader may not. */
  readonly end?: (id: string) => void;
  /** Who is told beside the role: in whose name it is held, or who holds it now. */
  readonly shows?: 'giver' | 'holder';
}): ReactNode {
  const reader = useReader();
  const { say, sayFirst, shortDay } = reader;
  const columns = useMemo((): readonly Column<Assignment>[] => {
    const roleOf = (role: string): string => sayFirst([`web-role-${role}`], role);
    return [
      {
        id: 'role',
        title: say('web-person-role'),
        isFixed: true,
        cell: ({ role, behalf, holder }) => (
          <>
            {roleOf(role)}
            {shows === 'holder' && (
              <small>{say('web-roles-held-by', { name: names[holder] ?? holder })}</small>
            )}
            {shows === 'giver' && behalf !== undefined && (
              <small>{say('web-person-behalf', { name: names[behalf] ?? behalf })}</small>
            )}
          </>
        ),
      },
      { id: 'office', title: say('web-person-office'), cell: ({ office }) => <Office office={office} /> },
      {
        id: 'starts',
        title: say('web-person-starts'),
        cell: ({ starts }) => <span className="nowrap">{shortDay(starts)}</span>,
      },
      {
        id: 'ends',
        title: say('web-person-ends'),
        cell: ({ ends, ended }) => {
          const day = ended ?? ends;
          return <span className="nowrap">{day === undefined ? '—' : shortDay(day)}</span>;
        },
      },
      {
        id: 'state',
        title: say('web-column-state'),
        cell: ({ state }) => (
          <Badge tone={TONES[state] ?? 'unknown'}>{sayFirst([`web-assignment-${state}`], state)}</Badge>
        ),
      },
      ...(end === undefined
        ? []
        : [
            {
              id: 'end',
              title: say('web-person-end'),
              isFixed: true,
              cell: ({ id, role, state }: Assignment) =>
                state !== 'over' && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={say('web-person-end-named', { role: roleOf(role) })}
                    onClick={() => end(id)}
                  >
                    {say('web-person-end')}
                  </Button>
                ),
            } as const,
          ]),
    ];
  }, [say, sayFirst, shortDay, end, names, shows]);
  return (
    <DataTable name={name} caption={caption} columns={columns} rows={assignments} keyOf={({ id }) => id} />
  );
}

function Office({ office }: { readonly office: string | undefined }): ReactNode {
  const { say } = useReader();
  const name = useOfficeName(office);
  return <span dir="auto">{office === undefined ? say('web-roles-whole') : name}</span>;
}
