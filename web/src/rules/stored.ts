import { useQuery } from '@tanstack/react-query';
import type { DecisionTable } from '../../../src/verification/rules/index.ts';
import { call } from '../api/client.ts';
import { useReader } from '../language/reader.tsx';
import { isMembers } from '../parameters/schema.ts';
import { useRuleOwner } from './owner.tsx';

/** A table in force, with where it comes from. */
export interface StoredTable {
  readonly table: DecisionTable;
  readonly level: string;
  readonly from?: string;
  readonly version?: number;
}

/** Every table in force for the reader on a day, today where none is said; asked for once it is known which day. */
export function useTables(day = '', isKnown = true) {
  const { language } = useReader();
  const { owner } = useRuleOwner();
  return useQuery({
    queryKey: ['parameter', 'rule-table', language, day, owner],
    enabled: isKnown,
    queryFn: ({ signal }) =>
      call('read-parameter', {
        path: { parameter: 'rule-table' },
        query: { ...owner, ...(day === '' ? {} : { at: day }) },
        signal,
      }),
    select: ({ rows, version }) => ({
      version,
      tables: rows.flatMap(({ key, value, level, from, version: recorded }): readonly StoredTable[] => {
        const table = tableOf(value, key);
        return table === undefined
          ? []
          : [
              {
                table,
                level,
                ...(from === undefined ? {} : { from }),
                ...(recorded === undefined ? {} : { version: recorded }),
              },
            ];
      }),
    }),
  });
}

/** The changes of tables, newest first. */
export function useTableChanges() {
  return useQuery({
    queryKey: ['parameter-changes', 'rule-table', 'history'],
    queryFn: ({ signal }) =>
      call('list-parameter-changes', { query: { parameter: 'rule-table', limit: 200 }, signal }),
  });
}

/** A value of the parameter as the table it is; a row of the parameter has passed the server's check. */
export function tableOf(value: unknown, key?: unknown): DecisionTable | undefined {
  if (!isMembers(value) || !Array.isArray(value['rows']) || !Array.isArray(value['inputs'])) return undefined;
  const name = isMembers(key) ? key['table'] : value['name'];
  return { name: String(name), ...value } as unknown as DecisionTable;
}

/** The title of a table in the reader's language, or its name. */
export function tableTitle({ title, name }: DecisionTable, language: string): string {
  return title[language] ?? title['en'] ?? Object.values(title)[0] ?? name;
}
