import type { CanonicalValue, RandomBytes } from '../base/index.ts';
import { canonicalJson, utf8 } from '../base/index.ts';
import { sha256Hex } from '../crypto/index.ts';
import type { Session, Transaction } from '../database/index.ts';
import type { LeafReference } from '../evidence/index.ts';
import { sealActs } from '../evidence/index.ts';
import type { LedgerCaller } from './caller.ts';
import { keeps } from './caller.ts';
import { LedgerError } from './error.ts';
import type { Action, Change } from './lifecycle.ts';
import type { Entry, RecordDefinition } from './record.ts';
import { recordKey } from './record.ts';
import { givenValues } from './lib/given-rows.ts';
import type { EntryRow } from './lib/rows.ts';
import { byteaText, entryOf } from './lib/rows.ts';
import { statementsOf } from './lib/statements.ts';

type Act = LeafReference['opening']['act'];

/** A record about to enter the ledger, and the act by which it does. */
export interface NewRecord<Body, State extends string> {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly state: State;
  readonly office?: string;
  readonly body: Body;
  /** Name of the act in the history: `received`, `issued`, `drafted`. */
  readonly action: string;
  /** SHA-256 (hex) of the bytes the act is about. */
  readonly digest: string;
}

/** Who acts, when, and where the salts of the evidence come from. */
export interface Performance {
  readonly caller: LedgerCaller;
  readonly now: Date;
  readonly random: RandomBytes;
}

/** What the ledger says of an act that took place: where its evidence lies. */
export interface Written<Body, State extends string> {
  readonly entry: Entry<Body, State>;
  readonly evidence: LeafReference;
}

/**
 * Enters many records, each with its history and its evidence leaf, in the caller's transaction. A record whose
 * country, authority and number are taken is left out of the result and nothing is written for it. Bodies must fit the
 * definition's schema: a body that does not is a programming fault and throws.
 */
export async function createRecords<Body, State extends string>(
  transaction: Transaction,
  definition: RecordDefinition<Body, State>,
  records: readonly NewRecord<Body, State>[],
  by: Performance,
): Promise<ReadonlyMap<string, Written<Body, State>>> {
  const at = by.now.toISOString();
  const statements = statementsOf(definition);
  const entries = new Map<string, { entry: Entry<Body, State>; record: NewRecord<Body, State> }>();
  for (const record of records) {
    assertEnters(definition, record);
    entries.set(record.id, { record, entry: entryFor(record, at) });
  }
  const entering = [...entries.values()].map(({ entry }) => entry);
  // One order for all writers: two batches that hold the same numbers wait for each other, never in a circle.
  entering.sort((left, right) => (left.number < right.number ? -1 : 1));
  const values = givenValues(definition, entering);
  const created = await transaction.query<{ id: string }>(statements.create, values);
  const entered = created.flatMap(({ id }) => entries.get(id) ?? []);
  const lines = entered.map(({ entry, record }) => ({
    entry,
    action: record.action,
    act: actOn(definition.name, entry, {
      action: record.action,
      actor: by.caller.actor,
      behalf: by.caller.behalf,
      digest: record.digest,
    }),
  }));
  const written = await remember(transaction, definition, lines, by.random);
  return new Map(written.map((each) => [each.entry.id, each]));
}

export interface ActionRequest<Body> {
  readonly id: string;
  readonly action: string;
  readonly input: unknown;
  /** Version the caller has seen (If-Match); absent: whatever stands. */
  readonly version?: number;
  /** SHA-256 (hex) of the bytes the act is about; of the canonical JSON of the input where there are none. */
  readonly digest?: string;
  /** What the room itself writes with the act, beside what the action's effect makes of the input. */
  readonly change?: Change<Body>;
}

/**
 * Takes an action of the record's lifecycle in the caller's transaction: permission, state, version, input and guard
 * are checked, in this order, before anything is written; then row, history and evidence leaf together.
 */
export async function takeAction<Body, State extends string>(
  transaction: Transaction,
  definition: RecordDefinition<Body, State>,
  request: ActionRequest<Body>,
  by: Performance,
): Promise<Written<Body, State>> {
  const statements = statementsOf(definition);
  const action = definition.lifecycle.actions.get(request.action);
  if (action === undefined) throw new LedgerError('action-unknown', { action: request.action });
  const before = await lockForAction(transaction, definition, request, action, by.caller);
  const faults = action.faultsOf(request.input);
  if (faults.length > 0)
    throw new LedgerError('action-input-invalid', { action: request.action }, { faults });
  const prepared = await action.prepare({
    entry: before,
    input: request.input,
    caller: by.caller,
    now: by.now,
    session: transaction,
  });
  if ('refusal' in prepared) {
    const { code, values } = prepared.refusal;
    throw new LedgerError(
      'action-not-allowed',
      { action: request.action, state: before.state },
      {
        faults: [{ code, path: '', values }],
      },
    );
  }
  const change: Change<Body> = { ...prepared.change, ...request.change };
  const entry: Entry<Body, State> = {
    ...before,
    version: before.version + 1,
    state: prepared.to,
    body: changed(before.body, change),
    updated: by.now.toISOString(),
  };
  const [last] = await transaction.query<{ digest: string }>(statements.lastDigest, [
    entry.id,
    before.version,
  ]);
  const updated = await transaction.query(statements.update, givenValues(definition, [entry]));
  if (updated.length !== 1) throw new LedgerError('action-forbidden', { action: request.action });
  const act = actOn(definition.name, entry, {
    action: request.action,
    actor: by.caller.actor,
    behalf: by.caller.behalf,
    digest: request.digest ?? digestOfInput(request.input),
    ...(last === undefined ? {} : { previous: last.digest }),
  });
  const line = { entry, action: request.action, act, change: mergePatch(change) };
  const [written] = await remember(transaction, definition, [line], by.random);
  if (written === undefined) throw new Error('an act was not remembered');
  return written;
}

async function lockForAction<Body, State extends string>(
  transaction: Session,
  definition: RecordDefinition<Body, State>,
  request: ActionRequest<Body>,
  action: Action<Body, State>,
  caller: LedgerCaller,
): Promise<Entry<Body, State>> {
  const statements = statementsOf(definition);
  const [seen] = await transaction.query<EntryRow>(statements.get, [request.id]);
  if (seen === undefined) throw new LedgerError('record-not-found', { id: request.id });
  const { scope } = caller;
  const mayTake =
    scope.kind === 'system' ||
    (action.by === 'keeper' && keeps(scope, entryOf(seen))) ||
    (action.by === 'party' && definition.isParty?.(scope, entryOf<Body, State>(seen)) === true);
  if (!mayTake || !caller.may(action.permission))
    throw new LedgerError('action-forbidden', { action: request.action });
  // Locked only by those who may act; row-level security hides the row from this statement for all others.
  const [row] = await transaction.query<EntryRow>(statements.lock, [request.id]);
  if (row === undefined) throw new LedgerError('action-forbidden', { action: request.action });
  const entry = entryOf<Body, State>(row);
  if (request.version !== undefined && request.version !== entry.version) {
    const values = { expected: request.version, current: entry.version };
    throw new LedgerError('record-version-stale', values);
  }
  if (!action.from.includes(entry.state)) {
    throw new LedgerError('action-not-allowed', { action: request.action, state: entry.state });
  }
  return entry;
}

function assertEnters<Body, State extends string>(
  definition: RecordDefinition<Body, State>,
  record: NewRecord<Body, State>,
): void {
  if (!definition.lifecycle.initial.includes(record.state)) {
    throw new Error(`no ${definition.name} enters the ledger as ${record.state}`);
  }
  const [fault] = definition.faultsOf(record.body);
  if (fault !== undefined) {
    throw new Error(
      `the body of a ${definition.name} breaks its schema at ${fault.path}: ${JSON.stringify(fault.values)}`,
    );
  }
}

function entryFor<Body, State extends string>(
  record: NewRecord<Body, State>,
  at: string,
): Entry<Body, State> {
  return {
    id: record.id,
    country: record.country,
    authority: record.authority,
    number: record.number,
    version: 1,
    state: record.state,
    ...(record.office === undefined ? {} : { office: record.office }),
    body: record.body,
    created: at,
    updated: at,
  };
}

export function actOn<Body, State extends string>(
  name: string,
  entry: Entry<Body, State>,
  act: {
    readonly action: string;
    readonly actor: string;
    readonly behalf: string | undefined;
    readonly digest: string;
    readonly previous?: string;
  },
): Act {
  return {
    // Kinds of act are kebab-case; tables are not.
    kind: `${name.replaceAll('_', '-')}.${act.action}`,
    actor: act.actor,
    subject: `${recordKey(name, entry)}/${String(entry.version)}`,
    at: entry.updated,
    digest: act.digest,
    ...(act.previous === undefined ? {} : { previous: act.previous }),
    state: entry.state,
    ...(act.behalf === undefined ? {} : { details: { behalf: act.behalf } }),
  };
}

interface Remembered<Body, State extends string> {
  readonly entry: Entry<Body, State>;
  readonly action: string;
  readonly act: Act;
  /** Absent of the first act, whose change is the whole body. */
  readonly change?: unknown;
}

/** Writes acts into the history of their records and commits them to the evidence log, both at once; in the order of the lines. */
export async function remember<Body, State extends string>(
  transaction: Transaction,
  definition: RecordDefinition<Body, State>,
  lines: readonly Remembered<Body, State>[],
  random: RandomBytes,
): Promise<readonly Written<Body, State>[]> {
  if (lines.length === 0) return [];
  const { references, append } = sealActs(
    lines.map(({ act }) => act),
    random,
  );
  const rows = lines.map(({ entry, action, act, change }, index) => ({
    country: entry.country,
    record: entry.id,
    version: entry.version,
    action,
    state: entry.state,
    actor: act.actor,
    at: entry.updated,
    digest: byteaText(act.digest),
    previous: byteaText(act.previous),
    leaf: references[index]?.id,
    opening: references[index]?.opening,
    change,
  }));
  await Promise.all([
    append(transaction),
    transaction.query(statementsOf(definition).remember, [JSON.stringify(rows)]),
  ]);
  return lines.flatMap(({ entry }, index) => {
    const evidence = references[index];
    return evidence === undefined ? [] : [{ entry, evidence }];
  });
}

export function changed<Body>(body: Body, change: Change<Body>): Body {
  const next = { ...body, ...change };
  for (const member of Object.keys(change)) {
    if (Reflect.get(next, member) === undefined) Reflect.deleteProperty(next, member);
  }
  return next;
}

/** A change as an RFC 7396 merge patch of the body's members: null removes. */
export function mergePatch(change: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).map(([member, value]) => [member, value ?? null]));
}

export function digestOfInput(input: unknown): string {
  // An input that fits its schema is JSON; canonicalJson refuses the fractions that evidence must not carry.
  return sha256Hex(utf8(canonicalJson((input ?? null) as CanonicalValue)));
}
