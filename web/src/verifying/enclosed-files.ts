import { attachments } from '../../../src/standards/index.ts';
import { openCertificate } from './claimed-face.ts';

/** A file that a certificate carries. */
export interface EnclosedFile {
  /** Safe to save under. */
  readonly name: string;
  /** MIME type by its first bytes. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The files in a document, in order; what is damaged or only pointed to is left out. */
export function enclosedFiles(bytes: Uint8Array): readonly EnclosedFile[] {
  const found = openCertificate(bytes, attachments) ?? [];
  return found.flatMap(({ filename, type = 'application/octet-stream', decode, size }, index) => {
    const content = size === 0 ? undefined : decode();
    if (content === undefined) return [];
    return [{ name: safeName(filename, index), type, bytes: new Uint8Array(content) }];
  });
}

/** What the sender calls it, without path, control and direction characters. */
function safeName(filename: string | undefined, index: number): string {
  const plain = [...(filename ?? '').replace(/[\p{C}\\/:*?"<>|]/gu, '_').trim()].slice(0, 120).join('');
  const name = plain.replace(/^\.+/, '');
  return name === '' ? `attachment-${String(index + 1)}` : name;
}
