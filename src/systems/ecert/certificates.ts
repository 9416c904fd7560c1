import { isUuid } from '../../base/index.ts';
import type { TrustAnchor } from '../../../verify/core/index.ts';
import type { Database, Scope, Statement } from '../../database/index.ts';
import type { Entry, Page, Search } from '../../ledger/index.ts';
import { exportRecords, getRecord, searchRecords } from '../../ledger/index.ts';
import type { CertificateReading } from '../../standards/index.ts';
import type { Finding } from '../../base/index.ts';
import type { CertificateBody } from './certificate-body.ts';
import type { CertificateFilter } from './certificate-record.ts';
import { certificateRecord } from './certificate-record.ts';
import { verifyEnclosed } from './enclosure.ts';
import type { SealVerdict } from './examination.ts';
import { readContent } from './examination.ts';
import { DOCUMENT_OF, RECEIPT_OF, RECEIPTS } from './lib/document-statements.ts';
import { unpack } from '../../packing/index.ts';
import type { ReceiptRow } from './lib/receipts.ts';
import { receiptOf } from './lib/receipts.ts';
import type { EntryRow } from '../../ledger/index.ts';
import { ENTRY_COLUMNS, entryOf } from '../../ledger/index.ts';
import type { Packing } from '../../packing/index.ts';
import type { Receipt } from './receipt.ts';
import type { CertificateState } from './states.ts';

/** A certificate as the ledger holds it. */
export type CertificateEntry = Entry<CertificateBody, CertificateState>;

/** The bytes of a certificate with what was found when they came in. */
export interface CertificateDocument {
  /** Version of the record that these bytes made. */
  readonly version: number;
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly findings: readonly Finding[];
  readonly seal: SealVerdict;
  readonly received: string;
}

interface DocumentRow {
  readonly version: number;
  readonly digest: string;
  readonly media_type: string;
  readonly packing: Packing;
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly findings: readonly Finding[];
  readonly seal: SealVerdict;
  readonly received: Date;
}

/** At most so many records bear one number: authorities of several countries may use the same. */
const MOST_OF_A_NUMBER = 20;

const NEWEST = `order by issued desc, id desc limit ${String(MOST_OF_A_NUMBER)}`;

const BY_NUMBER: Statement = {
  name: 'certificate-by-number',
  text: `select ${ENTRY_COLUMNS} from certificate where number = $1 ${NEWEST}`,
};

const BY_COUNTRY_AND_NUMBER: Statement = {
  name: 'certificate-by-country-and-number',
  text: `select ${ENTRY_COLUMNS} from certificate where number = $1 and country = $2 ${NEWEST}`,
};

/** The certificate of an id, if the scope may see it. */
export function getCertificate(
  database: Database,
  scope: Scope,
  id: string,
): Promise<CertificateEntry | undefined> {
  return getRecord(database, scope, certificateRecord, id);
}

/** Certificates that bear exactly this number, of one country or of all, newest first. */
export async function certificatesByNumber(
  database: Database,
  scope: Scope,
  number: string,
  country?: string,
): Promise<readonly CertificateEntry[]> {
  const rows =
    country === undefined
      ? await database.read<EntryRow>(scope, BY_NUMBER, [number])
      : await database.read<EntryRow>(scope, BY_COUNTRY_AND_NUMBER, [number, country]);
  return rows.map((row) => entryOf(row));
}

/** One page of what the scope may see. */
export function searchCertificates(
  database: Database,
  scope: Scope,
  search: Search<CertificateFilter>,
): Promise<Page<CertificateBody, CertificateState>> {
  return searchRecords(database, scope, certificateRecord, search);
}

/** All that a search finds, streamed. */
export function exportCertificates(
  database: Database,
  scope: Scope,
  filters: Search<CertificateFilter>['filters'],
): AsyncGenerator<CertificateEntry> {
  return exportRecords(database, scope, certificateRecord, filters);
}

/** The document of a certificate: of a version of the record, or the newest. Absent for a draft. */
export async function getDocument(
  database: Pick<Database, 'read'>,
  scope: Scope,
  id: string,
  version?: number,
): Promise<CertificateDocument | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await database.read<DocumentRow>(scope, DOCUMENT_OF, [id, version]);
  if (row === undefined) return undefined;
  const { media_type: mediaType, received, packing, size, ...rest } = row;
  const bytes = unpack({ packing, size, bytes: row.bytes });
  return { ...rest, mediaType, bytes, received: received.toISOString() };
}

/** The receipt that was given when the certificate came in, the same every time. */
export async function getReceipt(database: Database, scope: Scope, id: string): Promise<Receipt | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await database.read<ReceiptRow>(scope, RECEIPT_OF, [id]);
  return row === undefined ? undefined : receiptOf(row);
}

/** The receipt for bytes that the ledger holds, by their SHA-256. */
export async function receiptOfDigest(
  database: Database,
  scope: Scope,
  digest: Uint8Array,
): Promise<Receipt | undefined> {
  const [row] = await database.read<ReceiptRow>(scope, RECEIPTS, [[digest]]);
  return row === undefined ? undefined : receiptOf(row);
}

/**
 * Reads a kept document anew: the document as data, from what its seal covers. The verdict on the seal was given when the
 * document came in; here digests and signature alone decide what is read. Undefined when they do not hold.
 * `anchors` are wanted for seals that leave out their certificate.
 */
export function readDocument(
  { bytes, received }: Pick<CertificateDocument, 'bytes' | 'received'>,
  anchors: readonly TrustAnchor[] = [],
): CertificateReading | undefined {
  const { content } = verifyEnclosed(bytes, anchors, received).report;
  return content === undefined ? undefined : readContent(content);
}
