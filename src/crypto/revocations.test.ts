import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RevocationList, TrustAnchor } from '../../verify/core/index.ts';
import { utf8 } from '../base/index.ts';
import { certificatePem, CryptoError, readRevocations, verify } from './index.ts';
import { newParty, type Party } from './testing/authority.ts';
import { forge } from './testing/forge.ts';
import { certificateXml, NOW, NZ } from './testing/world.ts';

/*
 * Lists as an authority's own program makes them: OpenSSL, from its index of certificates.
 */

const CERT_AND_CRL_SIGN = 96;
const now = new Date(NOW);

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const isThere = hasOpenssl();
if (!isThere) console.warn('openssl is not installed: the tests of its revocation lists are left out.');

let folder: string;
let root: Party;
let other: Party;
let seal: Party;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'crl-'));
  root = await newParty({ name: 'Root', authority: true, usage: CERT_AND_CRL_SIGN });
  other = await newParty({ name: 'Root', authority: true, usage: CERT_AND_CRL_SIGN, algorithm: 'RSA-3072' });
  seal = await newParty({ name: 'Seal', by: root, serial: '0a11' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Line {
  readonly serial: string;
  /** As OpenSSL writes it: `261001000000Z`, with a reason after a comma. */
  readonly revoked: string;
}

/** A list over an index, signed by a party; further settings of its section. */
function listOf(by: Party, lines: readonly Line[], settings: readonly string[] = []): Uint8Array {
  const at = (name: string): string => path.join(folder, name);
  const index = lines.map(
    ({ serial, revoked }) => `R\t291231235959Z\t${revoked}\t${serial}\tunknown\t/CN=x\n`,
  );
  writeFileSync(at('index.txt'), index.join(''));
  writeFileSync(at('index.txt.attr'), 'unique_subject = no\n');
  writeFileSync(at('number'), '01\n');
  writeFileSync(at('ca.pem'), certificatePem(by.certificate));
  writeFileSync(at('ca.key'), by.key.export({ format: 'pem', type: 'pkcs8' }));
  const configuration = [
    '[ca]',
    'default_ca = one',
    '[one]',
    `database = ${at('index.txt')}`,
    `crlnumber = ${at('number')}`,
    'default_md = sha256',
    'default_crl_days = 30',
    ...(settings.length === 0 ? [] : ['crl_extensions = list', '[list]', ...settings]),
  ];
  writeFileSync(at('ca.cnf'), `${configuration.join('\n')}\n`);
  const files = [
    '-config',
    at('ca.cnf'),
    '-cert',
    at('ca.pem'),
    '-keyfile',
    at('ca.key'),
    '-out',
    at('list.pem'),
  ];
  const dates = ['-crl_lastupdate', '261115000000Z', '-crl_nextupdate', '261215000000Z'];
  execFileSync('openssl', ['ca', '-gencrl', ...dates, ...files], { stdio: 'ignore' });
  return new Uint8Array(readFileSync(at('list.pem')));
}

function derOf(pem: Uint8Array): Uint8Array {
  const [, base64 = ''] = /-----BEGIN X509 CRL-----([^-]+)-/.exec(Buffer.from(pem).toString()) ?? [];
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function read(bytes: Uint8Array, by: readonly Party[] = [root]): RevocationList {
  return readRevocations(
    bytes,
    by.map(({ certificate }) => certificate),
    now,
  ).list;
}
const faultOf = (bytes: Uint8Array, by?: readonly Party[]): string => {
  try {
    read(bytes, by);
    return 'none';
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
};

describe.skipIf(!isThere)('revocation lists of OpenSSL', () => {
  test('a seal by a certificate that was revoked before has a verdict of its own, by when it says it was made', () => {
    const pem = listOf(root, [{ serial: '0A11', revoked: '261001000000Z,keyCompromise' }]);
    const list = read(pem);
    expect(list).toMatchObject({
      made: '2026-11-15T00:00:00Z',
      due: '2026-12-15T00:00:00Z',
      revoked: [{ serial: 'A11', at: '2026-10-01T00:00:00Z' }],
      held: [],
    });
    expect(read(derOf(pem))).toEqual(list);
    const trust: readonly TrustAnchor[] = [
      { authority: NZ, certificate: root.certificate, revoked: list.revoked },
    ];
    const verdictOf = (time: string, as = trust) => {
      const xml = utf8(forge({ document: certificateXml(), by: seal, time }));
      const { indication, subIndication } = verify(xml, as, NOW).report;
      return [indication, subIndication];
    };
    expect(verdictOf('2026-10-20T00:00:00Z')).toEqual(['TOTAL-FAILED', 'REVOKED']);
    expect(verdictOf('2026-09-20T00:00:00Z')).toEqual(['INDETERMINATE', 'REVOKED_NO_POE']);
    const without = [{ authority: NZ, certificate: root.certificate }];
    expect(verdictOf('2026-10-20T00:00:00Z', without)).toEqual(['TOTAL-PASSED', undefined]);
  });

  test('when a key left its owner’s hands counts from then, and what is on hold is told apart', () => {
    const list = read(
      listOf(root, [
        { serial: '01', revoked: '261001000000Z,keyTime,20260815120000Z' },
        { serial: '02', revoked: '261002000000Z,certificateHold' },
        { serial: '03', revoked: '261003000000Z,superseded' },
      ]),
    );
    expect(list.revoked).toEqual([
      { serial: '1', at: '2026-08-15T12:00:00Z' },
      { serial: '3', at: '2026-10-03T00:00:00Z' },
    ]);
    expect(list.held).toEqual(['2']);
  });

  test('an RSA authority’s list verifies, among several of the same name, and an empty one', () => {
    const list = listOf(other, []);
    expect(readRevocations(list, [root.certificate, other.certificate], now)).toMatchObject({
      authority: 1,
      list: { revoked: [] },
    });
    expect(faultOf(list)).toBe('revocation-list-signature-wrong');
  });

  test('lists that leave out who knows what are refused, and those of others', async () => {
    expect(faultOf(listOf(root, [], ['2.5.29.27 = critical,DER:020101']))).toBe('revocation-list-partial');
    expect(
      faultOf(
        listOf(root, [], ['issuingDistributionPoint = critical,@point', '[point]', 'indirectCRL = TRUE']),
      ),
    ).toBe('revocation-list-partial');
    const mayNot = await newParty({ name: 'Root', authority: true });
    expect(faultOf(listOf(mayNot, []), [mayNot])).toBe('revocation-list-issuer-unfit');
    expect(faultOf(listOf(root, []), [await newParty({ name: 'Other', authority: true })])).toBe(
      'revocation-list-other-issuer',
    );
    const early = new Date('2026-11-14T00:00:00Z');
    expect(() => readRevocations(listOf(root, []), [root.certificate], early)).toThrow(
      'revocation-list-future',
    );
  });

  test('more than anybody needs is refused, and no changed byte is accepted', () => {
    const many = Array.from({ length: 5_001 }, (_, index) => ({
      serial: (index + 4_096).toString(16).toUpperCase(),
      revoked: '261001000000Z',
    }));
    expect(faultOf(listOf(root, many))).toBe('revocation-list-too-large');
    const der = derOf(listOf(root, [{ serial: '0A11', revoked: '261001000000Z,keyCompromise' }]));
    const good = read(der);
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Uint8Array.from(der);
        changed[place] = (changed[place] ?? 0) ^ change;
        const fault = faultOf(changed);
        // An encoding of the same signature may differ by nothing that is read.
        expect(fault === 'none' ? read(changed) : 'refused').toEqual(fault === 'none' ? good : 'refused');
      }),
      { numRuns: 300 },
    );
  });
});

test('garbage is refused by name', () => {
  const authorities = [root.certificate];
  for (const bytes of [
    utf8(''),
    utf8('no list'),
    new Uint8Array([48, 3, 2, 1, 1]),
    new Uint8Array([48, 0x84, 1]),
  ])
    expect(() => readRevocations(bytes, authorities, now)).toThrow('revocation-list-unreadable');
  const large = new Uint8Array(1_048_577).fill(48);
  expect(() => readRevocations(large, authorities, now)).toThrow('revocation-list-too-large');
});
