import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, compareDecimals, parseDecimal, type Decimal } from '../../base/index.ts';
import { convert } from '../../standards/index.ts';
import { consume, hold, release, reverse, type After, type Moved } from './balance.ts';
import { availableOf, plainDecimal, type Book, type ConvertQuantity, type Share } from './index.ts';

const decimal = (text: string | number): Decimal => {
  const value = parseDecimal(Number(text).toFixed(9));
  if (value === undefined) throw new Error(`${String(text)} is no decimal`);
  return value;
};
const exactly: ConvertQuantity = (value, from, to) => {
  const made = convert({ value, unit: from }, to);
  return made.converted ? made.quantity.value : undefined;
};
const AT = '2026-09-29T14:12:02.966Z';

/** A book in memory, as the database keeps it. */
class Kept {
  book: Book;
  shares: readonly Share[] = [];
  constructor(
    lines: readonly { line: number; code: string; qty: number; unit: string }[],
    state: Book['state'],
  ) {
    this.book = {
      id: '01936b3a-0000-7000-8000-000000000001',
      country: 'XI',
      kind: 'certificate',
      subject: 'c',
      state,
      version: 1,
      lines: lines.map(({ line, code, qty, unit }) => ({
        line,
        code,
        unit,
        limit: decimal(qty),
        held: decimal(0),
        consumed: decimal(0),
        claimants: 0,
      })),
    };
  }
  own(claimant: string): readonly Share[] {
    return this.shares.filter((share) => share.claimant === claimant);
  }
  keep(claimant: string, after: After | undefined): void {
    if (after === undefined) return;
    const lines = this.book.lines.map((line) => after.lines.find((one) => one.line === line.line) ?? line);
    this.book = { ...this.book, lines };
    this.shares = [...this.shares.filter((share) => share.claimant !== claimant), ...after.shares];
  }
  hold(claimant: string, allocations: Parameters<typeof hold>[2]['allocations']) {
    const { result, after } = hold(
      this.book,
      this.own(claimant),
      { claimant, allocations, at: AT, practice: { dropped: ['quantity-insufficient'] } },
      exactly,
    );
    this.keep(claimant, after);
    return result;
  }
  move<Result>(
    action: (book: Book, own: readonly Share[], at: string) => Moved<Result>,
    claimant: string,
  ): Result {
    const { result, after } = action(this.book, this.own(claimant), AT);
    this.keep(claimant, after);
    return result;
  }
}

interface Vectors {
  readonly certificates: Readonly<
    Record<
      string,
      {
        readonly status: string;
        readonly lines: readonly { line: number; code: string; qty: number; unit: string }[];
        readonly preConsumed?: readonly {
          mrn: string;
          line: number;
          code: string;
          qty: number;
          unit: string;
        }[];
      }
    >
  >;
  readonly steps: readonly {
    readonly step: number;
    readonly op: 'read' | 'reserve' | 'release' | 'delete';
    readonly cert: string;
    readonly mrn?: string;
    readonly line?: number;
    readonly code?: string;
    readonly qty?: number;
    readonly unit?: string;
    readonly expect: Readonly<Record<string, unknown>> & {
      readonly available?: number;
      readonly reserved?: readonly (readonly [string, number])[];
      readonly consumed?: readonly (readonly [string, number])[];
      readonly holdKept?: boolean;
    };
  }[];
}

/** How that service codes our refusals and results. */
const CODES: Readonly<Record<string, string>> = {
  'code-mismatch': '03',
  'account-closed': '04',
  'quantity-insufficient': '05',
  'claimant-consumed': '06',
  'line-unknown': '07',
  'unit-mismatch': '10',
  executed: '01',
};

const captured = '../shared/data/traces-nt/captures/ledger-vectors.json';

describe.skipIf(!existsSync(captured))('the customs quantity service of another authority', () => {
  // Skipped suites are collected too.
  const vectors: Vectors = existsSync(captured)
    ? (JSON.parse(readFileSync(captured, 'utf8')) as Vectors)
    : { certificates: {}, steps: [] };
  const books = new Map<string, Kept>();
  for (const [name, { status, lines, preConsumed = [] }] of Object.entries(vectors.certificates)) {
    const kept = new Kept(lines, 'open');
    for (const { mrn, line, code, qty, unit } of preConsumed) {
      kept.hold(mrn, [{ item: 1, line, code, quantity: decimal(qty), unit }]);
      kept.move(consume, mrn);
    }
    kept.book = { ...kept.book, state: status === '70' ? 'open' : 'closed' };
    books.set(name, kept);
  }

  it.each(vectors.steps)('answers as ours: step $step, $op', (step) => {
    const kept = books.get(step.cert);
    expect(kept === undefined).toBe(step.expect['empty'] === true);
    if (kept === undefined) return;
    const before = kept.own(step.mrn ?? '');
    answer(kept, step);
    const line = kept.book.lines[(step.line ?? 1) - 1];
    const { available, reserved, consumed, holdKept } = step.expect;
    if (available !== undefined && line !== undefined) {
      expect(plainDecimal(availableOf(line))).toBe(String(available));
    }
    const of = (state: Share['state']) =>
      kept.shares
        .filter((share) => share.state === state)
        .map(({ claimant, declared }) => [claimant, plainDecimal(declared)]);
    if (reserved !== undefined) expect(of('held')).toEqual(reserved.map(([mrn, qty]) => [mrn, String(qty)]));
    if (consumed !== undefined)
      expect(of('consumed')).toEqual(consumed.map(([mrn, qty]) => [mrn, String(qty)]));
    if (holdKept === true) expect(kept.own(step.mrn ?? '')).toEqual(before);
  });

  function answer(
    kept: Kept,
    { op, mrn = '', line = 1, code = '', qty = 0, unit = '', expect: wanted }: Vectors['steps'][number],
  ): void {
    if (op === 'release' || op === 'delete') {
      const result = kept.move(op === 'release' ? consume : release, mrn);
      const absent = { 'no-hold': '02', 'already-consumed': '03' }[String(result)];
      expect(CODES[result] ?? absent).toBe(wanted['outcome']);
    }
    if (op !== 'reserve') return;
    const result = kept.hold(mrn, [{ item: 1, line, code, quantity: decimal(qty), unit }]);
    expect(result.outcome === 'held' ? 1 : 0).toBe(wanted['result']);
    if (result.outcome === 'held') return;
    const [failure] = result.failures;
    expect(CODES[failure.refusal]).toBe(wanted['reason']);
    if (wanted['failedItem'] === undefined) return;
    const named = failure.item === undefined ? null : { goods: failure.item, line: failure.line ?? null };
    expect(named).toEqual(wanted['failedItem']);
  }
});

describe('an account', () => {
  const claimants = ['a', 'b', 'c'];
  const move = fc.record({
    claimant: fc.constantFrom(...claimants),
    action: fc.constantFrom('hold', 'consume', 'release', 'reverse', 'close', 'open'),
    allocations: fc.array(
      fc.record({
        item: fc.integer({ min: 1, max: 3 }),
        line: fc.integer({ min: 1, max: 3 }),
        code: fc.constantFrom('0202', '020230', '04'),
        quantity: fc.integer({ min: -1, max: 70 }).map((n) => decimal(n / 10)),
        unit: fc.constantFrom('KGM', 'GRM', 'TNE', 'H87'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });

  it('never holds or consumes more than was certified, and its sums are those of its shares, whoever does what', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        const kept = new Kept(
          [
            { line: 1, code: '0202', qty: 10, unit: 'KGM' },
            { line: 2, code: '04', qty: 4, unit: 'H87' },
          ],
          'open',
        );
        for (const { claimant, action, allocations } of moves) {
          if (action === 'hold') kept.hold(claimant, allocations);
          else if (action === 'consume') kept.move(consume, claimant);
          else if (action === 'release') kept.move(release, claimant);
          else if (action === 'reverse') kept.move(reverse, claimant);
          else kept.book = { ...kept.book, state: action === 'close' ? 'closed' : 'open' };
          for (const line of kept.book.lines) {
            expect(compareDecimals(availableOf(line), decimal(0))).toBeGreaterThanOrEqual(0);
            for (const state of ['held', 'consumed'] as const) {
              const sum = kept.shares
                .filter((share) => share.state === state && share.line === line.line)
                .reduce((total, { quantity }) => addDecimals(total, quantity), decimal(0));
              expect(compareDecimals(line[state], sum)).toBe(0);
            }
          }
        }
      }),
    );
  });

  it('gives all that was asked for or nothing, and names every line that cannot be had', () => {
    const kept = new Kept([{ line: 1, code: '0202', qty: 10, unit: 'KGM' }], 'open');
    const wanted = { item: 1, line: 1, code: '020230', quantity: decimal(6), unit: 'KGM' };
    expect(
      kept.hold('a', [
        wanted,
        { ...wanted, item: 2 },
        { ...wanted, item: 3, unit: 'H87' },
        { ...wanted, item: 4, line: 2 },
      ]),
    ).toEqual({
      outcome: 'refused',
      before: 'kept',
      failures: [
        { refusal: 'line-unknown', item: 4 },
        { refusal: 'unit-mismatch', item: 3, line: 1 },
        { refusal: 'quantity-insufficient', item: 2, line: 1 },
      ],
    });
    expect(kept.shares).toEqual([]);
  });

  it('takes no item of a line twice', () => {
    const kept = new Kept([{ line: 1, code: '', qty: 10, unit: 'KGM' }], 'open');
    const wanted = { item: 1, line: 1, code: '0202', quantity: decimal(1), unit: 'KGM' };
    expect(kept.hold('a', [wanted, wanted])).toMatchObject({
      failures: [{ refusal: 'item-repeated', item: 1, line: 1 }],
    });
  });

  it('lets what is held be consumed after the document lost its force, and says so', () => {
    const kept = new Kept([{ line: 1, code: '', qty: 10, unit: 'KGM' }], 'open');
    kept.hold('a', [{ item: 1, line: 1, code: '0202', quantity: decimal(6), unit: 'KGM' }]);
    kept.book = { ...kept.book, state: 'closed' };
    expect(kept.move(consume, 'a')).toBe('executed-closed');
  });
});
