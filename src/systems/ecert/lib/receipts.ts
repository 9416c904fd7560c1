import type { Finding } from '../../../base/index.ts';
import { recordKey } from '../../../ledger/index.ts';
import type { SealVerdict } from '../examination.ts';
import type { Receipt } from '../receipt.ts';
import type { CertificateState } from '../states.ts';

/** A row of the statements that read receipts. */
export interface ReceiptRow {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly version: number;
  readonly state: CertificateState;
  readonly action: string;
  readonly digest: string;
  readonly received: Date;
  readonly findings: readonly Finding[];
  readonly seal: SealVerdict;
  readonly leaf: string;
}

export function receiptOf(row: ReceiptRow): Receipt {
  return { ...row, key: recordKey('certificate', row), received: row.received.toISOString() };
}
