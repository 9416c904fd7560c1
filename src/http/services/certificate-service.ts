import type { TrustRegister } from '../../access/index.ts';
import type { LogPolicy } from '../../../verify/core/index.ts';
import type { Database } from '../../database/index.ts';
import { readHistory } from '../../ledger/index.ts';
import { writeOlderDialect } from '../../standards/index.ts';
import {
  certificateRecord,
  EcertError,
  exportCertificates,
  getCertificate,
  getDocument,
  getReceipt,
  NumberLookup,
  publicCertificate,
  readDocument,
  searchCertificates,
  Translations,
  verifyEnclosed,
  type CertificateDocument,
  type CertificateEntry,
  type Intake,
  type Issuing,
} from '../../systems/ecert/index.ts';
import type { Caller } from './access.ts';
import type { CertificateService, StoredDocument } from './certificates.ts';

/** What the service is made of. */
export interface CertificateParts {
  readonly database: Database;
  readonly issuing: Issuing;
  readonly trust: Pick<TrustRegister, 'anchors'>;
  /** Judges what is not to be entered, on threads of its own. */
  readonly intake: Pick<Intake, 'examine'>;
  /** By which evidence bundles are judged. */
  readonly logPolicy?: LogPolicy;
  /** Makes the evidence bundle of a certificate and its newest document. */
  readonly bundle: (caller: Caller, found: Found) => Promise<StoredDocument>;
}

interface Found {
  readonly entry: CertificateEntry;
  readonly document: CertificateDocument;
}

/** The certificates of a house as the API serves them: everything asks under the caller's own scope. */
export function certificateServiceOf(parts: CertificateParts): CertificateService {
  const { database, issuing, trust, intake, logPolicy: policy } = parts;
  const lookup = new NumberLookup(database);
  const translations = new Translations();
  const get = async ({ scope }: Caller, id: string) =>
    (await getCertificate(database, scope, id)) ?? notFound(id);
  const find = async (caller: Caller, id: string): Promise<Found> => ({
    entry: await get(caller, id),
    document: (await getDocument(database, caller.scope, id)) ?? notFound(id),
  });
  return {
    search: ({ scope }, search) => searchCertificates(database, scope, search),
    export: ({ scope }, filters) => exportCertificates(database, scope, filters),
    byNumber: ({ scope }, country, number) => lookup.find(scope, country, number),
    get,
    async document(caller, id) {
      const found = await find(caller, id);
      return stored(found, found.document.bytes);
    },
    async sealed(caller, id) {
      const found = await find(caller, id);
      const { bytes, seal, received } = found.document;
      if (seal.indication === 'NO-SEAL') notFound(id);
      return stored(found, verifyEnclosed(bytes, trust.anchors(), received).bytes);
    },
    bundle: async (caller, id) => parts.bundle(caller, await find(caller, id)),
    translate: (request, now) =>
      translations.translate({ request, anchors: trust.anchors(), now: now.getTime() }),
    async older(caller, id) {
      const { document } = await find(caller, id);
      const reading = readDocument(document, trust.anchors()) ?? notFound(id);
      const { xml, losses } = writeOlderDialect([reading.document]);
      return { xml, losses: losses[0] ?? [] };
    },
    async history(caller, id) {
      await get(caller, id);
      return readHistory({ database, scope: caller.scope }, certificateRecord, id);
    },
    receipt: async ({ scope }, id) => (await getReceipt(database, scope, id)) ?? notFound(id),
    draft: async (caller, document) => (await issuing.draft(document, caller)).entry,
    revise: async (caller, { id, document, version }) =>
      (await issuing.revise(id, document, caller, version)).entry,
    act: async (caller, request) => (await issuing.act(request, caller)).entry,
    async examine(bytes, mediaType) {
      const request = { bytes, mediaType, ...(policy === undefined ? {} : { policy }) };
      const { digest, seal, findings, faults, bundle } = await intake.examine(request);
      return { digest, seal, findings, faults, ...(bundle === undefined ? {} : { bundle }) };
    },
    reading: async (caller, id) => ({
      entry: await get(caller, id),
      document: await getDocument(database, caller.scope, id),
    }),
    securityCode: (caller, certificate) => issuing.securityCode(certificate, caller),
    publicFace: (number, securityCode) => publicCertificate(database, number, securityCode),
  };
}

function stored({ entry, document }: Found, bytes: Uint8Array): StoredDocument {
  const { mediaType, digest } = document;
  return { bytes, mediaType, fileName: `${fileNameOf(entry.number)}.xml`, tag: digest };
}

/** A certificate's number as a file name: signs that systems refuse become hyphens. */
export function fileNameOf(number: string): string {
  return number.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 120);
}

function notFound(id: string): never {
  throw new EcertError('certificate-not-found', { id });
}
