import { canonicalJson, utf8 } from '../base/index.ts';
import { sha256Hex } from '../crypto/index.ts';
import type { Fault } from '../base/index.ts';
import type { Database, Scope } from '../database/index.ts';
import { cursorOf, placeOf } from './cursor.ts';
import { LedgerError } from './error.ts';
import type { Condition, Entry, RecordDefinition } from './record.ts';
import type { EntryRow } from './lib/rows.ts';
import { entryOf } from './lib/rows.ts';
import type { SearchQuery } from './lib/search-statement.ts';
import { searchStatement } from './lib/search-statement.ts';

export interface Search<FilterName extends string = string> {
  /** Values by filter name; all must hold. */
  readonly filters: { readonly [Name in FilterName]?: string | undefined };
  /** Records a page, 1 to 200; 50 where absent. */
  readonly limit?: number;
  /** Cursor of the page before. */
  readonly after?: string;
}

export interface Page<Body, State extends string> {
  readonly items: readonly Entry<Body, State>[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

export const PAGE_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/**
 * Searches what the scope may see, newest first by the definition's order. Pages are stable: a record that arrives
 * while one pages neither repeats nor hides another.
 */
export async function searchRecords<Body, State extends string, FilterName extends string>(
  database: Database,
  scope: Scope,
  definition: RecordDefinition<Body, State, FilterName>,
  search: Search<FilterName>,
): Promise<Page<Body, State>> {
  const identity = searchIdentity(search.filters);
  const limit = Math.min(Math.max(Math.trunc(search.limit ?? DEFAULT_LIMIT), 1), PAGE_LIMIT);
  const { statement, values } = searchStatement({
    ...queryOf(definition, scope, search.filters),
    limit: limit + 1,
    ...(search.after === undefined ? {} : { after: placeOf(search.after, identity) }),
  });
  // In a transaction of its own: on the shared read connection a slow search would hold up every lookup behind it.
  const rows = await database.transaction(scope, (session) =>
    session.query<EntryRow & { place: string }>(statement, values),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => entryOf<Body, State>(row)),
    ...(rows.length > limit && last !== undefined
      ? { next: cursorOf({ at: Number(last.place), id: last.id }, identity) }
      : {}),
  };
}

/** Every record that a search finds, streamed in its order. */
export async function* exportRecords<Body, State extends string, FilterName extends string>(
  database: Database,
  scope: Scope,
  definition: RecordDefinition<Body, State, FilterName>,
  filters: Search<FilterName>['filters'],
  maximum = 2_147_483_647,
): AsyncGenerator<Entry<Body, State>> {
  const { statement, values } = searchStatement({ ...queryOf(definition, scope, filters), limit: maximum });
  for await (const row of database.stream<EntryRow>(scope, statement, values))
    yield entryOf<Body, State>(row);
}

/** The lines of an NDJSON export, one record each. */
export async function* exportLines<Body, State extends string, FilterName extends string>(
  ...search: Parameters<typeof exportRecords<Body, State, FilterName>>
): AsyncGenerator<string> {
  for await (const entry of exportRecords(...search)) yield `${JSON.stringify(entry)}\n`;
}

/** The conditions that filters stand for. Throws `search-invalid` or `search-too-short`, all faults together. */
export function conditionsOf<Body, State extends string, FilterName extends string>(
  definition: RecordDefinition<Body, State, FilterName>,
  filters: Search<FilterName>['filters'],
): readonly Condition[] {
  const conditions: Condition[] = [];
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries<string | undefined>(filters)) {
    if (value === undefined) continue;
    // Object.entries forgets that the names are the definition's; a name of no filter is found here.
    const filter = Object.hasOwn(definition.filters, name)
      ? definition.filters[name as FilterName]
      : undefined;
    const made = filter === undefined || value.length > 1000 ? undefined : filter(value);
    if (made === 'too-short') faults.push({ code: 'search-too-short', path: `/${name}`, values: { name } });
    else if (made === undefined) faults.push({ code: 'search-invalid', path: `/${name}`, values: { name } });
    else conditions.push(...made);
  }
  const [first] = faults;
  if (first !== undefined) {
    const code = first.code === 'search-too-short' ? 'search-too-short' : 'search-invalid';
    throw new LedgerError(code, first.values, { faults });
  }
  return conditions;
}

function queryOf<Body, State extends string, FilterName extends string>(
  definition: RecordDefinition<Body, State, FilterName>,
  scope: Scope,
  filters: Search<FilterName>['filters'],
): Omit<SearchQuery, 'limit' | 'after'> {
  const conditions = [...definition.scoped(scope), ...conditionsOf(definition, filters)];
  const columnTypes = Object.fromEntries(
    Object.entries(definition.columns).map(([name, column]) => [name, column.type]),
  );
  return { table: definition.name, order: definition.order, columnTypes, conditions };
}

function searchIdentity(filters: Readonly<Record<string, string | undefined>>): string {
  return sha256Hex(utf8(canonicalJson(filters))).slice(0, 16);
}
