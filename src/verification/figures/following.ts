import type { Database, Session, Transaction } from '../../database/index.ts';
import { contributionOf, shadowOf, type Contribution, type CountedCase } from './contribution.ts';
import {
  ADD,
  BEHIND,
  CASES,
  CASES_AT_ONCE,
  CLEAR,
  COUNTED_AS,
  EMPTY,
  LEAVES,
  MOVE,
  PORTION,
  POSITION,
  SHADOWED,
  TOUCHED,
  UNSHADOWED,
} from './lib/statements.ts';

const SYSTEM = { kind: 'system' } as const;

/** Whose cases they are, and what the figures need to know of them beside their decisions. */
export interface FigureSources {
  readonly database: Database;
  /** Names of the cases that acts with these leaves were on: an official overruled, a trader withdrew. */
  readonly touched: (session: Session, leaves: readonly string[]) => Promise<readonly string[]>;
  /** Minutes that the paper check of a declaration took, by the practice in force on a day. */
  readonly baseline: (
    owner: { readonly country: string; readonly authority: string; readonly office?: string },
    day: string,
  ) => Promise<number>;
}

/** Keeps the figures of verification up to date, following the evidence log: a decision pays nothing for being counted. */
export class VerificationFigures {
  readonly #sources: FigureSources;
  #timer: NodeJS.Timeout | undefined;
  #following: Promise<number> | undefined;

  constructor(sources: FigureSources) {
    this.#sources = sources;
  }

  /** Counts what the log has put in order since last time. Any number of processes may follow; one counts. */
  follow(): Promise<number> {
    this.#following ??= this.#follow().finally(() => {
      this.#following = undefined;
    });
    return this.#following;
  }

  async #follow(): Promise<number> {
    const { database } = this.#sources;
    const [stand] = await database.read<{ behind: boolean }>(SYSTEM, BEHIND);
    if (stand?.behind !== true) return 0;
    for (let read = 0; ;) {
      const portion = await database.transaction(SYSTEM, (transaction) => this.#portion(transaction));
      read += portion;
      if (portion < PORTION) return read;
    }
  }

  /** Empties the sums and counts everything anew. Until it is done the figures are those of a part of the log. */
  async rebuild(): Promise<number> {
    await this.#following;
    await this.#sources.database.transaction(SYSTEM, async (transaction) => {
      const [turn] = await transaction.query(POSITION);
      if (turn === undefined) return;
      for (const statement of EMPTY) await transaction.query(statement);
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

  /** Counts one portion of leaves; sums, what was counted and the position change together or not at all. */
  async #portion(transaction: Transaction): Promise<number> {
    const [turn] = await transaction.query<{ position: string }>(POSITION);
    if (turn === undefined) return 0;
    const leaves = await transaction.query<{ index: string; leaf: string }>(LEAVES, [turn.position]);
    const last = leaves.at(-1);
    if (last === undefined) return 0;
    const given = leaves.map(({ leaf }) => leaf);
    const named = await this.#sources.touched(transaction, given);
    const touched = await transaction.query<{ id: string; country: string }>(TOUCHED, [given, named]);
    for (let from = 0; from < touched.length; from += CASES_AT_ONCE)
      await this.#count(transaction, touched.slice(from, from + CASES_AT_ONCE));
    await transaction.query(MOVE, [String(Number(last.index) + 1)]);
    return leaves.length;
  }

  async #count(
    transaction: Transaction,
    touched: readonly { readonly id: string; readonly country: string }[],
  ): Promise<void> {
    const cases = await transaction.query<CaseRow>(CASES, [
      touched.map(({ id }) => id),
      touched.map(({ country }) => country),
    ]);
    const baselines = new Map<string, number>();
    const sums = new Map<string, SumRow>();
    const counted: object[] = [];
    for (const row of cases) {
      const found = countedCase(row);
      const next = contributionOf(found, await this.#baseline(found, baselines));
      addTo(sums, found, next, 1);
      if (row.counted !== null) addTo(sums, found, row.counted, -1);
      counted.push({ country: row.country, case_id: row.id, counted: next });
    }
    const rows = [...sums.values()].filter(({ amount }) => amount !== 0);
    if (rows.length > 0) await transaction.query(ADD, [JSON.stringify(rows)]);
    if (rows.some(({ amount }) => amount < 0)) await transaction.query(CLEAR);
    if (counted.length > 0) await transaction.query(COUNTED_AS, [JSON.stringify(counted)]);
    await shadow(transaction, cases);
  }

  async #baseline(
    { country, authority, office, declaration }: CountedCase,
    known: Map<string, number>,
  ): Promise<number> {
    const key = `${country} ${authority} ${office ?? ''} ${declaration.lodged}`;
    const found =
      known.get(key) ??
      (await this.#sources.baseline(
        { country, authority, ...(office === null ? {} : { office }) },
        declaration.lodged,
      ));
    known.set(key, found);
    return found;
  }
}

interface CaseRow extends Omit<CountedCase, 'entered' | 'decided'> {
  readonly entered: Date;
  readonly decided: Date;
  readonly counted: Contribution | null;
}

function countedCase({ entered, decided, ...row }: CaseRow): CountedCase {
  return { ...row, entered: entered.toISOString(), decided: decided.toISOString() };
}

interface SumRow {
  readonly country: string;
  readonly authority: string;
  readonly office: string;
  readonly month: string;
  readonly dimension: string;
  readonly key: string;
  readonly measure: string;
  amount: number;
}

function addTo(
  sums: Map<string, SumRow>,
  counted: CountedCase,
  contribution: Contribution,
  sign: 1 | -1,
): void {
  const { country, authority, entered } = counted;
  const office = counted.office ?? '';
  const month = `${entered.slice(0, 7)}-01`;
  for (const [place, amount] of Object.entries(contribution)) {
    const [dimension = '', measure = '', ...key] = place.split(' ');
    const name = `${country}\u0000${authority}\u0000${office}\u0000${month}\u0000${place}`;
    const known = sums.get(name);
    if (known !== undefined) known.amount += sign * amount;
    else
      sums.set(name, {
        country,
        authority,
        office,
        month,
        dimension,
        measure,
        key: key.join(' '),
        amount: sign * amount,
      });
  }
}

/** Keeps the cases that rules in shadow would have had otherwise; those that they agree on are only counted. */
async function shadow(transaction: Transaction, cases: readonly CaseRow[]): Promise<void> {
  const rows = cases
    .filter(({ state }) => state !== 'withdrawn')
    .flatMap(({ id, country, authority, office, claimant, version, decided, decision }) =>
      shadowOf(decision)
        .filter(({ kind }) => kind !== 'exact')
        .map(({ rule, kind, outcome, wouldBe }) => ({
          country,
          authority,
          office: office ?? '',
          case_id: id,
          rule,
          kind,
          claimant,
          version,
          outcome,
          would_be: wouldBe,
          at: decided,
        })),
    );
  if (cases.length > 0) await transaction.query(UNSHADOWED, [cases.map(({ id }) => id)]);
  if (rows.length > 0) await transaction.query(SHADOWED, [JSON.stringify(rows)]);
}
