import { deflateSync } from 'node:zlib';
import { CLAIM, digitsOfBytes, FIELD, type CborKey, type CborValue } from '../../verify/core/index.ts';
import { fromHex, parseInstant } from '../base/index.ts';
import { signClaims, type CoseClaims, type SealingKey, type SealKey } from '../crypto/index.ts';
import { certificateSummary, type CommodityName, type SpsCertificate } from '../standards/index.ts';
import { PaperError } from './error.ts';
import { fitsSymbol, qrSymbol, type QrSymbol } from './qr-symbol.ts';

export interface QrSealRequest {
  /** What the seal of the document covers, read from it. */
  readonly document: SpsCertificate;
  /** SHA-256 of the sealed content, hex. */
  readonly digest: string;
  /** Key of the authority that sealed. */
  readonly authority: string;
  readonly key: SealingKey;
  /** Address of the verifier's page, to which `#` and digits are added. */
  readonly verifier: string;
  /** When the QR seal is made, RFC 3339. */
  readonly made: string;
  /** First moment at which the certificate is no longer valid, RFC 3339. */
  readonly expires?: string;
  readonly status?: { readonly uri: string; readonly index: number };
}

export interface QrSeal {
  readonly symbol: QrSymbol;
  /** What the symbol says: the address with its digits. */
  readonly address: string;
  /** Which rung of {@link RUNGS} it took, from 0: whether anything was shortened. */
  readonly rung: number;
}

/** What one attempt leaves of the certificate: bytes of a text, and how many of a list. */
interface Rung {
  readonly party: number;
  readonly name: number;
  readonly lines: number;
  readonly equipment: number;
}

/** Above it a symbol is larger than 101 by 101 modules, and too large for the paper. */
export const LARGEST_VERSION = 21;

/**
 * How the contents are shortened, step by step, until the symbol is small enough: first long names, then the lists of
 * containers and seals, at last lines of goods. A text that was cut ends in `…`; a list that was cut comes with its count;
 * number, countries, dates and digest are never cut.
 */
export const RUNGS: readonly Rung[] = [
  { party: 96, name: 96, lines: 8, equipment: 12 },
  { party: 64, name: 64, lines: 8, equipment: 8 },
  { party: 48, name: 48, lines: 8, equipment: 6 },
  { party: 40, name: 40, lines: 8, equipment: 4 },
  { party: 40, name: 34, lines: 8, equipment: 4 },
  { party: 36, name: 30, lines: 8, equipment: 4 },
  { party: 36, name: 26, lines: 8, equipment: 3 },
  { party: 32, name: 22, lines: 8, equipment: 2 },
  { party: 28, name: 18, lines: 8, equipment: 2 },
  { party: 24, name: 14, lines: 8, equipment: 1 },
  { party: 24, name: 20, lines: 4, equipment: 1 },
  { party: 24, name: 20, lines: 2, equipment: 1 },
  { party: 18, name: 18, lines: 1, equipment: 0 },
  { party: 0, name: 0, lines: 0, equipment: 0 },
];

/**
 * Makes the QR seal of a certificate: claims signed by ES256 (COSE_Sign1, CWT), packed by zlib, written as decimal digits
 * in the fragment of an address. Any telephone opens the address; the fragment is never sent.
 *
 * Throws PaperError `paper-seal-too-large` where even the number alone has no room, CryptoError `key-unsuitable` for a key
 * that is not P-256.
 */
export async function makeQrSeal(request: QrSealRequest): Promise<QrSeal> {
  const facts = factsOf(request.document);
  const address = `${request.verifier}#`;
  // Tried with a signature of chance first: a key in hardware signs slowly, and each signing is an act.
  const trial: SealKey = { ...request.key, sign: () => CHANCE };
  for (const [rung, limits] of RUNGS.entries()) {
    const claims = claimsOf(request, facts, limits);
    if (!fitsSymbol(address, packedDigits(signClaims(claims, trial)).length, LARGEST_VERSION)) continue;
    const digits = packedDigits(await signClaims(claims, request.key));
    const symbol = qrSymbol(address, digits, LARGEST_VERSION);
    if (symbol !== undefined) return { symbol, address: address + digits, rung };
  }
  throw new PaperError('paper-seal-too-large', { largest: LARGEST_VERSION });
}

function packedDigits(signed: Uint8Array): string {
  return digitsOfBytes(deflateSync(signed, { level: 9 }));
}

/** Sixty-four bytes that compress as little as a signature does. */
const CHANCE = Uint8Array.from({ length: 64 }, (_, index) => (index * index * 167 + index * 59 + 13) % 251);

interface Facts {
  readonly summary: ReturnType<typeof certificateSummary>;
  readonly goods: readonly (readonly [name: string, tariff: string, quantity: string, net: string])[];
  readonly parties: ReadonlyMap<string, string>;
}

function factsOf(document: SpsCertificate): Facts {
  const summary = certificateSummary(document);
  const lines = (document.consignment?.includedConsignmentItem ?? []).flatMap(
    ({ includedTradeLineItem }) => includedTradeLineItem ?? [],
  );
  return {
    summary,
    goods: lines.map((line, index) => {
      const { names, hsCodes } = summary.commodities[index] ?? { names: [], hsCodes: [] };
      const packages = (line.physicalPackage ?? []).map(({ itemQuantity, typeCode }) =>
        [itemQuantity?.value, typeCode?.value].filter(Boolean).join(' '),
      );
      const net = line.netWeightMeasure ?? line.netVolumeMeasure;
      return [
        nameOf(names),
        hsCodes[0] ?? '',
        packages.join(' + '),
        net === undefined ? '' : [net.value, net.unit].filter(Boolean).join(' '),
      ];
    }),
    parties: new Map(summary.parties.map(({ role, name }) => [role, name])),
  };
}

/** A name of goods as most readers abroad know it, English first where it is there, then the other languages. */
function nameOf(names: readonly CommodityName[]): string {
  const same = names.filter(({ kind }) => kind === names[0]?.kind);
  const isEnglish = ({ language }: CommodityName): boolean =>
    language?.toLowerCase().startsWith('en') === true;
  const ordered = [...same.filter(isEnglish), ...same.filter((name) => !isEnglish(name))];
  return [...new Set(ordered.map(({ value }) => value))].join(' / ');
}

function claimsOf(request: QrSealRequest, { summary, goods, parties }: Facts, limits: Rung): CoseClaims {
  const { party, name, lines, equipment } = limits;
  const fields = new Map<CborKey, CborValue>();
  const put = (field: number, value: CborValue | undefined): void => {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return;
    fields.set(field, value);
  };
  const list = (field: number, count: number, values: readonly CborValue[], most: number): void => {
    put(field, values.slice(0, most));
    if (values.length > most) put(count, values.length);
  };
  put(FIELD.country, summary.exportCountry);
  put(FIELD.number, summary.number);
  put(FIELD.type, summary.typeCode);
  put(FIELD.issued, summary.issueDate?.slice(0, 16));
  put(FIELD.destination, summary.importCountry);
  put(FIELD.consignor, shortened(parties.get('consignor'), party));
  put(FIELD.consignee, shortened(parties.get('consignee'), party));
  list(
    FIELD.goods,
    FIELD.lineCount,
    goods.map(([title, tariff, quantity, net]) => [
      shortened(title, name) ?? '',
      tariff,
      shortened(quantity, 24) ?? '',
      net,
    ]),
    lines,
  );
  list(FIELD.containers, FIELD.containerCount, summary.containers, equipment);
  list(FIELD.seals, FIELD.sealCount, summary.seals, equipment);
  put(FIELD.digest, fromHex(request.digest));
  const claims = new Map<CborKey, CborValue | Readonly<Record<string, CborValue>>>([
    [CLAIM.issuer, request.authority],
    [CLAIM.made, seconds(request.made)],
    [CLAIM.certificate, fields],
  ]);
  if (request.expires !== undefined) claims.set(CLAIM.expires, seconds(request.expires));
  if (request.status !== undefined) {
    const { uri, index } = request.status;
    claims.set(
      CLAIM.status,
      new Map([
        [
          'status_list',
          new Map<string, CborValue>([
            ['idx', index],
            ['uri', uri],
          ]),
        ],
      ]),
    );
  }
  return claims;
}

function seconds(instant: string): number {
  const moment = parseInstant(instant);
  if (moment === undefined) throw new RangeError('a claim of time is an RFC 3339 instant');
  return Math.floor(moment.getTime() / 1000);
}

const encoder = new TextEncoder();

/** A text of at most so many bytes of UTF-8, cut between characters and marked where it was cut. */
export function shortened(text: string | undefined, most: number): string | undefined {
  if (text === undefined || most === 0) return undefined;
  if (encoder.encode(text).length <= most) return text;
  let kept = '';
  let length = 3;
  for (const character of text) {
    length += encoder.encode(character).length;
    if (length > most) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
