import { spawnSync } from 'node:child_process';
import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { X509Certificate as IssuedCertificate, X509CrlGenerator } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  issueAuthority,
  issueSealCertificate,
  readSealKey,
  seal,
  type SealKey,
} from '../src/crypto/index.ts';
import { endProgram, Installation, signIn, type RunningProgram } from './support/program.ts';

const shared = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const samples = path.join(shared, 'sps-certificate-17/samples');
const hubSample = path.join(shared, 'ephyto-hub/SPSCertificateContent.xml');
const installation = new Installation({ COUNTERFOIL_DEMONSTRATION: 'no' });
const PASSWORD = 'a-long-enough-password';
const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

let running: RunningProgram;
let token = '';
let key: SealKey;
let authority: Awaited<ReturnType<typeof issueAuthority>>;
const root = path.join(installation.folder, 'root.pem');

const absent = !existsSync(samples);
if (absent) console.warn('skipped: the samples of ../shared/data are not on this machine');

beforeAll(async () => {
  if (absent) return;
  const period = { from: '2020-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z', country: 'EC' };
  authority = await issueAuthority({ ...period, organisation: 'Agrocalidad', commonName: 'Root' });
  const own = { ...period, organisation: 'Agrocalidad', commonName: 'Seal' };
  const issued = await issueSealCertificate(authority, own);
  key = readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
  writeFileSync(root, authority.certificate);
  writeFileSync(path.join(installation.folder, 'password'), PASSWORD);
  running = await installation.start();
  expect(installation.command(['trust', 'EC-AGRO', root]).stderr).toBe('');
  const account = ['--name', 'Clerk', '--role', 'supervisor', '--authority', 'EC-AGRO'];
  const file = ['--password-file', path.join(installation.folder, 'password')];
  expect(installation.command(['account', 'ec-clerk', ...account, ...file]).stderr).toBe('');
  token = await signIn(running.url, 'ec-clerk', PASSWORD);
});

afterAll(async () => {
  if (!absent) await endProgram(running, 'SIGTERM');
  installation.remove();
});

function request(place: string, options: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/xml', ...options.headers };
  return fetch(`${running.url}${place}`, { ...options, headers });
}

describe.skipIf(absent)(
  'a real certificate goes in, is sealed and evidenced, and anyone can verify it',
  () => {
    const names = absent ? [] : readdirSync(samples).filter((name) => name.endsWith('EC.xml'));

    it('imports what a national authority sends, with its findings and six attachments', () => {
      const report = path.join(installation.folder, 'report.csv');
      const imported = installation.command(['import', hubSample, '--report', report]);
      expect(imported.stdout).toContain('1 accepted');
      expect(imported.status).toBe(0);
      const again = installation.command(['import', hubSample, '--report', report]);
      expect(again.stdout).toContain('1 accepted');
    });

    it.each(names)('%s is lodged sealed, found, exported and verified by strangers', async (name) => {
      const number = name.replace(/^CFE_|\.xml$/g, '');
      const sealed = seal(readFileSync(path.join(samples, name)), key, {
        time: '2024-04-01T00:00:00Z',
        id: number,
      });
      const lodged = await request('/v1/certificates', { method: 'POST', body: sealed });
      expect([201, 202]).toContain(lodged.status);
      const receipt = (await lodged.json()) as {
        readonly id: string;
        readonly seal: { readonly indication: string };
        readonly findings: readonly { readonly level: string }[];
      };
      expect(receipt.seal.indication).toBe('TOTAL-PASSED');
      expect(receipt.findings.filter(({ level }) => level === 'SEVERE')).toEqual([]);
      const again = await request('/v1/certificates', { method: 'POST', body: sealed });
      expect(again.status).toBe(200);

      const found = await request(`/v1/certificates?number=${number.slice(3, 15)}`);
      expect(await found.text()).toContain(receipt.id);
      const exported = await request('/v1/certificates/export');
      expect((await exported.text()).split('\n').filter((line) => line.includes(receipt.id))).toHaveLength(1);

      const file = path.join(installation.folder, `${number}.xml`);
      writeFileSync(
        file,
        Buffer.from(await (await request(`/v1/certificates/${receipt.id}/document`)).arrayBuffer()),
      );
      expect(readFileSync(file, 'utf8')).toBe(sealed);
      const bundle = path.join(installation.folder, `${number}.asice`);
      const bundled = await request(`/v1/certificates/${receipt.id}/bundle`);
      expect(bundled.status).toBe(200);
      writeFileSync(bundle, Buffer.from(await bundled.arrayBuffer()));
      const trust = path.join(installation.folder, 'trust.json');
      writeFileSync(trust, await (await fetch(`${running.url}/verify/trust.json`)).text());

      expect(installation.command(['verify', file, '--trust', trust]).status).toBe(0);
      const evidence = installation.command(['verify', bundle, '--trust', trust]);
      expect(evidence.stdout).toContain('Recorded');
      writeFileSync(file, sealed.replace(/(<ram:NetWeightMeasure>)\d/, '$18'));
      expect(installation.command(['verify', file, '--trust', trust]).status).toBe(1);
    });

    it.skipIf(!has('xmlsec1'))('xmlsec1 verifies what the ledger gives back', async () => {
      const found = (await (await request('/v1/certificates?limit=1')).json()) as {
        readonly items: readonly { readonly id: string }[];
      };
      const file = path.join(installation.folder, 'independent.xml');
      const sealed = await request(`/v1/certificates/${found.items[0]?.id ?? ''}/xml`);
      writeFileSync(file, Buffer.from(await sealed.arrayBuffer()));
      const options = ['--verify', '--trusted-pem', root, '--enabled-key-data', 'x509', file];
      const verified = spawnSync('xmlsec1', options, { encoding: 'utf8' });
      expect(`${verified.stdout}${verified.stderr}`).toMatch(/OK|Verification status: OK/);
      expect(verified.status).toBe(0);
    });

    it('what the authority takes back by its own list is revoked for whoever verifies, and a list is entered once', async () => {
      const list = path.join(installation.folder, 'list.crl');
      writeFileSync(list, await revocationList());
      const entered = installation.command(['revocations', list]);
      expect([entered.status, entered.stderr]).toEqual([0, '']);
      expect(entered.stdout).toContain('1 certificates newly revoked, 0 already known');
      expect(installation.command(['revocations', list]).stdout).toContain(
        '0 certificates newly revoked, 1 already known',
      );
      const trust = path.join(installation.folder, 'trust-after.json');
      writeFileSync(trust, await (await fetch(`${running.url}/verify/trust.json`)).text());
      const file = path.join(installation.folder, 'revoked.xml');
      const [name = ''] = names;
      writeFileSync(
        file,
        seal(readFileSync(path.join(samples, name)), key, { time: '2024-06-01T00:00:00Z', id: 'late' }),
      );
      const verified = installation.command(['verify', file, '--trust', trust]);
      expect([verified.status, verified.stdout]).toEqual([1, expect.stringMatching(/revoked/i)]);
      writeFileSync(list, 'no list');
      const refused = installation.command(['revocations', list]);
      expect([refused.status, refused.stdout]).toEqual([3, '']);
      expect(refused.stderr).toMatch(/list/);
    });

    it('the evidence log is sound from its leaves', () => {
      expect(installation.command(['fsck']).status).toBe(0);
    });
  },
);

/** The authority's list, which takes back the certificate that its seals are made with. */
async function revocationList(): Promise<Uint8Array> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const pkcs8 = createPrivateKey(authority.privateKey).export({ format: 'der', type: 'pkcs8' });
  const list = await X509CrlGenerator.create({
    issuer: new IssuedCertificate(authority.certificate).subjectName,
    thisUpdate: new Date(),
    nextUpdate: new Date(Date.now() + 86_400_000),
    entries: [
      {
        serialNumber: new X509Certificate(key.certificate).serialNumber,
        revocationDate: new Date('2024-05-01T00:00:00Z'),
      },
    ],
    signingAlgorithm: algorithm,
    signingKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
  });
  return new Uint8Array(list.rawData);
}
