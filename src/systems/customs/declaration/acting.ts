import { peopleOf } from '../../../access/index.ts';
import { compareDecimals, parseDecimal } from '../../../base/index.ts';
import type { Scope, Statement, Transaction } from '../../../database/index.ts';
import { keeps, LedgerError, takeAction, type Performance } from '../../../ledger/index.ts';
import type { Outcome } from '../../../verification/facts/index.ts';
import type { DeclarationCaller, DeclarationEntry, DeclarationOptions } from './contract.ts';
import type { DeclarationBody } from './declaration-body.ts';
import { declarationRecord } from './declaration-record.ts';
import { askSecondOfficial, endAnnulment, endWork } from './following.ts';
import { claimantOf } from './lib/naming.ts';

const SYSTEM: Scope = { kind: 'system' };

/** An act of somebody on a declaration. */
export interface Act {
  readonly before: DeclarationEntry;
  readonly action: string;
  readonly input: unknown;
  readonly version: number;
}

/** What an act leaves to be done when it is committed. */
export interface Acted {
  readonly entry: DeclarationEntry;
  /** The case is to be decided again at once. */
  readonly due?: true;
  /** Why it did not take place, although something was committed: a code of the lifecycle’s refusals. */
  readonly refusal?: string;
}

type Options = DeclarationOptions;
interface Running {
  readonly transaction: Transaction;
  readonly act: Act;
  readonly by: Performance;
}

/** Takes an act in one transaction: the case is locked first, then the record, as every act on it does. */
export async function takeAct(options: Options, caller: DeclarationCaller, act: Act): Promise<Acted> {
  const by: Performance = { caller, now: options.clock(), random: options.random };
  const effect = EFFECTS[act.action];
  if (effect === undefined) throw new LedgerError('action-unknown', { action: act.action });
  const acted = await options.database.transaction(SYSTEM, async (transaction) => {
    await options.cases.lock(transaction, claimantOf(act.before));
    return effect(options, { transaction, act, by });
  });
  const { refusal } = acted;
  if (refusal === undefined) return acted;
  const values = { action: act.action, state: act.before.state };
  throw new LedgerError('action-not-allowed', values, { faults: [{ code: refusal, path: '', values: {} }] });
}

const EFFECTS: Readonly<Record<string, (options: Options, running: Running) => Promise<Acted>>> = {
  withdraw,
  finalise,
  overrule,
  'confirm-overrule': confirmOverrule,
  'decline-overrule': declineOverrule,
  'propose-annul': proposeAnnul,
  'confirm-annul': confirmAnnul,
  'decline-annul': declineAnnul,
};

async function write(
  { transaction, act, by }: Running,
  name = act.action,
  change: Partial<DeclarationBody> = {},
): Promise<DeclarationEntry> {
  const { before, input, version } = act;
  const { entry } = await takeAction(
    transaction,
    declarationRecord,
    {
      id: before.id,
      action: name,
      input,
      version,
      change: { ...change, touched: by.now.toISOString() },
    },
    by,
  );
  return entry;
}

async function withdraw({ cases }: Options, running: Running): Promise<Acted> {
  const { transaction, by } = running;
  const entry = await write(running);
  await cases.withdraw(transaction, claimantOf(entry), by);
  await endWork(transaction, entry, [], by);
  return { entry };
}

async function finalise({ cases, tell }: Options, running: Running): Promise<Acted> {
  const { transaction, act, by } = running;
  const claimant = claimantOf(act.before);
  if (!isRelease(act.input)) {
    const entry = await write(running);
    await cases.withdraw(transaction, claimant, by);
    await endWork(transaction, entry, [], by);
    await tell(transaction, [entry]);
    return { entry };
  }
  await assertMayFinalise(running);
  const finalised = await cases.finalise(transaction, claimant, by);
  if (finalised.outcome === 'not-passed') return { entry: act.before, refusal: 'finalise-not-passed' };
  // The decision that is made first may have raised the record's version.
  const entry = await write({ ...running, act: { ...act, version: await versionNow(running) } });
  await endWork(transaction, entry, [], by);
  await tell(transaction, [entry]);
  return { entry };
}

function isRelease(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'result' in input && input.result === 'released';
}

/** What the ledger asks of every act is asked before the case is decided anew, which is committed whatever it says. */
async function assertMayFinalise(running: Running): Promise<void> {
  const { act, by } = running;
  const { before, action, version } = act;
  const current = await versionNow(running);
  if (current !== version) throw new LedgerError('record-version-stale', { expected: version, current });
  if (!by.caller.may('declaration.decide') || !keeps(by.caller.scope, before))
    throw new LedgerError('action-forbidden', { action });
}

async function versionNow({ transaction, act }: Running): Promise<number> {
  const [row] = await transaction.query<{ version: number }>(VERSION, [act.before.id]);
  return row?.version ?? act.version;
}

const VERSION: Statement = {
  name: 'declaration-version-now',
  text: 'select version from declaration where id = $1 for update',
};

async function overrule(options: Options, running: Running): Promise<Acted> {
  const { transaction, act, by } = running;
  if (await wantsSecondOfficial(options, act.before, by.now)) {
    const entry = await write(running, 'propose-overrule');
    await askSecondOfficial(transaction, entry, { of: 'overruling', proposers: peopleOf(by.caller) }, by);
    return { entry };
  }
  return settle(options, running, await write(running));
}

async function confirmOverrule(options: Options, running: Running): Promise<Acted> {
  return settle(options, running, await write(running));
}

async function settle(
  { cases, tell }: Options,
  { transaction, by }: Running,
  entry: DeclarationEntry,
): Promise<Acted> {
  const outcome: Outcome | undefined = entry.body.overruled?.outcome;
  await cases.overrule(transaction, claimantOf(entry), outcome);
  await endWork(transaction, entry, WORK_DONE, by);
  // The rules’ decision need not change with an official's word: who waits for the goods is told of the word itself.
  await tell(transaction, [entry]);
  return { entry, due: true };
}

/** Work that an overruling does. */
const WORK_DONE = [
  'watch-declaration',
  'choose-document',
  'look-at-refusal',
  'ask-issuer',
  'confirm-overruling',
];

async function declineOverrule(_options: Options, running: Running): Promise<Acted> {
  const entry = await write(running);
  await endConfirmation(running, entry);
  return { entry };
}

async function endConfirmation({ transaction, by }: Running, entry: DeclarationEntry): Promise<void> {
  await endWork(transaction, entry, ['confirm-overruling'], by);
}

/** What was written off is given back only by two: it changes an account by hand. */
async function proposeAnnul(_options: Options, running: Running): Promise<Acted> {
  const { transaction, by } = running;
  const entry = await write(running);
  await askSecondOfficial(transaction, entry, { of: 'annulment', proposers: peopleOf(by.caller) }, by);
  return { entry };
}

async function confirmAnnul({ cases, tell }: Options, running: Running): Promise<Acted> {
  const { transaction, by } = running;
  const entry = await write(running);
  await cases.reverse(transaction, claimantOf(entry), entry.body.annulled?.reason ?? '', by);
  await endAnnulment(transaction, entry, by);
  await tell(transaction, [entry]);
  return { entry };
}

async function declineAnnul(_options: Options, running: Running): Promise<Acted> {
  const entry = await write(running);
  await endAnnulment(running.transaction, entry, running.by);
  return { entry };
}

/** Above the practice's value, and wherever the value cannot be held against it. */
export async function wantsSecondOfficial(
  { secondOfficialFrom }: Pick<Options, 'secondOfficialFrom'>,
  { country, authority, office, body }: DeclarationEntry,
  now: Date,
): Promise<boolean> {
  const owner = { country, authority, ...(office === undefined ? {} : { office }) };
  const least = await secondOfficialFrom(owner, now.toISOString().slice(0, 10));
  if (least === undefined) return false;
  const { value } = body;
  if (value === undefined || value.currency !== least.currency) return true;
  const [amount, from] = [parseDecimal(value.amount), parseDecimal(least.amount)];
  return amount === undefined || from === undefined || compareDecimals(amount, from) >= 0;
}
