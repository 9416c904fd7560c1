import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../src/base/index.ts';
import { answerNow, generateKeyPair, readSigningKey, sha256 } from '../../src/crypto/index.ts';
import { runNow } from '../core/index.ts';
import { authorityName, readTrustPack, writeTrustPack, type TrustPack } from './index.ts';

const instants = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const serials = fc
  .bigInt({ min: 1n, max: (1n << 150n) - 1n })
  .map((serial) => serial.toString(16).toUpperCase());
const anchors = fc.record(
  {
    certificate: fc.uint8Array({ minLength: 1, maxLength: 40 }),
    from: instants,
    until: instants,
    revoked: fc.array(fc.record({ serial: serials, at: instants }), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['certificate'] },
);
const packs: fc.Arbitrary<Omit<TrustPack, 'policy'>> = fc.record({
  made: instants,
  authorities: fc.array(
    fc.record({
      key: fc.constantFrom('CN-GACC', 'NZ-MPI', 'XX-TEST'),
      country: fc.constantFrom('CN', 'NZ'),
      names: fc.constantFrom({}, { en: 'Customs' }, { en: 'Customs', zh: '海关' }),
      anchors: fc.array(anchors, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
});

const read = (text: string) => runNow(readTrustPack(utf8(text)), answerNow);

describe('a trust pack', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(packs, (pack) => {
        expect(read(writeTrustPack(pack))).toEqual({ read: true, pack });
      }),
    );
  });

  it('says who signed it, and is refused when anything of it or of its signature is another', () => {
    const signer = readSigningKey(generateKeyPair('p256').privateKey);
    const other = readSigningKey(generateKeyPair('p256').privateKey);
    const authority = { key: 'NZ-MPI', country: 'NZ', names: { en: 'Ministry' }, anchors: [] };
    const pack = { made: '2026-11-22T00:00:00Z', authorities: [authority] };
    const text = writeTrustPack(pack, signer);
    expect(read(text)).toEqual({ read: true, pack: { ...pack, signer: toHex(sha256(signer.publicKey)) } });
    // Spaces and order are no part of what was signed; whatever is said is.
    const list = JSON.parse(text) as Record<string, unknown>;
    expect(read(JSON.stringify({ more: undefined, ...list }, undefined, 2)).read).toBe(true);
    const theirs = JSON.parse(writeTrustPack(pack, other)) as { signature: object };
    for (const changes of [
      { made: '2026-11-22T00:00:01Z' },
      { policy: 'quorum none\n' },
      { added: 1 },
      { added: 1.5 },
      { added: '\ud800' },
      { authorities: [{ ...authority, country: 'CN' }] },
      { signature: null },
      { signature: {} },
      { signature: 'x' },
      { signature: { ...theirs.signature, key: Buffer.from(signer.publicKey).toString('base64') } },
      { signature: { ...theirs.signature, value: Buffer.alloc(64).toString('base64') } },
    ]) {
      const changed = read(JSON.stringify({ ...list, ...changes }));
      expect(changed, JSON.stringify(changes)).toMatchObject({ read: false, fault: 'trust-pack-signature' });
    }
    const deep = `${text.slice(0, -1)},"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(read(deep).read).toBe(false);
  });

  it('is refused for any other content, and never throws', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(read(json).read).toBe(false);
      }),
    );
  });

  const good = JSON.stringify({
    format: 'counterfoil-trust-pack-1',
    made: '2026-11-22T00:00:00Z',
    authorities: [{ key: 'NZ-MPI', country: 'NZ', names: {}, anchors: [{ certificate: 'AAEC' }] }],
    policy: 'quorum none\n',
  });
  it('carries the policy of the logs and witnesses it believes', () => {
    const reading = read(good);
    expect(reading.read && reading.pack.policy?.quorum).toBe('none');
  });

  it.each([
    ['not JSON', '{', 'trust-pack-not-json', ''],
    ['another format', good.replace('pack-1', 'pack-2'), 'trust-pack-format', '/format'],
    ['a day that does not exist', good.replace('11-22', '02-30'), 'trust-pack-time', '/made'],
    ['a country that is no code', good.replace('"NZ"', '"nz"'), 'trust-pack-authority', '/authorities/0'],
    [
      'a certificate that is no base64',
      good.replace('AAEC', 'AAE'),
      'trust-pack-certificate',
      '/authorities/0',
    ],
    ['a policy that is none', good.replace('quorum', 'quorums'), 'trust-pack-policy', '/policy'],
  ])('with %s names its fault and the place', (_what, text, fault, path) => {
    expect(read(text)).toEqual({ read: false, fault, path });
  });

  it('larger than the bound is not parsed', () => {
    const reading = runNow(readTrustPack(new Uint8Array(8_388_609)), answerNow);
    expect(reading).toMatchObject({ fault: 'trust-pack-too-large' });
  });

  it('names an authority in the reader’s language, else in English, else by its key', () => {
    const pack = {
      made: '',
      authorities: [{ key: 'A', country: 'CN', names: { en: 'Customs', zh: '海关' }, anchors: [] }],
    };
    expect(authorityName(pack, 'A', 'zh')).toBe('海关');
    expect(authorityName(pack, 'A', 'fr')).toBe('Customs');
    expect(authorityName(pack, 'B', 'zh')).toBe('B');
  });
});
