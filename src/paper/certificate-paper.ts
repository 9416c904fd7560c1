import { utf8, type Catalogue, type Language } from '../base/index.ts';
import { sha256Hex, signPdf, type SealingKey } from '../crypto/index.ts';
import { certificateFace, standardsWords, type SpsCertificate } from '../standards/index.ts';
import { mergeCatalogues } from '../base/index.ts';
import type { Press } from './press.ts';
import { symbolPixels, symbolSvg, type QrSymbol } from './qr-symbol.ts';
import { makeQrSeal, type QrSealRequest } from './seal-claims.ts';
import {
  dateParts,
  microtextOf,
  paired,
  printable,
  sheetSections,
  textsOf,
  type Pair,
  type Sheet,
  type Tongues,
} from './sheet.ts';
import { certificateTemplate } from './templates/certificate.ts';
import type { PaperTemplate } from './templates/template.ts';
import { paperWords } from './words.ts';

/** What is not in force says so across the sheet; a copy is of another authority's certificate. */
export const OVERPRINTS = ['withdrawn', 'replaced', 'cancelled', 'expired', 'copy'] as const;
export type Overprint = (typeof OVERPRINTS)[number];

export interface CertificatePaperRequest {
  /** What the seal covers, read from it: nothing else is printed of the certificate. */
  readonly document: SpsCertificate;
  /** The sealed document itself. */
  readonly xml: Uint8Array;
  /** SHA-256 of the sealed content, hex. */
  readonly digest: string;
  readonly seal: {
    /** When it was sealed, RFC 3339. */
    readonly time: string;
    /** Subject of the sealing certificate. */
    readonly signer: string;
  };
  readonly authority: {
    readonly key: string;
    readonly names: Readonly<Partial<Record<Language, string>>>;
  };
  readonly languages: readonly [main: Language, other: Language];
  readonly paper?: string;
  /** By which anyone may look the certificate up, with its number. */
  readonly securityCode?: string;
  readonly overprint?: Overprint;
  /** What the paper is sealed with; absent for a copy. */
  readonly qr?: Pick<QrSealRequest, 'key' | 'verifier' | 'made' | 'expires' | 'status'>;
  readonly template?: PaperTemplate;
}

/** Names the paper that a request makes: equal names, equal papers but for the moment of their seals. */
export function paperName(request: CertificatePaperRequest): string {
  const { xml, template = certificateTemplate, languages, paper, overprint, securityCode, qr } = request;
  const { name, version, text } = template;
  const parts = [
    sha256Hex(xml),
    name,
    String(version),
    sha256Hex(utf8(text)),
    ...languages,
    paper,
    overprint,
    securityCode,
  ];
  const sealed =
    qr === undefined ? [] : [qr.verifier, qr.expires ?? '', qr.status?.uri ?? '', String(qr.status?.index)];
  return sha256Hex(utf8([...parts, ...sealed].join('\n')));
}

const WORDS: Catalogue = mergeCatalogues(standardsWords, paperWords);

/** The certificate as a PDF/A-3 with the sealed document inside; signed (PAdES) where the request has a key. */
export async function certificatePdf(press: Press, request: CertificatePaperRequest): Promise<Uint8Array> {
  const { template = certificateTemplate, xml, qr } = request;
  const symbol = await symbolOf(request);
  const image = symbol === undefined ? undefined : symbolPixels(symbol);
  const drawn = image && symbol ? { svg: null, pixels: image.side, millimetres: widthOf(symbol) } : null;
  const { bytes } = await press.set({
    template: template.text,
    sheet: { ...sheetOf(request), qr: drawn, attach: true },
    form: 'pdf',
    xml,
    ...(image === undefined ? {} : { symbol: image.pixels }),
  });
  return qr === undefined ? bytes : signPdf(bytes, qr.key, signingOf(request, qr));
}

/** The pages of a paper as pictures, one SVG each. */
export async function certificatePictures(
  press: Press,
  request: CertificatePaperRequest,
): Promise<readonly Uint8Array[]> {
  const { template = certificateTemplate } = request;
  const symbol = await symbolOf(request);
  const drawn =
    symbol === undefined ? null : { svg: symbolSvg(symbol), pixels: 0, millimetres: widthOf(symbol) };
  const { bytes, pages } = await press.set({
    template: template.text,
    sheet: { ...sheetOf(request), qr: drawn, attach: false },
    form: 'svg',
    xml: new Uint8Array(),
  });
  return Array.from({ length: pages }, (_, index) => pageOf(bytes, index, pages));
}

async function symbolOf(request: CertificatePaperRequest): Promise<QrSymbol | undefined> {
  const { qr, document, digest, authority } = request;
  if (qr === undefined) return undefined;
  return (await makeQrSeal({ ...qr, document, digest, authority: authority.key })).symbol;
}

function widthOf({ size }: QrSymbol): number {
  return (size + QUIET_MODULES) * MODULE_MILLIMETRES;
}

function signingOf(
  { authority, seal }: CertificatePaperRequest,
  { made }: { readonly key: SealingKey; readonly made: string },
): { readonly time: string; readonly name: string; readonly reason: string } {
  return { time: made, name: authority.names.en ?? authority.key, reason: `Certificate sealed ${seal.time}` };
}

/** Height of the view: the pages lie one below the other, and each picture shows its own. */
function pageOf(svg: Uint8Array, index: number, pages: number): Uint8Array {
  const text = new TextDecoder().decode(svg);
  const head =
    /^<svg class="typst-doc" viewBox="0 0 ([\d.]+) ([\d.]+)" width="[\d.]+pt" height="[\d.]+pt"/.exec(text);
  if (head === null) throw new TypeError('the picture does not begin as one of ours');
  const [whole, width = '', height = ''] = head;
  const page = Number(height) / pages;
  const view =
    `<svg class="typst-doc" viewBox="0 ${String(page * index)} ${width} ${String(page)}"` +
    ` width="${width}pt" height="${String(page)}pt"`;
  return utf8(view + text.slice(whole.length));
}

/** Width of one module that a telephone reads from printed paper. */
const MODULE_MILLIMETRES = 0.4;
const QUIET_MODULES = 8;

function sheetOf(request: CertificatePaperRequest): Omit<Sheet, 'qr' | 'attach'> {
  const { document, digest, seal, authority, languages, paper, overprint, securityCode, qr } = request;
  const [main, other] = languages;
  const tongues: Tongues = { main, other, words: WORDS };
  const face = certificateFace(document);
  const number = printable(document.exchangedDocument?.id?.value ?? '');
  const word = (name: string): Pair => paired(tongues, `paper-word-${name}`);
  return {
    language: main,
    title: titleOf(textsOf(face.title, { ...tongues }), tongues, document),
    authority: namesOf(authority, languages),
    number,
    paper: paper ?? '—',
    digest,
    micro: microtextOf(number, digest),
    date: dateParts(seal.time),
    overprint: overprint === undefined ? null : word(overprint),
    sections: sheetSections(face, tongues),
    sealing: [
      { label: word('sealed-at'), text: seal.time.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC') },
      { label: word('sealed-by'), text: printable(seal.signer) },
      ...(securityCode === undefined ? [] : [{ label: word('security-code'), text: securityCode }]),
    ],
    words: {
      number: word('number'),
      paper: word('paper'),
      digest: word('digest'),
      sealed: word('sealed'),
      signature: word('signature'),
      embedded: word('embedded'),
      verify: qr === undefined ? null : word('verify'),
    },
  };
}

/** The certificate's own titles, one for each language; the kind of document in words where it has one or none. */
function titleOf(titles: readonly string[], tongues: Tongues, document: SpsCertificate): Pair {
  const [first, second] = titles;
  if (first !== undefined && second !== undefined) return [first, second];
  const code = document.exchangedDocument?.typeCode?.value ?? '';
  const key = `document-type.${code}`;
  if (tongues.words.en?.[key] === undefined) return [first ?? '', ''];
  const [main, other] = paired(tongues, key);
  return first === undefined ? [main, other] : [first, main === first ? other : main];
}

function namesOf(
  { key, names }: CertificatePaperRequest['authority'],
  [main, other]: CertificatePaperRequest['languages'],
): Pair {
  const first = names[main] ?? names.en ?? key;
  const second = names[other] ?? '';
  return [printable(first), first === second ? '' : printable(second)];
}
