import { decodeBase64, isBase64, type Finding } from '../../base/index.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import type { ReferencedDocument, SpsCertificate } from './definition.ts';
import { lineItems } from './lines.ts';

/** A file of a certificate, found but not yet decoded. */
export interface Attachment {
  /** The path of its element. */
  readonly path: string;
  /** As the sender wrote it; not safe as a file name. */
  readonly filename?: string;
  /** MIME type by its first bytes; absent where they are of no known type. */
  readonly type?: string;
  /** MIME type the sender declares. */
  readonly declaredType?: string;
  /** Bytes of the file; of the readable part where the base64 text is broken. */
  readonly size: number;
  /** The base64 text is damaged or cut off. */
  readonly broken: boolean;
  /** Where the file is, when it is only pointed to. Never fetched. */
  readonly uri?: string;
  /** Number, kind and description of the document it belongs to. */
  readonly documentId?: string;
  readonly documentType?: string;
  readonly relationship?: string;
  readonly information?: string;
  /** The bytes; undefined when broken. */
  decode(): Uint8Array | undefined;
}

/** First bytes by type; `at` is where they stand. */
const SIGNATURES: readonly { readonly type: string; readonly bytes: string; readonly at?: number }[] = [
  { type: 'application/pdf', bytes: '%PDF-' },
  { type: 'image/png', bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', bytes: '\xff\xd8\xff' },
  { type: 'image/gif', bytes: 'GIF87a' },
  { type: 'image/gif', bytes: 'GIF89a' },
  { type: 'image/tiff', bytes: 'II*\0' },
  { type: 'image/tiff', bytes: 'MM\0*' },
  { type: 'image/webp', bytes: 'WEBP', at: 8 },
  { type: 'application/zip', bytes: 'PK\x03\x04' },
  { type: 'application/xml', bytes: '<?xml' },
];

/** Every file of a certificate, in the order of its documents: first the certificate's own, then each line's. */
export function attachments(certificate: SpsCertificate): Attachment[] {
  const found: Attachment[] = [];
  const collect = (documents: readonly ReferencedDocument[] | undefined, path: string): void => {
    for (const [index, document] of (documents ?? []).entries()) {
      const at = `${path}/ReferenceSPSReferencedDocument[${String(index + 1)}]`;
      for (const [number] of (document.attachmentBinaryObject ?? []).entries()) {
        const attachment = attachmentOf(
          document,
          number,
          `${at}/AttachmentBinaryObject[${String(number + 1)}]`,
        );
        if (attachment) found.push(attachment);
      }
    }
  };
  collect(certificate.exchangedDocument?.referenceReferencedDocument, '/SPSCertificate/SPSExchangedDocument');
  for (const { line, path } of lineItems(certificate)) collect(line.referenceReferencedDocument, path);
  return found;
}

function attachmentOf(document: ReferencedDocument, number: number, path: string): Attachment | undefined {
  const object = document.attachmentBinaryObject?.[number];
  if (!object) return undefined;
  const isPointer = object.value === '' && object.uri !== undefined;
  const broken = !isPointer && !isBase64(object.value);
  const type = typeOf(object.value);
  return {
    path,
    ...(object.filename === undefined ? {} : { filename: object.filename }),
    ...(type === undefined ? {} : { type }),
    ...(object.mimeCode === undefined ? {} : { declaredType: object.mimeCode }),
    size: sizeOf(object.value),
    broken,
    ...(object.uri === undefined ? {} : { uri: object.uri }),
    ...(document.id === undefined ? {} : { documentId: document.id.value }),
    ...(document.typeCode === undefined ? {} : { documentType: document.typeCode.value }),
    ...(document.relationshipTypeCode === undefined
      ? {}
      : { relationship: document.relationshipTypeCode.value }),
    ...(document.information === undefined ? {} : { information: document.information.value }),
    decode: () => (broken ? undefined : decodeBase64(object.value)),
  };
}

function sizeOf(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor((base64.length * 3) / 4) - padding);
}

function typeOf(base64: string): string | undefined {
  const bytes = decodeBase64(base64.slice(0, 32).replace(/=+$/, '').slice(0, 24).padEnd(24, 'A'));
  if (!bytes) return undefined;
  const start = String.fromCharCode(...bytes);
  return SIGNATURES.find(({ bytes: signature, at = 0 }) => start.startsWith(signature, at))?.type;
}

/** Remarks on a certificate's files. */
export function gradeAttachments(certificate: SpsCertificate): Finding[] {
  return attachments(certificate).flatMap((attachment): Finding[] => {
    const { path, filename = '' } = attachment;
    if (attachment.broken) return [mapping('attachment-broken', path, { filename })];
    if (attachment.size > 0 && attachment.type === undefined) {
      return [mapping('attachment-of-unknown-type', path, { filename })];
    }
    const { declaredType, type } = attachment;
    if (declaredType !== undefined && type !== undefined && declaredType.toLowerCase() !== type) {
      return [mapping('attachment-of-other-type', path, { filename, declared: declaredType, found: type })];
    }
    return [];
  });
}

function mapping(code: FindingCode, path: string, values: Readonly<Record<string, string>>): Finding {
  return { area: 'Mapping', level: 'WARNING', code, path, values };
}
