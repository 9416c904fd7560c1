import { isWellFormed, type CanonicalValue } from '../../../src/base/index.ts';
import {
  canonicalJson,
  concatBytes,
  fromBase64Url,
  parseInstant,
  toBase64Url,
  utf8,
} from '../../../src/base/index.ts';
import type { Plan } from '../primitives.ts';
import { hasControlCharacter } from './characters.ts';
import { digest } from '../primitives.ts';

/** The kinds of act that the platform itself knows. The set is open: a subsystem adds its own, dotted and kebab-case. */
export const ACT_KINDS = [
  'certificate.received',
  'certificate.issued',
  'certificate.print',
  'certificate.withdraw',
  'certificate.replace',
  'certificate.cancel',
  'certificate.expire',
  'account.signed-in',
  'account.changed',
  'import.started',
  'import.completed',
] as const;
export type KnownActKind = (typeof ACT_KINDS)[number];
// The intersection keeps the known kinds in completion while any other text is accepted.
export type ActKind = KnownActKind | (string & Record<never, never>);

/**
 * Who did what to which subject, when. Kept with its salt in the history (erasable); the log holds only a commitment.
 * A *state* is named by the SHA-256 (lower-case hex) of its bytes.
 */
export interface Act {
  /** `certificate.issued`; kebab-case words joined by dots. */
  readonly kind: ActKind;
  /** Who acted: a key of the access room, or a partner's. */
  readonly actor: string;
  /** What was acted on, by its permanent name, e.g. `certificate/CN/CN-GACC/110000009912345/1`. */
  readonly subject: string;
  /** RFC 3339. */
  readonly at: string;
  /** SHA-256 of the bytes that the act is about (sealed document, request), lower-case hex. */
  readonly digest: string;
  /** `digest` of the act before this one on the same subject; absent for the first. */
  readonly previous?: string;
  /** The subject's state after the act, in the words of its lifecycle: `issued`, `withdrawn`. */
  readonly state?: string;
  readonly details?: Readonly<Record<string, CanonicalValue>>;
}

/** What turns a public leaf back into the act: whoever holds it can prove what was committed; erased, nobody can. */
export interface Opening {
  /** 16 random bytes, base64url. */
  readonly salt: string;
  readonly act: Act;
}

/** A leaf never exceeds this many bytes. */
export const MAXIMUM_LEAF_BYTES = 300;
export const SALT_BYTES = 16;

const KIND = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** What is wrong with an act, or undefined: the name of the member that breaks the rules of {@link Act}. */
export function faultOfAct(act: Act): keyof Act | undefined {
  if (!KIND.test(act.kind) || act.kind.length > 80) return 'kind';
  if (!isName(act.actor)) return 'actor';
  if (!isName(act.subject)) return 'subject';
  if (act.at.length > 40 || parseInstant(act.at) === undefined) return 'at';
  if (!DIGEST.test(act.digest)) return 'digest';
  if (act.previous !== undefined && !DIGEST.test(act.previous)) return 'previous';
  if (act.state !== undefined && !isName(act.state)) return 'state';
  return undefined;
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= 500 && (PLAIN.test(text) || !hasControlCharacter(text, []));
}

/** The bytes that a leaf commits to: salt ‖ canonical JSON of the act. */
export function commitmentInput(salt: Uint8Array, act: Act): Uint8Array {
  return concatBytes(salt, utf8(canonicalAct(act)));
}

/** Canonical JSON of an act, equal to that of the general function and written faster: every act passes here. */
export function canonicalAct(act: Act): string {
  const { actor, at, details, digest: state, kind, previous, state: status, subject } = act;
  return (
    `{"actor":${quoted(actor)},"at":${quoted(at)}` +
    (details === undefined ? '' : `,"details":${canonicalJson(details)}`) +
    `,"digest":${quoted(state)},"kind":${quoted(kind)}` +
    (previous === undefined ? '' : `,"previous":${quoted(previous)}`) +
    (status === undefined ? '' : `,"state":${quoted(status)}`) +
    `,"subject":${quoted(subject)}}`
  );
}

// Printable ASCII but the quotation mark and the backslash: stands in JSON as it is.
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : canonicalJson(text);
}

/** The public leaf: `{"c":commitment,"t":time,"v":1}` in canonical JSON, ASCII, about 90 characters. */
export function leafText(at: string, commitment: Uint8Array): string {
  return `{"c":"${toBase64Url(commitment)}","t":${quoted(at)},"v":1}`;
}

/** The leaf that an opening commits to; undefined when the salt or the act is not well-formed. */
export function* leafOfOpening(opening: Opening): Plan<Uint8Array | undefined> {
  const salt = fromBase64Url(opening.salt);
  if (salt?.length !== SALT_BYTES || faultOfAct(opening.act) !== undefined) return undefined;
  const commitment = yield* digest('SHA-256', commitmentInput(salt, opening.act));
  return utf8(leafText(opening.act.at, commitment));
}

/**
 * An opening from parsed JSON of unknown origin; undefined when it is none. Unknown members are refused: nothing
 * would prove them.
 */
export function readOpening(value: unknown): Opening | undefined {
  if (!isRecord(value) || !hasMembers(value, OPENING_MEMBERS)) return undefined;
  if (!isRecord(value['act']) || !hasMembers(value['act'], ACT_MEMBERS)) return undefined;
  // The tables of members have just proved it.
  const opening = value as unknown as Opening;
  return faultOfAct(opening.act) === undefined ? opening : undefined;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && isWellFormed(value);
const isOptionalText: Check = (value) => value === undefined || isText(value);
const isOptionalRecord: Check = (value) =>
  value === undefined || (isRecord(value) && isCanonicalValue(value));

const OPENING_MEMBERS = { salt: isText, act: isRecord } satisfies Record<keyof Opening, Check>;
const ACT_MEMBERS = {
  kind: isText,
  actor: isText,
  subject: isText,
  at: isText,
  digest: isText,
  previous: isOptionalText,
  state: isOptionalText,
  details: isOptionalRecord,
} satisfies Record<keyof Act, Check>;

function hasMembers(value: Record<string, unknown>, members: Readonly<Record<string, Check>>): boolean {
  if (!Object.keys(value).every((key) => Object.hasOwn(members, key))) return false;
  return Object.entries(members).every(([key, check]) => check(value[key]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether parsed JSON can be said in canonical JSON, at most sixteen levels deep. */
export function isCanonicalValue(value: unknown, depth = 0): value is CanonicalValue {
  if (depth > 16) return false;
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (Array.isArray(value)) return value.every((item) => isCanonicalValue(item, depth + 1));
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([key, item]) => isWellFormed(key) && isCanonicalValue(item, depth + 1));
}
