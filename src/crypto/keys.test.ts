import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runNow, SIGNATURES, verifySignature } from '../../verify/core/index.ts';
import { fromHex, toHex, utf8 } from '../base/index.ts';
import {
  answerNow,
  constantTimeEqual,
  CryptoError,
  generateKeyPair,
  hmacSha256,
  newRandom,
  readSigningKey,
  runningSha256,
  sha256,
  sha256Hex,
  verifyEd25519,
} from './index.ts';

const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array();

describe('digests', () => {
  it('are SHA-256 (FIPS 180-4, the example of "abc")', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(toHex(sha256(utf8('abc')))).toBe(abc);
    expect(sha256Hex(utf8('abc'))).toBe(abc);
    const running = runningSha256();
    running.update(utf8('a'));
    running.update(utf8('bc'));
    expect(toHex(running.finish())).toBe(abc);
  });

  it('are HMAC-SHA-256 (RFC 4231, case 2)', () => {
    expect(toHex(hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});

it('constant-time equality is equality', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 8 }), fc.uint8Array({ maxLength: 8 }), (left, right) => {
      expect(constantTimeEqual(left, right)).toBe(toHex(left) === toHex(right));
      expect(constantTimeEqual(left, Uint8Array.from(left))).toBe(true);
    }),
  );
});

it('random bytes are as many as asked for, and others each time', () => {
  expect(newRandom(32)).toHaveLength(32);
  expect(toHex(newRandom(32))).not.toBe(toHex(newRandom(32)));
});

describe('keys', () => {
  it.each(['ed25519', 'p256'] as const)(
    'of %s sign what their public half verifies, and nothing else',
    (kind) => {
      const pair = generateKeyPair(kind);
      const key = readSigningKey(pair.privateKey);
      expect(key.kind).toBe(kind);
      const algorithm = kind === 'p256' ? 'ECDSA-P256-SHA-256' : 'ED25519';
      fc.assert(
        fc.property(fc.uint8Array(), fc.nat(), (bytes, at) => {
          const signature = key.sign(bytes);
          const question = { algorithm, key: key.publicKey, bytes, signature } as const;
          expect(runNow(verifySignature(question), answerNow)).toBe(true);
          const other = Uint8Array.from(signature);
          other[at % other.length] = (other[at % other.length] ?? 0) ^ 1;
          expect(runNow(verifySignature({ ...question, signature: other }), answerNow)).toBe(false);
          expect(
            runNow(verifySignature({ ...question, bytes: Uint8Array.from([...bytes, 0]) }), answerNow),
          ).toBe(false);
        }),
        { numRuns: 50 },
      );
    },
  );

  it.each([
    ['ed25519', 'ED25519'],
    ['p256', 'ECDSA-P256-SHA-256'],
  ] as const)('of %s sign the same beside the main thread', async (kind, algorithm) => {
    const key = readSigningKey(generateKeyPair(kind).privateKey);
    const bytes = utf8('beside');
    const question = {
      algorithm,
      key: key.publicKey,
      bytes,
      signature: await key.signBeside(bytes),
    } as const;
    expect(runNow(verifySignature(question), answerNow)).toBe(true);
    expect(runNow(verifySignature({ ...question, bytes: utf8('other') }), answerNow)).toBe(false);
  });

  it('are as bare as the notes of a log want them', () => {
    expect(readSigningKey(generateKeyPair('ed25519').privateKey).rawPublicKey).toHaveLength(32);
    expect(readSigningKey(generateKeyPair('p256').privateKey).rawPublicKey).toHaveLength(65);
  });

  it('that cannot be read, or are of another kind, are errors of their own', () => {
    expect(() => readSigningKey('-----BEGIN PRIVATE KEY-----')).toThrow(new CryptoError('key-unreadable'));
  });
});

describe('verifyEd25519', () => {
  it('verifies RFC 8032 §7.1 test 2', () => {
    const key = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = hex(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    expect(verifyEd25519(key, hex('72'), signature)).toBe(true);
    expect(verifyEd25519(key, hex('73'), signature)).toBe(false);
  });

  it('says false to whatever is no key and no signature', () => {
    expect(verifyEd25519(new Uint8Array(31), new Uint8Array(), new Uint8Array(64))).toBe(false);
    expect(verifyEd25519(new Uint8Array(32), new Uint8Array(), new Uint8Array(63))).toBe(false);
    expect(verifyEd25519(new Uint8Array(32).fill(255), new Uint8Array(), new Uint8Array(64))).toBe(false);
  });
});

it('answers false, and throws nothing, to keys and signatures that are none', () => {
  const { publicKey } = readSigningKey(generateKeyPair('p256').privateKey);
  fc.assert(
    fc.property(
      fc.constantFrom(...SIGNATURES),
      fc.oneof(fc.uint8Array(), fc.constant(publicKey)),
      fc.uint8Array({ maxLength: 130 }),
      (algorithm, key, signature) => {
        const question = { algorithm, key, bytes: utf8('x'), signature };
        expect(runNow(verifySignature(question), answerNow)).toBe(false);
      },
    ),
  );
});
