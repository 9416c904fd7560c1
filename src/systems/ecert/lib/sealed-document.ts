import type { Fault } from '../../../base/index.ts';
import { fromUtf8, utf8 } from '../../../base/index.ts';
import type { SealingKey } from '../../../crypto/index.ts';
import { seal } from '../../../crypto/index.ts';
import type { Session } from '../../../database/index.ts';
import { pack } from '../../../packing/index.ts';
import type { SpsCertificate } from '../../../standards/index.ts';
import type { AuthorityProfile, TrustSource } from '../authority.ts';
import type { CertificateBody } from '../certificate-body.ts';
import { EcertError } from '../error.ts';
import { examine, writtenDocument, type Examination } from '../examination.ts';
import { expiryOf } from './checks.ts';
import { STORE_DOCUMENTS } from './document-statements.ts';

/** Who seals, and as what. */
export interface Sealer {
  readonly trust: TrustSource;
  readonly sealKeyOf: (authority: string, office: string | undefined) => SealingKey | undefined;
}

/** The certificate that is to be sealed. */
export interface Sealing {
  readonly id: string;
  readonly authority: string;
  readonly office?: string;
  /** Complete, with number, status and date. */
  readonly document: SpsCertificate;
  /** RFC 3339, whole seconds. */
  readonly issued: string;
  readonly now: Date;
}

/** A sealed document, examined as if it had come in from outside, and what the ledger keeps of it. */
export interface Sealed {
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly findings: Examination['findings'];
  readonly seal: Examination['seal'];
  readonly body: CertificateBody;
}

/** Throws `certificate-seal-key-missing`, and `certificate-draft-invalid` with everything that keeps it from being issued. */
export async function sealedDocument({ trust, sealKeyOf }: Sealer, sealing: Sealing): Promise<Sealed> {
  const { id, authority, office, document, issued, now } = sealing;
  const key = sealKeyOf(authority, office);
  if (key === undefined) throw new EcertError('certificate-seal-key-missing', { authority });
  const written = writtenDocument(document);
  if ('faults' in written) throw invalid(written.faults);
  const bytes = utf8(await seal(fromUtf8(written.bytes) ?? '', key, { time: issued, id }));
  const examination = examine(bytes, 'application/xml', { anchors: trust.anchors(), now });
  const faults = [
    ...examination.faults,
    ...examination.findings.filter(({ level }) => level === 'SEVERE'),
  ].map(({ code, path, values }): Fault => ({ code, path, values }));
  if (examination.statement === undefined || faults.length > 0) throw invalid(faults);
  const { body } = examination.statement;
  const expires = expiryOf(authorityOf(trust, authority), body.issued);
  return {
    bytes,
    digest: examination.digest,
    findings: examination.findings,
    seal: examination.seal,
    body: expires === undefined ? body : { ...body, expires },
  };
}

/** Keeps the bytes of a sealed document beside its record. */
export async function storeSealed(
  session: Session,
  sealed: Sealed,
  of: { readonly country: string; readonly id: string; readonly version: number; readonly received: Date },
): Promise<void> {
  const packed = pack(sealed.bytes, 'brotli');
  const document = {
    country: of.country,
    certificate: of.id,
    version: of.version,
    digest: `\\x${sealed.digest}`,
    media_type: 'application/xml',
    packing: packed.packing,
    size: packed.size,
    place: 1,
    length: packed.bytes.length,
    findings: sealed.findings,
    seal: sealed.seal,
    received: of.received.toISOString(),
  };
  await session.query(STORE_DOCUMENTS, [JSON.stringify([document]), packed.bytes]);
}

function invalid(faults: readonly Fault[]): EcertError {
  return new EcertError('certificate-draft-invalid', { count: faults.length }, { faults });
}

function authorityOf(trust: TrustSource, key: string): AuthorityProfile {
  const authority = trust.authorities().find((candidate) => candidate.key === key);
  if (authority === undefined) throw new EcertError('certificate-seal-key-missing', { authority: key });
  return authority;
}
