import type { Clock } from '../../base/index.ts';
import type { Session } from '../../database/index.ts';
import type { AnyParameter, ParameterOwner, ProposedRow } from '../../ledger/parameters/index.ts';
import { ruleTableParameter, VERIFICATION_PARAMETERS } from '../parameters/index.ts';
import { isTable } from '../rules/index.ts';
import type { StoredCase } from './lib/messages.ts';
import { readyPair, simulated, type ReadyPair } from './lib/simulating.ts';
import { STATEMENTS } from './lib/statements.ts';
import { refusing } from './refusing.ts';
import { booksOf, type Books } from './running.ts';

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
    const [shelf, now] = [books(), clock()];
    let most = 0;
    for (const row of rows)
      most = Math.max(most, await changedBy(session, row, owner, { books: shelf, now }));
    return most;
  };
}

async function changedBy(
  session: Session,
  { value }: ProposedRow,
  { authority, office }: ParameterOwner,
  { books, now }: { readonly books: Books; readonly now: Date },
): Promise<number> {
  if (authority === undefined || !isTable(value)) return 0;
  const day = now.toISOString().slice(0, 10);
  const dayAt = (days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
  const cases = await session.query<StoredCase>(STATEMENTS.recent, [
    authority.slice(0, 2),
    authority,
    office ?? null,
    dayAt(1 - DAYS),
    dayAt(1),
    MOST_CASES,
  ]);
  const asked = { authority, office: office ?? null, draft: value, day };
  const pairs = new Map<string, ReadyPair>();
  for (const each of new Set(cases.map((stored) => stored.office)))
    pairs.set(each, readyPair(await booksOf(each, asked, books)));
  const { group, different } = simulated(cases, (each) => pairs.get(each));
  return group + different;
}
