import { deflateSync, inflateSync } from 'node:zlib';
import { Buffer } from 'node:buffer';
import { encode } from 'cborg';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  CLAIM,
  FIELD,
  bytesOfDigits,
  digitsOf,
  digitsOfBytes,
  runNow,
  verifyPaper,
  type CborKey,
  type PaperReport,
  type PaperTrust,
} from '../../verify/core/index.ts';
import { toHex } from '../base/index.ts';
import { answerNow, signClaims, type SealKey } from '../crypto/index.ts';
import { specimenDocument } from './testing/specimen.ts';
import { rsaSealKey, testSeal, type TestSeal } from './testing/seal.ts';
import { makeQrSeal, RUNGS, shortened, type QrSealRequest } from './seal-claims.ts';

let seal: TestSeal;
let trust: PaperTrust;
const DIGEST = 'ab'.repeat(32);
const NOW = '2026-11-22T12:00:00Z';

beforeAll(async () => {
  seal = await testSeal('CN-GACC', 'CN');
  trust = { anchors: [seal.anchor], signers: [seal.key.certificate] };
});

function request(lines: number, changes: Partial<QrSealRequest> = {}): QrSealRequest {
  return {
    document: specimenDocument({ lines }),
    digest: DIGEST,
    authority: 'CN-GACC',
    key: seal.key,
    verifier: 'https://ledger.customs.example/verify/',
    made: '2026-11-22T10:00:00Z',
    status: { uri: 'https://ledger.customs.example/status/CN-GACC/9', index: 1_048_575 },
    ...changes,
  };
}

const verified = (text: string, time = NOW): PaperReport => runNow(verifyPaper(text, trust, time), answerNow);

/** The digits of a message of ours that is changed before it is packed. */
function changed(address: string, change: (message: Uint8Array) => Uint8Array): string {
  const packed = bytesOfDigits(digitsOf(address) ?? '') ?? new Uint8Array();
  return digitsOfBytes(deflateSync(change(new Uint8Array(inflateSync(packed)))));
}

/** Claims as a holder of the key may sign them, whatever they say. */
function signed(claims: ReadonlyMap<CborKey, unknown>, key: SealKey = seal.key): string {
  // Hostile claims are of no type that we would sign.
  return digitsOfBytes(deflateSync(signClaims(claims as Parameters<typeof signClaims>[0], key)));
}

function goodClaims(): Map<CborKey, unknown> {
  return new Map<CborKey, unknown>([
    [CLAIM.issuer, 'CN-GACC'],
    [CLAIM.made, 1_790_000_000],
    [
      CLAIM.certificate,
      new Map<CborKey, unknown>([
        [FIELD.country, 'CN'],
        [FIELD.number, 'A1'],
        [FIELD.digest, new Uint8Array(32)],
      ]),
    ],
  ]);
}

describe('the QR seal of a paper', () => {
  it('says what the certificate says, and verifies without a network', async () => {
    const { address, rung } = await makeQrSeal(request(1));
    expect(address).toMatch(/^https:\/\/ledger\.customs\.example\/verify\/#\d+$/);
    const report = verified(address);
    expect(rung).toBe(0);
    expect(report).toMatchObject({ read: true, seal: { indication: 'TOTAL-PASSED', authority: 'CN-GACC' } });
    if (!report.read) throw new Error(report.fault);
    expect(report.claims).toMatchObject({
      authority: 'CN-GACC',
      country: 'CN',
      destination: 'NZ',
      goods: [{ tariff: '02023000', net: '1000.5 KGM', quantity: '120 CT' }],
      status: { index: 1_048_575 },
    });
    expect(toHex(report.claims?.digest ?? new Uint8Array())).toBe(DIGEST);
  });

  it('names goods in every language of the certificate, English first', async () => {
    const document = specimenDocument({ lines: 1 });
    const [item] = document.consignment?.includedConsignmentItem ?? [];
    const [line] = item?.includedTradeLineItem ?? [];
    const description = [
      { value: '花生仁', language: 'zh' },
      { value: 'Shelled groundnuts', language: 'en' },
    ];
    const changed = {
      ...document,
      consignment: {
        ...document.consignment,
        includedConsignmentItem: [{ ...item, includedTradeLineItem: [{ ...line, description }] }],
      },
    };
    const report = verified((await makeQrSeal(request(1, { document: changed }))).address);
    expect(report.read && report.claims?.goods[0]?.name).toBe('Shelled groundnuts / 花生仁');
  });

  it('has at most 101 by 101 modules with eight lines of goods, and marks what it shortened', async () => {
    const { symbol, address, rung } = await makeQrSeal(request(8));
    expect(symbol.size).toBeLessThanOrEqual(101);
    const report = verified(address);
    if (!report.read || report.claims === undefined) throw new Error('not read');
    expect(report.claims.goods).toHaveLength(8);
    expect(report.claims.lineCount).toBeUndefined();
    expect(RUNGS[rung]?.lines).toBe(8);
    for (const { name } of report.claims.goods) expect(name === '' || name.length > 3).toBe(true);
  });

  it('counts the lines that it does not tell', async () => {
    const report = verified((await makeQrSeal(request(300))).address);
    if (!report.read) throw new Error(report.fault);
    expect(report.claims?.goods.length).toBeLessThanOrEqual(8);
    expect(report.claims?.lineCount).toBe(300);
  });

  it('fits whatever a certificate says, its number whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 0, max: 40 }),
        async (number, name, lines) => {
          const { symbol, address } = await makeQrSeal(
            request(0, { document: specimenDocument({ number, name, lines }) }),
          );
          expect(symbol.size).toBeLessThanOrEqual(101);
          const report = verified(address);
          expect(report.read && report.claims?.number).toBe(number);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses a key that is not P-256 by its name', async () => {
    const key = await rsaSealKey();
    await expect(makeQrSeal(request(1, { key }))).rejects.toThrow(
      expect.objectContaining({ code: 'key-unsuitable' }),
    );
  });
});

describe('a text that is cut', () => {
  it('is never longer than allowed, ends in a mark, and is cut between characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 4, max: 40 }),
        (text, most) => {
          const cut = shortened(text, most) ?? '';
          expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(Math.max(most, 3));
          if (cut !== text) expect(cut.endsWith('…')).toBe(true);
          expect(text.startsWith(cut.replace(/…$/, '')) || cut === text).toBe(true);
        },
      ),
    );
  });
});

describe('a forged or broken seal', () => {
  it('shows nothing of what it says when one byte is changed', async () => {
    const { address } = await makeQrSeal(request(2));
    const bytes = new Uint8Array(inflateSync(bytesOfDigits(digitsOf(address) ?? '') ?? new Uint8Array()));
    for (let place = 0; place < bytes.length; place += 1) {
      const text = changed(address, (message) => {
        message[place] = (message[place] ?? 0) ^ (1 << (place % 8));
        return message;
      });
      const report = verified(text);
      if (report.read) expect(report.claims, `byte ${String(place)}`).toBeUndefined();
    }
  });

  it('never throws on digits of any kind', () => {
    fc.assert(
      fc.property(fc.oneof(fc.stringMatching(/^\d{0,400}$/), fc.string()), (text) => {
        expect(verified(text).read).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const report = verified(digitsOfBytes(deflateSync(bytes)));
        expect(report.read).toBe(false);
      }),
    );
  });

  it.each<[string, (good: Map<CborKey, unknown>) => ReadonlyMap<CborKey, unknown>, string]>([
    ['no issuer', (claims) => (claims.delete(CLAIM.issuer), claims), 'paper-claims'],
    ['a claim that we do not know', (claims) => claims.set(99, 1), 'paper-claims'],
    ['a time as text', (claims) => claims.set(CLAIM.made, '2026'), 'paper-claims'],
    ['a time beyond all calendars', (claims) => claims.set(CLAIM.made, 1e13), 'paper-claims'],
    ['a time with a fraction', (claims) => claims.set(CLAIM.made, 1.5), 'paper-malformed'],
    [
      'a status list without a place',
      (claims) => claims.set(CLAIM.status, new Map([['status_list', new Map([['uri', 'x']])]])),
      'paper-claims',
    ],
    [
      'a short digest',
      (claims) =>
        claims.set(
          CLAIM.certificate,
          new Map<CborKey, unknown>([
            [1, 'CN'],
            [2, 'A'],
            [11, new Uint8Array(31)],
          ]),
        ),
      'paper-claims',
    ],
    [
      'a country that is none',
      (claims) =>
        claims.set(
          CLAIM.certificate,
          new Map<CborKey, unknown>([
            [1, 'CHN'],
            [2, 'A'],
            [11, new Uint8Array(32)],
          ]),
        ),
      'paper-claims',
    ],
  ])('is refused with %s', (_, change, fault) => {
    expect(verified(signed(goodClaims()))).toMatchObject({
      read: true,
      seal: { indication: 'TOTAL-PASSED' },
    });
    expect(verified(signed(change(goodClaims())))).toEqual({ read: false, fault });
  });

  it('is refused under another algorithm, with unknown critical headers, and with headers that nobody signed', () => {
    const kid = new Uint8Array(8);
    const message = (head: Map<number, unknown>, open = new Map<number, unknown>()): string => {
      const body = encode([encode(head), open, encode(goodClaims()), new Uint8Array(64)]);
      return digitsOfBytes(deflateSync(Buffer.concat([Buffer.of(0xd2), body])));
    };
    const heads: [Map<number, unknown>, string][] = [
      [
        new Map<number, unknown>([
          [1, -35],
          [4, kid],
        ]),
        'paper-algorithm',
      ],
      [
        new Map<number, unknown>([
          [1, 5],
          [4, kid],
        ]),
        'paper-algorithm',
      ],
      [
        new Map<number, unknown>([
          [1, 'ES256'],
          [4, kid],
        ]),
        'paper-algorithm',
      ],
      [new Map<number, unknown>([[4, kid]]), 'paper-algorithm'],
      [
        new Map<number, unknown>([
          [1, -7],
          [2, [99]],
          [4, kid],
        ]),
        'paper-critical',
      ],
      [new Map<number, unknown>([[1, -7]]), 'paper-malformed'],
      [
        new Map<number, unknown>([
          [1, -7],
          [4, new Uint8Array(9)],
        ]),
        'paper-malformed',
      ],
      [
        new Map<number, unknown>([
          [1, -7],
          [4, kid],
          [33, kid],
        ]),
        'paper-malformed',
      ],
    ];
    for (const [head, fault] of heads) expect(verified(message(head))).toEqual({ read: false, fault });
    const open = new Map<number, unknown>([[4, kid]]);
    expect(
      verified(
        message(
          new Map<number, unknown>([
            [1, -7],
            [4, kid],
          ]),
          open,
        ),
      ),
    ).toEqual({
      read: false,
      fault: 'paper-malformed',
    });
  });

  it('is not believed when another key signed it, when its time has not come, or when its key is unknown', async () => {
    const stranger = await testSeal('CN-GACC', 'CN');
    expect(verified(signed(goodClaims(), stranger.key))).toMatchObject({
      seal: { indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
    });
    const impostor: SealKey = { ...seal.key, sign: (bytes) => stranger.key.sign(bytes) };
    const forged = verified(signed(goodClaims(), impostor));
    expect(forged).toMatchObject({
      seal: { indication: 'TOTAL-FAILED', subIndication: 'SIG_CRYPTO_FAILURE' },
    });
    expect(forged.read && forged.claims).toBeUndefined();
    const other = goodClaims().set(CLAIM.issuer, 'NZ-MPI');
    expect(verified(signed(other))).toMatchObject({ seal: { indication: 'INDETERMINATE' } });
    const future = goodClaims().set(CLAIM.made, 4_000_000_000);
    expect(verified(signed(future))).toMatchObject({
      seal: { remarks: [expect.objectContaining({ code: 'seal-claimed-future' })] },
    });
  });

  it('is refused when it unpacks to more than a seal can be, or is followed by anything', () => {
    const bomb = deflateSync(new Uint8Array(1_000_000));
    expect(verified(digitsOfBytes(bomb))).toEqual({ read: false, fault: 'paper-packing' });
    const packed = bytesOfDigits(signed(goodClaims())) ?? new Uint8Array();
    const trailing = digitsOfBytes(Buffer.concat([packed, Buffer.of(1, 2, 3)]));
    expect(verified(trailing)).toEqual({ read: false, fault: 'paper-packing' });
    expect(verified(`1${'0'.repeat(7089)}`)).toEqual({ read: false, fault: 'paper-not-a-seal' });
    expect(verified('0123')).toEqual({ read: false, fault: 'paper-not-a-seal' });
  });
});
