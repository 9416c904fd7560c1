import type { Clock } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import type { RuleBook } from '../deciding/index.ts';
import type { RuleBookOwner } from '../parameters/index.ts';
import type { DecisionTable } from '../rules/index.ts';
import { withDrafts } from './drafted.ts';
import { Crew } from './lib/crew.ts';
import type { BookPair, StoredCase } from './lib/messages.ts';
import { STATEMENTS } from './lib/statements.ts';
import { addTallies, NOTHING, type Tally } from './tally.ts';

const SYSTEM = { kind: 'system' } as const;
const PORTION = 250;
/** Milliseconds between two notes of how far it has come. */
const NOTE = 500;

/** Rules as books, for each office. */
export interface Books {
  inForce(owner: RuleBookOwner, day: string): Promise<RuleBook>;
}

/** A simulation as its row asks for it. */
export interface AskedSimulation {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly office: string | null;
  readonly draft: DecisionTable;
  readonly first: string;
  readonly until: string;
  readonly day: string;
}

export interface RunOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly books: Books;
  readonly threads: number;
  /** Of this run: what is noted by another counts no more. */
  readonly worker: string;
  readonly isClosing: () => boolean;
}

export type Ending = 'done' | 'stopped' | 'failed';

/** Decides every stored case of the period by the rules in force and with the draft, in threads, and notes how far it has come. */
export async function runSimulation(asked: AskedSimulation, options: RunOptions): Promise<Ending> {
  const { database } = options;
  const period = [asked.country, asked.authority, asked.office, asked.first, asked.until];
  const [count] = await database.read<{ total: number }>(SYSTEM, STATEMENTS.count, period);
  const note = noting(asked, count?.total ?? 0, options);
  const crew = new Crew(options.threads);
  try {
    const stored = database.stream<StoredCase>(SYSTEM, STATEMENTS.cases, period);
    for await (const cases of inPortions(stored)) {
      await teach(crew, cases, asked, options.books);
      const ending = options.isClosing() ? 'failed' : await note.now();
      if (ending !== undefined) return ending;
      await crew.give(cases, note.counted);
    }
    await crew.settled();
    return (await note.now(true)) ?? 'done';
  } finally {
    await crew.dismiss();
  }
}

async function* inPortions(cases: AsyncIterable<StoredCase>): AsyncGenerator<readonly StoredCase[]> {
  let portion: StoredCase[] = [];
  for await (const each of cases) {
    portion.push(each);
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

function noting(asked: AskedSimulation, total: number, { database, clock, worker }: RunOptions) {
  let tally: Tally = NOTHING;
  let noted = -Infinity;
  return {
    counted: (part: Tally): void => {
      tally = addTallies(tally, part);
    },
    /** Writes what has been counted, at most twice a second unless it must; an ending where it is not to go on. */
    now: async (mustWrite = false): Promise<Ending | undefined> => {
      const moment = clock();
      if (!mustWrite && moment.getTime() - noted < NOTE) return undefined;
      noted = moment.getTime();
      const [row] = await database.transaction(SYSTEM, (transaction) =>
        transaction.query<{ stopping: boolean }>(STATEMENTS.progress, [
          asked.id,
          worker,
          Math.max(total, tally.cases),
          tally.cases,
          JSON.stringify(tally),
          moment,
        ]),
      );
      if (row === undefined) return 'failed';
      return row.stopping ? 'stopped' : undefined;
    },
  };
}

async function teach(
  crew: Crew,
  cases: readonly StoredCase[],
  asked: AskedSimulation,
  books: Books,
): Promise<void> {
  const offices = new Set(cases.map(({ office }) => office).filter((office) => !crew.knows(office)));
  for (const office of offices) crew.teach(office, await booksOf(office, asked, books));
}

/** The books of an office; empty for cases that were lodged at none. */
export async function booksOf(
  office: string,
  { authority, office: owner, draft, day }: Pick<AskedSimulation, 'authority' | 'office' | 'draft' | 'day'>,
  books: Books,
): Promise<BookPair> {
  const before = await books.inForce({ authority, ...(office === '' ? {} : { office }) }, day);
  return { before, after: withDrafts(before, [draft], owner === null ? {} : { office: owner }) };
}
