import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateWithin } from './inflating.ts';
import { xmlInPdf } from './pdf-attachment.ts';

const XML = '<?xml version="1.0"?><a>鱼</a>';

function pdf(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(['%PDF-1.7\n', ...parts].map((part) => Buffer.from(part)));
}
const object = (dictionary: string, data: Uint8Array): (string | Uint8Array)[] => [
  `5 0 obj\n<< ${dictionary} >>\nstream\n`,
  data,
  '\nendstream\nendobj\n',
];

describe('the XML that a PDF carries', () => {
  it('is found packed', async () => {
    const data = deflateSync(XML);
    const file = pdf(
      object(
        `/Type /EmbeddedFile /Subtype /application#2Fxml /Filter /FlateDecode /Length ${String(data.length)}`,
        data,
      ),
    );
    expect(Buffer.from((await xmlInPdf(file, inflateWithin)) ?? []).toString()).toBe(XML);
  });
  it('is found plain, with its length written elsewhere', async () => {
    const file = pdf(object('/Type/EmbeddedFile /Length 6 0 R', Buffer.from(XML)));
    expect(
      Buffer.from((await xmlInPdf(file, inflateWithin)) ?? [])
        .toString()
        .trim(),
    ).toBe(XML);
  });
  it('is not there in a PDF without one, nor in what is no PDF', async () => {
    expect(await xmlInPdf(pdf(['1 0 obj\n<< /Type /Catalog >>\nendobj\n']), inflateWithin)).toBeUndefined();
    expect(await xmlInPdf(Buffer.from(XML), inflateWithin)).toBeUndefined();
  });
  it('is left alone where it would unpack beyond all bounds', async () => {
    const data = deflateSync(Buffer.alloc(40_000_000, 60));
    const file = pdf(object(`/Type /EmbeddedFile /Filter /FlateDecode /Length ${String(data.length)}`, data));
    expect(await xmlInPdf(file, inflateWithin)).toBeUndefined();
  });
  it('never fails on what claims to be a PDF', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary-ascii' }), fc.uint8Array(), async (dictionary, data) => {
        await xmlInPdf(pdf(object(`/Type /EmbeddedFile ${dictionary}`, data)), inflateWithin);
      }),
    );
  });
});
