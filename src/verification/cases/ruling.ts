import type { Clock } from '../../base/index.ts';
import type { Database, Transaction } from '../../database/index.ts';
import { STATEMENTS } from './lib/statements.ts';
import type { RuleBooks, RulesChange } from './ports.ts';

const SYSTEM = { kind: 'system' } as const;
/** Cases marked in one transaction, and as many wait at most, so that other causes have their turn among them. */
const PORTION = 500;
/** A day is new when every clock of the installation says so. */
const CLOCKS_DIFFER_MILLISECONDS = 60_000;

type Versions = Readonly<Record<string, number>>;

interface Followed {
  readonly day: string | null;
  readonly versions: Versions;
  readonly pending: readonly RulesChange[];
  readonly after: string | null;
}

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ruleBooks: RuleBooks;
}

/**
 * Makes due the open cases that go by something else than before, since officials approved it or since its day has come; whether there
 * are more to come. What is to be known is announced and committed before cases are marked: whoever locked a case earlier decides it
 * where the marks will find it, whoever locks it later must know.
 */
export async function followRules({ database, clock, ruleBooks }: Parts): Promise<boolean> {
  await ruleBooks.refresh();
  const now = clock();
  const isPending = await database.transaction(SYSTEM, (transaction) =>
    announce(transaction, ruleBooks, now),
  );
  return isPending && database.transaction(SYSTEM, (transaction) => markPortion(transaction, now));
}

async function announce(transaction: Transaction, ruleBooks: RuleBooks, now: Date): Promise<boolean> {
  const [followed] = await transaction.query<Followed>(STATEMENTS.rules);
  if (followed === undefined) return false;
  if (followed.pending.length > 0) return true;
  const day = new Date(now.getTime() - CLOCKS_DIFFER_MILLISECONDS).toISOString().slice(0, 10);
  const known = ruleBooks.known();
  const isNewDay = followed.day === null || day > followed.day;
  if (!isNewDay && !isBehind(followed.versions, known)) return false;
  // Before the first look there is nothing to differ from.
  const changes =
    followed.day === null ? [] : isNewDay ? [{}] : ruleBooks.changes(followed.versions, followed.day);
  const versions = Object.fromEntries(
    Object.entries({ ...followed.versions, ...known }).map(([name, version]) => [
      name,
      Math.max(version, followed.versions[name] ?? 0),
    ]),
  );
  await transaction.query(STATEMENTS.announceRules, [
    isNewDay ? day : followed.day,
    JSON.stringify(versions),
    JSON.stringify(changes),
  ]);
  return changes.length > 0;
}

async function markPortion(transaction: Transaction, now: Date): Promise<boolean> {
  const [followed] = await transaction.query<Followed>(STATEMENTS.rules);
  const [change, ...others] = followed?.pending ?? [];
  if (followed === undefined || change === undefined) return false;
  const [waiting] = await transaction.query<{ count: number }>(STATEMENTS.marksOfRules, [now]);
  if ((waiting?.count ?? 0) >= PORTION) return true;
  const marked = await transaction.query<{ case_id: string }>(STATEMENTS.markRuled, [
    change.authority ?? null,
    change.traders ?? null,
    followed.after,
    now,
    PORTION,
  ]);
  const last = marked.map(({ case_id: id }) => id).reduce((most, id) => (id > most ? id : most), '');
  const isDone = marked.length < PORTION;
  await transaction.query(STATEMENTS.rulesMarked, [
    JSON.stringify(isDone ? others : followed.pending),
    isDone ? null : last,
  ]);
  return !isDone || others.length > 0;
}

/**
 * Takes in what the cases that are locked must be decided by, where this process does not know it yet. What was announced is read after
 * the locks are held: a statement that waits for one sees only what was there when it began.
 */
export async function catchUp(
  ruleBooks: Pick<RuleBooks, 'known' | 'refresh'>,
  announced: Versions = {},
): Promise<void> {
  if (isBehind(ruleBooks.known(), announced)) await ruleBooks.refresh();
}

function isBehind(known: Versions, asked: Versions): boolean {
  return Object.entries(asked).some(([name, version]) => version > (known[name] ?? 0));
}
