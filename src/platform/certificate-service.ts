import type { Scope } from '../database/index.ts';
import type { CertificateService, StoredDocument } from '../http/index.ts';
import { readHistory, type LedgerCaller } from '../ledger/index.ts';
import {
  certificateRecord,
  certificatesByNumber,
  EcertError,
  examine,
  exportCertificates,
  getCertificate,
  getDocument,
  getReceipt,
  publicCertificate,
  searchCertificates,
  verifyEnclosed,
  type CertificateDocument,
  type CertificateEntry,
} from '../systems/ecert/index.ts';
import { bundleOf } from './bundle-service.ts';
import { fileNameOf } from './file-name.ts';
import type { House } from './house.ts';

/** The certificates of a house as the API serves them: everything asks under the caller's own scope. */
export function certificateService(house: House): CertificateService {
  const { database, issuing, trust, clock } = house;
  return {
    search: ({ scope }, search) => searchCertificates(database, scope, search),
    export: ({ scope }, filters) => exportCertificates(database, scope, filters),
    byNumber: async ({ scope }, country, number) =>
      (await certificatesByNumber(database, scope, number, country)).slice(0, 10),
    get: (caller, id) => certificateOf(house, caller, id),
    async document(caller, id) {
      const { entry, document } = await documentOf(house, caller, id);
      return stored(entry, document, document.bytes);
    },
    async sealed(caller, id) {
      const { entry, document } = await documentOf(house, caller, id);
      if (document.seal.indication === 'NO-SEAL') notFound(id);
      const { bytes } = verifyEnclosed(document.bytes, trust.anchors(), document.received);
      return stored(entry, document, bytes);
    },
    async bundle(caller, id) {
      const { entry, document } = await documentOf(house, caller, id);
      return bundleOf(house, caller.scope, { entry, document });
    },
    async history(caller, id) {
      await certificateOf(house, caller, id);
      return readHistory({ database, scope: caller.scope }, certificateRecord, id);
    },
    async receipt(caller, id) {
      return (await getReceipt(database, caller.scope, id)) ?? notFound(id);
    },
    async act(caller, request) {
      return (await issuing.act(request, caller)).entry;
    },
    async examine(bytes, mediaType) {
      const { digest, seal, findings, faults } = examine(bytes, mediaType, {
        anchors: trust.anchors(),
        now: clock(),
      });
      return { digest, seal, findings, faults };
    },
    async reading(caller, id) {
      const entry = await certificateOf(house, caller, id);
      return { entry, document: await getDocument(database, caller.scope, id) };
    },
    securityCode: (caller, certificate) => issuing.securityCode(certificate, caller),
    publicFace: (number, securityCode) => publicCertificate(database, number, securityCode),
  };
}

async function certificateOf(house: House, { scope }: LedgerCaller, id: string): Promise<CertificateEntry> {
  return (await getCertificate(house.database, scope, id)) ?? notFound(id);
}

/** A certificate with its newest document, both under one scope. */
export async function documentOf(
  house: House,
  caller: { readonly scope: Scope } & LedgerCaller,
  id: string,
): Promise<{ readonly entry: CertificateEntry; readonly document: CertificateDocument }> {
  const entry = await certificateOf(house, caller, id);
  const document = await getDocument(house.database, caller.scope, id);
  if (document === undefined) notFound(id);
  return { entry, document };
}

function stored(
  { number }: CertificateEntry,
  { mediaType, digest }: CertificateDocument,
  bytes: Uint8Array,
): StoredDocument {
  return { bytes, mediaType, fileName: `${fileNameOf(number)}.xml`, tag: digest };
}

function notFound(id: string): never {
  throw new EcertError('certificate-not-found', { id });
}
