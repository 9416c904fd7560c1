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
  HoldFailure,
  HoldRefusal,
  HoldResult,
  Line,
  ReleaseResult,
  ReverseResult,
  Share,
} from './book.ts';
import { HOLD_AFTER_REFUSAL } from './book.ts';

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
  },
  convert: ConvertQuantity,
): Moved<HoldResult> {
  if (own.some(({ state }) => state === 'consumed'))
    return refuse(book, own, [{ refusal: 'claimant-consumed' }]);
  if (book.state === 'closed') return refuse(book, own, [{ refusal: 'account-closed' }]);
  const { claimant, at, office } = request;
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
    const fitted = fit({ item, line: number, code, quantity: declared, unit: declaredUnit }, line, convert);
    if (line === undefined || 'refusal' in fitted) {
      failures.push('refusal' in fitted ? fitted : { refusal: 'line-unknown', item });
      continue;
    }
    const { quantity } = fitted;
    lines.set(number, { ...line, held: addDecimals(line.held, quantity) });
    const whose = office === undefined ? { claimant } : { claimant, office };
    shares.push({ ...whose, item, line: number, code, declared, declaredUnit, quantity, state: 'held', at });
  }
  if (failures.length > 0) return refuse(book, own, failures);
  return { result: { outcome: 'held' }, after: { lines: changed(book.lines, [...lines.values()]), shares } };
}

function fit(
  wanted: Allocation,
  line: Line | undefined,
  convert: ConvertQuantity,
): HoldFailure | { readonly quantity: Decimal } {
  const { item } = wanted;
  if (line === undefined) return { refusal: 'line-unknown', item };
  const at = { item, line: line.line };
  if (!wanted.code.startsWith(line.code)) return { refusal: 'code-mismatch', ...at };
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

function refuse(book: Book, own: readonly Share[], failures: readonly HoldFailure[]): Moved<HoldResult> {
  const [first, ...rest] = failures.toSorted(
    (left, right) => ORDER.indexOf(left.refusal) - ORDER.indexOf(right.refusal),
  );
  if (first === undefined) throw new RangeError('a refusal names a failure');
  const before = own.length === 0 ? 'kept' : HOLD_AFTER_REFUSAL[first.refusal];
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
