import type { Face } from '../../../src/standards/index.ts';
import type { PaperInspection, TrustPack } from '../../../verify/inspection/index.ts';
import { checkPaper, fieldOf } from '../../../verify/page/index.ts';
import { claimedFace } from './claimed-face.ts';
import { inflateWithin } from './inflating.ts';
import { xmlInPdf } from './pdf-attachment.ts';
import { qrInPicture } from './qr-reading.ts';
import { trustPack, verifyFile, type Verified } from './verifier.ts';

const LARGEST_FILE = 67_108_864;

/** What a person handed in, read on this device. `fault` is a key of the words. */
export type Handed =
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly verified: Verified;
      /** What it says though no seal holds over it: for comparison alone. */
      readonly claimed?: Face;
      readonly number?: string;
    }
  | {
      readonly kind: 'seal';
      readonly name: string;
      readonly inspection: PaperInspection;
      readonly pack: TrustPack | undefined;
      readonly number?: string;
      readonly picture?: Blob;
    }
  | { readonly kind: 'picture'; readonly name: string; readonly picture: Blob }
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: 'unread'; readonly name: string; readonly fault: string };

/** Reads a file of any kind that the window takes: sealed XML, evidence bundle, PDF with its XML, picture with a QR seal. */
export async function readHanded(file: File): Promise<Handed> {
  const { name } = file;
  if (file.size > LARGEST_FILE) return { kind: 'unread', name, fault: 'web-intake-large' };
  if (file.type.startsWith('image/')) {
    const text = await qrInPicture(file);
    if (text === undefined) return { kind: 'picture', name, picture: file };
    const read = await readQr(text, name);
    return read.kind === 'seal' ? { ...read, picture: file } : read;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isPdf = bytes[0] === 0x25 && bytes[1] === 0x50;
  const content = isPdf ? await xmlInPdf(bytes, inflateWithin) : bytes;
  if (content === undefined) return { kind: 'unread', name, fault: 'web-intake-pdf-empty' };
  const verified = await verifyFile(content, new Date().toISOString());
  const { inspection } = verified;
  const proven = inspection.read ? inspection.certificate : undefined;
  const claimed = proven === undefined ? claimedFace(content) : undefined;
  const face = proven ?? claimed;
  const number = face === undefined ? undefined : fieldOf(face, 'face-number')?.values[0]?.value;
  return {
    kind: 'file',
    name,
    verified,
    ...(claimed === undefined ? {} : { claimed }),
    ...(number === undefined ? {} : { number }),
  };
}

/** Reads what a QR symbol says: a seal on paper with its status, or else a text to look up. */
export async function readQr(
  text: string,
  name: string,
): Promise<Extract<Handed, { readonly kind: 'seal' | 'text' }>> {
  const pack = await trustPack();
  const time = new Date().toISOString();
  const inspection = await checkPaper(text, pack === undefined ? { time } : { pack, time });
  if (!inspection.read && inspection.refusal === 'paper-not-a-seal') return { kind: 'text', name, text };
  const number = inspection.read ? inspection.claims?.number : undefined;
  return { kind: 'seal', name, inspection, pack, ...(number === undefined ? {} : { number }) };
}
