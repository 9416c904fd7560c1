import { webcrypto } from 'node:crypto';
import { Buffer } from 'node:buffer';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { equalBytes } from '../../base/index.ts';
import { certificatePem, readSealKey, sha256, signPdf, type SealKey } from '../index.ts';
import { newParty } from '../testing/index.ts';

let key: SealKey;
const TIME = '2026-11-22T10:00:00Z';
const NAME = 'Customs (海关) \\ <x>';

beforeAll(async () => {
  pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as unknown as Crypto }));
  const root = await newParty({ name: 'Root', authority: true });
  const signer = await newParty({ name: 'Seal', by: root });
  key = readSealKey({
    privateKey: signer.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificates: certificatePem(signer.certificate) + certificatePem(root.certificate),
  });
});

/** A PDF of a catalog, a page tree and a page, with a classic table; `changes` replace objects by number. */
function plainPdf(changes: Readonly<Record<number, string>> = {}): Uint8Array {
  const objects: Record<number, string> = {
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Annots [] >>',
    ...changes,
  };
  let text = '%PDF-1.7\n%\x80\x81\x82\x83\n';
  let table = '0000000000 65535 f \n';
  for (const [number, body] of Object.entries(objects)) {
    table += `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const start = text.length;
  text += `xref\n0 ${String(Object.keys(objects).length + 1)}\n${table}trailer\n<< /Size 4 /Root 1 0 R /ID [<00> <00>] >>\nstartxref\n${String(start)}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

interface Parts {
  readonly covered: Uint8Array;
  readonly container: Uint8Array;
  readonly range: readonly number[];
}

/** What the signature covers, and the signature, as a reader of PDFs finds them. */
function partsOf(pdf: Uint8Array): Parts {
  const text = Buffer.from(pdf).toString('latin1');
  const range = (/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(text) ?? []).slice(1).map(Number);
  const [from = 0, length = 0, next = 0, rest = 0] = range;
  const hexadecimal = text.slice(length + 1, next - 1);
  const container = new Uint8Array(Buffer.from(hexadecimal, 'hex'));
  return {
    covered: new Uint8Array(
      Buffer.concat([pdf.subarray(from, from + length), pdf.subarray(next, next + rest)]),
    ),
    container,
    range,
  };
}

function signedDataOf({ container }: Parts): pkijs.SignedData {
  const { result } = asn1js.fromBER(Uint8Array.from(container).buffer);
  const content = new pkijs.ContentInfo({ schema: result });
  return new pkijs.SignedData({ schema: content.content });
}

const holds = async (parts: Parts): Promise<boolean> =>
  signedDataOf(parts)
    .verify({ signer: 0, data: Uint8Array.from(parts.covered).buffer })
    .catch(() => false);

describe('a signed PDF', () => {
  it('is what it was, with one revision behind it that the signature covers but for itself', () => {
    const pdf = plainPdf();
    const signed = signPdf(pdf, key, { time: TIME, name: NAME, reason: 'Because.' });
    expect(equalBytes(signed.subarray(0, pdf.length), pdf)).toBe(true);
    const { range } = partsOf(signed);
    const [from = 1, length = 0, next = 0, rest = 0] = range;
    expect(from).toBe(0);
    expect(next + rest).toBe(signed.length);
    expect(signed[length]).toBe('<'.charCodeAt(0));
    expect(signed[next - 1]).toBe('>'.charCodeAt(0));
    const text = Buffer.from(signed).toString('latin1');
    const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    for (const [, number, place] of text.slice(start).matchAll(/\n(\d+) 1\n(\d{10}) 00000 n /g)) {
      expect(text.slice(Number(place), Number(place) + 8)).toContain(`${number ?? ''} 0 obj`);
    }
    expect(text).toContain('/SubFilter /ETSI.CAdES.detached');
    expect(text).toContain('/SigFlags 3');
  });

  it('verifies by another library, and not after a byte was changed', async () => {
    const signed = signPdf(plainPdf(), key, { time: TIME, name: NAME });
    const parts = partsOf(signed);
    expect(await holds(parts)).toBe(true);
    const covered = Uint8Array.from(parts.covered);
    covered[20] = (covered[20] ?? 0) ^ 1;
    expect(await holds({ ...parts, covered })).toBe(false);
  });

  it('names its certificate in what is signed, and states no time of its own there', () => {
    const [signer] = signedDataOf(partsOf(signPdf(plainPdf(), key, { time: TIME, name: NAME }))).signerInfos;
    const attributes = signer?.signedAttrs?.attributes ?? [];
    const types = attributes.map(({ type }) => type).toSorted();
    expect(types).toEqual(['1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4']);
    const naming = attributes.find(({ type }) => type.endsWith('.47'))?.values[0] as
      asn1js.Sequence | undefined;
    const bytes = new Uint8Array(naming?.toBER() ?? new ArrayBuffer(0));
    expect(Buffer.from(bytes).includes(Buffer.from(sha256(key.certificate)))).toBe(true);
  });

  it('may have any name and reason', async () => {
    for (const name of [
      ')',
      '\\',
      '>> /Contents <00>',
      '/ByteRange [0 0000000000 0000000000 0000000000]',
      '',
    ]) {
      expect(await holds(partsOf(signPdf(plainPdf(), key, { time: TIME, name, reason: name })))).toBe(true);
    }
  });

  it.each<[string, () => Uint8Array]>([
    ['no PDF', () => new Uint8Array(100)],
    ['nothing', () => new Uint8Array()],
    ['a form already', () => plainPdf({ 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << >> >>' })],
    ['notes on its page', () => plainPdf({ 3: '<< /Type /Page /Parent 2 0 R /Annots [9 0 R] >>' })],
    ['pages in a circle', () => plainPdf({ 2: '<< /Type /Pages /Kids [2 0 R] >>' })],
    ['a catalog that is not there', () => plainPdf({ 1: '(text)' })],
    ['a signature already', () => signPdf(plainPdf(), key, { time: TIME, name: NAME })],
  ])('cannot be made of one with %s', (_, make) => {
    expect(() => signPdf(make(), key, { time: TIME, name: NAME })).toThrow(
      expect.objectContaining({ code: 'pdf-unsuitable' }),
    );
  });
});
