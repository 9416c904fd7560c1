import type { Clock } from '../../base/index.ts';
import type { Session } from '../../database/index.ts';
import type { AnyParameter } from '../../ledger/parameters/index.ts';
import { ruleTableParameter, VERIFICATION_PARAMETERS } from '../parameters/index.ts';
import { isTable } from '../rules/index.ts';
import type { StoredCase } from './lib/messages.ts';
import { readyPair, simulated, type ReadyPair } from './lib/simulating.ts';
import { STATEMENTS } from './lib/statements.ts';
import { refusing } from './refusing.ts';
import { booksOf, type AskedSimulation, type Books } from './running.ts';

/** Cases that a preview decides again: as many as a person waits for. */
const MOST_CASES = 500;
const DAYS = 31;
const DAY = 86_400_000;

/**
 * The parameters of verification, rule tables with a preview: how many of the last month's cases (the latest five hundred, where there
 * are more) would be decided otherwise; a simulation goes through all of them. One that fails its own cases is refused.
 */
export function previewedParameters(books: () => Books, clock: Clock): readonly AnyParameter[] {
  return VERIFICATION_PARAMETERS.map((definition): AnyParameter => {
    // Its key and value types are forgotten, as they are in every list of definitions.
    const known = definition as AnyParameter;
    return definition === ruleTableParameter
      ? { ...known, touches: touching(books, clock), refuses: refusing(books, clock) }
      : known;
  });
}

function touching(books: () => Books, clock: Clock): NonNullable<AnyParameter['touches']> {
  return async (session, rows, owner) => {
    const drafts = rows.flatMap(({ value }) => (isTable(value) ? [value] : []));
    const { authority, office = null } = owner;
    if (authority === undefined || drafts.length === 0) return 0;
    const [shelf, now] = [books(), clock()];
    const cases = await recentCases(session, { authority, office }, now);
    let most = 0;
    for (const draft of drafts) {
      const asked = { authority, office, draft, day: dayOf(now) };
      most = Math.max(most, await changedBy(cases, asked, shelf));
    }
    return most;
  };
}

function recentCases(
  session: Session,
  { authority, office }: Pick<AskedSimulation, 'authority' | 'office'>,
  now: Date,
): Promise<readonly StoredCase[]> {
  const dayAt = (days: number) => dayOf(new Date(now.getTime() + days * DAY));
  const period = [dayAt(1 - DAYS), dayAt(1)];
  return session.query<StoredCase>(STATEMENTS.recent, [
    authority.slice(0, 2),
    authority,
    office,
    ...period,
    MOST_CASES,
  ]);
}

async function changedBy(
  cases: readonly StoredCase[],
  asked: Parameters<typeof booksOf>[1],
  books: Books,
): Promise<number> {
  const pairs = new Map<string, ReadyPair>();
  for (const each of new Set(cases.map((stored) => stored.office)))
    pairs.set(each, readyPair(await booksOf(each, asked, books)));
  const { group, different } = simulated(cases, (each) => pairs.get(each));
  return group + different;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
