import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../base/index.ts';
import type { TrustAnchor } from '../../../verify/core/index.ts';
import { softToken, softTokenModule, type SoftToken } from '../testing/soft-token.ts';
import { issueAuthority, issueSealCertificate, readCertificatesPem, seal, verify } from '../index.ts';
import { tokenKey, type TokenSettings } from './index.ts';

const module = softTokenModule();
if (module === undefined) console.warn('skipped: SoftHSM2 and OpenSC (softhsm2, opensc) are not installed');
const XML = '<a xmlns="urn:x">one</a>';
const SEALING = { time: '2026-11-22T10:00:00Z', id: 'token' };

describe.skipIf(module === undefined)('a seal key in a PKCS#11 token', () => {
  let token: SoftToken;
  let certificates: readonly Uint8Array[];
  let anchors: readonly TrustAnchor[];
  let folder: string;

  const settings = (changes: Partial<TokenSettings> = {}): TokenSettings => ({
    program: 'pkcs11-tool',
    module: module ?? '',
    token: token.label,
    key: '01',
    pin: token.pin,
    environment: token.environment,
    timeLimit: 20_000,
    sessions: 1,
    ...changes,
  });
  const script = (name: string, text: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o700);
    return file;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-token-test-'));
    const period = { from: '2024-01-01T00:00:00Z', until: '2034-01-01T00:00:00Z', country: 'NZ' };
    const root = await issueAuthority({ ...period, organisation: 'Root', commonName: 'Root' });
    const own = { ...period, organisation: 'Office', commonName: 'Seal' };
    const [first, second] = [await issueSealCertificate(root, own), await issueSealCertificate(root, own)];
    token = softToken('office seals');
    token.hold(first.privateKey, '01');
    token.hold(second.privateKey, '02');
    certificates = readCertificatesPem(first.certificate);
    anchors = readCertificatesPem(root.certificate).map((certificate) => ({
      authority: 'NZ-MPI',
      certificate,
    }));
  });
  afterAll(() => {
    token.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('seals what verifies, one after the other, and its PIN is among nobody’s parameters', async () => {
    const program = script('told', `echo "$@" >> ${path.join(folder, 'told.txt')}; exec pkcs11-tool "$@"`);
    const key = tokenKey(settings({ program }), certificates);
    const sealed = await Promise.all(Array.from({ length: 5 }, async () => seal(XML, key, SEALING)));
    for (const text of sealed) {
      expect(verify(utf8(text), anchors, '2026-11-22T10:00:01Z').report).toMatchObject({
        indication: 'TOTAL-PASSED',
        authority: 'NZ-MPI',
      });
    }
    const told = readFileSync(path.join(folder, 'told.txt'), 'utf8');
    expect(told.trim().split('\n')).toHaveLength(5);
    expect(told).not.toContain(token.pin);
  });

  it('seals nothing by another key of the token', async () => {
    const key = tokenKey(settings({ key: '02' }), certificates);
    await expect(key.sign(utf8(XML))).rejects.toMatchObject({ code: 'key-certificate-mismatch' });
  });

  it.each<[string, Partial<TokenSettings>]>([
    ['a key that is not there', { key: '0909' }],
    ['a token that is not there', { token: 'elsewhere' }],
    ['a module that is not there', { module: '/nowhere/module.so' }],
    ['a program that is not there', { program: '/nowhere/pkcs11-tool' }],
  ])('says so of %s', async (_, changes) => {
    const key = tokenKey(settings(changes), certificates);
    await expect(key.sign(utf8(XML))).rejects.toMatchObject({ code: 'token-failed' });
  });

  it('is asked once with a wrong PIN, and not again', async () => {
    const asked = path.join(folder, 'asked.txt');
    const program = script('asking', `echo asked >> ${asked}; exec pkcs11-tool "$@"`);
    const key = tokenKey(settings({ pin: '00000', program, sessions: 1 }), certificates);
    const attempts = await Promise.allSettled(Array.from({ length: 4 }, async () => key.sign(utf8(XML))));
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'token-pin-refused' } });
    }
    expect(readFileSync(asked, 'utf8')).toBe('asked\n');
    // The attempt that failed did not lock it for who has the right one.
    expect(await tokenKey(settings(), certificates).sign(utf8(XML))).toHaveLength(64);
  });

  it('is given up when it does not answer, and turns away more than may wait', async () => {
    const started = path.join(folder, 'started');
    const program = script('hanging', `touch ${started}; exec sleep 60`);
    const key = tokenKey(settings({ program, timeLimit: 3_000, sessions: 1, waiting: 0 }), certificates);
    const first = expect(key.sign(utf8(XML))).rejects.toMatchObject({ code: 'token-late' });
    await expect.poll(() => existsSync(started)).toBe(true);
    await expect(key.sign(utf8(XML))).rejects.toMatchObject({ code: 'token-busy' });
    await first;
  });
});
