import type { Session } from '../database/index.ts';
import type { RecordDefinition } from './record.ts';
import { SKELETON } from './lib/given-rows.ts';
import { HISTORY } from './lib/statements.ts';

const SHORT_TYPES: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamptz',
};

/**
 * Where a record type's tables differ from its definition: columns and types, row-level security, rights of the
 * application role, and the distribution key in every unique constraint. Empty when they agree.
 */
export async function tableFaults<Body, State extends string>(
  session: Session,
  definition: RecordDefinition<Body, State>,
): Promise<readonly string[]> {
  const record = definition.name;
  const history = `${record}_history`;
  const columns = Object.fromEntries(
    Object.entries(definition.columns).map(([name, { type }]) => [name, type]),
  );
  return [
    ...(await columnFaults(session, record, { ...SKELETON, terms: 'text[]', ...columns })),
    ...(await columnFaults(session, history, HISTORY)),
    ...(await protectionFaults(session, record, ['SELECT', 'INSERT', 'UPDATE'])),
    ...(await protectionFaults(session, history, ['SELECT', 'INSERT'])),
    ...(await keyFaults(session, record)),
    ...(await keyFaults(session, history)),
  ];
}

async function columnFaults(
  session: Session,
  table: string,
  wanted: Readonly<Record<string, string>>,
): Promise<string[]> {
  const rows = await session.query<{ name: string; type: string }>(
    {
      name: 'ledger-table-columns',
      text: `select attname as name, format_type(atttypid, null) as type from pg_attribute
             where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    },
    [table],
  );
  const found = new Map(rows.map(({ name, type }) => [name, SHORT_TYPES[type] ?? type]));
  return Object.entries(wanted)
    .filter(([name, type]) => found.get(name) !== type)
    .map(([name, type]) => `${table}.${name} is ${found.get(name) ?? 'absent'}, not ${type}`);
}

async function protectionFaults(
  session: Session,
  table: string,
  rights: readonly string[],
): Promise<string[]> {
  const [row] = await session.query<{ secured: boolean; rights: string[] }>(
    {
      name: 'ledger-table-protection',
      text: `select relrowsecurity as secured,
               array(select p from unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE']) as p
                     where case when p in ('DELETE', 'TRUNCATE') then has_table_privilege(current_user, oid, p)
                          else has_any_column_privilege(current_user, oid, p) end) as rights
             from pg_class where oid = to_regclass($1)`,
    },
    [table],
  );
  const faults: string[] = [];
  if (row?.secured !== true) faults.push(`${table} has no row-level security`);
  if (row?.rights.join() !== rights.join()) {
    faults.push(`${table} grants ${row?.rights.join() ?? 'nothing'}, not ${rights.join()}`);
  }
  return faults;
}

async function keyFaults(session: Session, table: string): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    {
      name: 'ledger-table-keys',
      text: `select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
             where i.indrelid = to_regclass($1) and i.indisunique
               and not exists (select 1 from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'country'
                               and a.attnum = any(i.indkey))`,
    },
    [table],
  );
  return rows.map(({ name }) => `${name} is unique without the distribution key`);
}
