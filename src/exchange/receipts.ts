import type { RandomBytes } from '../base/index.ts';
import { sha256Hex } from '../crypto/index.ts';
import type { Statement, Transaction } from '../database/index.ts';
import { appendActs } from '../evidence/index.ts';
import type { ReceiptStatement } from './channel.ts';
import { tableJson } from './lib/table-text.ts';

/** A receipt to be kept: a partner's about our message, or ours (`given`) about a partner's. */
export interface KeptReceipt {
  readonly partner: string;
  readonly authority: string;
  /** Id of the delivery, or of the arrival. */
  readonly message: string;
  readonly given: boolean;
  readonly statement: ReceiptStatement;
}

const KNOWN: Statement = {
  name: 'exchange-receipts-known',
  text: `select r.message, r.level, r.outcome, r.given from exchange_receipt r
         where r.message = any($1::uuid[])`,
};

const KEEP: Statement = {
  name: 'exchange-receipts-keep',
  text: `insert into exchange_receipt (partner, message, given, level, outcome, at, received, findings, bytes, leaf, opening)
         select partner, message, given, level, outcome, at, $2, findings, decode(bytes, 'base64'), leaf, opening
         from json_to_recordset($1::json) as r (partner text, message uuid, given boolean, level text, outcome text,
           at timestamptz, findings jsonb, bytes text, leaf uuid, opening jsonb)
         on conflict do nothing`,
};

/**
 * Keeps receipts, each with its evidence leaf; the first of a level and outcome counts, for ever. Returns those statements
 * that were new.
 */
export async function keepReceipts(
  transaction: Transaction,
  receipts: readonly KeptReceipt[],
  { now, random }: { readonly now: Date; readonly random: RandomBytes },
): Promise<ReadonlySet<ReceiptStatement>> {
  if (receipts.length === 0) return new Set();
  const rows = await transaction.query<{ message: string; level: string; outcome: string; given: boolean }>(
    KNOWN,
    [receipts.map(({ message }) => message)],
  );
  const known = new Set(rows.map(nameOf));
  const fresh = receipts.filter(({ message, given, statement: { level, outcome } }) => {
    const name = nameOf({ message, level, outcome, given });
    if (known.has(name)) return false;
    known.add(name);
    return true;
  });
  const leaves = await appendActs(
    transaction,
    fresh.map((receipt) => actOf(receipt, now)),
    random,
  );
  const kept = fresh.map(({ partner, message, given, statement }, index) => ({
    partner,
    message,
    given,
    level: statement.level,
    outcome: statement.outcome,
    at: statement.at,
    findings: statement.findings,
    bytes: base64Of(statement.bytes),
    leaf: leaves[index]?.id,
    opening: leaves[index]?.opening,
  }));
  if (kept.length > 0) await transaction.query(KEEP, [tableJson(kept), now]);
  return new Set(fresh.map(({ statement }) => statement));
}

function nameOf(of: {
  readonly message: string;
  readonly level: string;
  readonly outcome: string;
  readonly given: boolean;
}): string {
  return `${of.message} ${of.level} ${of.outcome} ${String(of.given)}`;
}

function base64Of({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('base64');
}

function actOf({ partner, authority, message, given, statement }: KeptReceipt, now: Date) {
  return {
    kind: `exchange-receipt.${statement.level}` as const,
    actor: given ? authority : partner,
    subject: `exchange/${authority}/${partner}/${message}`,
    at: now.toISOString(),
    digest: sha256Hex(statement.bytes),
    state: statement.outcome,
  };
}
