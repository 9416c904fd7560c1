import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { attachment } from './answers.ts';
import { waitPreferred } from './prefer.ts';

describe('name of a download', () => {
  it.each([
    ['certificate.xml', 'attachment; filename="certificate.xml"'],
    ['证书.xml', `attachment; filename="__.xml"; filename*=UTF-8''%E8%AF%81%E4%B9%A6.xml`],
    ['a"b\r\nSet-Cookie: x.xml', 'attachment; filename="a_b__Set-Cookie_ x.xml"'],
    ['../../etc/passwd', 'attachment; filename=".._.._etc_passwd"'],
    ['\u202Egpj.exe', 'attachment; filename="_gpj.exe"'],
  ])('%j is sent as %s', (name, header) => {
    expect(attachment(name)).toBe(header);
  });

  it('is a header of visible ASCII, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        expect(attachment(name)).toMatch(
          /^attachment; filename="[^"\\]*"(?:; filename\*=UTF-8''[\w.!~%&$^`|+#-]*)?$/,
        );
      }),
    );
  });
});

describe('preferred wait', () => {
  it.each([
    [undefined, 2_000],
    ['respond-async', 0],
    ['wait=5', 5_000],
    ['respond-async, wait=5', 0],
    ['return=minimal; x, WAIT = "3"', 3_000],
    ['wait=100000', 10_000],
    ['wait=soon', 2_000],
    [['wait=1', 'return=minimal'], 1_000],
  ])('%j waits %d ms', (header, milliseconds) => {
    expect(waitPreferred(header, 2_000)).toBe(milliseconds);
  });
});
