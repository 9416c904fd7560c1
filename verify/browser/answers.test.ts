import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../src/base/index.ts';
import { answerNow } from '../../src/crypto/index.ts';
import {
  DIGESTS,
  runLater,
  runNow,
  digest,
  verifySignature,
  type SignatureAlgorithm,
} from '../core/index.ts';
import { answerLater, canVerifyEd25519 } from './index.ts';

const message = utf8('<Quantity>100</Quantity>');

interface Signed {
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
}

async function signed(
  generate: AlgorithmIdentifier | RsaHashedKeyGenParams | EcKeyGenParams,
  sign: AlgorithmIdentifier | EcdsaParams | RsaPssParams,
): Promise<Signed> {
  const pair = await crypto.subtle.generateKey(generate, true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('a key pair was asked for');
  return {
    key: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    signature: new Uint8Array(await crypto.subtle.sign(sign, pair.privateKey, message)),
  };
}

function rsa(name: string, hash: string) {
  return { name, hash, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
}

const CASES: readonly (readonly [SignatureAlgorithm, () => Promise<Signed>])[] = [
  ...(['256', '384', '512'] as const).flatMap(
    (size): (readonly [SignatureAlgorithm, () => Promise<Signed>])[] => {
      const hash = `SHA-${size}`;
      return [
        [
          `ECDSA-P256-SHA-${size}`,
          () => signed({ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash }),
        ],
        [
          `ECDSA-P384-SHA-${size}`,
          () => signed({ name: 'ECDSA', namedCurve: 'P-384' }, { name: 'ECDSA', hash }),
        ],
        [`RSA-SHA-${size}`, () => signed(rsa('RSASSA-PKCS1-v1_5', hash), { name: 'RSASSA-PKCS1-v1_5' })],
        [
          `RSA-PSS-SHA-${size}`,
          () => signed(rsa('RSA-PSS', hash), { name: 'RSA-PSS', saltLength: Number(size) / 8 }),
        ],
      ];
    },
  ),
  ['ED25519', () => signed({ name: 'Ed25519' }, { name: 'Ed25519' })],
];

describe.each(CASES)('%s', (algorithm, make) => {
  let made: Signed;
  beforeAll(async () => {
    made = await make();
  });
  const verify = (question: { key?: Uint8Array; bytes?: Uint8Array; signature?: Uint8Array }) =>
    runLater(verifySignature({ algorithm, bytes: message, ...made, ...question }), answerLater);

  it('accepts what was signed', async () => {
    expect(await verify({})).toBe(true);
  });

  it('refuses other bytes, another signature, and a signature cut short', async () => {
    expect(await verify({ bytes: utf8('<Quantity>900</Quantity>') })).toBe(false);
    expect(
      await verify({ signature: made.signature.map((byte, index) => (index === 9 ? byte ^ 1 : byte)) }),
    ).toBe(false);
    expect(await verify({ signature: made.signature.subarray(1) })).toBe(false);
    expect(await verify({ signature: new Uint8Array(made.signature.length) })).toBe(false);
  });

  it('calls a key that cannot be used unverified', async () => {
    expect(await verify({ key: made.key.subarray(0, 20) })).toBe(false);
    expect(await verify({ key: new Uint8Array(0) })).toBe(false);
  });
});

it('an RSA signature without its leading zero is unverified, here and by the server', async () => {
  const pair = await crypto.subtle.generateKey(rsa('RSA-PSS', 'SHA-256'), true, ['sign', 'verify']);
  const key = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const sign = async (): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign({ name: 'RSA-PSS', saltLength: 32 }, pair.privateKey, message));
  let signature = await sign();
  // The salt makes each another one; of some 256 one begins with a zero.
  while (signature[0] !== 0) signature = await sign();
  const asked = (bytes: Uint8Array) =>
    verifySignature({ algorithm: 'RSA-PSS-SHA-256', key, bytes: message, signature: bytes });
  expect(await runLater(asked(signature), answerLater)).toBe(true);
  expect(runNow(asked(signature), answerNow)).toBe(true);
  expect(await runLater(asked(signature.subarray(1)), answerLater)).toBe(false);
  expect(runNow(asked(signature.subarray(1)), answerNow)).toBe(false);
});

it('a key of another algorithm is unverified', async () => {
  const { key } = await signed({ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' });
  for (const algorithm of ['ECDSA-P384-SHA-256', 'RSA-SHA-256', 'ED25519'] as const) {
    const asked = verifySignature({ algorithm, key, bytes: message, signature: new Uint8Array(64) });
    expect(await runLater(asked, answerLater)).toBe(false);
  }
});

it('digests of a view are of the view alone', async () => {
  const whole = utf8('xxabcxx');
  for (const algorithm of DIGESTS) {
    expect(await runLater(digest(algorithm, whole.subarray(2, 5)), answerLater)).toEqual(
      await runLater(digest(algorithm, utf8('abc')), answerLater),
    );
  }
});

it('this host knows Ed25519', async () => {
  expect(await canVerifyEd25519()).toBe(true);
});
