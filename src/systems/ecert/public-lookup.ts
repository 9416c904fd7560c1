import type { Database } from '../../database/index.ts';
import type { EntryRow } from '../../ledger/index.ts';
import { entryOf, plainNumber } from '../../ledger/index.ts';
import type { CertificateDocument, CertificateEntry } from './certificates.ts';
import { getDocument } from './certificates.ts';
import { codeDigestOf, readSecurityCode } from './security-code.ts';

const PUBLIC = {
  name: 'certificate-public',
  text: `select id, country, authority, number, version, state, office, body, created, updated
         from certificate_public($1, $2)`,
} as const;

/** What somebody with the paper in hand may see. */
export interface PublicCertificate {
  readonly entry: CertificateEntry;
  readonly document: CertificateDocument | undefined;
}

/**
 * The certificate of a number and the security code on its paper; signs, case and spacing of both do not matter.
 * Undefined for an unknown number as for a wrong code, after the same work: the row is found by the digest of the code
 * alone, and only then is the number compared. Whoever calls limits the rate.
 */
export async function publicCertificate(
  database: Database,
  number: string,
  code: string,
): Promise<PublicCertificate | undefined> {
  // A code that cannot be one is looked up like any other, so that its form tells nothing by the time it takes.
  const digest = codeDigestOf(readSecurityCode(code) ?? '');
  const plain = plainNumber(number.slice(0, 400));
  const [row] = await database.read<EntryRow>({ kind: 'public' }, PUBLIC, [plain, digest]);
  if (row === undefined) return undefined;
  // Number and code together are the right to see this one certificate.
  return { entry: entryOf(row), document: await getDocument(database, { kind: 'system' }, row.id) };
}
