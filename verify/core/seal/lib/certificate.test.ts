import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, fromHex, toHex } from '../../../../src/base/index.ts';
import { readCertificate } from './certificate.ts';
import { contentsOf, DerFault, naturalOf, oidOf, readDer, TAG } from './der.ts';
import { isPlainSignature, plainSignature } from './ecdsa.ts';

const hex = (text: string): Uint8Array => fromHex(text.replaceAll(' ', '')) ?? new Uint8Array();

/** A P-256 root of the test world, made with openssl: `C=NZ, O=Test, CN=Röt, Ltd`, 2026 to 2056, path length 1. */
const ROOT =
  fromBase64(`MIIBqDCCAU+gAwIBAgIUNazIQs/bQmQhnvKBBZ3DKlKx2zswCgYIKoZIzj0EAwIwMDELMAkGA1UEBhMCTloxDTALBgNVBAoMBFRl
c3QxEjAQBgNVBAMMCVLDtnQsIEx0ZDAgFw0yNjAxMDEwMDAwMDBaGA8yMDU2MDEwMTAwMDAwMFowMDELMAkGA1UEBhMCTloxDTAL
BgNVBAoMBFRlc3QxEjAQBgNVBAMMCVLDtnQsIEx0ZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKisefPkFLK7fslxnJwQ76qc
PYL3Xr/jKxBuGREXeIDJIK0dnqgor5ehQvlaNKNFPG+ziuN3ZXQUwhOZDrmRv/2jRTBDMBIGA1UdEwEB/wQIMAYBAf8CAQEwDgYD
VR0PAQH/BAQDAgIEMB0GA1UdDgQWBBT1SbdZMfj/n8SKRhLMj9sBGC+q9zAKBggqhkjOPQQDAgNHADBEAiAUsedhdGzDs41PfcR7
bhU28tL86+5VLvDTHJDtjIdh7AIgaXiT4NhGiqAKvh0e3u/bVaC1OxXxui6Dc20ew/iWIaE=`) ?? new Uint8Array();

describe('readDer', () => {
  it.each([
    ['nothing', ''],
    ['a value cut short', '30 03 02 01'],
    ['bytes after the value', '05 00 00'],
    ['an indefinite length', '30 80 00 00'],
    ['a length in more bytes than it needs', '04 81 01 00'],
    ['a length with a leading zero', '04 82 00 81'],
    ['a tag above 30', '1f 1f 00'],
  ])('refuses %s', (_name, bytes) => {
    expect(() => readDer(hex(bytes))).toThrow(DerFault);
  });

  it.each([
    ['an empty integer', '02 00'],
    ['a negative integer', '02 01 80'],
    ['an integer with a zero too many', '02 02 00 7f'],
  ])('takes %s for no natural number', (_name, bytes) => {
    expect(() => naturalOf(readDer(hex(bytes)))).toThrow(DerFault);
  });

  it('reads object identifiers', () => {
    expect(oidOf(readDer(hex('06 08 2a 86 48 ce 3d 03 01 07')))).toBe('1.2.840.10045.3.1.7');
    expect(oidOf(readDer(hex('06 03 55 04 03')))).toBe('2.5.4.3');
    expect(() => oidOf(readDer(hex('06 02 2a 80')))).toThrow(DerFault);
    expect(() => oidOf(readDer(hex('06 03 2a 80 01')))).toThrow(DerFault);
  });
});

describe('readCertificate', () => {
  it('reads a certificate that openssl made', () => {
    expect(readCertificate(ROOT)).toMatchObject({
      subject: 'CN=Röt\\, Ltd, O=Test, C=NZ',
      issuer: 'CN=Röt\\, Ltd, O=Test, C=NZ',
      serial: '35ACC842CFDB4264219EF281059DC32A52B1DB3B',
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2056-01-01T00:00:00Z',
      isAuthority: true,
      pathLength: 1,
      key: { kind: 'ec', curve: 'P256', text: 'EC P-256' },
      signature: { scheme: 'ecdsa', digest: 'SHA-256' },
      unknownCritical: [],
    });
  });

  it('reads none in any that was cut, and throws at nothing', () => {
    for (let length = 0; length < ROOT.length; length += 1) {
      expect(readCertificate(ROOT.subarray(0, length))).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 255 }), (at, byte) => {
        const changed = Uint8Array.from(ROOT);
        changed[at % changed.length] = byte;
        readCertificate(changed);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readCertificate(bytes) === undefined),
    );
  });

  it('reads none that is larger than a certificate is', () => {
    expect(readCertificate(new Uint8Array(20_000))).toBeUndefined();
  });
});

describe('ECDSA signatures', () => {
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
  const one = `${'00'.repeat(31)}01`;
  it.each([
    ['1 and 1', one + one, true],
    ['0 and 1', '00'.repeat(32) + one, false],
    ['1 and 0', one + '00'.repeat(32), false],
    ['the order and 1', order + one, false],
    ['one less than the order', `${order.slice(0, -1)}0${one}`, true],
    ['all ones', 'ff'.repeat(64), false],
    ['63 bytes', '01'.repeat(63), false],
    ['65 bytes', '01'.repeat(65), false],
  ])('of %s have the form of P-256: %#', (_name, bytes, expected) => {
    expect(isPlainSignature('P256', hex(bytes))).toBe(expected);
  });

  it('come out of DER as they went in, and of nothing else', () => {
    const scalar = fc
      .uint8Array({ minLength: 1, maxLength: 32 })
      .filter((bytes) => bytes[0] !== 0 && bytes[0] !== 0xff);
    fc.assert(
      fc.property(scalar, scalar, (r, s) => {
        const integer = (bytes: Uint8Array): number[] => {
          const content = (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : [...bytes];
          return [TAG.integer, content.length, ...content];
        };
        const content = [...integer(r), ...integer(s)];
        const plain = plainSignature('P256', Uint8Array.from([TAG.sequence, content.length, ...content]));
        expect(plain && toHex(plain)).toBe(toHex(r).padStart(64, '0') + toHex(s).padStart(64, '0'));
        expect(
          plainSignature('P256', Uint8Array.from([TAG.sequence, content.length + 1, ...content, 0])),
        ).toBeUndefined();
      }),
    );
    expect(contentsOf(readDer(hex('30 00')), TAG.sequence)).toEqual([]);
  });
});
