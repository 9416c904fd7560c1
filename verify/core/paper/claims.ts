import type { CborKey, CborMap, CborValue } from './cbor.ts';
import { isMap } from './cose.ts';

/** Keys of the claims: CWT (RFC 8392), the status claim of the token status list draft, and ours for certificates. */
export const CLAIM = {
  issuer: 1,
  expires: 4,
  made: 6,
  status: 65_535,
  /** Private use (below -65536): a certificate for goods. */
  certificate: -70_001,
} as const;

export const FIELD = {
  country: 1,
  number: 2,
  type: 3,
  issued: 4,
  destination: 5,
  consignor: 6,
  consignee: 7,
  goods: 8,
  containers: 9,
  seals: 10,
  digest: 11,
  lineCount: 12,
  containerCount: 13,
  sealCount: 14,
} as const;

/** One line of goods. What was shortened ends in `…`. */
export interface PaperGoods {
  readonly name: string;
  /** Harmonized System code. */
  readonly tariff: string;
  /** Packages or units, `120 CT`. */
  readonly quantity: string;
  /** Net weight or volume with its unit, `1000.5 KGM`. */
  readonly net: string;
}

/** What the QR seal of a paper says. */
export interface PaperClaims {
  /** Key of the authority that sealed, `CN-GACC`. */
  readonly authority: string;
  /** Moments in seconds since 1970. */
  readonly made: number;
  readonly expires?: number;
  readonly status?: { readonly uri: string; readonly index: number };
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly number: string;
  /** UN/EDIFACT 1001. */
  readonly type?: string;
  /** Date of issue as the certificate states it, to the minute at most. */
  readonly issued?: string;
  readonly destination?: string;
  readonly consignor?: string;
  readonly consignee?: string;
  readonly goods: readonly PaperGoods[];
  readonly containers: readonly string[];
  readonly seals: readonly string[];
  /** How many there are where not all are told. */
  readonly lineCount?: number;
  readonly containerCount?: number;
  readonly sealCount?: number;
  /** SHA-256 of the sealed content. */
  readonly digest: Uint8Array;
}

const LATEST = 253_402_300_799;
const MOST = 100;

/** Reads the claims of a seal; undefined where they are not exactly what a seal says. */
export function readClaims(value: CborValue): PaperClaims | undefined {
  if (!isMap(value) || !onlyKeys(value, Object.values(CLAIM))) return undefined;
  const its = value.get(CLAIM.certificate);
  const common = commonClaims(value);
  const certificate = isMap(its) && onlyKeys(its, Object.values(FIELD)) ? certificateClaims(its) : undefined;
  return common && certificate && { ...common, ...certificate };
}

type Common = Pick<PaperClaims, 'authority' | 'made' | 'expires' | 'status'>;

function commonClaims(value: CborMap): Common | undefined {
  const authority = textOf(value, CLAIM.issuer);
  const made = momentOf(value, CLAIM.made);
  const expires = momentOf(value, CLAIM.expires);
  const status = statusOf(value.get(CLAIM.status));
  if (!authority || typeof made !== 'number' || expires === null || status === null) return undefined;
  return {
    authority,
    made,
    ...(expires === undefined ? {} : { expires }),
    ...(status === undefined ? {} : { status }),
  };
}

function certificateClaims(its: CborMap): Omit<PaperClaims, keyof Common> | undefined {
  const country = textOf(its, FIELD.country);
  const number = textOf(its, FIELD.number);
  const goods = goodsOf(its.get(FIELD.goods));
  const containers = textsOf(its.get(FIELD.containers));
  const seals = textsOf(its.get(FIELD.seals));
  const digest = its.get(FIELD.digest);
  const optional = optionalFields(its);
  if (!country || !/^[A-Z]{2}$/.test(country) || !number || !optional) return undefined;
  if (!goods || !containers || !seals || !(digest instanceof Uint8Array) || digest.length !== 32)
    return undefined;
  return { country, number, ...optional, goods, containers, seals, digest };
}

type Optional = Pick<
  PaperClaims,
  'type' | 'issued' | 'destination' | 'consignor' | 'consignee' | 'lineCount' | 'containerCount' | 'sealCount'
>;

function optionalFields(its: CborMap): Optional | undefined {
  const found: Record<string, string | number> = {};
  for (const name of ['type', 'issued', 'destination', 'consignor', 'consignee'] as const) {
    if (!its.has(FIELD[name])) continue;
    const text = textOf(its, FIELD[name]);
    if (!text) return undefined;
    found[name] = text;
  }
  for (const name of ['lineCount', 'containerCount', 'sealCount'] as const) {
    const count = its.get(FIELD[name]);
    if (count === undefined) continue;
    if (typeof count !== 'number' || count < 0) return undefined;
    found[name] = count;
  }
  // Texts and counts were put under their own names only.
  return found as Optional;
}

export function onlyKeys(map: CborMap, known: readonly CborKey[]): boolean {
  return [...map.keys()].every((key) => known.includes(key));
}

export function textOf(map: CborMap, key: CborKey): string | undefined {
  const text = map.get(key);
  return typeof text === 'string' && text.length > 0 && text.length <= 2000 ? text : undefined;
}

/** Seconds since 1970; null where there is something else. */
export function momentOf(map: CborMap, key: CborKey): number | null | undefined {
  const moment = map.get(key);
  if (moment === undefined) return undefined;
  return typeof moment === 'number' && moment >= 0 && moment <= LATEST ? moment : null;
}

function statusOf(value: CborValue | undefined): PaperClaims['status'] | null {
  if (value === undefined) return undefined;
  const list = isMap(value) && value.size === 1 ? value.get('status_list') : undefined;
  if (!isMap(list) || list.size !== 2) return null;
  const uri = textOf(list, 'uri');
  const index = list.get('idx');
  return uri && typeof index === 'number' && index >= 0 ? { uri, index } : null;
}

function textsOf(value: CborValue | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MOST) return undefined;
  // Array.isArray forgets what the array was of.
  const items = value as readonly CborValue[];
  return items.every((item) => typeof item === 'string') ? items : undefined;
}

function goodsOf(value: CborValue | undefined): readonly PaperGoods[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MOST) return undefined;
  const goods: PaperGoods[] = [];
  for (const line of value as readonly CborValue[]) {
    const [name, tariff, quantity, net, ...rest] = textsOf(line) ?? [];
    if (name === undefined || tariff === undefined || quantity === undefined || net === undefined)
      return undefined;
    if (rest.length > 0) return undefined;
    goods.push({ name, tariff, quantity, net });
  }
  return goods;
}
