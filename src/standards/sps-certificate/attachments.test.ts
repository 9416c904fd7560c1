import { describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '../../base/index.ts';
import type { BinaryValue } from '../message/basic-types.ts';
import { attachments, gradeAttachments } from './attachments.ts';
import type { SpsCertificate } from './definition.ts';

function certificate(object: BinaryValue): SpsCertificate {
  return {
    exchangedDocument: { referenceReferencedDocument: [{ attachmentBinaryObject: [object] }] },
  };
}

const PATH =
  '/SPSCertificate/SPSExchangedDocument/ReferenceSPSReferencedDocument[1]/AttachmentBinaryObject[1]';

describe('attachments', () => {
  test.each([
    ['application/pdf', utf8('%PDF-1.7 …')],
    ['image/png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0)],
    ['image/jpeg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['image/gif', utf8('GIF89a')],
    ['image/tiff', Uint8Array.of(0x49, 0x49, 0x2a, 0x00)],
    ['image/webp', utf8('RIFF....WEBPVP8 ')],
  ])('%s is known by its first bytes', (type, bytes) => {
    const document = certificate({ value: toBase64(bytes) });
    expect(attachments(document)).toMatchObject([{ path: PATH, type, size: bytes.length, broken: false }]);
    expect(attachments(document)[0]?.decode()).toEqual(bytes);
    expect(gradeAttachments(document)).toEqual([]);
  });

  test.each(['JVBERi0xLjc', 'JVBE%%%%', 'JVBE=RGF', 'J'])(
    'the text %s is broken, graded and not decoded',
    (value) => {
      const document = certificate({ value, filename: 'x.pdf' });
      expect(attachments(document)[0]?.decode()).toBeUndefined();
      expect(gradeAttachments(document)).toMatchObject([
        { level: 'WARNING', code: 'attachment-broken', path: PATH, values: { filename: 'x.pdf' } },
      ]);
    },
  );

  test('a file of no known type is graded', () => {
    expect(gradeAttachments(certificate({ value: toBase64(utf8('MZ programme')) }))).toMatchObject([
      { level: 'WARNING', code: 'attachment-of-unknown-type' },
    ]);
  });

  test('a file that is not what it is declared to be is graded', () => {
    const object = { value: toBase64(utf8('%PDF-1.7')), mimeCode: 'image/png' };
    expect(gradeAttachments(certificate(object))).toMatchObject([
      { code: 'attachment-of-other-type', values: { declared: 'image/png', found: 'application/pdf' } },
    ]);
  });

  test('a file that is only pointed to is listed with its address and never broken', () => {
    const document = certificate({ value: '', uri: 'https://example.org/a.pdf' });
    expect(attachments(document)).toMatchObject([
      { uri: 'https://example.org/a.pdf', broken: false, size: 0 },
    ]);
    expect(gradeAttachments(document)).toEqual([]);
  });

  test('files of lines come after those of the certificate', () => {
    const object = { value: 'JVBERi0xLjcK' };
    const line = { referenceReferencedDocument: [{ attachmentBinaryObject: [object, object] }] };
    const document: SpsCertificate = {
      ...certificate(object),
      consignment: { includedConsignmentItem: [{ includedTradeLineItem: [line] }] },
    };
    expect(attachments(document).map(({ path }) => path.split('/').slice(-3).join('/'))).toEqual([
      'SPSExchangedDocument/ReferenceSPSReferencedDocument[1]/AttachmentBinaryObject[1]',
      'IncludedSPSTradeLineItem[1]/ReferenceSPSReferencedDocument[1]/AttachmentBinaryObject[1]',
      'IncludedSPSTradeLineItem[1]/ReferenceSPSReferencedDocument[1]/AttachmentBinaryObject[2]',
    ]);
  });
});
