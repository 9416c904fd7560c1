import { canonicalJson, compareDecimals, parseDecimal, utf8, uuidV7 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Transaction } from '../../database/index.ts';
import { LedgerError, type LEDGER_REFUSALS } from '../error.ts';
import { createRecords, takeAction, type Performance } from '../writing.ts';
import { plainDecimal } from './balance.ts';
import { LockedBooks } from './books.ts';
import { correctionRecord, type CorrectionBody, type CorrectionEntry } from './correction-record.ts';
import type { BookName } from './lib/storage.ts';

/** What an official wants corrected, and why. */
export interface ProposedCorrection {
  readonly claimant: string;
  readonly item: number;
  readonly line: number;
  readonly code: string;
  /** What the claimant has really used, a decimal in the unit of the line; 0 for nothing. */
  readonly quantity: string;
  readonly reason: string;
}

/**
 * Proposes that an account be corrected by hand; nothing moves.
 * @throws {LedgerError} `action-forbidden`, `account-not-found`, `correction-not-possible`.
 */
export async function proposeCorrection(
  transaction: Transaction,
  name: BookName,
  proposal: ProposedCorrection,
  by: Performance,
): Promise<CorrectionEntry> {
  const { caller, now } = by;
  const { scope } = caller;
  if (!caller.may('balance.correct') || scope.kind !== 'authority' || scope.country !== name.country)
    throw new LedgerError('action-forbidden', { action: 'correct' });
  const books = await LockedBooks.lock(transaction, [name], [proposal.claimant], by);
  const line = books.book(name)?.lines.find((each) => each.line === proposal.line);
  if (books.book(name) === undefined) throw new LedgerError('account-not-found', { subject: name.subject });
  const quantity = parseDecimal(proposal.quantity);
  if (line === undefined) throw impossible('correction-line-unknown', '/line');
  if (quantity === undefined || quantity.coefficient < 0n)
    throw impossible('correction-quantity-unfit', '/quantity');
  const own = books.sharesOf(name, proposal.claimant);
  const before = own.find((share) => share.item === proposal.item && share.line === proposal.line);
  if (compareDecimals(before?.quantity ?? NOTHING, quantity) === 0)
    throw impossible('correction-changes-nothing', '/quantity');
  const { country, kind, subject } = name;
  const body: CorrectionBody = {
    ...proposal,
    account: { country, kind, subject },
    quantity: plainDecimal(quantity),
    unit: line.unit,
    before: before === undefined ? '0' : plainDecimal(before.quantity),
    proposed: now.toISOString(),
    proposedBy: caller.actor,
    ...(caller.behalf === undefined ? {} : { proposedBehalf: caller.behalf }),
  };
  const id = uuidV7(now.getTime(), by.random);
  const written = await createRecords(
    transaction,
    correctionRecord,
    [
      {
        id,
        country,
        authority: scope.authority,
        // Of the office that proposes, so that another official of it may decide.
        ...(scope.office === undefined ? {} : { office: scope.office }),
        number: id,
        state: 'proposed',
        body,
        action: 'proposed',
        digest: sha256Hex(utf8(canonicalJson(body))),
      },
    ],
    by,
  );
  const entry = written.get(id)?.entry;
  if (entry === undefined) throw new RangeError('a correction has a number of its own');
  return entry;
}

/**
 * Decides on a correction. Approved, it takes place in the same transaction, or not at all.
 * @throws {LedgerError} as `takeAction` does; `correction-not-possible` where the account does not allow it any more.
 */
export async function actOnCorrection(
  transaction: Transaction,
  request: {
    readonly id: string;
    readonly action: string;
    readonly input: unknown;
    readonly version?: number;
  },
  by: Performance,
): Promise<CorrectionEntry> {
  const { entry } = await takeAction(transaction, correctionRecord, request, by);
  if (request.action !== 'approve') return entry;
  const { account, claimant, item, line, code, reason } = entry.body;
  const quantity = parseDecimal(entry.body.quantity);
  if (quantity === undefined) throw new RangeError('a correction is a decimal');
  const books = await LockedBooks.lock(transaction, [account], [claimant], by);
  const result = books.correct(account, { claimant, item, line, code, quantity }, reason);
  if (result !== 'executed') throw impossible(`correction-${result ?? 'line-unknown'}`, '');
  await books.store();
  return entry;
}

const NOTHING = { coefficient: 0n, scale: 0 };

function impossible(code: (typeof LEDGER_REFUSALS)[number], path: string): LedgerError {
  return new LedgerError('correction-not-possible', {}, { faults: [{ code, path, values: {} }] });
}
