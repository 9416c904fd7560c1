import type { Decimal } from '../../base/index.ts';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  multiplyDecimals,
  normaliseDecimal,
} from '../../base/index.ts';
import type {
  Allocation,
  Book,
  ConsumeResult,
  ConvertQuantity,
  Correction,
  CorrectResult,
  HoldFailure,
  HoldPractice,
  HoldRefusal,
  HoldResult,
  Line,
  ReleaseResult,
  ReverseResult,
  Share,
} from './book.ts';

/** The movements of an account, and which way each moves what is held and what is consumed. */
export const MOVEMENTS = {
  hold: { held: 1, consumed: 0 },
  release: { held: -1, consumed: 0 },
  consume: { held: -1, consumed: 1 },
  reverse: { held: 0, consumed: -1 },
} as const;
export type Movement = keyof typeof MOVEMENTS;

/** What a movement leaves: the lines that changed, and all that the claimant has afterwards. */
export interface After {
  readonly lines: readonly Line[];
  readonly shares: readonly Share[];
}

/** A result, and what it changes; nothing where `after` is absent. */
export interface Moved<Result> {
  readonly result: Result;
  readonly after?: After;
}

const NOTHING: Decimal = { coefficient: 0n, scale: 0 };
const SIGNS: Readonly<Record<-1 | 0 | 1, Decimal>> = {
  [-1]: { coefficient: -1n, scale: 0 },
  0: NOTHING,
  1: { coefficient: 1n, scale: 0 },
};

/** Exact text of a decimal without trailing zeros, as the database and the API show it. */
export function plainDecimal(value: Decimal): string {
  return formatDecimal(normaliseDecimal(value));
}

/** What may still be held of a line. */
export function availableOf(line: Line): Decimal {
  const taken = addDecimals(line.held, line.consumed);
  return addDecimals(line.limit, multiplyDecimals(taken, SIGNS[-1]));
}

/**
 * Holds for a claimant, in place of what the same claimant held before. All allocations or none; every one that cannot be held is
 * named. `own` is what the claimant has of the book.
 */
export function hold(
  book: Book,
  own: readonly Share[],
  request: {
    readonly claimant: string;
    readonly allocations: readonly Allocation[];
    readonly at: string;
    readonly office?: string;
    readonly practice?: HoldPractice;
  },
  convert: ConvertQuantity,
): Moved<HoldResult> {
  const { claimant, at, office, practice = {} } = request;
  if (own.some(({ state }) => state === 'consumed'))
    return refuse(book, own, [{ refusal: 'claimant-consumed' }], practice);
  if (book.state === 'closed') return refuse(book, own, [{ refusal: 'account-closed' }], practice);
  const freed = moved(book.lines, own, 'release');
  const lines = new Map(freed.map((line) => [line.line, line]));
  const failures: HoldFailure[] = [];
  const shares: Share[] = [];
  for (const { item, line: number, code, quantity: declared, unit: declaredUnit } of request.allocations) {
    const line = lines.get(number);
    if (shares.some((share) => share.item === item && share.line === number)) {
      failures.push({ refusal: 'item-repeated', item, line: number });
      continue;
    }
    const wanted = { item, line: number, code, quantity: declared, unit: declaredUnit };
    const fitted = fit(wanted, line, convert, practice);
    if (line === undefined || 'refusal' in fitted) {
      failures.push('refusal' in fitted ? fitted : { refusal: 'line-unknown', item });
      continue;
    }
    const { quantity } = fitted;
    lines.set(number, { ...line, held: addDecimals(line.held, quantity) });
    const whose = office === undefined ? { claimant } : { claimant, office };
    shares.push({ ...whose, item, line: number, code, declared, declaredUnit, quantity, state: 'held', at });
  }
  if (failures.length > 0) return refuse(book, own, failures, practice);
  return { result: { outcome: 'held' }, after: { lines: changed(book.lines, [...lines.values()]), shares } };
}

function fit(
  wanted: Allocation,
  line: Line | undefined,
  convert: ConvertQuantity,
  { anyCode = false }: HoldPractice,
): HoldFailure | { readonly quantity: Decimal } {
  const { item } = wanted;
  if (line === undefined) return { refusal: 'line-unknown', item };
  const at = { item, line: line.line };
  if (!anyCode && !wanted.code.startsWith(line.code)) return { refusal: 'code-mismatch', ...at };
  const quantity = convert(wanted.quantity, wanted.unit, line.unit);
  if (quantity === undefined) return { refusal: 'unit-mismatch', ...at };
  if (quantity.coefficient <= 0n) return { refusal: 'quantity-not-positive', ...at };
  if (compareDecimals(quantity, availableOf(line)) > 0) return { refusal: 'quantity-insufficient', ...at };
  return { quantity };
}

const ORDER: readonly HoldRefusal[] = [
  'line-unknown',
  'item-repeated',
  'code-mismatch',
  'unit-mismatch',
  'quantity-not-positive',
  'quantity-insufficient',
];

function refuse(
  book: Book,
  own: readonly Share[],
  failures: readonly HoldFailure[],
  { dropped = [] }: HoldPractice,
): Moved<HoldResult> {
  const [first, ...rest] = failures.toSorted(
    (left, right) => ORDER.indexOf(left.refusal) - ORDER.indexOf(right.refusal),
  );
  if (first === undefined) throw new RangeError('a refusal names a failure');
  const before = own.length > 0 && dropped.includes(first.refusal) ? 'dropped' : 'kept';
  const result: HoldResult = { outcome: 'refused', failures: [first, ...rest], before };
  if (before === 'kept') return { result };
  return { result, after: { lines: moved(book.lines, own, 'release'), shares: [] } };
}

/** Turns what the claimant holds into what it has consumed. */
export function consume(book: Book, own: readonly Share[], at: string): Moved<ConsumeResult> {
  if (own.length === 0) return { result: 'no-hold' };
  if (own.some(({ state }) => state === 'consumed')) return { result: 'already-consumed' };
  return {
    result: book.state === 'open' ? 'executed' : 'executed-closed',
    after: {
      lines: moved(book.lines, own, 'consume'),
      shares: own.map((share) => ({ ...share, state: 'consumed', at })),
    },
  };
}

/** Gives back what the claimant holds. */
export function release(book: Book, own: readonly Share[]): Moved<ReleaseResult> {
  if (own.length === 0) return { result: 'no-hold' };
  if (own.some(({ state }) => state === 'consumed')) return { result: 'already-consumed' };
  return { result: 'executed', after: { lines: moved(book.lines, own, 'release'), shares: [] } };
}

/** Gives back what the claimant has consumed: the declaration was annulled after its release. */
export function reverse(book: Book, own: readonly Share[]): Moved<ReverseResult> {
  if (!own.some(({ state }) => state === 'consumed')) return { result: 'not-consumed' };
  return { result: 'executed', after: { lines: moved(book.lines, own, 'reverse'), shares: [] } };
}

/**
 * What the document grants, after it was amended. A line never grants less than is held and used of it: `short` names those where the
 * document now grants less, with what is missing.
 */
export function amend(
  book: Book,
  granted: readonly Pick<Line, 'line' | 'code' | 'unit' | 'limit'>[],
): Moved<{ readonly short: readonly { readonly line: number; readonly missing: Decimal }[] }> {
  const known = new Map(book.lines.map((line) => [line.line, line]));
  const wanted = new Map(granted.map((line) => [line.line, line.limit]));
  const short: { line: number; missing: Decimal }[] = [];
  const lines = book.lines.flatMap((line) => {
    const limit = wanted.get(line.line) ?? NOTHING;
    const taken = addDecimals(line.held, line.consumed);
    const missing = addDecimals(taken, multiplyDecimals(limit, SIGNS[-1]));
    const isShort = missing.coefficient > 0n;
    if (isShort) short.push({ line: line.line, missing });
    const fitting = isShort ? taken : limit;
    return compareDecimals(fitting, line.limit) === 0 ? [] : [{ ...line, limit: fitting }];
  });
  const added = granted
    .filter(({ line }) => !known.has(line))
    .map((line) => ({ ...line, held: NOTHING, consumed: NOTHING, claimants: 0 }));
  const after = { lines: [...lines, ...added], shares: [] };
  return { result: { short }, ...(after.lines.length === 0 ? {} : { after }) };
}

/**
 * What a claimant has used of a line, as two officials say it is. Nothing of the line where the quantity is zero; all else of the
 * claimant stays.
 */
export function correct(
  book: Book,
  own: readonly Share[],
  correction: Correction,
  at: string,
): Moved<CorrectResult> {
  const { item, line: number, quantity } = correction;
  const line = book.lines.find((each) => each.line === number);
  if (line === undefined) return { result: 'line-unknown' };
  if (own.some(({ state }) => state === 'held')) return { result: 'claimant-holds' };
  const concerned = own.filter((share) => share.item === item && share.line === number);
  const given = moved(book.lines, concerned, 'reverse');
  const before = given.find((each) => each.line === number) ?? line;
  if (compareDecimals(quantity, availableOf(before)) > 0) return { result: 'quantity-insufficient' };
  const share: Share = {
    claimant: correction.claimant,
    item,
    line: number,
    code: correction.code,
    declared: quantity,
    declaredUnit: line.unit,
    quantity,
    state: 'consumed',
    at,
  };
  const rest = own.filter((each) => !concerned.includes(each));
  const shares = quantity.coefficient === 0n ? rest : [...rest, share];
  const after = { ...before, consumed: addDecimals(before.consumed, quantity) };
  return { result: 'executed', after: { lines: [after], shares } };
}

/** The lines that shares of a claimant move, as they are after the movement. */
function moved(lines: readonly Line[], shares: readonly Share[], movement: Movement): readonly Line[] {
  const { held, consumed } = MOVEMENTS[movement];
  const sums = new Map<number, Decimal>();
  for (const { line, quantity } of shares) sums.set(line, addDecimals(sums.get(line) ?? NOTHING, quantity));
  return lines.map((line) => {
    const sum = sums.get(line.line);
    if (sum === undefined) return line;
    return {
      ...line,
      held: addDecimals(line.held, multiplyDecimals(sum, SIGNS[held])),
      consumed: addDecimals(line.consumed, multiplyDecimals(sum, SIGNS[consumed])),
    };
  });
}

function changed(before: readonly Line[], after: readonly Line[]): readonly Line[] {
  return after.filter((line, index) => line !== before[index]);
}
