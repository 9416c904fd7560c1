import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueAuthority, issueSealCertificate, type Issued } from '../crypto/index.ts';
import { SealKeys } from './seal-keys.ts';

let folder: string;
let issued: Issued;
let renewed: Issued;

beforeAll(async () => {
  const period = { from: '2024-01-01T00:00:00Z', until: '2034-01-01T00:00:00Z', country: 'NZ' };
  const subject = { ...period, organisation: 'Office', commonName: 'Seal' };
  const root = await issueAuthority(subject);
  issued = await issueSealCertificate(root, subject);
  renewed = await issueSealCertificate(root, subject);
});
beforeEach(() => {
  rmSync(folder ?? '', { recursive: true, force: true });
  folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-seals-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
const putPair = (name: string, { privateKey, certificate }: Issued): void => {
  put(`${name}.key.pem`, privateKey);
  put(`${name}.crt.pem`, certificate);
};
const TOKEN = { module: 'module.so', token: 'office', key: '0a01', pinFile: 'pin' };

describe('the seal keys of a folder', () => {
  it('are known by authority and office, in a file or in a token', async () => {
    putPair('NZ-MPI', issued);
    put(
      'NZ-MPI~AKL.token.json',
      JSON.stringify({ ...TOKEN, sessions: 4, environment: { MODULE_CONF: 'x' } }),
    );
    put('NZ-MPI~AKL.crt.pem', issued.certificate);
    put('pin', '1234\n');
    const keys = await SealKeys.open(folder);
    expect([...keys.current().keys()]).toEqual(['NZ-MPI', 'NZ-MPI/AKL']);
  });

  it('stay the same while their files do, and change with them', async () => {
    putPair('NZ-MPI', issued);
    const keys = await SealKeys.open(folder);
    const before = keys.current().get('NZ-MPI');
    expect(await keys.refresh()).toBe(false);
    expect(keys.current().get('NZ-MPI')).toBe(before);
    putPair('NZ-MPI', renewed);
    expect(await keys.refresh()).toBe(true);
    expect(keys.current().get('NZ-MPI')).not.toBe(before);
    rmSync(path.join(folder, 'NZ-MPI.key.pem'));
    expect(await keys.refresh()).toBe(true);
    expect(keys.current().size).toBe(0);
  });

  it('stay in use while a pair is half written', async () => {
    putPair('NZ-MPI', issued);
    const keys = await SealKeys.open(folder);
    put('NZ-MPI.key.pem', renewed.privateKey);
    await expect(keys.refresh()).rejects.toMatchObject({ code: 'key-certificate-mismatch' });
    expect(keys.current().size).toBe(1);
  });

  it('of a token are refused with every fault of its file', async () => {
    put('NZ-MPI.crt.pem', issued.certificate);
    const faulty = {
      ...TOKEN,
      module: undefined,
      key: 'xyz',
      sessions: 0,
      label: 'x',
      environment: { path: 1 },
    };
    put('NZ-MPI.token.json', JSON.stringify(faulty));
    await expect(SealKeys.open(folder)).rejects.toMatchObject({
      code: 'token-settings-unfit',
      faults: [
        { code: 'token-member-unknown', path: 'label' },
        { code: 'token-member-missing', path: 'module' },
        { code: 'token-member-unfit', path: 'key' },
        { code: 'token-member-unfit', path: 'sessions' },
        { code: 'token-member-unfit', path: 'environment' },
        { code: 'token-pin-file', path: 'pinFile' },
      ],
    });
    put('NZ-MPI.token.json', '[]');
    await expect(SealKeys.open(folder)).rejects.toMatchObject({ code: 'key-file-unreadable' });
  });

  it('are one to an owner, each with its certificate', async () => {
    putPair('NZ-MPI', issued);
    put('NZ-MPI.token.json', JSON.stringify(TOKEN));
    put('pin', '1234');
    await expect(SealKeys.open(folder)).rejects.toMatchObject({ code: 'seal-key-twice' });
    rmSync(path.join(folder, 'NZ-MPI.token.json'));
    rmSync(path.join(folder, 'NZ-MPI.crt.pem'));
    await expect(SealKeys.open(folder)).rejects.toMatchObject({ code: 'seal-certificate-missing' });
  });
});
