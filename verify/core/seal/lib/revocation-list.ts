import { toHex } from '../../../../src/base/index.ts';
import type { Plan } from '../../primitives.ts';
import {
  instant,
  KEY_USAGE,
  readCertificate,
  serialOf,
  signatureOf,
  timeOf,
  type Certificate,
} from './certificate.ts';
import { contentOf, contentsOf, DerFault, naturalOf, oidOf, readDer, TAG, truthOf, type Der } from './der.ts';
import { distinguishedName } from './distinguished-name.ts';
import { issueFault } from './path.ts';

/** Why a revocation list says nothing that counts; each a key of the words. */
export const REVOCATION_LIST_FAULTS = [
  'revocation-list-too-large',
  'revocation-list-unreadable',
  'revocation-list-partial',
  'revocation-list-other-issuer',
  'revocation-list-issuer-unfit',
  'revocation-list-signature-wrong',
  'revocation-list-future',
] as const;
export type RevocationListFault = (typeof REVOCATION_LIST_FAULTS)[number];

/** What an authority has taken back, by its own signed word (RFC 5280 §5). */
export interface RevocationList {
  readonly issuer: string;
  /** RFC 3339. */
  readonly made: string;
  /** When the next is due; absent where the list does not say. */
  readonly due?: string;
  /** Serial numbers, upper-case hex without leading zeros, with the moment from which they do not count. */
  readonly revoked: readonly { readonly serial: string; readonly at: string }[];
  /** On hold (§5.3.1): nothing final is said of these. */
  readonly held: readonly string[];
}

export type RevocationListReading =
  | { readonly read: true; readonly list: RevocationList }
  | { readonly read: false; readonly fault: RevocationListFault };

/** Larger lists are of authorities that issue to more than officials. */
const LARGEST = 1_048_576;
const MOST_ENTRIES = 5_000;
const CLOCK_TOLERANCE = 300_000;

const EXTENSION = {
  authorityKey: '2.5.29.35',
  number: '2.5.29.20',
  distributionPoint: '2.5.29.28',
  reason: '2.5.29.21',
  invalidity: '2.5.29.24',
} as const;
const ENUMERATED = 0x0a;
const HOLD = 6;
const INDIRECT = 0x84;

/** A list as its bytes say it, not verified. */
interface Parsed extends RevocationList {
  readonly issuerName: string;
  readonly madeAt: number;
  readonly signed: Uint8Array;
  readonly signature: Certificate['signature'];
}

/** What stands against a list whose DER is sound; caught where it is read, never seen outside. */
class ListFault extends Error {
  override readonly name = 'ListFault';
  readonly fault: RevocationListFault;

  constructor(fault: RevocationListFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Reads a DER revocation list and verifies it by the certificate of the authority that must have made it (DER), as of `time`
 * (milliseconds). Complete lists of the issuer's own certificates only: of a delta or an indirect list nobody could tell what it
 * leaves out. Never throws on content.
 */
export function* readRevocationList(
  bytes: Uint8Array,
  authority: Uint8Array,
  time: number,
): Plan<RevocationListReading> {
  const failed = (fault: RevocationListFault): RevocationListReading => ({ read: false, fault });
  if (bytes.length > LARGEST) return failed('revocation-list-too-large');
  const parsed = parsedOrFault(bytes);
  if (typeof parsed === 'string') return failed(parsed);
  const issuer = readCertificate(authority);
  if (issuer?.subjectName !== parsed.issuerName) return failed('revocation-list-other-issuer');
  if (!issuer.isAuthority || issuer.keyUsage?.has(KEY_USAGE.crlSign) === false)
    return failed('revocation-list-issuer-unfit');
  if ((yield* issueFault(parsed, issuer)) !== undefined) return failed('revocation-list-signature-wrong');
  if (parsed.madeAt > time + CLOCK_TOLERANCE) return failed('revocation-list-future');
  const { made, due, revoked, held } = parsed;
  return {
    read: true,
    list: { issuer: parsed.issuer, made, ...(due === undefined ? {} : { due }), revoked, held },
  };
}

function parsedOrFault(bytes: Uint8Array): Parsed | RevocationListFault {
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof ListFault) return error.fault;
    if (error instanceof DerFault) return 'revocation-list-unreadable';
    throw error;
  }
}

function parse(bytes: Uint8Array): Parsed {
  const [signed, algorithm, value, ...more] = contentsOf(readDer(bytes), TAG.sequence);
  if (!signed || !algorithm || !value || more.length > 0) throw new DerFault('list');
  const { inner, issuer, madeAt, due, entries, extensions } = fieldsOf(signed);
  if (toHex(inner.whole) !== toHex(algorithm.whole)) throw new DerFault('two signature algorithms');
  if (extensions) checkExtensions(readDer(extensions.content));
  return {
    signed: signed.whole,
    signature: signatureOf(algorithm, value),
    issuerName: toHex(issuer.whole),
    issuer: distinguishedName(issuer),
    madeAt,
    made: instant(madeAt),
    ...(due === undefined ? {} : { due }),
    ...readEntries(entries),
  };
}

/** The fields of TBSCertList, of which three may be absent (§5.1). */
function fieldsOf(signed: Der) {
  const fields = [...contentsOf(signed, TAG.sequence)];
  if (fields[0]?.tag === TAG.integer && naturalOf(fields.shift())[0] !== 1) throw new DerFault('version');
  const [inner, issuer, made, ...optional] = fields;
  if (!inner || !issuer || !made) throw new DerFault('list');
  const isTime = optional[0]?.tag === TAG.utcTime || optional[0]?.tag === TAG.generalizedTime;
  const due = isTime ? instant(timeOf(optional.shift())) : undefined;
  const listed = optional[0]?.tag === TAG.sequence ? optional.shift() : undefined;
  const extensions = optional[0]?.tag === 0xa0 ? optional.shift() : undefined;
  if (optional.length > 0) throw new DerFault('field');
  const entries = listed === undefined ? [] : contentsOf(listed, TAG.sequence);
  return { inner, issuer, madeAt: timeOf(made), due, entries, extensions };
}

interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  readonly value: Der;
}

function extensionsOf(list: Der): readonly Extension[] {
  const seen = new Set<string>();
  return contentsOf(list, TAG.sequence).map((extension) => {
    const parts = contentsOf(extension, TAG.sequence);
    const id = oidOf(parts[0]);
    if (seen.has(id) || parts.length > 3) throw new DerFault('extension');
    seen.add(id);
    const [, second] = parts;
    const isCritical = parts.length === 3 && second !== undefined && truthOf(second);
    return { id, isCritical, value: readDer(contentOf(parts.at(-1), TAG.octetString)) };
  });
}

/** A delta list's indicator is critical, and unknown here like every other that changes what the list means (§5.2.4). */
function checkExtensions(list: Der): void {
  for (const { id, isCritical, value } of extensionsOf(list)) {
    if (id === EXTENSION.distributionPoint) {
      const flags = contentsOf(value, TAG.sequence);
      if (flags.some(({ tag, content }) => tag === INDIRECT && content[0] !== 0))
        throw new ListFault('revocation-list-partial');
    } else if (isCritical && id !== EXTENSION.authorityKey && id !== EXTENSION.number)
      throw new ListFault('revocation-list-partial');
  }
}

function readEntries(entries: readonly Der[]): Pick<RevocationList, 'revoked' | 'held'> {
  if (entries.length > MOST_ENTRIES) throw new ListFault('revocation-list-too-large');
  const revoked = new Map<string, string>();
  const held: string[] = [];
  for (const entry of entries) {
    const [number, date, extensions, ...more] = contentsOf(entry, TAG.sequence);
    if (!number || !date || more.length > 0) throw new DerFault('entry');
    const serial = serialOf(number);
    if (serial.length > 64) throw new DerFault('serial');
    let moment = timeOf(date);
    let isHeld = false;
    for (const { id, isCritical, value } of extensions === undefined ? [] : extensionsOf(extensions)) {
      // From when a key was out of its owner's hands counts, where it is told (§5.3.2).
      if (id === EXTENSION.invalidity) moment = Math.min(moment, timeOf(value));
      else if (id === EXTENSION.reason) isHeld = contentOf(value, ENUMERATED)[0] === HOLD;
      else if (isCritical) throw new ListFault('revocation-list-partial');
    }
    if (isHeld) held.push(serial);
    else if (!revoked.has(serial)) revoked.set(serial, instant(moment));
  }
  return { revoked: [...revoked].map(([serial, at]) => ({ serial, at })), held };
}
