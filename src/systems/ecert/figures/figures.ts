import type { Clock } from '../../../base/index.ts';
import type { Database, Session, Transaction } from '../../../database/index.ts';
import { Sums } from './contributions.ts';
import {
  certificateStanding,
  factsOf,
  forgeryStanding,
  inquiryContribution,
  resultContribution,
  type FigureLine,
  type InquiryLine,
  type ResultLine,
  type Standing,
} from './lines.ts';
import {
  ADD,
  BEHIND,
  CERTIFICATES,
  CLEAR,
  EMPTY,
  FORGERIES,
  INQUIRIES,
  LEAVES,
  MOVE,
  PORTION,
  POSITION,
  RESULTS,
} from './statements.ts';

const SYSTEM = { kind: 'system' } as const;

export interface FiguresOptions {
  readonly database: Database;
  readonly clock: Clock;
}

/** Keeps the sums up to date. */
export class Figures {
  readonly #database: Database;
  #timer: NodeJS.Timeout | undefined;
  #following: Promise<number> | undefined;

  constructor({ database }: Pick<FiguresOptions, 'database'>) {
    this.#database = database;
  }

  /**
   * Counts what the log has put in order since last time, portion by portion. Any number of processes may follow; one
   * counts, the others find nothing to do. Returns how many leaves were read here.
   */
  follow(): Promise<number> {
    this.#following ??= this.#follow().finally(() => {
      this.#following = undefined;
    });
    return this.#following;
  }

  async #follow(): Promise<number> {
    const [stand] = await this.#database.read<{ behind: boolean }>(SYSTEM, BEHIND);
    if (stand?.behind !== true) return 0;
    for (let read = 0; ;) {
      const portion = await this.#database.transaction(SYSTEM, countPortion);
      read += portion;
      if (portion < PORTION) return read;
    }
  }

  /** Empties the sums and counts everything anew. Until it is done the figures are those of a part of the log. */
  async rebuild(): Promise<number> {
    await this.#following;
    await this.#database.transaction(SYSTEM, async (transaction) => {
      const [turn] = await transaction.query(POSITION);
      if (turn === undefined) return;
      await transaction.query(EMPTY);
      await transaction.query(MOVE, [0]);
    });
    return this.follow();
  }

  /** Follows every so many milliseconds until closed. A round that fails is told, and made again. */
  keepFollowing(milliseconds: number, onFailure: (error: unknown) => void): void {
    this.#timer ??= setInterval(() => {
      this.follow().catch(onFailure);
    }, milliseconds).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#following?.catch(() => undefined);
  }
}

/** Counts one portion of leaves; sums and position change together or not at all. */
async function countPortion(transaction: Transaction): Promise<number> {
  const [turn] = await transaction.query<{ position: string }>(POSITION);
  if (turn === undefined) return 0;
  const leaves = await transaction.query<{ index: string; leaf: string }>(LEAVES, [turn.position]);
  const last = leaves.at(-1);
  if (last === undefined) return 0;
  const sums = new Sums();
  const given = leaves.map(({ leaf }) => leaf);
  await countStandings(transaction, sums, CERTIFICATES, certificateStanding, given);
  await countStandings(transaction, sums, FORGERIES, forgeryStanding, given);
  for (const line of await transaction.query<ResultLine>(RESULTS, [given]))
    sums.add(resultContribution(line));
  for (const line of await transaction.query<InquiryLine>(INQUIRIES, [given])) {
    const contribution = inquiryContribution(line);
    if (contribution !== undefined) sums.add(contribution);
  }
  const rows = sums.rows();
  if (rows.length > 0) {
    await transaction.query(ADD, [JSON.stringify(rows)]);
    await transaction.query(CLEAR);
  }
  await transaction.query(MOVE, [String(Number(last.index) + 1)]);
  return leaves.length;
}

/** What each line changes: what its record adds after it, less what it added before. */
async function countStandings(
  session: Session,
  sums: Sums,
  statements: typeof CERTIFICATES,
  standing: Standing,
  leaves: readonly string[],
): Promise<void> {
  const lines = await session.query<FigureLine>(statements.now, [leaves]);
  const later = lines.filter(({ version }) => version > 1);
  const before =
    later.length === 0
      ? []
      : await session.query<FigureLine>(statements.before, [
          later.map(({ record }) => record),
          later.map(({ country }) => country),
          later.map(({ version }) => version),
        ]);
  const byRecord = new Map<string, FigureLine[]>();
  for (const line of [...before].toSorted((left, right) => left.version - right.version)) {
    const known = byRecord.get(line.record);
    if (known === undefined) byRecord.set(line.record, [line]);
    else known.push(line);
  }
  for (const line of lines) {
    const earlier = (byRecord.get(line.record) ?? []).filter(({ version }) => version < line.version);
    const previous = earlier.at(-1);
    const stood = previous === undefined ? undefined : standing(previous, factsOf(earlier));
    const stands = standing(line, factsOf([...earlier, line]));
    if (stood !== undefined) sums.add(stood, -1);
    if (stands !== undefined) sums.add(stands);
  }
}
