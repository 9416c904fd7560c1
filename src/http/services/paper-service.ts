import { authorityProfiles, type TrustRegister } from '../../access/index.ts';
import { STATUS_LIST_TYPE, type SealReport } from '../../../verify/core/index.ts';
import type { Clock, Language, RandomBytes } from '../../base/index.ts';
import { sha256Hex, type SealingKey } from '../../crypto/index.ts';
import type { Database } from '../../database/index.ts';
import { keeps } from '../../ledger/index.ts';
import type { ParameterTables } from '../../ledger/parameters/index.ts';
import { systemSession } from '../../evidence/index.ts';
import {
  certificatePdf,
  certificatePictures,
  createPress,
  OVERPRINTS,
  PaperError,
  paperName,
  type CertificatePaperRequest,
} from '../../paper/index.ts';
import { readCertificate } from '../../standards/index.ts';
import {
  createStatusLists,
  EcertError,
  getCertificate,
  getDocument,
  paperFormParameter,
  placeKeyOf,
  printCertificate,
  securityCodeOf,
  verifyEnclosed,
  type CertificateDocument,
  type CertificateEntry,
} from '../../systems/ecert/index.ts';
import type { Caller } from './access.ts';
import { fileNameOf } from './certificate-service.ts';
import type { PaperChoice, PaperService } from './papers.ts';
import { Remembered } from './remembered.ts';

/** What the service is made of. */
export interface PaperParts {
  readonly database: Database;
  readonly trust: Pick<TrustRegister, 'anchors'>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Secret of the installation, from which the places in status lists are derived. */
  readonly codeKey: Uint8Array;
  readonly sealKeyOf: (authority: string, office: string | undefined) => SealingKey | undefined;
  /** The key that signs an authority's status lists (default: the authority's own). */
  readonly listKeyOf?: (authority: string) => SealingKey | undefined;
  /** How papers look; as the release has it where absent. */
  readonly parameters?: Pick<ParameterTables, 'find'>;
  /** Where this installation is found, `https://ledger.example`: stands in every QR seal. */
  readonly origin: () => string;
  /** Threads that set papers. */
  readonly threads: number;
  readonly onCommitted?: () => void;
  readonly onFault?: (error: unknown) => void;
}

type Names = ReadonlyMap<string, Readonly<Partial<Record<Language, string>>>>;

/** Names of authorities change rarely; they are read again after this many milliseconds. */
const NAMES_FRESH = 60_000;
const REMEMBERED_BYTES = 33_554_432;

/** The papers of a house. */
export function paperServiceOf(parts: PaperParts): PaperService {
  const { database, clock, codeKey, sealKeyOf, origin, threads, onFault } = parts;
  const press = createPress({ threads, ...(onFault === undefined ? {} : { onFault }) });
  const lists = createStatusLists({
    database,
    clock,
    placeKey: placeKeyOf(codeKey),
    listKeyOf: parts.listKeyOf ?? ((authority) => sealKeyOf(authority, undefined)),
    origin,
  });
  const pdfs = new Remembered<Uint8Array>(REMEMBERED_BYTES, (bytes) => bytes.length);
  const pictures = new Remembered<readonly Uint8Array[]>(REMEMBERED_BYTES, (pages) =>
    pages.reduce((sum, { length }) => sum + length, 0),
  );
  const names = namesSource(database, clock);
  const requestOf = async (caller: Caller, id: string, choice: PaperChoice) => {
    const entry = await getCertificate(database, caller.scope, id);
    const request = await paperRequest(parts, { caller, id, entry, names: await names() }, choice);
    if (request.qr === undefined || entry === undefined) return { request, number: entry?.number ?? id };
    const status = await lists.referenceOf(entry);
    const qr = { ...request.qr, ...(status === undefined ? {} : { status }) };
    return { request: { ...request, qr }, number: entry.number };
  };
  return {
    async pdf(caller, id, choice) {
      const { request, number } = await requestOf(caller, id, choice);
      const name = paperName(request);
      const bytes = await pdfs.get(name, () => certificatePdf(press, request));
      return { bytes, mediaType: 'application/pdf', fileName: `${fileNameOf(number)}.pdf`, tag: name };
    },
    async picture(caller, id, { page, ...choice }) {
      const { request, number } = await requestOf(caller, id, choice);
      const name = paperName(request);
      const pages = await pictures.get(name, () => certificatePictures(press, request));
      const bytes = pages[page - 1];
      if (bytes === undefined) throw new PaperError('paper-page-unknown', { page, pages: pages.length });
      const fileName = `${fileNameOf(number)}-${String(page)}.svg`;
      return {
        bytes,
        mediaType: 'image/svg+xml',
        fileName,
        tag: `${name}-${String(page)}`,
        pages: pages.length,
      };
    },
    async print(caller, request) {
      const { paper, entry } = await printCertificate(parts, request, caller);
      return { paper, entry };
    },
    async statusList(authority, list) {
      const token = await lists.token(authority, list);
      if (token === undefined) return undefined;
      const fileName = `${fileNameOf(authority)}-${String(list)}.cwt`;
      return {
        bytes: token.bytes,
        mediaType: STATUS_LIST_TYPE,
        fileName,
        tag: sha256Hex(token.bytes).slice(0, 32),
      };
    },
    async listAt(uri) {
      const [, authority, list] = /^\/status\/([^/]+)\/(\d{1,6})$/.exec(ownPath(uri, origin()) ?? '') ?? [];
      if (authority === undefined || list === undefined) return undefined;
      return (await lists.token(decodeURIComponent(authority), Number(list)))?.bytes;
    },
    close: () => press.close(),
  };
}

/** What is printed of a certificate: what its seal covers, as it verifies now. */
async function paperRequest(
  parts: PaperParts,
  found: {
    readonly caller: Caller;
    readonly id: string;
    readonly entry: CertificateEntry | undefined;
    readonly names: Names;
  },
  { paper, languages }: PaperChoice,
): Promise<CertificatePaperRequest> {
  const { trust, clock } = parts;
  const { caller, names } = found;
  const { entry, document } = await printable(parts, found, paper);
  const { bytes, report } = verifyEnclosed(document.bytes, trust.anchors(), document.received);
  const { content, contentDigest, signer, claimedTime } = report;
  if (content?.name !== 'SPSCertificate') throw new PaperError('paper-not-sealed');
  const key = keyFor(parts, entry, report);
  const form = formOf(parts, entry);
  const overprint =
    OVERPRINTS.find((state) => state === entry.state) ?? (key === undefined ? 'copy' : undefined);
  return {
    document: readCertificate(content, { now: clock() }).document,
    xml: bytes,
    digest: contentDigest ?? document.digest,
    seal: { time: claimedTime ?? document.received, signer: signer?.subject ?? '—' },
    authority: { key: entry.authority, names: names.get(entry.authority) ?? {} },
    languages: languages ?? form.languages ?? (entry.country === 'CN' ? ['zh', 'en'] : ['en', 'zh']),
    ...(form.template === undefined ? {} : { template: form.template }),
    ...(paper === undefined ? {} : { paper }),
    ...(overprint === undefined ? {} : { overprint }),
    ...(key === undefined ? {} : sealingOf(parts, { caller, entry, key })),
  };
}

/** The certificate with its document; drafts have none, and a paper number is of a print that took place. */
async function printable(
  { database }: PaperParts,
  {
    caller,
    id,
    entry,
  }: { readonly caller: Caller; readonly id: string; readonly entry: CertificateEntry | undefined },
  paper: string | undefined,
): Promise<{ readonly entry: CertificateEntry; readonly document: CertificateDocument }> {
  const document = entry && (await getDocument(database, caller.scope, id));
  if (entry === undefined || document === undefined) throw new EcertError('certificate-not-found', { id });
  if (paper !== undefined && entry.body.papers?.includes(paper) !== true) {
    throw new PaperError('paper-number-unknown', { paper });
  }
  return { entry, document };
}

/** How the papers of an authority look, where a parameter says so. */
function formOf(
  { parameters }: PaperParts,
  { authority, office }: CertificateEntry,
): Pick<Partial<CertificatePaperRequest>, 'languages' | 'template'> {
  const owner = office === undefined ? { authority } : { authority, office };
  const { languages, template } = parameters?.find(paperFormParameter, {}, { owner }) ?? {};
  return {
    // The schema's pattern lets nothing but two languages through.
    ...(languages === undefined
      ? {}
      : { languages: languages.split(',') as unknown as [Language, Language] }),
    ...(template === undefined ? {} : { template: { name: 'paper-form', version: 1, text: template } }),
  };
}

/** The key that seals the paper of a certificate: only of one whose own seal is in order and its authority's. */
function keyFor(
  { sealKeyOf }: PaperParts,
  { authority, office }: CertificateEntry,
  report: SealReport,
): SealingKey | undefined {
  return report.indication === 'TOTAL-PASSED' && report.authority === authority
    ? sealKeyOf(authority, office)
    : undefined;
}

function sealingOf(
  { clock, codeKey, origin }: PaperParts,
  {
    caller,
    entry,
    key,
  }: { readonly caller: Caller; readonly entry: CertificateEntry; readonly key: SealingKey },
): Pick<CertificatePaperRequest, 'securityCode' | 'qr'> {
  const { expires } = entry.body;
  // Whoever may not hand out the code does not find it on a picture either.
  const mayHandOut = caller.may('certificate.issue') && keeps(caller.scope, entry);
  return {
    ...(mayHandOut ? { securityCode: securityCodeOf(codeKey, entry.id) } : {}),
    qr: {
      key,
      verifier: `${origin()}/verify/`,
      made: clock().toISOString(),
      ...(expires === undefined ? {} : { expires }),
    },
  };
}

/** The path of an address of this installation. */
function ownPath(uri: string, origin: string): string | undefined {
  return uri.startsWith(`${origin}/`) ? uri.slice(origin.length) : undefined;
}

function namesSource(database: Database, clock: Clock): () => Promise<Names> {
  let known: { readonly at: number; readonly names: Promise<Names> } | undefined;
  return () => {
    const now = clock().getTime();
    if (known === undefined || now - known.at > NAMES_FRESH) {
      const names = authorityProfiles(systemSession(database)).then(
        (profiles) => new Map(profiles.map(({ key, title }) => [key, title])),
      );
      known = { at: now, names };
      names.catch(() => (known = undefined));
    }
    return known.names;
  };
}
