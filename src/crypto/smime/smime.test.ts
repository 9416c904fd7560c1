import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../../base/index.ts';
import {
  certificatePem,
  encryptFor,
  newRandom,
  openEnveloped,
  readMailKey,
  signDetached,
  verifySigned,
  type MailKey,
  type MailTrust,
} from '../index.ts';
import { newParty, type Party } from '../testing/index.ts';

const CONTENT = utf8('Content-Type: text/plain\r\n\r\nNZ2026/1234, 20 t of milk powder\r\n');
const MAXIMUM = 1_000_000;
const NOW = new Date('2026-11-22T10:00:00Z');
const KINDS = ['P-256', 'P-384', 'RSA-3072'] as const;
type Kind = (typeof KINDS)[number];

const parties = new Map<string, Party>();
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'smime-'));
  for (const kind of KINDS) parties.set(kind, await newParty({ name: `Mail ${kind}`, algorithm: kind }));
  parties.set('other', await newParty({ name: 'Other' }));
  for (const [name, party] of parties) {
    writeFileSync(path.join(folder, `${name}.crt`), certificatePem(party.certificate));
    writeFileSync(path.join(folder, `${name}.key`), privatePem(party));
  }
  writeFileSync(path.join(folder, 'content'), CONTENT);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function privatePem(party: Party): string {
  return party.key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
function partyOf(name: string): Party {
  const party = parties.get(name);
  if (party === undefined) throw new Error(`no ${name}`);
  return party;
}
function keyOf(name: string): MailKey {
  const party = partyOf(name);
  return readMailKey({ privateKey: privatePem(party), certificates: certificatePem(party.certificate) });
}
function trustIn(...names: readonly string[]): MailTrust {
  return { certificates: names.map((name) => partyOf(name).certificate), time: NOW, maximumBytes: MAXIMUM };
}
function opened(bytes: Uint8Array, name: string, isCbcAgreed = false) {
  return openEnveloped(bytes, [keyOf(name)], { maximumBytes: MAXIMUM, isCbcAgreed });
}

describe('a signed mail', () => {
  it.each(KINDS)(
    'passes for the registered key that signed it (%s), and gives back what was signed',
    (kind) => {
      const container = signDetached(CONTENT, keyOf(kind), NOW);
      expect(verifySigned(container, trustIn('other', kind), CONTENT)).toEqual({
        indication: 'TOTAL-PASSED',
        content: CONTENT,
        certificate: partyOf(kind).certificate,
        signedAt: NOW,
      });
    },
  );

  it('is indeterminate where only its own certificate vouches for the signer', () => {
    const container = signDetached(CONTENT, keyOf('P-256'), NOW);
    expect(verifySigned(container, trustIn('other'), CONTENT)).toEqual({
      indication: 'INDETERMINATE',
      subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    });
  });

  it('fails when any byte of the content, or a line end of it, differs', () => {
    const container = signDetached(CONTENT, keyOf('P-256'), NOW);
    for (const other of [
      utf8(`${fromUtf8(CONTENT) ?? ''}x`),
      utf8((fromUtf8(CONTENT) ?? '').replaceAll('\r', '')),
    ])
      expect(verifySigned(container, trustIn('P-256'), other)).toEqual({
        indication: 'TOTAL-FAILED',
        subIndication: 'HASH_FAILURE',
      });
  });

  it('is out of bounds before and after the time of the certificate', () => {
    const container = signDetached(CONTENT, keyOf('P-256'), NOW);
    for (const time of ['2025-12-31T23:59:59Z', '2030-01-01T00:00:00Z'])
      expect(verifySigned(container, { ...trustIn('P-256'), time: new Date(time) }, CONTENT)).toEqual({
        indication: 'INDETERMINATE',
        subIndication: 'OUT_OF_BOUNDS_NOT_REVOKED',
      });
  });

  it('never passes with a changed byte where the verdict looks, and never throws', () => {
    const container = signDetached(CONTENT, keyOf('P-256'), NOW);
    const base = verifySigned(container, trustIn('P-256'), CONTENT);
    for (let place = 0; place < container.length; place += 1) {
      const changed = Uint8Array.from(container);
      changed[place] = (changed[place] ?? 0) ^ 0x20;
      const verdict = verifySigned(changed, trustIn('P-256'), CONTENT);
      // The certificate inside is a hint that nobody reads: a change there changes nothing.
      if (verdict.indication === 'TOTAL-PASSED') expect(verdict).toEqual(base);
    }
  });

  it('is refused when too large, and when it is anything else', () => {
    const failed = { indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' };
    const container = signDetached(CONTENT, keyOf('P-256'), NOW);
    expect(verifySigned(container, { ...trustIn('P-256'), maximumBytes: 100 }, CONTENT)).toEqual(failed);
    expect(verifySigned(container, trustIn('P-256'))).toEqual(failed);
    const nested = new Uint8Array(400).fill(0x30).map((byte, index) => (index % 2 === 0 ? byte : 0x80));
    for (const bytes of [new Uint8Array(), utf8('no container'), nested, container.subarray(0, -1)])
      expect(verifySigned(bytes, trustIn('P-256'), CONTENT)).toEqual(failed);
  });
});

describe('an encrypted mail', () => {
  it.each(KINDS)('opens for a receiver (%s) and for nobody else', (kind) => {
    const { certificate } = partyOf(kind);
    const bytes = encryptFor(CONTENT, [partyOf('other').certificate, certificate], newRandom);
    expect(opened(bytes, kind)).toMatchObject({ opened: true, cipher: 'aes-256-gcm', isAuthenticated: true });
    const opening = opened(bytes, kind);
    expect(opening.opened && fromUtf8(opening.content)).toBe(fromUtf8(CONTENT));
    const forOthers = encryptFor(CONTENT, [partyOf('other').certificate], newRandom);
    expect(opened(forOthers, kind)).toEqual({ opened: false, refusal: 'envelope-not-for-us' });
  });

  it('never opens with another content, whichever byte is changed', () => {
    const bytes = encryptFor(CONTENT, [partyOf('P-256').certificate], newRandom);
    const key = keyOf('P-256');
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Uint8Array.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 0x01;
      const opening = openEnveloped(changed, [key], { maximumBytes: MAXIMUM });
      if (opening.opened) expect(fromUtf8(opening.content)).toBe(fromUtf8(CONTENT));
    }
  });

  it('is refused when too large or no envelope at all', () => {
    const bytes = encryptFor(CONTENT, [partyOf('P-256').certificate], newRandom);
    expect(openEnveloped(bytes, [keyOf('P-256')], { maximumBytes: 10 })).toEqual({
      opened: false,
      refusal: 'envelope-too-large',
    });
    for (const each of [new Uint8Array(), bytes.subarray(1), utf8('hello')])
      expect(opened(each, 'P-256')).toEqual({ opened: false, refusal: 'envelope-malformed' });
  });

  it('is not made for nobody, nor for a weak key', async () => {
    const weak = await newParty({ name: 'Weak', algorithm: 'RSA-1024' });
    expect(() => encryptFor(CONTENT, [], newRandom)).toThrow('key-unsuitable');
    expect(() => encryptFor(CONTENT, [weak.certificate], newRandom)).toThrow('key-unsuitable');
    expect(() =>
      readMailKey({ privateKey: privatePem(weak), certificates: certificatePem(weak.certificate) }),
    ).toThrow('key-unsuitable');
    expect(() =>
      readMailKey({
        privateKey: privatePem(partyOf('P-256')),
        certificates: certificatePem(partyOf('other').certificate),
      }),
    ).toThrow('key-certificate-mismatch');
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)('between us and openssl cms (skipped without openssl)', () => {
  const cms = (...given: readonly string[]): Buffer =>
    execFileSync('openssl', ['cms', ...given], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const put = (name: string, bytes: Uint8Array): string => {
    writeFileSync(path.join(folder, name), bytes);
    return name;
  };

  it.each(KINDS)('what we sign openssl verifies, and the other way round (%s)', (kind) => {
    const ours = put('ours.p7s', signDetached(CONTENT, keyOf(kind), NOW));
    const checked = ['-verify', '-binary', '-inform', 'DER', '-in', ours, '-content', 'content'];
    expect(cms(...checked, '-CAfile', `${kind}.crt`, '-purpose', 'any', '-partial_chain').toString()).toBe(
      fromUtf8(CONTENT),
    );
    const signing = ['-sign', '-binary', '-outform', 'DER', '-md', 'sha256', '-signer', `${kind}.crt`];
    const from = ['-inkey', `${kind}.key`, '-in', 'content'];
    const pss = kind === 'RSA-3072' ? [[], ['-keyopt', 'rsa_padding_mode:pss']] : [[]];
    for (const more of [[], ['-nodetach'], ['-nodetach', '-stream', '-indef']]) {
      // OpenSSL 3.0 cannot write PSS while it streams.
      for (const padding of more.includes('-stream') ? [[]] : pss) {
        const container = new Uint8Array(cms(...signing, ...padding, ...from, ...more));
        const detached = more.includes('-nodetach') ? undefined : CONTENT;
        const verdict = verifySigned(container, trustIn(kind), detached);
        expect(verdict.indication, more.join(' ')).toBe('TOTAL-PASSED');
        expect(verdict.indication === 'TOTAL-PASSED' && fromUtf8(verdict.content)).toBe(fromUtf8(CONTENT));
      }
    }
  });

  it('two signers, no signed attributes and SHA-1 are told apart and never pass', () => {
    const signing = [
      '-sign',
      '-binary',
      '-outform',
      'DER',
      '-in',
      'content',
      '-inkey',
      'P-256.key',
      '-signer',
      'P-256.crt',
    ];
    const two = cms(...signing, '-signer', 'other.crt', '-inkey', 'other.key');
    const bare = cms(...signing, '-noattr');
    const old = cms(...signing, '-md', 'sha1');
    const verdicts = [two, bare, old].map((each) =>
      verifySigned(new Uint8Array(each), trustIn('P-256'), CONTENT),
    );
    expect(verdicts).toEqual([
      { indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' },
      { indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' },
      { indication: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE' },
    ]);
  });

  it.each(KINDS)('what we encrypt openssl opens, and the other way round (%s)', (kind) => {
    const ours = put('ours.p7m', encryptFor(CONTENT, [partyOf(kind).certificate], newRandom));
    const opening = ['-decrypt', '-binary', '-inform', 'DER', '-in', ours];
    expect(cms(...opening, '-inkey', `${kind}.key`, '-recip', `${kind}.crt`).toString()).toBe(
      fromUtf8(CONTENT),
    );
    for (const keyOptions of methodsOf(kind)) {
      for (const streaming of [[], ['-stream', '-indef']]) {
        const theirs = cms(...encrypting('-aes-256-gcm', kind, keyOptions), ...streaming);
        const result = opened(new Uint8Array(theirs), kind);
        expect(result.opened && fromUtf8(result.content), keyOptions.join(' ')).toBe(fromUtf8(CONTENT));
      }
    }
  });

  it('AES-CBC is opened only where it is agreed, and said to be unauthenticated; PKCS #1 v1.5 is not opened', () => {
    const [method = []] = methodsOf('P-256');
    const old = new Uint8Array(cms(...encrypting('-aes-256-cbc', 'P-256', method)));
    expect(opened(old, 'P-256')).toEqual({ opened: false, refusal: 'envelope-not-agreed' });
    expect(opened(old, 'P-256', true)).toMatchObject({
      opened: true,
      cipher: 'aes-256-cbc',
      isAuthenticated: false,
    });
    const triple = new Uint8Array(cms(...encrypting('-des3', 'P-256', method)));
    expect(opened(triple, 'P-256', true)).toEqual({ opened: false, refusal: 'envelope-cipher-unfit' });
    const weak = new Uint8Array(cms(...encrypting('-aes-256-gcm', 'RSA-3072', [])));
    expect(opened(weak, 'RSA-3072')).toEqual({ opened: false, refusal: 'envelope-key-method-unfit' });
  });

  function encrypting(cipher: string, kind: string, keyOptions: readonly string[]): readonly string[] {
    const options = keyOptions.flatMap((each) => ['-keyopt', each]);
    return [
      '-encrypt',
      '-binary',
      '-outform',
      'DER',
      cipher,
      '-in',
      'content',
      '-recip',
      `${kind}.crt`,
      ...options,
    ];
  }
  function methodsOf(kind: Kind): readonly (readonly string[])[] {
    return kind === 'RSA-3072'
      ? [['rsa_padding_mode:oaep'], ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256']]
      : [[], ['ecdh_kdf_md:sha256'], ['ecdh_kdf_md:sha512']];
  }

  it('signer and receiver may be named by their subject key identifier', () => {
    const making = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '30',
    ];
    execFileSync('openssl', [...making, '-subj', '/CN=Named', '-keyout', 'named.key', '-out', 'named.crt'], {
      cwd: folder,
      stdio: 'ignore',
    });
    const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    const key = readMailKey({ privateKey: read('named.key'), certificates: read('named.crt') });
    const named = ['-keyid', '-in', 'content', '-binary', '-outform', 'DER'];
    const signed = cms('-sign', ...named, '-signer', 'named.crt', '-inkey', 'named.key');
    const trust = { certificates: [key.certificate], time: new Date(), maximumBytes: MAXIMUM };
    expect(verifySigned(new Uint8Array(signed), trust, CONTENT).indication).toBe('TOTAL-PASSED');
    const sealed = cms('-encrypt', '-aes-256-gcm', ...named, '-recip', 'named.crt');
    const opening = openEnveloped(new Uint8Array(sealed), [key], { maximumBytes: MAXIMUM });
    expect(opening.opened && fromUtf8(opening.content)).toBe(fromUtf8(CONTENT));
  });
});
