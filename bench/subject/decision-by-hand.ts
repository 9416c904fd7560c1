import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  normaliseDecimal,
  parseDecimal,
  type Decimal,
} from '../../src/base/index.ts';
import type { CaseInput } from '../../src/verification/deciding/index.ts';
import type { CertificateFacts, CertifiedLine, GoodsItem } from '../../src/verification/facts/index.ts';

/** What the floor decides: the same outcome and the same shares as the rules, without telling why in facts and sentences. */
export interface DecidedByHand {
  readonly outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
  readonly reasons: readonly (readonly string[])[];
  readonly drawings: readonly {
    readonly number: string;
    readonly line: number;
    readonly item: number;
    readonly value: string;
  }[];
}

const ZERO: Decimal = { coefficient: 0n, scale: 0 };
const TOLERANCE: Decimal = { coefficient: 5n, scale: 1 };
const GRAVITY = { pass: 0, hold: 1, inquire: 2, refuse: 3 } as const;
const ORIGINS = ['NZ', 'AU', 'FR', 'BR'];
const PARTICULARS = 102;

/** The tests of the specimen book of 120 rules, written out as a programmer would. */
export function decideByHand(input: CaseInput): DecidedByHand {
  const { declaration } = input;
  const reasons: string[][] = [];
  const drawings: { number: string; line: number; item: number; value: string }[] = [];
  let outcome: DecidedByHand['outcome'] = 'pass';
  const worsen = (to: DecidedByHand['outcome']) => {
    if (GRAVITY[to] > GRAVITY[outcome]) outcome = to;
  };
  for (const item of declaration.items) {
    let rest = massOf(item);
    const pairs: string[][] = [];
    for (const document of item.documents) {
      const said: string[] = [];
      pairs.push(said);
      const link = input.links.find(
        ({ code, reference }) => code === document.code && reference === document.reference,
      );
      const certificate = link?.certificate;
      if (certificate === undefined) {
        said.push('document-missing');
        worsen('hold');
        continue;
      }
      compareByHand(item, certificate, input, (to, code) => {
        said.push(code);
        worsen(to);
      });
      const line = lineOf(item, certificate);
      if (line?.netMass === undefined || rest === undefined) {
        said.push('quantity-unknown');
        worsen('hold');
        continue;
      }
      const account = input.accounts.find(({ number }) => number === certificate.number);
      const taken = account?.lines.find(({ line: place }) => place === line.line)?.taken ?? '0';
      const available = minus(decimal(line.netMass.value), decimal(taken));
      const share = compareDecimals(available, rest) < 0 ? available : rest;
      rest = minus(rest, share);
      drawings.push({
        number: certificate.number,
        line: line.line,
        item: item.item,
        value: formatDecimal(normaliseDecimal(share)),
      });
    }
    if (rest !== undefined && compareDecimals(rest, TOLERANCE) > 0) {
      for (const said of pairs) said.push('quantity-too-much');
      worsen('inquire');
    }
    for (const said of pairs) if (said.length === 0) said.push('in-order');
    reasons.push(...pairs);
  }
  return { outcome, reasons, drawings };
}

type Say = (outcome: DecidedByHand['outcome'], code: string) => void;

function compareByHand(item: GoodsItem, certificate: CertificateFacts, input: CaseInput, say: Say): void {
  const { declaration, day } = input;
  const wanted = item.commodity.startsWith('02') || item.commodity.startsWith('0504') ? '853' : '851';
  if (certificate.state !== 'issued') say('refuse', 'certificate-not-in-force');
  const left = daysLeft(certificate.expires, declaration.arrival ?? day);
  if (left !== undefined && left < 0) say('refuse', 'certificate-expired');
  if (certificate.typeCode !== wanted) say('refuse', 'type-differs');
  if (certificate.importCountry !== undefined && certificate.importCountry !== declaration.country)
    say('refuse', 'destination-differs');
  const line = lineOf(item, certificate);
  if (line === undefined) say('refuse', 'commodity-differs');
  else if (item.origin !== undefined && !line.origins.includes(item.origin)) say('refuse', 'origin-differs');
  if (!isSameName(declaration.consignee?.name, certificate.consignee?.name)) say('hold', 'consignee-differs');
  const containers = new Set(certificate.containers.map(sign));
  if (!declaration.containers.every((container) => containers.has(sign(container))))
    say('hold', 'containers-differs');
  particularsByHand(item, left, line, say);
}

function particularsByHand(
  { commodity, origin, establishments }: GoodsItem,
  left: number | undefined,
  line: CertifiedLine | undefined,
  say: Say,
): void {
  const certified = new Set(line?.establishments.map(sign));
  const isForeign = establishments?.some((each) => !certified.has(sign(each))) === true;
  const from = origin === undefined ? -1 : ORIGINS.indexOf(origin);
  for (let place = 0; place < PARTICULARS; place++) {
    if (place % 10 === 9) continue;
    if (left === undefined || left < 0 || left >= 1 + (place % 3)) continue;
    const isMeant =
      commodity.startsWith(`02${String(place % 10)}`) || commodity.startsWith(String(1000 + place));
    if (isMeant && from >= place % 4 && isForeign) say('hold', `particular-${String(place)}`);
  }
}

function lineOf(item: GoodsItem, { lines }: CertificateFacts): CertifiedLine | undefined {
  return lines.find(({ codes }) =>
    codes.some(({ code }) => code.length >= 4 && item.commodity.startsWith(code)),
  );
}

function massOf({ quantities }: GoodsItem): Decimal | undefined {
  const mass = quantities.find(({ measure }) => measure === 'net-mass');
  return mass === undefined || mass.unit !== 'KGM' ? undefined : decimal(mass.value);
}

function decimal(text: string): Decimal {
  return parseDecimal(text) ?? ZERO;
}

function minus(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, { coefficient: -right.coefficient, scale: right.scale });
}

function daysLeft(expires: string | undefined, day: string): number | undefined {
  if (expires === undefined) return undefined;
  return Math.floor((Date.parse(expires) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
}

function sign(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

function isSameName(left: string | undefined, right: string | undefined): boolean {
  return left === undefined || right === undefined || sign(left) === sign(right);
}
