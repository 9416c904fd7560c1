import { concatBytes, utf8 } from '../../../base/index.ts';
import { openEnveloped, verifySigned, type MailKey } from '../../../crypto/index.ts';
import { addressIn, readEntity, type Entity } from '../../../mail/index.ts';
import type { PartnerRoad } from '../../index.ts';
import { addressOf, type SmtpAddress } from './address.ts';

export interface Opener {
  /** Our keys, the newest first; older ones still open what was sent before they were replaced. */
  readonly keys: readonly MailKey[];
  /** Partners with a mail address, live or being tested. */
  readonly roads: () => readonly PartnerRoad[];
  readonly maximumBytes: number;
}

/** What a mail is: a partner's own signed words, or nothing that we may read. */
export type Unwrapped =
  | {
      readonly isAuthentic: true;
      readonly partner: PartnerRoad;
      readonly address: SmtpAddress;
      /** The signed entity: the only thing that is read. */
      readonly entity: Entity;
      /** The cipher it came under; absent where it was not encrypted. */
      readonly cipher?: string;
    }
  | { readonly isAuthentic: false; readonly code: string; readonly values: Readonly<Record<string, string>> };

/**
 * Opens and verifies a mail whose own fields are `message`: encrypted and then signed, or signed only where that is agreed. Every
 * step takes the raw bytes that the step before gave out; only certificates registered for the partner that the mail says to
 * be from are trusted.
 */
export function unwrap(message: Entity, opener: Opener, now: Date): Unwrapped {
  const from = addressIn(message.header.get('from')?.[0]);
  const found = from === undefined ? undefined : senderOf(from, opener.roads());
  if (found === undefined) return refused('mail-sender-unknown');
  const { road, address } = found;
  let entity = message;
  let cipher: string | undefined;
  if (isEncrypted(entity)) {
    const { maximumBytes, keys } = opener;
    const opening = openEnveloped(entity.content, keys, { maximumBytes, isCbcAgreed: address.cbc ?? false });
    if (!opening.opened) return refused('mail-not-opened', { reason: opening.refusal });
    const reading = readEntity(canonicalLines(opening.content), { maximumBytes });
    if (!reading.read) return refused('mail-malformed', { fault: reading.fault });
    ({ entity } = reading);
    ({ cipher } = opening);
  } else if (address.plain !== true) return refused('mail-not-encrypted');
  const trust = { certificates: road.certificates.seal, time: now, maximumBytes: opener.maximumBytes };
  const signed = signedParts(entity);
  if (signed === undefined) return refused('mail-not-signed');
  const verdict = verifySigned(signed.container, trust, signed.detached);
  if (verdict.indication !== 'TOTAL-PASSED')
    return refused('mail-signature-unfit', { reason: `${verdict.indication}/${verdict.subIndication}` });
  const reading = readEntity(canonicalLines(verdict.content), opener);
  if (!reading.read) return refused('mail-malformed', { fault: reading.fault });
  // Whatever is wrapped again was addressed to somebody else by somebody else.
  if (isEncrypted(reading.entity) || signedParts(reading.entity) !== undefined)
    return refused('mail-wrapped-again');
  return {
    isAuthentic: true,
    partner: road,
    address,
    entity: reading.entity,
    ...(cipher === undefined ? {} : { cipher }),
  };
}

function senderOf(
  from: string,
  roads: readonly PartnerRoad[],
): { readonly road: PartnerRoad; readonly address: SmtpAddress } | undefined {
  for (const road of roads) {
    const address = addressOf(road);
    if (address?.mailbox.toLowerCase() === from.toLowerCase()) return { road, address };
  }
  return undefined;
}

const CONTAINERS: ReadonlySet<string> = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime']);
const SIGNATURES: ReadonlySet<string> = new Set([
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
]);

function isEncrypted({ type, parameters }: Entity): boolean {
  return CONTAINERS.has(type) && parameters.get('smime-type')?.toLowerCase() !== 'signed-data';
}

/** The signature and what it is over (RFC 1847 §2.1, RFC 8551 §3.5); undefined where it is not signed. */
function signedParts({
  type,
  parameters,
  parts,
  content,
}: Entity): { readonly container: Uint8Array; readonly detached?: Uint8Array } | undefined {
  if (CONTAINERS.has(type))
    return parameters.get('smime-type')?.toLowerCase() === 'signed-data' ? { container: content } : undefined;
  const [signed, signature, ...more] = parts;
  const isSigned = type === 'multipart/signed' && signed !== undefined && more.length === 0;
  if (!isSigned || signature === undefined || !SIGNATURES.has(signature.type)) return undefined;
  return { container: signature.content, detached: signed.raw };
}

/**
 * Lines ended by CRLF (RFC 8551 §3.1.1), for what was encrypted or signed with LF alone. The same bytes are verified and read. A
 * bare CR is left to be refused.
 */
function canonicalLines(bytes: Uint8Array): Uint8Array {
  const LF = 0x0a;
  const CR = 0x0d;
  if (!bytes.some((byte, index) => byte === LF && bytes[index - 1] !== CR)) return bytes;
  const pieces: Uint8Array[] = [];
  const end = utf8('\r\n');
  let start = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const isWhole = bytes[at - 1] === CR && at - 1 >= start;
    pieces.push(bytes.subarray(start, isWhole ? at - 1 : at), end);
    start = at + 1;
  }
  return concatBytes(...pieces, bytes.subarray(start));
}

function refused(code: string, values: Readonly<Record<string, string>> = {}): Unwrapped {
  return { isAuthentic: false, code, values };
}
