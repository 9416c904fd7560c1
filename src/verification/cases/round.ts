import type { RandomBytes } from '../../base/index.ts';
import type { Transaction } from '../../database/index.ts';
import { sealActs } from '../../evidence/index.ts';
import type { LockedBooks } from '../../ledger/accounts/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { decisionText } from '../deciding/index.ts';
import type { Decision } from '../facts/index.ts';
import { numbersSought } from './citing.ts';
import type { Decided } from './contract.ts';
import { gather, type GatheredCase, type GatheringParts } from './gathering.ts';
import { leftOf, markFreed } from './freeing.ts';
import { accountsOf, judge, lockAccounts, type Judged } from './judging.ts';
import type { CaseRow } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import { lookBack } from './looking-back.ts';
import { documentName } from './naming.ts';
import type { DecidedCase, PartnerStanding } from './ports.ts';
import { bringUp } from './relieving.ts';
import { decisionDigest, isShort, substanceDigest } from './substance.ts';

export interface RoundParts extends GatheringParts {
  readonly standing: PartnerStanding;
  readonly random: RandomBytes;
}

/** Decisions that are stored together, while those after them are made. */
const PORTION = 20;

/** One case of a round, decided. */
interface Outcome extends Judged {
  readonly gathered: GatheredCase;
  readonly substance: string;
  /** The decision as it is stored. */
  readonly text: string;
  readonly digest: string;
  readonly changed: boolean;
  readonly place: number;
}

/**
 * Decides locked cases, in this order, in the transaction that holds their locks: decisions, quantities, evidence, the keepers'
 * records and the marks that were seen, together or not at all. Of those that are finished it looks at what turned out since.
 */
export async function decideLocked(
  parts: RoundParts,
  transaction: Transaction,
  rows: readonly CaseRow[],
  by: Performance,
): Promise<readonly Decided[]> {
  if (rows.length === 0) return [];
  const day = by.now.toISOString().slice(0, 10);
  const gathered = await gather(parts, transaction, rows, day);
  const books = await lockAccounts(transaction, gathered, by);
  const accounts = accountsOf(gathered);
  const before = leftOf(books, accounts);
  for (const account of accounts) await bringUp(transaction, parts.keepers, { books, ...account }, by);
  const { outcomes, stored } = await decideOpen(parts, transaction, { gathered, books, day }, by);
  await lookBack(
    parts,
    transaction,
    { cases: gathered.filter(({ row }) => row.state === 'finalised'), books, day },
    by,
  );
  const changed = outcomes.filter((outcome) => outcome.changed);
  // What does not wait for one another shares round trips; what reads what was written is sent after it.
  await Promise.all([
    ...stored.map(({ over }) => over),
    books.store(),
    settleMarks(transaction, gathered, outcomes, by),
    markFreed(transaction, books, before, by),
    tellKeepers(parts, transaction, { changed, leaves: stored.flatMap(({ leaves }) => leaves) }, by),
  ]);
  return outcomes.map(({ gathered: { row }, decision, place, changed: isChanged }) => ({
    id: row.id,
    claimant: row.claimant,
    decision,
    place,
    changed: isChanged,
  }));
}

/** Decides the cases that are open, one after another; while the database stores a portion of them, the next is decided. */
async function decideOpen(
  { standing }: RoundParts,
  transaction: Transaction,
  {
    gathered,
    books,
    day,
  }: { readonly gathered: readonly GatheredCase[]; readonly books: LockedBooks; readonly day: string },
  by: Performance,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly stored: readonly StoredDecisions[] }> {
  const outcomes: Outcome[] = [];
  const stored: StoredDecisions[] = [];
  const open = gathered.filter(({ row }) => row.state === 'open');
  for (let from = 0; from < open.length; from += PORTION) {
    // What was sent goes out, and others have their turn.
    if (from > 0) await new Promise((resolve) => setImmediate(resolve));
    for (const each of open.slice(from, from + PORTION))
      outcomes.push(outcomeOf(each, await judge(transaction, standing, each, books, day)));
    const changed = outcomes.slice(from).filter((outcome) => outcome.changed);
    stored.push(storeDecisions(transaction, changed, by));
  }
  return { outcomes, stored };
}

function outcomeOf(gathered: GatheredCase, judged: Judged): Outcome {
  const { row } = gathered;
  const substance = substanceDigest(judged.decision);
  const changed = substance !== row.substance || row.version !== row.decided;
  const text = decisionText(judged.decision);
  return {
    ...judged,
    gathered,
    substance,
    text,
    digest: decisionDigest(text),
    changed,
    place: changed ? row.place + 1 : row.place,
  };
}

/** Decisions that were sent to be stored. */
interface StoredDecisions {
  /** References of their leaves, in the order of the decisions. */
  readonly leaves: readonly string[];
  readonly over: Promise<unknown>;
}

/** Sends decisions with their evidence to be stored. */
function storeDecisions(
  transaction: Transaction,
  changed: readonly Outcome[],
  by: Performance,
): StoredDecisions {
  if (changed.length === 0) return { leaves: [], over: Promise.resolve() };
  const at = by.now.toISOString();
  const acts = changed.map(({ gathered: { row }, decision, digest, place }) => ({
    kind: 'verification.decide',
    actor: by.caller.actor,
    subject: `${row.claimant}/${String(row.version)}`,
    at,
    digest,
    ...(row.digest === null ? {} : { previous: row.digest }),
    state: decision.outcome,
    details: { place },
  }));
  const { references: leaves, append } = sealActs(acts, by.random);
  const rows = changed.map(({ gathered: { row }, decision, digest, place }, index) => ({
    country: row.country,
    authority: row.authority,
    office: row.office,
    case_id: row.id,
    place,
    version: row.version,
    outcome: decision.outcome,
    fallback: decision.fallback === true,
    digest: `\\x${digest}`,
    previous: row.digest === null ? null : `\\x${row.digest}`,
    at,
    leaf: leaves[index]?.id,
    opening: leaves[index]?.opening,
  }));
  const cases = changed.map(({ gathered: { row }, decision, input, digest, substance, place }) => ({
    id: row.id,
    country: row.country,
    place,
    version: row.version,
    outcome: decision.outcome,
    substance: `\\x${substance}`,
    digest: `\\x${digest}`,
    unverified: unverifiedOf(decision, input),
    short: isShort(decision),
    changed: at,
  }));
  const over = Promise.all([
    append(transaction),
    // Line feeds are written with signs in JSON, so that they part the texts.
    transaction.query(STATEMENTS.decisions, [
      JSON.stringify(rows),
      changed.map(({ text }) => text).join('\n'),
      changed.map(({ input }) => JSON.stringify(input)).join('\n'),
    ]),
    transaction.query(STATEMENTS.decided, [JSON.stringify(cases)]),
  ]);
  // Looked at when all are decided; a case that cannot be decided ends the round before.
  over.catch(() => undefined);
  return { leaves: leaves.map(({ id }) => id), over };
}

/** Countries whose road was down when it was decided without it. */
export function unverifiedOf(decision: Decision, input: Judged['input']): readonly string[] {
  if (decision.fallback !== true) return [];
  return input.partners.filter(({ reachable }) => !reachable).map(({ country }) => country);
}

/** Takes away the marks that were seen, and leaves those that come of the decision: its deadline, and what it seeks anew. */
async function settleMarks(
  transaction: Transaction,
  gathered: readonly GatheredCase[],
  outcomes: readonly Outcome[],
  by: Performance,
): Promise<void> {
  const deadlines = new Map(
    outcomes.map(({ gathered: { row }, decision }) => [row.id, dueAfter(decision.deadline)]),
  );
  const seen = gathered.flatMap(({ row, marks }) =>
    marks.filter(({ due, cause }) =>
      cause === 'deadline' ? due.toISOString() !== deadlines.get(row.id) || due <= by.now : due <= by.now,
    ),
  );
  const marks: { country: string; case_id: string; due: string; cause: string }[] = [];
  for (const {
    gathered: { row, marks: known },
  } of outcomes) {
    const due = deadlines.get(row.id);
    const isMarked = known.some((mark) => mark.cause === 'deadline' && mark.due.toISOString() === due);
    if (due !== undefined && new Date(due) > by.now && !isMarked)
      marks.push({ country: row.country, case_id: row.id, due, cause: 'deadline' });
  }
  const seeking = outcomes.flatMap((outcome) => newlySought(outcome));
  for (const { row, isLate } of seeking)
    if (isLate)
      marks.push({ country: row.country, case_id: row.id, due: by.now.toISOString(), cause: 'patterns' });
  const sought = seeking.flatMap(({ row, keys }) =>
    keys.map((key) => ({ country: row.country, case_id: row.id, key })),
  );
  await Promise.all([
    ...(seen.length === 0 ? [] : [transaction.query(STATEMENTS.unmark, [seen.map(({ id }) => id)])]),
    ...(seeking.length === 0
      ? []
      : [...obsolete(transaction, seeking), transaction.query(STATEMENTS.seek, [JSON.stringify(sought)])]),
    ...(marks.length === 0 ? [] : [transaction.query(STATEMENTS.mark, [JSON.stringify(marks)])]),
  ]);
}

/**
 * What a case seeks from now on, where that is not what it sought. `isLate`: it seeks a number that it did not seek while the ledger was
 * read (its patterns have changed since it was entered), so that what came meanwhile would be missed: it is decided once more.
 */
function newlySought({
  gathered: { row, readings, links, sought },
}: Outcome): readonly { row: CaseRow; keys: readonly string[]; gone: boolean; isLate: boolean }[] {
  const numbers = numbersSought(readings);
  const documents = links.flatMap(({ chain, candidates }) => [...chain, ...candidates].map(documentName));
  const keys = [...new Set([...numbers, ...documents])];
  if (keys.length === sought.size && keys.every((key) => sought.has(key))) return [];
  const gone = [...sought].some((key) => !keys.includes(key));
  return [{ row, keys, gone, isLate: numbers.some((key) => !sought.has(key)) }];
}

/** Takes away what is no longer sought, where there is any. */
function obsolete(
  transaction: Transaction,
  seeking: readonly { readonly row: CaseRow; readonly gone: boolean }[],
): readonly Promise<unknown>[] {
  const ids = seeking.filter(({ gone }) => gone).map(({ row }) => row.id);
  return ids.length === 0 ? [] : [transaction.query(STATEMENTS.seekNoMore, [ids])];
}

/** The first moment after a day, as dates of the database write it. */
function dueAfter(day: string | undefined): string | undefined {
  if (day === undefined) return undefined;
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString();
}

async function tellKeepers(
  { keepers }: RoundParts,
  transaction: Transaction,
  { changed, leaves }: { readonly changed: readonly Outcome[]; readonly leaves: readonly string[] },
  by: Performance,
): Promise<void> {
  const byKeeper = new Map<string, DecidedCase[]>();
  changed.forEach(({ gathered: { row }, decision, digest, place }, index) => {
    const told = byKeeper.get(row.keeper) ?? [];
    told.push({
      id: row.id,
      claimant: row.claimant,
      version: row.version,
      place,
      decision,
      ...(row.outcome === null ? {} : { before: row.outcome }),
      digest,
      leaf: leaves[index] ?? '',
    });
    byKeeper.set(row.keeper, told);
  });
  for (const [kind, cases] of byKeeper) await keepers.get(kind)?.decided(transaction, cases, by);
}
