import type { Statement } from '../../database/index.ts';
import type { RecordDefinition } from '../record.ts';
import { givenRows, SKELETON, writtenColumns } from './given-rows.ts';

/** Columns of every history table. */
export const HISTORY = {
  country: 'text',
  record: 'uuid',
  version: 'integer',
  action: 'text',
  state: 'text',
  actor: 'text',
  at: 'timestamptz',
  digest: 'bytea',
  previous: 'bytea',
  leaf: 'uuid',
  opening: 'jsonb',
  change: 'jsonb',
} as const;

export const ENTRY_COLUMNS = Object.keys(SKELETON).join(', ');

/** The statements of one record type. Texts are made from the definition's checked names only, never from values. */
export interface RecordStatements {
  readonly create: Statement;
  readonly get: Statement;
  readonly lock: Statement;
  /** Several, in one order for all writers. */
  readonly lockMany: Statement;
  readonly lastDigests: Statement;
  readonly update: Statement;
  readonly lastDigest: Statement;
  readonly remember: Statement;
  readonly history: Statement;
}

const cache = new WeakMap<object, RecordStatements>();

export function statementsOf(definition: object & { readonly name: string }): RecordStatements {
  const known = cache.get(definition);
  if (known !== undefined) return known;
  // Only the names and types of the columns are used here; the body's type plays no part.
  const made = compose(definition as RecordDefinition<never, never>);
  cache.set(definition, made);
  return made;
}

function compose(definition: RecordDefinition<never, never>): RecordStatements {
  const table = definition.name;
  const written = writtenColumns(definition);
  const names = written.map(([name]) => name).join(', ');
  const given = givenRows(written);
  const assigned = written
    .filter(([name]) => !['id', 'country', 'authority', 'number', 'created'].includes(name))
    .map(([name]) => `${name} = new.${name}`)
    .join(', ');
  return {
    create: {
      name: `${table}-create`,
      text: `insert into ${table} (${names}) ${given}
             on conflict (country, authority, number) do nothing returning id`,
    },
    get: { name: `${table}-get`, text: `select ${ENTRY_COLUMNS} from ${table} where id = $1` },
    lock: { name: `${table}-lock`, text: `select ${ENTRY_COLUMNS} from ${table} where id = $1 for update` },
    update: {
      name: `${table}-update`,
      text: `update ${table} as old set ${assigned} from (${given}) as new
             where old.id = new.id and old.version = new.version - 1 returning old.id`,
    },
    lockMany: {
      name: `${table}-lock-many`,
      text: `select ${ENTRY_COLUMNS} from ${table} where id = any($1::uuid[]) order by id for update`,
    },
    lastDigests: {
      name: `${table}-last-digests`,
      text: `select h.record, encode(h.digest, 'hex') as digest from ${table}_history h
             join jsonb_to_recordset($1::jsonb) as seen (record uuid, version integer)
               on seen.record = h.record and seen.version = h.version`,
    },
    lastDigest: {
      name: `${table}-last-digest`,
      text: `select encode(digest, 'hex') as digest from ${table}_history where record = $1 and version = $2`,
    },
    remember: {
      name: `${table}-remember-acts`,
      text: `insert into ${table}_history (${Object.keys(HISTORY).join(', ')})
             select ${Object.keys(HISTORY)
               .map((name) => (name === 'change' ? changeOf(table) : name))
               .join(', ')}
             from jsonb_to_recordset($1::jsonb) as row (${typedColumns(HISTORY)})`,
    },
    history: {
      name: `${table}-history`,
      text: `select version, action, state, actor, at, encode(digest, 'hex') as digest,
               encode(previous, 'hex') as previous, leaf, opening, change
             from ${table}_history where record = $1 and version > $2 order by version limit $3`,
    },
  };
}

/** The first act's change is the whole body, which stands in the record's row already: it is neither sent nor read twice. */
function changeOf(table: string): string {
  return `coalesce(change, (select made.body from ${table} made
            where row.version = 1 and made.id = row.record and made.country = row.country))`;
}

function typedColumns(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
}
