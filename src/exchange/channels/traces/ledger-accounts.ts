import { parseDecimal, type Clock, type Decimal, type RandomBytes } from '../../../base/index.ts';
import type { Database, Transaction } from '../../../database/index.ts';
import type { LedgerCaller, Performance } from '../../../ledger/index.ts';
import {
  availableOf,
  consumeQuantities,
  holdQuantities,
  plainDecimal,
  readBook,
  releaseQuantities,
  type Book,
  type BookName,
  type ConsumeResult,
  type ConvertQuantity,
  type HoldFailure,
  type HoldPractice,
  type HoldRefusal,
  type ReleaseResult,
  type Share,
} from '../../../ledger/accounts/index.ts';
import { convert } from '../../../standards/index.ts';
import type {
  Outcome,
  QuantityAccounts,
  QuantityEntry,
  QuantityLedger,
  Refusal,
  ReservationResult,
} from './quantities.ts';

export interface LedgerQuantityOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** The account of a certificate, by what TRACES NT names it, for a partner; undefined where it does not concern it. */
  readonly bookOf: (partner: string, certificate: string) => Promise<BookName | undefined>;
  /** Who acts in the ledger for a partner. */
  readonly callerOf: (partner: string) => LedgerCaller;
}

const REFUSAL_OF: Readonly<Record<HoldRefusal, Refusal>> = {
  'account-closed': 'certificate-not-valid',
  'claimant-consumed': 'already-consumed',
  'line-unknown': 'line-unknown',
  'item-repeated': 'line-unknown',
  'code-mismatch': 'code-mismatch',
  'unit-mismatch': 'unit-mismatch',
  'quantity-not-positive': 'insufficient',
  'quantity-insufficient': 'insufficient',
};

/**
 * Only who asked for more than there is loses the hold it had, as the customs quantity service of TRACES NT was observed to answer
 * (34 exchanges, September 2026).
 */
const PRACTICE: HoldPractice = { dropped: ['quantity-insufficient'] };

const OUTCOME_OF: Readonly<Record<ConsumeResult | ReleaseResult, Outcome>> = {
  executed: 'executed',
  'executed-closed': 'executed-status-changed',
  'no-hold': 'no-record',
  'already-consumed': 'already-consumed',
};

/** Quantities of certificates in the ledger's accounts; each act one transaction with its history and evidence. */
export function ledgerQuantities(options: LedgerQuantityOptions): QuantityAccounts {
  const { database, bookOf } = options;
  const act = async <Result>(
    partner: string,
    certificate: string,
    work: (transaction: Transaction, name: BookName, by: Performance) => Promise<Result | undefined>,
  ): Promise<Result | undefined> => {
    const name = await bookOf(partner, certificate);
    if (name === undefined) return undefined;
    const caller = options.callerOf(partner);
    const by = { caller, now: options.clock(), random: options.random };
    return database.transaction(caller.scope, (transaction) => work(transaction, name, by));
  };
  return {
    read: (partner, certificate) =>
      act(partner, certificate, async (transaction, name) => {
        const found = await readBook(transaction, name);
        return found === undefined ? undefined : ledgerOf(found.book, found.shares);
      }),
    reserve: (partner, certificate, { mrn, office, items }) =>
      act(partner, certificate, async (transaction, name, by) => {
        const allocations = items.map(({ goodsItem, line, code, quantity, unit }) => ({
          item: goodsItem,
          line,
          code,
          quantity: decimalOf(quantity),
          unit,
        }));
        const request = { claimant: mrn, allocations, office, practice: PRACTICE };
        const result = await holdQuantities(transaction, name, request, converted, by);
        if (result === undefined) return undefined;
        return result.outcome === 'held' ? ({ outcome: 'reserved' } as const) : refusedBy(result.failures[0]);
      }),
    release: (partner, certificate, mrn) =>
      act(partner, certificate, async (transaction, name, by) => {
        const result = await consumeQuantities(transaction, name, mrn, by);
        return result === undefined ? undefined : OUTCOME_OF[result];
      }),
    remove: (partner, certificate, mrn) =>
      act(partner, certificate, async (transaction, name, by) => {
        const result = await releaseQuantities(transaction, name, mrn, by);
        return result === undefined ? undefined : OUTCOME_OF[result];
      }),
  };
}

/** Refusals of the whole name no item; an unknown line is not told back. */
function refusedBy({ refusal, item, line }: HoldFailure): ReservationResult {
  const code = REFUSAL_OF[refusal];
  if (item === undefined) return { outcome: 'refused', refusal: code };
  const known = code === 'line-unknown' || line === undefined ? {} : { line };
  return { outcome: 'refused', refusal: code, item: { goodsItem: item, ...known } };
}

function ledgerOf(book: Book, shares: readonly Share[]): QuantityLedger {
  return {
    available: book.lines.map((line) => ({
      line: line.line,
      code: line.code,
      quantity: plainDecimal(availableOf(line)),
      unit: line.unit,
    })),
    reserved: shares.filter(({ state }) => state === 'held').map(entryOf),
    consumed: shares.filter(({ state }) => state === 'consumed').map(entryOf),
  };
}

function entryOf(share: Share): QuantityEntry {
  return {
    mrn: share.claimant,
    goodsItem: share.item,
    line: share.line,
    code: share.code,
    quantity: plainDecimal(share.declared),
    unit: share.declaredUnit,
    at: share.at,
    office: share.office ?? '',
  };
}

function decimalOf(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new RangeError('a quantity is a decimal');
  return value;
}

/** By the units table of the standards switch: exactly, or not at all. */
const converted: ConvertQuantity = (value, from, to) => {
  const result = convert({ value, unit: from }, to);
  return result.converted ? result.quantity.value : undefined;
};
