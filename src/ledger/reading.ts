import { isUuid } from '../base/index.ts';
import type { Database, Scope, Session } from '../database/index.ts';
import type { LeafReference } from '../evidence/index.ts';
import type { Entry, RecordDefinition } from './record.ts';
import type { EntryRow } from './lib/rows.ts';
import { entryOf } from './lib/rows.ts';
import { statementsOf } from './lib/statements.ts';

export type Opening = LeafReference['opening'];

/** One act in the history of a record. */
export interface HistoryLine<State extends string = string> {
  readonly version: number;
  readonly action: string;
  /** The state that the act entered. */
  readonly state: State;
  readonly actor: string;
  /** In whose name the actor acted, by delegation. */
  readonly behalf?: string;
  readonly at: string;
  /** SHA-256 (hex) of the bytes the act is about. */
  readonly digest: string;
  readonly previous?: string;
  /** Reference of the evidence leaf. */
  readonly leaf: string;
  /** What opens the leaf's commitment; absent once it was erased. */
  readonly opening?: Opening;
  /** The whole body where the act created the record; afterwards an RFC 7396 merge patch of the body's members. */
  readonly change: unknown;
}

/** The record of an id, if the scope may see it. */
export async function getRecord<Body, State extends string>(
  database: Database,
  scope: Scope,
  definition: RecordDefinition<Body, State>,
  id: string,
): Promise<Entry<Body, State> | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await database.read<EntryRow>(scope, statementsOf(definition).get, [id]);
  return row === undefined ? undefined : entryOf(row);
}

interface HistoryRow {
  readonly version: number;
  readonly action: string;
  readonly state: string;
  readonly actor: string;
  readonly at: Date;
  readonly digest: string;
  readonly previous: string | null;
  readonly leaf: string;
  readonly opening: Opening | null;
  readonly change: unknown;
}

/** The acts on a record, oldest first, at most `limit` (1 000) after a version. Empty when the scope may not see it. */
export async function readHistory<Body, State extends string>(
  source: { readonly database: Database; readonly scope: Scope } | Session,
  definition: RecordDefinition<Body, State>,
  id: string,
  after = 0,
  limit = 1000,
): Promise<readonly HistoryLine<State>[]> {
  const statement = statementsOf(definition).history;
  const values = [id, after, Math.min(limit, 1000)];
  const rows =
    'query' in source
      ? await source.query<HistoryRow>(statement, values)
      : await source.database.read<HistoryRow>(source.scope, statement, values);
  return rows.map((row) => ({
    version: row.version,
    action: row.action,
    // The history's check constraint is the record's own.
    state: row.state as State,
    actor: row.actor,
    ...behalfOf(row.opening),
    at: row.at.toISOString(),
    digest: row.digest,
    ...(row.previous === null ? {} : { previous: row.previous }),
    leaf: row.leaf,
    ...(row.opening === null ? {} : { opening: row.opening }),
    change: row.change,
  }));
}

function behalfOf(opening: Opening | null): { readonly behalf?: string } {
  const behalf = opening?.act.details?.['behalf'];
  return typeof behalf === 'string' ? { behalf } : {};
}

/**
 * The state, version and body that a complete history leads to; undefined when a line is missing, the chain of
 * digests is broken, or an act was not one that the lifecycle allows from the state before it.
 */
export function replayHistory<Body, State extends string>(
  definition: RecordDefinition<Body, State>,
  lines: readonly HistoryLine<State>[],
): { readonly state: State; readonly version: number; readonly body: unknown } | undefined {
  const [first, ...later] = lines;
  if (first?.version !== 1 || !definition.lifecycle.initial.includes(first.state)) return undefined;
  let { state, digest } = first;
  const body = new Map(Object.entries(Object(first.change)));
  for (const [index, line] of later.entries()) {
    const action = definition.lifecycle.actions.get(line.action);
    if (line.version !== index + 2 || line.previous !== digest) return undefined;
    if (action === undefined || !action.from.includes(state)) return undefined;
    if (action.to !== line.state && !action.others.includes(line.state)) return undefined;
    for (const [member, value] of Object.entries(Object(line.change))) {
      if (value === null) body.delete(member);
      else body.set(member, value);
    }
    ({ state, digest } = line);
  }
  return { state, version: lines.length, body: Object.fromEntries(body) };
}
