import type { Transaction } from '../database/index.ts';
import { LedgerError } from './error.ts';
import type { Entry, RecordDefinition } from './record.ts';
import { givenValues } from './lib/given-rows.ts';
import { entryOf, type EntryRow } from './lib/rows.ts';
import { statementsOf } from './lib/statements.ts';
import {
  actOn,
  changed,
  digestOfInput,
  mergePatch,
  remember,
  type ActionRequest,
  type Performance,
  type Written,
} from './writing.ts';

/**
 * Takes one action on each of many records, as the platform itself, in the caller's transaction and in as many statements as for
 * one: all of them or none. Rows are locked in the order of their ids.
 */
export async function takeActions<Body, State extends string>(
  transaction: Transaction,
  definition: RecordDefinition<Body, State>,
  requests: readonly Omit<ActionRequest<Body>, 'version'>[],
  by: Performance,
): Promise<readonly Written<Body, State>[]> {
  if (requests.length === 0) return [];
  const statements = statementsOf(definition);
  const ids = requests.map(({ id }) => id);
  const rows = await transaction.query<EntryRow>(statements.lockMany, [ids]);
  const before = new Map(rows.map((row) => [row.id, entryOf<Body, State>(row)]));
  const acts: Acted<Body, State>[] = [];
  for (const request of requests) {
    const entry = before.get(request.id);
    if (entry === undefined) throw new LedgerError('record-not-found', { id: request.id });
    acts.push(await acted(transaction, definition, { entry, request }, by));
  }
  const seen = [...before.values()].map(({ id, version }) => ({ record: id, version }));
  const values = givenValues(
    definition,
    acts.map(({ entry }) => entry),
  );
  const [last, updated] = await Promise.all([
    transaction.query<{ record: string; digest: string }>(statements.lastDigests, [JSON.stringify(seen)]),
    transaction.query(statements.update, values),
  ]);
  const digests = new Map(last.map(({ record, digest }) => [record, digest]));
  if (updated.length !== acts.length) throw new Error('a record changed under its lock');
  const lines = acts.map(({ entry, request, digest, change }) => {
    const previous = digests.get(entry.id);
    const act = actOn(definition.name, entry, {
      action: request.action,
      actor: by.caller.actor,
      behalf: by.caller.behalf,
      digest,
      ...(previous === undefined ? {} : { previous }),
    });
    return { entry, action: request.action, act, change: mergePatch(change) };
  });
  return remember(transaction, definition, lines, by.random);
}

interface Acted<Body, State extends string> {
  readonly entry: Entry<Body, State>;
  readonly request: Omit<ActionRequest<Body>, 'version'>;
  readonly change: object;
  readonly digest: string;
}

async function acted<Body, State extends string>(
  transaction: Transaction,
  definition: RecordDefinition<Body, State>,
  {
    entry: before,
    request,
  }: { readonly entry: Entry<Body, State>; readonly request: Omit<ActionRequest<Body>, 'version'> },
  by: Performance,
): Promise<Acted<Body, State>> {
  const { action: name, input } = request;
  const action = definition.lifecycle.actions.get(name);
  if (action === undefined) throw new LedgerError('action-unknown', { action: name });
  const refused = { action: name, state: before.state };
  if (!action.from.includes(before.state)) throw new LedgerError('action-not-allowed', refused);
  const faults = action.faultsOf(input);
  if (faults.length > 0) throw new LedgerError('action-input-invalid', { action: name }, { faults });
  const context = { entry: before, input, caller: by.caller, now: by.now, session: transaction };
  const prepared = await action.prepare(context);
  if ('refusal' in prepared) {
    const { code, values } = prepared.refusal;
    throw new LedgerError('action-not-allowed', refused, { faults: [{ code, path: '', values }] });
  }
  const change = { ...prepared.change, ...request.change };
  const entry = {
    ...before,
    version: before.version + 1,
    state: prepared.to,
    body: changed(before.body, change),
    updated: by.now.toISOString(),
  };
  return { entry, request, change, digest: request.digest ?? digestOfInput(input) };
}
