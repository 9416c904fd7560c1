import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../base/index.ts';
import {
  addressIn,
  isMailAddress,
  lineFault,
  MAIL_FAULTS,
  readEntity,
  writeEntity,
  writeMessage,
  writeMultipart,
  type MailFault,
} from './index.ts';

const BOUNDS = { maximumBytes: 200_000 };
const mail = (...lines: readonly string[]): Uint8Array => utf8(lines.join('\r\n'));
const faultOf = (bytes: Uint8Array): MailFault | 'none' => {
  const reading = readEntity(bytes, BOUNDS);
  return reading.read ? 'none' : reading.fault;
};
const entityOf = (bytes: Uint8Array) => {
  const reading = readEntity(bytes, BOUNDS);
  if (!reading.read) throw new Error(reading.fault);
  return reading.entity;
};
const multipart = (boundary: string, ...parts: readonly string[]): string =>
  [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--`,
    '',
  ].join('\r\n');

describe('what two readers could read differently is refused', () => {
  const hostile: readonly (readonly [string, MailFault, Uint8Array])[] = [
    ['a bare LF', 'mail-line-ends', utf8('A: b\r\n\r\nx\ny\r\n')],
    ['a bare CR', 'mail-line-ends', utf8('A: b\r\n\r\nx\ry\r\n')],
    ['LF.LF', 'mail-line-ends', utf8('A: b\r\n\r\nx\n.\nMAIL FROM:<a@b>\r\n')],
    ['CR.CR', 'mail-line-ends', utf8('A: b\r\n\r\nx\r.\rMAIL FROM:<a@b>\r\n')],
    ['NUL', 'mail-nul', utf8('A: b\r\n\r\nx\u0000y\r\n')],
    ['no header end', 'mail-header-malformed', utf8('A: b\r\n')],
    ['a line that is no field', 'mail-header-malformed', mail('A: b', 'no field', '', 'x')],
    ['a space before the colon', 'mail-header-malformed', mail('Content-Type : text/xml', '', 'x')],
    ['a folded line of spaces', 'mail-header-malformed', mail('A: b', '   ', 'B: c', '', 'x')],
    ['a header without measure', 'mail-header-too-large', utf8(`A: ${'b'.repeat(70_000)}\r\n\r\n`)],
    [
      'more fields than any mail has',
      'mail-header-malformed',
      mail(...Array.from({ length: 301 }, () => 'A: b'), '', ''),
    ],
    ['two From fields', 'mail-field-repeated', mail('From: a@b.c', 'FROM: d@e.f', '', 'x')],
    ['two types', 'mail-field-repeated', mail('Content-Type: text/plain', 'Content-Type: text/xml', '', 'x')],
    [
      'two boundaries',
      'mail-parameter-repeated',
      mail('Content-Type: multipart/mixed; boundary=a; boundary=b', '', '--a', '', '--a--'),
    ],
    [
      'a boundary of nothing',
      'mail-boundary-unfit',
      mail('Content-Type: multipart/mixed; boundary=""', '', '----', ''),
    ],
    ['no boundary', 'mail-boundary-unfit', mail('Content-Type: multipart/mixed', '', 'x')],
    [
      'a multipart without end',
      'mail-part-unended',
      mail('Content-Type: multipart/mixed; boundary=a', '', '--a', '', 'x', ''),
    ],
    [
      'an encoded multipart',
      'mail-encoding-unknown',
      mail('Content-Type: multipart/mixed; boundary=a', 'Content-Transfer-Encoding: base64', '', 'x'),
    ],
    [
      'an encoding nobody knows',
      'mail-encoding-unknown',
      mail('Content-Transfer-Encoding: x-uuencode', '', 'x'),
    ],
    [
      'base64 with something else in it',
      'mail-encoding-broken',
      mail('Content-Transfer-Encoding: base64', '', 'YWJj!ZGVm', ''),
    ],
    [
      'base64 after its padding',
      'mail-encoding-broken',
      mail('Content-Transfer-Encoding: base64', '', 'YQ==YQ==', ''),
    ],
    [
      'quoted-printable without digits',
      'mail-encoding-broken',
      mail('Content-Transfer-Encoding: quoted-printable', '', '=ZZ', ''),
    ],
    ['too many bytes', 'mail-too-large', utf8(`\r\n${'x'.repeat(200_001)}`)],
  ];
  it.each(hostile)('%s', (_, fault, bytes) => {
    expect(faultOf(bytes)).toBe(fault);
  });

  it('a nested MIME bomb is refused by depth and by number, in little time', () => {
    let nested = 'Content-Type: text/plain\r\n\r\nx';
    for (let depth = 0; depth < 12; depth += 1) nested = multipart(`b${String(depth)}`, nested);
    expect(faultOf(utf8(nested))).toBe('mail-too-deep');
    expect(faultOf(utf8(multipart('a', ...Array.from({ length: 200 }, () => '\r\nx'))))).toBe(
      'mail-too-many-parts',
    );
    // Each level holds as many as are allowed: the whole is counted, not each level.
    const wide = multipart('b', ...Array.from({ length: 20 }, () => '\r\nx'));
    expect(faultOf(utf8(multipart('a', wide, wide, wide, wide)))).toBe('mail-too-many-parts');
    // Delimiters that are none, without end: one pass.
    expect(faultOf(utf8(multipart('a', `\r\n${'--a'.repeat(50_000)}`)))).toBe('none');
  });

  it('no bytes whatever make the reader throw', () => {
    const whole = utf8(multipart('a', 'Content-Type: text/xml; name="x.xml"\r\n\r\n<a/>'));
    for (let place = 0; place < whole.length; place += 1) {
      for (const byte of [0, 0x0a, 0x22, 0x3b, 0xff]) {
        const changed = Uint8Array.from(whole);
        changed[place] = byte;
        const reading = readEntity(changed, BOUNDS);
        if (!reading.read) expect(MAIL_FAULTS).toContain(reading.fault);
      }
    }
  });
});

describe('what is read', () => {
  it('keeps every part as it came, and its end without the line end of the delimiter', () => {
    const first = 'Content-Type: text/xml; charset="utf-8"\r\n\r\n<a/>\r\n';
    const whole = entityOf(utf8(multipart('=_b/1', first, '\r\nsecond')));
    expect(whole.parts.map(({ raw }) => fromUtf8(raw))).toEqual([first, '\r\nsecond']);
    expect(whole.parts.map(({ type }) => type)).toEqual(['text/xml', 'text/plain']);
    expect(fromUtf8(whole.parts[0]?.content ?? new Uint8Array())).toBe('<a/>\r\n');
  });

  it('undoes encodings, and knows names in other letters, without a path', () => {
    const quoted = entityOf(
      mail('Content-Transfer-Encoding: Quoted-Printable', '', 'caf=C3=A9 =', 'x=3D1', ''),
    );
    expect(fromUtf8(quoted.content)).toBe('café x=1\r\n');
    const named = entityOf(
      mail("Content-Disposition: attachment; filename*=utf-8''..%2F%E8%AF%81%E4%B9%A6%E2%80%AE.xml", '', 'x'),
    );
    expect(named.fileName).toBe('..证书.xml');
  });
});

describe('what is written', () => {
  it('is read back by us and by mailparser, and no value makes a field', async () => {
    const text = utf8('<certificate>证书</certificate>');
    const part = writeEntity([{ name: 'Content-Type', value: 'application/xml; name="c.xml"' }], text);
    const entity = writeMultipart([], { type: 'multipart/mixed', boundary: '=_x', parts: [part] });
    const subject =
      '证书 20 吨 \r\nBcc: evil@example.org\u2028 =?utf-8?q?x?= très long et encore plus long que cela';
    const bytes = writeMessage(
      [
        { name: 'From', value: 'a@example.org' },
        { name: 'Subject', value: subject },
        {
          name: 'References',
          value: Array.from({ length: 9 }, (_, at) => `<${String(at)}@example.org>`).join(' '),
        },
      ],
      entity,
    );
    expect(lineFault(bytes)).toBeUndefined();
    expect((fromUtf8(bytes) ?? '').split('\r\n').every((line) => line.length <= 78)).toBe(true);
    const ours = entityOf(bytes);
    expect([...ours.header.keys()]).toEqual([
      'from',
      'subject',
      'references',
      'mime-version',
      'content-type',
    ]);
    expect(ours.parts[0]?.content).toEqual(text);
    const theirs = await simpleParser(Buffer.from(bytes));
    expect(theirs.subject).toBe(
      subject
        .replaceAll(/[\r\n\u2028]+/g, ' ')
        .replaceAll(/ {2,}/g, (all) => all)
        .trim(),
    );
    expect(theirs.attachments[0]?.content).toEqual(Buffer.from(text));
    expect(theirs.references).toHaveLength(9);
  });
});

describe('addresses', () => {
  it('are plain, one, and without anything around them that could be another', () => {
    expect(addressIn('NZ <exchange@MPI.govt.NZ>')).toBe('exchange@mpi.govt.nz');
    expect(addressIn('"Last, First" <a@b.c>')).toBe('a@b.c');
    for (const field of [
      'a@b.c, d@e.f',
      'x@y.z <a@b.c>',
      '<a@b.c> <d@e.f>',
      '',
      undefined,
      '"a\r\n"@b.c',
      `${'('.repeat(900)}a@b.c`,
    ])
      expect(addressIn(field)).toBeUndefined();
    expect(isMailAddress('a\r\nRCPT TO:<b@c.d>@e.f')).toBe(false);
    expect(isMailAddress(`${'a'.repeat(65)}@b.c`)).toBe(false);
  });
});
