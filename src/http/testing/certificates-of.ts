import type { TrustRegister } from '../../access/index.ts';
import type { Clock } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import { readHistory } from '../../ledger/index.ts';
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
  type Issuing,
} from '../../systems/ecert/index.ts';
import type { Caller } from '../services/access.ts';
import type { CertificateService, StoredDocument } from '../services/certificates.ts';

interface Parts {
  readonly database: Database;
  readonly issuing: Issuing;
  readonly trust: TrustRegister;
  readonly clock: Clock;
}

/** The certificates of a house under test, each asked for under the caller's own scope. */
export function certificatesOf({ database, issuing, trust, clock }: Parts): CertificateService {
  const get = async ({ scope }: Caller, id: string) =>
    (await getCertificate(database, scope, id)) ?? missing(id);
  const document = async (caller: Caller, id: string): Promise<StoredDocument> => {
    const found = (await getDocument(database, caller.scope, id)) ?? missing(id);
    return { bytes: found.bytes, mediaType: found.mediaType, fileName: `${id}.xml`, tag: found.digest };
  };
  return {
    search: ({ scope }, search) => searchCertificates(database, scope, search),
    export: ({ scope }, filters) => exportCertificates(database, scope, filters),
    byNumber: ({ scope }, country, number) => certificatesByNumber(database, scope, number, country),
    get,
    document,
    sealed: document,
    bundle: document,
    async history(caller, id) {
      await get(caller, id);
      return readHistory({ database, scope: caller.scope }, certificateRecord, id);
    },
    receipt: async ({ scope }, id) => (await getReceipt(database, scope, id)) ?? missing(id),
    act: async (caller, request) => (await issuing.act(request, caller)).entry,
    examine: (bytes, mediaType) =>
      Promise.resolve(examine(bytes, mediaType, { anchors: trust.anchors(), now: clock() })),
    reading: async (caller, id) => ({
      entry: await get(caller, id),
      document: await getDocument(database, caller.scope, id),
    }),
    publicFace: (number, securityCode) => publicCertificate(database, number, securityCode),
    securityCode: (caller, certificate) => issuing.securityCode(certificate, caller),
  };
}

function missing(id: string): never {
  throw new EcertError('certificate-not-found', { id });
}
