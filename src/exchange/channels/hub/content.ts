import {
  elementsOf,
  escapeText,
  fromBase64,
  fromUtf8,
  textOf,
  toBase64,
  utf8,
  type Finding,
  type XmlElement,
} from '../../../base/index.ts';
import type { XmlBounds } from '../../../../verify/core/index.ts';
import { openXml, sha256Hex } from '../../../crypto/index.ts';
import {
  ENDING_STATUSES,
  readCertificate,
  readMessage,
  spsAcknowledgement17,
  type SpsAcknowledgement,
} from '../../../standards/index.ts';
import { UNWRITABLE } from './message/codec.ts';

/** Largest document in an envelope, in bytes. */
export const MAXIMUM_CONTENT = 10_485_760;
const BOUNDS: XmlBounds = { maximumBytes: MAXIMUM_CONTENT, maximumDepth: 48, maximumAttributes: 64 };

/** Longer when escaped, base64 is shorter, and what is larger than a message nobody could fetch. */
const LONGEST_TEXT = 12_582_912;

/** A document as the text of an envelope: as it stands where XML can carry it, else as base64. */
export function contentText(content: Uint8Array): string {
  const text = fromUtf8(content);
  const survives = text !== undefined && text.search(UNWRITABLE) < 0;
  return survives && escapeText(text).length <= LONGEST_TEXT ? text : toBase64(content);
}

/**
 * The document that an envelope's text is: XML as it stands (escaped or CDATA, the reader has seen to that), or base64 of it. Where a
 * digest is known, only what has it counts. Undefined where it is neither.
 */
export function contentBytes(text: string, digest?: string): Uint8Array | undefined {
  const plain = utf8(text);
  const packed = /^\s*</.test(text.replace(/^\uFEFF/, ''))
    ? undefined
    : fromBase64(text.replaceAll(/\s/g, ''));
  if (digest !== undefined)
    return [plain, packed].find((bytes) => bytes !== undefined && sha256Hex(bytes) === digest);
  if (packed !== undefined) return packed.length === 0 ? undefined : packed;
  return plain.length === 0 ? undefined : plain;
}

/** What reading a document says of it. */
export interface ContentReading {
  /** Whether it is XML, and a message that the Hub is for. */
  readonly isReadable: boolean;
  /** A country's response to a certificate. */
  readonly isAcknowledgement: boolean;
  /** What it is where no envelope says it; undefined where it cannot be read. */
  readonly messageType?: 'certificate' | 'certificate-status' | 'verification-result';
  readonly findings: readonly Finding[];
  /** What a header is made of, as far as the document says it. */
  readonly number?: string;
  readonly type?: number;
  readonly status?: number;
}

/** Reads a document as receivers do: leniently, with graded findings. Never throws on what it contains. */
export function readContent(content: Uint8Array, now: Date): ContentReading {
  const opening = openXml(content, BOUNDS);
  if (!opening.opened) return unreadable(opening.refusal, opening.values);
  const { document } = opening;
  try {
    const { root } = document;
    const isAcknowledgement = root.name === 'SPSAcknowledgement';
    if (isAcknowledgement) {
      const { document: response, findings } = readMessage(spsAcknowledgement17, root);
      return { isReadable: true, isAcknowledgement, findings, ...factsOfResponse(response) };
    }
    if (root.name !== 'SPSCertificate')
      return unreadable('other-message', { found: root.name.slice(0, 100), expected: 'SPSCertificate' });
    const { findings } = readCertificate(root, { now });
    return { isReadable: true, isAcknowledgement, messageType: 'certificate', findings, ...factsOf(root) };
  } finally {
    document.close();
  }
}

/** The type of a document that came alone: what cannot be read came for a certificate. */
export function typeOf({ messageType = 'certificate' }: ContentReading) {
  return { type: messageType };
}

export function hasSevere(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === 'SEVERE');
}

function unreadable(code: string, values: Readonly<Record<string, string>>): ContentReading {
  const finding: Finding = { area: 'Schema', level: 'SEVERE', code, path: '/', values };
  return { isReadable: false, isAcknowledgement: false, findings: [finding] };
}

function factsOf(root: XmlElement): Pick<ContentReading, 'number' | 'type' | 'status'> {
  const head = elementsOf(root).find(({ name }) => name === 'SPSExchangedDocument');
  const text = (name: string): string => {
    const found = head && elementsOf(head).find((child) => child.name === name);
    return found === undefined ? '' : textOf(found).trim();
  };
  return factsIn(text('ID'), text('TypeCode'), text('StatusCode'));
}

const ENDINGS: ReadonlySet<number | undefined> = new Set(ENDING_STATUSES.map(Number));

function factsOfResponse({ acknowledgementDocument: head = {} }: SpsAcknowledgement) {
  const [certificate] = head.referenceReferencedDocument ?? [];
  const facts = factsIn(certificate?.id?.value, certificate?.typeCode?.value, head.statusCode?.value);
  const messageType = ENDINGS.has(facts.status) ? 'certificate-status' : 'verification-result';
  return { ...facts, messageType } as const;
}

function factsIn(
  id = '',
  typeCode = '',
  statusCode = '',
): Pick<ContentReading, 'number' | 'type' | 'status'> {
  const whole = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
  const [number, type, status] = [id.trim(), whole(typeCode.trim()), whole(statusCode.trim())];
  return {
    ...(number === '' ? {} : { number }),
    ...(type === undefined ? {} : { type }),
    ...(status === undefined ? {} : { status }),
  };
}
