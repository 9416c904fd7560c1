import { parseInstant } from '../../../src/base/index.ts';
import { inflated, type Plan } from '../primitives.ts';
import type { SealReport } from '../seal-report.ts';
import { momentOf, onlyKeys, textOf } from './claims.ts';
import type { CborMap } from './cbor.ts';
import { isMap } from './cose.ts';
import { judgeSigned, openSigned, type PaperTrust } from './verification.ts';

/** Media type of a status list token in CWT form (draft-ietf-oauth-status-list §5.2). */
export const STATUS_LIST_TYPE = 'application/statuslist+cwt';

/** Claims of a status list token (§5.2), and ours: which of the entries that are not valid were replaced. */
export const LIST_CLAIM = {
  issuer: 1,
  subject: 2,
  expires: 4,
  made: 6,
  list: 65_533,
  /** Seconds for which a copy may be used before it is asked for again. */
  ttl: 65_534,
  /** Private use: zlib of one bit for each invalid entry, in order; set where it was replaced and not withdrawn. */
  replaced: -70_002,
} as const;

/** A list whose signature and signer are in order. */
export interface StatusList {
  readonly uri: string;
  readonly authority: string;
  /** Seconds since 1970. */
  readonly made: number;
  readonly ttl: number;
  /** One bit an entry, the first in the lowest bit; set where it is not valid. */
  readonly bits: Uint8Array;
  readonly replaced: Uint8Array;
}

/** Why a list cannot be used; each a key of the words. */
export const STATUS_LIST_FAULTS = [
  'status-list-malformed',
  'status-list-other',
  'status-list-untrusted',
  'status-list-expired',
] as const;
export type StatusListFault = (typeof STATUS_LIST_FAULTS)[number];

export type StatusListReading =
  | { readonly read: true; readonly list: StatusList }
  | { readonly read: false; readonly fault: StatusListFault; readonly seal?: SealReport };

/** Four million entries: several times what one list of ours holds. */
const LARGEST_LIST = 524_288;
export const LARGEST_STATUS_TOKEN = 524_288;

/** Reads and verifies the list of an address, which the same authority must have signed that sealed the paper. */
export function* readStatusList(
  bytes: Uint8Array,
  trust: PaperTrust,
  { uri, authority, time }: { readonly uri: string; readonly authority: string; readonly time: string },
): Plan<StatusListReading> {
  const malformed = { read: false, fault: 'status-list-malformed' } as const;
  const opened = bytes.length > LARGEST_STATUS_TOKEN ? undefined : openSigned(bytes, STATUS_LIST_TYPE);
  if (opened === undefined || 'fault' in opened || !isMap(opened.value)) return malformed;
  const claims = listClaims(opened.value);
  if (claims === undefined) return malformed;
  const { made, ttl, expires } = claims;
  if (claims.uri !== uri || claims.authority !== authority)
    return { read: false, fault: 'status-list-other' };
  const seal = yield* judgeSigned(opened.message, trust, { time, authority, made });
  if (seal.indication !== 'TOTAL-PASSED') return { read: false, fault: 'status-list-untrusted', seal };
  const now = (parseInstant(time)?.getTime() ?? 0) / 1000;
  if (expires !== undefined && expires <= now) return { read: false, fault: 'status-list-expired' };
  const bits = yield* inflated(claims.packed, LARGEST_LIST);
  const replaced = yield* inflated(claims.replaced, LARGEST_LIST);
  if (bits === undefined || replaced === undefined) return malformed;
  return { read: true, list: { uri, authority, made, ttl, bits, replaced } };
}

interface ListClaims {
  readonly uri: string | undefined;
  readonly authority: string | undefined;
  readonly made: number;
  readonly ttl: number;
  readonly expires: number | undefined;
  readonly packed: Uint8Array;
  readonly replaced: Uint8Array;
}

function listClaims(claims: CborMap): ListClaims | undefined {
  const its = claims.get(LIST_CLAIM.list);
  const made = momentOf(claims, LIST_CLAIM.made);
  const expires = momentOf(claims, LIST_CLAIM.expires);
  const ttl = momentOf(claims, LIST_CLAIM.ttl);
  const replaced = claims.get(LIST_CLAIM.replaced);
  if (!onlyKeys(claims, Object.values(LIST_CLAIM)) || !isMap(its) || its.size !== 2) return undefined;
  const packed = its.get('bits') === 1 ? its.get('lst') : undefined;
  if (!(packed instanceof Uint8Array) || !(replaced instanceof Uint8Array)) return undefined;
  if (typeof made !== 'number' || typeof ttl !== 'number' || expires === null) return undefined;
  return {
    uri: textOf(claims, LIST_CLAIM.subject),
    authority: textOf(claims, LIST_CLAIM.issuer),
    made,
    ttl,
    expires,
    packed,
    replaced,
  };
}

export type PaperStatus = 'in-force' | 'replaced' | 'withdrawn';

/** What a list says of an entry; undefined where the list has no such entry. */
export function statusAt({ bits, replaced }: StatusList, index: number): PaperStatus | undefined {
  const place = Math.floor(index / 8);
  const byte = bits[place];
  if (byte === undefined) return undefined;
  if (((byte >> (index % 8)) & 1) === 0) return 'in-force';
  let rank = ones(byte & ((1 << (index % 8)) - 1));
  for (let before = 0; before < place; before += 1) rank += ones(bits[before] ?? 0);
  return (((replaced[Math.floor(rank / 8)] ?? 0) >> (rank % 8)) & 1) === 1 ? 'replaced' : 'withdrawn';
}

function ones(byte: number): number {
  let count = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
