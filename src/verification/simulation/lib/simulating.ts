import { compileRuleBook, decide, type CaseInput, type CompiledRuleBook } from '../../deciding/index.ts';
import { addTallies, NOTHING, tallyOf, type Tally } from '../tally.ts';
import type { BookPair, StoredCase } from './messages.ts';

/** Both rule books of an office, made ready. */
export interface ReadyPair {
  readonly before: CompiledRuleBook;
  readonly after: CompiledRuleBook;
}

export function readyPair({ before, after }: BookPair): ReadyPair {
  return { before: compileRuleBook(before), after: compileRuleBook(after) };
}

/** Decides cases by both books, and adds up what that says. A case that cannot be decided is counted, and told. */
export function simulated(
  cases: readonly StoredCase[],
  books: (office: string) => ReadyPair | undefined,
): Tally {
  let tally = NOTHING;
  for (const each of cases) tally = addTallies(tally, one(each, books(each.office)));
  return tally;
}

function one({ claimant, version, input: text }: StoredCase, books: ReadyPair | undefined): Tally {
  try {
    if (books === undefined) return { ...NOTHING, cases: 1, unreadable: 1 };
    // Written by the cases of this room and by nobody else.
    const input = JSON.parse(text) as CaseInput;
    const before = decide(input, books.before);
    return tallyOf({ claimant, version }, input.declaration, before, decide(input, books.after));
  } catch {
    return { ...NOTHING, cases: 1, unreadable: 1 };
  }
}
