import type { CanonicalValue } from '../../base/index.ts';
import { canonicalJson, utf8, uuidV7 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Transaction } from '../../database/index.ts';
import { sealActs } from '../../evidence/index.ts';
import type { Performance } from '../writing.ts';
import { amend, consume, correct, hold, release, reverse, type After, type Moved } from './balance.ts';
import type {
  Allocation,
  Book,
  ConsumeResult,
  ConvertQuantity,
  Correction,
  CorrectResult,
  HoldPractice,
  HoldResult,
  Line,
  ReleaseResult,
  ReverseResult,
  Share,
} from './book.ts';
import { inTurn } from './lib/turns.ts';
import { lineRow, readBooks, shareRow, STATEMENTS, type BookName, type LockedBook } from './lib/storage.ts';

/** A book about to be opened: nothing of it is held or consumed. */
export interface NewBook extends BookName {
  readonly lines: readonly Pick<Line, 'line' | 'code' | 'unit' | 'limit'>[];
}

type Action =
  'open' | 'hold' | 'drop' | 'release' | 'consume' | 'reverse' | 'close' | 'reopen' | 'amend' | 'correct';

/** One movement of a book, as its history tells it. */
interface Step {
  readonly action: Action;
  readonly claimant?: string;
  readonly body: Readonly<Record<string, CanonicalValue>>;
  /** Version that it leads to. */
  readonly version: number;
  readonly digest: string;
  readonly previous?: string;
}

/** A book in hand: as it stands after the steps taken, and what of it is to be written. */
interface InHand {
  book: Book;
  digest: string | undefined;
  readonly shares: Map<string, readonly Share[]>;
  readonly steps: Step[];
  readonly changedLines: Set<number>;
  readonly changedClaimants: Set<string>;
  /** Claimants of whom there are rows. */
  readonly stored: Set<string>;
}

/**
 * Accounts under lock until the transaction ends, taken in one order by all. Movements take place in memory and are written together
 * by `store`, each with its line of history and its leaf: any number of movements costs the statements of one.
 */
export class LockedBooks {
  readonly #transaction: Transaction;
  readonly #by: Performance;
  readonly #books = new Map<string, InHand>();
  readonly #claimants: ReadonlySet<string>;
  /** Accounts of which it is known what everybody has. */
  readonly #everybody = new Set<string>();

  private constructor(transaction: Transaction, claimants: readonly string[], by: Performance) {
    this.#transaction = transaction;
    this.#claimants = new Set(claimants);
    this.#by = by;
  }

  /** Locks the accounts of these names that exist; what claimants have of them is known for those that are named. */
  static async lock(
    transaction: Transaction,
    names: readonly BookName[],
    claimants: readonly string[],
    by: Performance,
  ): Promise<LockedBooks> {
    const locked = new LockedBooks(transaction, claimants, by);
    const distinct = new Map(names.map((name) => [keyOf(name), name]));
    const [only, ...others] = distinct.keys();
    const read = () => readBooks(transaction, [...distinct.values()], claimants);
    if (only !== undefined)
      locked.#take(await (others.length === 0 ? inTurn(transaction, only, read) : read()));
    return locked;
  }

  /** The same without locks, to try what would come of movements: never stored. */
  static async peek(
    transaction: Transaction,
    names: readonly BookName[],
    claimants: readonly string[],
    by: Performance,
  ): Promise<LockedBooks> {
    const books = new LockedBooks(transaction, claimants, by);
    if (names.length > 0) books.#take(await readBooks(transaction, names, claimants, false));
    return books;
  }

  /** The account as it stands after what was done. */
  book(name: BookName): Book | undefined {
    return this.#books.get(keyOf(name))?.book;
  }

  /** What a claimant that was named at the lock has of it. */
  sharesOf(name: BookName, claimant: string): readonly Share[] {
    if (!this.#claimants.has(claimant) && !this.#everybody.has(keyOf(name)))
      throw new RangeError('a claimant of locked accounts is named when they are locked');
    return this.#books.get(keyOf(name))?.shares.get(claimant) ?? [];
  }

  /** What everybody has of it; all of them are named from here on. */
  async everybody(name: BookName): Promise<readonly Share[]> {
    const found = this.#books.get(keyOf(name));
    if (found === undefined) return [];
    const [stored] = await readBooks(this.#transaction, [name], 'all');
    const known = new Set(this.#claimants);
    for (const [claimant, own] of byClaimant(stored?.shares ?? []))
      if (!known.has(claimant)) {
        found.shares.set(claimant, own);
        found.stored.add(claimant);
      }
    this.#everybody.add(keyOf(name));
    return [...found.shares.values()].flat();
  }

  /** Opens the account of a document that has none; false where another transaction has opened it meanwhile: it is read then. */
  async open(book: NewBook): Promise<boolean> {
    if (this.#books.has(keyOf(book))) return false;
    const { country, kind, subject } = book;
    const id = uuidV7(this.#by.now.getTime(), this.#by.random);
    const lines = book.lines.map((line) => ({ ...line, held: NOTHING, consumed: NOTHING, claimants: 0 }));
    const at = this.#by.now.toISOString();
    const placeholder = Buffer.alloc(32);
    const [opened] = await this.#transaction.query<{ id: string }>(STATEMENTS.open, [
      id,
      country,
      kind,
      subject,
      placeholder,
      at,
    ]);
    if (opened === undefined) {
      this.#take(await readBooks(this.#transaction, [book], [...this.#claimants]));
      return false;
    }
    const opening: InHand = {
      book: { id, country, kind, subject, state: 'open', version: 0, lines },
      digest: undefined,
      shares: new Map(),
      steps: [],
      changedLines: new Set(lines.map(({ line }) => line)),
      changedClaimants: new Set(),
      stored: new Set(),
    };
    this.#books.set(keyOf(book), opening);
    tell(opening, { action: 'open', body: { lines: lines.map(lineRow) } });
    return true;
  }

  /** Undefined where there is no such account, as for all movements. */
  hold(
    name: BookName,
    request: {
      readonly claimant: string;
      readonly allocations: readonly Allocation[];
      readonly office?: string;
      readonly practice?: HoldPractice;
    },
    convert: ConvertQuantity,
  ): HoldResult | undefined {
    return this.#move(name, request.claimant, (book, own, at) => {
      const moved = hold(book, own, { ...request, at }, convert);
      return { ...moved, action: moved.result.outcome === 'held' ? 'hold' : 'drop' };
    });
  }

  /** What a hold would come to; nothing moves. */
  wouldHold(
    name: BookName,
    request: {
      readonly claimant: string;
      readonly allocations: readonly Allocation[];
      readonly practice?: HoldPractice;
    },
    convert: ConvertQuantity,
  ): HoldResult | undefined {
    const book = this.book(name);
    if (book === undefined) return undefined;
    const own = this.sharesOf(name, request.claimant);
    return hold(book, own, { ...request, at: this.#by.now.toISOString() }, convert).result;
  }

  consume(name: BookName, claimant: string): ConsumeResult | undefined {
    return this.#move(name, claimant, (book, own, at) => ({ ...consume(book, own, at), action: 'consume' }));
  }

  release(name: BookName, claimant: string): ReleaseResult | undefined {
    return this.#move(name, claimant, (book, own) => ({ ...release(book, own), action: 'release' }));
  }

  reverse(name: BookName, claimant: string, reason: string): ReverseResult | undefined {
    return this.#move(name, claimant, (book, own) => ({ ...reverse(book, own), action: 'reverse', reason }));
  }

  correct(name: BookName, correction: Correction, reason: string): CorrectResult | undefined {
    return this.#move(name, correction.claimant, (book, own, at) => ({
      ...correct(book, own, correction, at),
      action: 'correct',
      reason,
    }));
  }

  /** What the document grants now; what is missing of lines where that is less than is held and used. */
  amend(name: BookName, lines: NewBook['lines']): ReturnType<typeof amend>['result']['short'] {
    const found = this.#books.get(keyOf(name));
    if (found === undefined) return [];
    const { result, after } = amend(found.book, lines);
    if (after === undefined) return result.short;
    this.#apply(found, after.lines);
    tell(found, { action: 'amend', body: { lines: after.lines.map(lineRow) } });
    return result.short;
  }

  /** Closes or reopens an account; false where there is none or nothing changes. */
  setState(name: BookName, state: Book['state']): boolean {
    const found = this.#books.get(keyOf(name));
    if (found === undefined || found.book.state === state) return false;
    found.book = { ...found.book, state };
    tell(found, { action: state === 'open' ? 'reopen' : 'close', body: {} });
    return true;
  }

  /** Writes all that was done since the lock; once. */
  async store(): Promise<void> {
    const changed = [...this.#books.values()].filter(({ steps }) => steps.length > 0);
    if (changed.length === 0) return;
    const { actor, behalf } = this.#by.caller;
    const at = this.#by.now.toISOString();
    const steps = changed.flatMap(({ book, steps: taken }) => taken.map((step) => ({ book, step })));
    const acts = steps.map(({ book, step }) => ({
      kind: `balance.${step.action}`,
      actor,
      subject: `${book.kind}/${book.subject}`,
      at,
      digest: step.digest,
      ...(step.previous === undefined ? {} : { previous: step.previous }),
      ...(behalf === undefined ? {} : { details: { behalf } }),
    }));
    const { references: evidence, append } = sealActs(acts, this.#by.random);
    const rows = steps.map(({ book, step }, index) => ({
      country: book.country,
      book: book.id,
      version: step.version,
      action: step.action,
      claimant: step.claimant,
      actor,
      at,
      body: step.body,
      digest: `\\x${step.digest}`,
      previous: step.previous === undefined ? undefined : `\\x${step.previous}`,
      leaf: evidence[index]?.id,
      opening: evidence[index]?.opening,
    }));
    // Not awaited one by one: they share a round trip, and the first that fails fails the whole.
    await Promise.all([
      append(this.#transaction),
      ...this.#rows(changed, at),
      this.#transaction.query(STATEMENTS.remember, [JSON.stringify(rows)]),
    ]);
    for (const each of changed) {
      each.steps.length = 0;
      each.changedLines.clear();
      for (const claimant of each.changedClaimants) each.stored.add(claimant);
      each.changedClaimants.clear();
    }
  }

  #rows(changed: readonly InHand[], at: string): readonly Promise<unknown>[] {
    const of = ({ id, country }: Book) => ({ book: id, country });
    const lines = changed.flatMap(({ book, changedLines }) =>
      book.lines
        .filter(({ line }) => changedLines.has(line))
        .map((line) => ({ ...of(book), ...lineRow(line) })),
    );
    const claimants = changed.flatMap(({ book, changedClaimants, stored }) =>
      [...changedClaimants]
        .filter((claimant) => stored.has(claimant))
        .map((claimant) => ({ ...of(book), claimant })),
    );
    const shares = changed.flatMap(({ book, shares: all, changedClaimants }) =>
      [...changedClaimants].flatMap((claimant) =>
        (all.get(claimant) ?? []).map((share) => ({ ...of(book), ...shareRow(share) })),
      ),
    );
    const books = changed.map(({ book, digest }) => ({
      ...of(book),
      version: book.version,
      state: book.state,
      digest: `\\x${digest ?? ''}`,
    }));
    const write = (statement: keyof typeof STATEMENTS, rows: readonly unknown[], ...more: unknown[]) =>
      rows.length === 0
        ? []
        : [this.#transaction.query(STATEMENTS[statement], [JSON.stringify(rows), ...more])];
    return [
      ...write('changeLines', lines),
      ...write('dropShares', claimants),
      ...write('addShares', shares),
      ...write('step', books, at),
    ];
  }

  #take(found: readonly LockedBook[]): void {
    for (const { book, digest, shares } of found) {
      this.#books.set(keyOf(book), {
        book,
        digest,
        shares: byClaimant(shares),
        steps: [],
        changedLines: new Set(),
        changedClaimants: new Set(),
        stored: new Set(shares.map(({ claimant }) => claimant)),
      });
    }
  }

  #move<Result>(
    name: BookName,
    claimant: string,
    decide: (
      book: Book,
      own: readonly Share[],
      at: string,
    ) => Moved<Result> & { readonly action: Action; readonly reason?: string },
  ): Result | undefined {
    const found = this.#books.get(keyOf(name));
    if (found === undefined) return undefined;
    const own = this.sharesOf(name, claimant);
    const { result, after, action, reason } = decide(found.book, own, this.#by.now.toISOString());
    if (after === undefined) return result;
    this.#apply(found, after.lines, { claimant, own, after });
    const body = { shares: after.shares.map(shareRow), ...(reason === undefined ? {} : { reason }) };
    tell(found, { action, claimant, body });
    return result;
  }

  #apply(
    found: InHand,
    lines: readonly Line[],
    moved?: { readonly claimant: string; readonly own: readonly Share[]; readonly after: After },
  ): void {
    const next = new Map(found.book.lines.map((line) => [line.line, line]));
    for (const line of lines) {
      next.set(line.line, line);
      found.changedLines.add(line.line);
    }
    if (moved !== undefined) {
      const before = new Set(moved.own.map(({ line }) => line));
      const now = new Set(moved.after.shares.map(({ line }) => line));
      for (const number of new Set([...before, ...now])) {
        const line = next.get(number);
        const change = Number(now.has(number)) - Number(before.has(number));
        if (line === undefined || change === 0) continue;
        next.set(number, { ...line, claimants: line.claimants + change });
        found.changedLines.add(number);
      }
      found.shares.set(moved.claimant, moved.after.shares);
      found.changedClaimants.add(moved.claimant);
    }
    found.book = { ...found.book, lines: [...next.values()] };
  }
}

const NOTHING = { coefficient: 0n, scale: 0 };

function keyOf({ country, kind, subject }: BookName): string {
  return `${country}|${kind}|${subject}`;
}

function byClaimant(shares: readonly Share[]): Map<string, readonly Share[]> {
  const grouped = new Map<string, Share[]>();
  for (const share of shares) {
    const own = grouped.get(share.claimant);
    if (own === undefined) grouped.set(share.claimant, [share]);
    else own.push(share);
  }
  return grouped;
}

function tell(found: InHand, told: Pick<Step, 'action' | 'body'> & { readonly claimant?: string }): void {
  const { action, claimant, body } = told;
  const version = found.book.version + 1;
  // The version is part of what is digested: two movements alike are two.
  const digest = sha256Hex(utf8(canonicalJson({ action, claimant: claimant ?? null, body, version })));
  const previous = found.digest === undefined ? {} : { previous: found.digest };
  found.steps.push({ ...told, version, digest, ...previous });
  found.book = { ...found.book, version };
  found.digest = digest;
}
