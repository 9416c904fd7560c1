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
import { readCertificate } from '../../../standards/index.ts';
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
  readonly isAcknowledgement: boolean;
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
    if (isAcknowledgement) return { isReadable: true, isAcknowledgement, findings: [] };
    if (root.name !== 'SPSCertificate')
      return unreadable('other-message', { found: root.name.slice(0, 100), expected: 'SPSCertificate' });
    const { findings } = readCertificate(root, { now });
    return { isReadable: true, isAcknowledgement, findings, ...factsOf(root) };
  } finally {
    document.close();
  }
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
  const whole = (name: string): number | undefined =>
    /^\d{1,9}$/.test(text(name)) ? Number(text(name)) : undefined;
  const [number, type, status] = [text('ID'), whole('TypeCode'), whole('StatusCode')];
  return {
    ...(number === '' ? {} : { number }),
    ...(type === undefined ? {} : { type }),
    ...(status === undefined ? {} : { status }),
  };
}
