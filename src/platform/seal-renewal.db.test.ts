import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAnchor, loadAuthorities, OPERATOR } from '../access/index.ts';
import { utf8 } from '../base/index.ts';
import { readConfiguration } from '../configuration/index.ts';
import {
  answerNow,
  issueAuthority,
  issueSealCertificate,
  newRandom,
  readCertificatesPem,
  readSealKey,
  seal,
  type Issued,
} from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import { symbolTextOf } from '../paper/testing/symbol.ts';
import { sampleXml } from '../systems/ecert/testing/certificates.ts';
import { verifyFile } from '../../verify/command/index.ts';
import { runNow } from '../../verify/core/index.ts';
import { inspectPaper, readTrustPack, type TrustPack } from '../../verify/inspection/index.ts';
import { openHouse, startServing, trustPackOf, type House, type Serving } from './index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-renewal-'));
const seals = path.join(folder, 'keys', 'seals');
const period = { from: '2024-01-01T00:00:00Z', until: '2034-01-01T00:00:00Z', country: 'NZ' };
const subject = { ...period, organisation: 'MPI', commonName: 'Seal' };

let its: TestDatabase;
let house: House;
let serving: Serving;
let root: Issued;
let old: Issued;
let token: string;

beforeAll(async () => {
  its = await testDatabase();
  root = await issueAuthority({ ...subject, commonName: 'Root' });
  old = await issueSealCertificate(root, subject);
  mkdirSync(seals, { recursive: true });
  install(old);
  house = await openHouse({
    configuration: readConfiguration({
      COUNTERFOIL_DATA: folder,
      COUNTERFOIL_PORT: '0',
      COUNTERFOIL_LOG_LEVEL: 'silent',
      DATABASE_URL: its.url,
      DATABASE_MIGRATOR_URL: its.migrationUrl,
    }),
    clock: () => new Date(),
    random: newRandom,
    jitter: () => 0.5,
    join: false,
    onFault: () => undefined,
  });
  await loadAuthorities(house);
  const [anchor] = readCertificatesPem(root.certificate);
  if (anchor === undefined) throw new Error('no anchor');
  await addAnchor(house, OPERATOR, { authority: 'NZ-MPI', certificate: anchor });
  await house.trust.refresh();
  serving = await startServing(house);
  const login = 'partner';
  const roles = ['officer', 'clerk'] as const;
  await house.access.addAccount(OPERATOR, {
    login,
    name: login,
    kind: 'machine',
    roles,
    authority: 'NZ-MPI',
  });
  const expires = new Date(Date.now() + 3_600_000);
  ({ token } = await house.access.issueToken(OPERATOR, { login, label: 'test', expires }));
});
afterAll(async () => {
  await serving.stop();
  await house.close();
  await its.drop();
  rmSync(folder, { recursive: true, force: true });
});

function install({ privateKey, certificate }: Issued): void {
  writeFileSync(path.join(seals, 'NZ-MPI.key.pem'), privateKey);
  writeFileSync(path.join(seals, 'NZ-MPI.crt.pem'), certificate);
}

interface Judged {
  readonly seal: { readonly indication: string };
  readonly bundle?: { readonly lights: readonly { readonly name: string; readonly light: string }[] };
}

async function ask(place: string, body?: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`${serving.url}${place}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml' },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(answer.ok, new TextDecoder().decode(bytes.subarray(0, 500))).toBe(true);
  return bytes;
}

/** Lodges a certificate that a key sealed, and takes away everything that goes out into the world. */
async function sentOut(number: string, issued: Issued) {
  const key = readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
  const xml = seal(sampleXml({ number }), key, { time: '2026-03-01T08:00:00Z', id: number });
  const { id } = JSON.parse(new TextDecoder().decode(await ask('/v1/certificates', xml))) as { id: string };
  const picture = await ask(`/v1/certificates/${id}/paper.svg`);
  return {
    symbol: symbolTextOf(new TextDecoder().decode(picture)),
    files: {
      xml: utf8(xml),
      pdf: await ask(`/v1/certificates/${id}/pdf`),
      bundle: await ask(`/v1/certificates/${id}/bundle`),
    },
  };
}

/** The light of the seal, for each form. */
async function sealLights({ symbol, files }: Awaited<ReturnType<typeof sentOut>>) {
  const trustPack = await trustPackOf(house);
  const time = new Date(Date.now() + 1000).toISOString();
  const reading = runNow(readTrustPack(trustPack), answerNow);
  if (!reading.read) throw new Error(reading.fault);
  const pack: TrustPack = reading.pack;
  const paper = runNow(inspectPaper(symbol, { pack, time }), answerNow);
  const found = Object.entries(files).map(([name, file]) => {
    const { inspection } = verifyFile({ file, name, trustPack, time });
    return [name, inspection] as const;
  });
  return Object.fromEntries(
    [['symbol', paper] as const, ...found].map(([name, inspection]) => [
      name,
      inspection.read ? inspection.lamps.find((lamp) => lamp.name === 'seal')?.light : inspection.refusal,
    ]),
  );
}

const PASSED = { symbol: 'passed', xml: 'passed', pdf: 'passed', bundle: 'passed' };

test('an evidence bundle is judged for anyone, light by light, on threads of its own', async () => {
  const { bundle } = (await sentOut('BUNDLE-1', old)).files;
  const judged = async (bytes: Uint8Array<ArrayBuffer>) => {
    const answer = await fetch(`${serving.url}/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.etsi.asic-e+zip' },
      body: bytes,
    });
    return { status: answer.status, body: (await answer.json()) as Judged };
  };
  const lights = ({ body }: Awaited<ReturnType<typeof judged>>) =>
    Object.fromEntries((body.bundle?.lights ?? []).map(({ name, light }) => [name, light]));
  const sound = await judged(bundle);
  expect(sound).toMatchObject({
    status: 200,
    body: { faults: [], seal: { indication: 'TOTAL-PASSED' }, bundle: { state: 'issued' } },
  });
  // Nobody witnesses this log.
  expect(lights(sound)).toMatchObject({
    container: 'passed',
    seal: 'passed',
    history: 'passed',
    log: 'warning',
  });
  const changed = bundle.slice();
  const place = Math.floor(changed.length / 2);
  changed[place] = (changed[place] ?? 0) ^ 1;
  expect(lights(await judged(changed))['container']).toBe('failed');
  const none = await judged(new Uint8Array(300));
  expect(none.body.seal.indication).toBe('NO-SEAL');
  expect(none.body.bundle?.lights[0]).toMatchObject({ light: 'failed', code: 'bundle-refused' });
  expect((await judged(new Uint8Array(8_388_609))).status).toBe(413);
});

test('what a renewed and destroyed key sealed verifies for ever, and so does what the new one seals', async () => {
  const before = await sentOut('RENEW-1', old);
  expect(await sealLights(before)).toEqual(PASSED);
  const fresh = await issueSealCertificate(root, subject);
  install(fresh);
  await house.refreshSealKeys();
  expect(await sealLights(before)).toEqual(PASSED);
  const after = await sentOut('RENEW-2', fresh);
  expect(await sealLights(after)).toEqual(PASSED);
  rmSync(seals, { recursive: true });
  await house.refreshSealKeys();
  expect(house.sealKeys().size).toBe(0);
  expect(await sealLights(before)).toEqual(PASSED);
  expect(await sealLights(after)).toEqual(PASSED);
  const kept = house.trust.signers();
  expect(kept.map(({ owner, until }) => [owner, until.slice(0, 10)])).toEqual([
    ['NZ-MPI', '2034-01-01'],
    ['NZ-MPI', '2034-01-01'],
  ]);
});

test('the trust list says what another process has changed, without waiting for the next refresh', async () => {
  const other = await issueAuthority({ ...subject, commonName: 'Second root' });
  const [anchor] = readCertificatesPem(other.certificate);
  if (anchor === undefined) throw new Error('no anchor');
  const told = async (): Promise<number> => {
    const reading = runNow(readTrustPack(await trustPackOf(house)), answerNow);
    if (!reading.read) throw new Error(reading.fault);
    return reading.pack.authorities.flatMap(({ anchors }) => anchors).length;
  };
  expect(await told()).toBe(1);
  // What another process does reaches the database and nothing else of this one.
  await addAnchor(house, OPERATOR, { authority: 'NZ-MPI', certificate: anchor });
  await setTimeout(300);
  expect(await told()).toBe(2);
});
