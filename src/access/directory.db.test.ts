import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueAuthority, newRandom, readCertificatesPem } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import {
  addAnchor,
  AUTHORITIES,
  endAnchor,
  keepAuthority,
  keepOffice,
  loadAuthorities,
  OPERATOR,
  revokeSerials,
  TrustRegister,
  type DirectoryOptions,
} from './index.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');

let its: TestDatabase;
let options: DirectoryOptions;
beforeAll(async () => {
  its = await testDatabase();
  options = { database: its.database, clock: () => NOW, random: newRandom };
});
afterAll(() => its.drop());

async function certificate(commonName: string): Promise<Uint8Array> {
  const issued = await issueAuthority({
    commonName,
    organisation: 'Test',
    country: 'NZ',
    from: '2026-01-01T00:00:00Z',
    until: '2036-01-01T00:00:00Z',
  });
  const [der] = readCertificatesPem(issued.certificate);
  return der ?? new Uint8Array();
}

describe('the directory', () => {
  test('takes in the list once, and keeps what an operator has corrected', async () => {
    expect((await loadAuthorities(options)).length).toBe(AUTHORITIES.length);
    await keepAuthority(options, OPERATOR, {
      key: 'NZ-MPI',
      title: { en: 'Ministry for Primary Industries', zh: '新西兰初级产业部' },
      names: ['MPI', 'Biosecurity New Zealand'],
      fields: ['phytosanitary'],
      sealRequired: true,
      validityDays: 90,
    });
    expect(await loadAuthorities(options)).toEqual([]);
    const register = await TrustRegister.open(its.database);
    expect(register.authorities().find(({ key }) => key === 'NZ-MPI')).toMatchObject({
      country: 'NZ',
      names: ['Ministry for Primary Industries', '新西兰初级产业部', 'MPI', 'Biosecurity New Zealand'],
      sealRequired: true,
      validityDays: 90,
      offices: [],
    });
    expect(register.authorities().map(({ key }) => key)).toEqual(
      AUTHORITIES.map(({ key }) => key).toSorted(),
    );
  });

  test('keeps offices in a tree within one authority', async () => {
    const office = { key: 'CN-GACC/2200', authority: 'CN-GACC', names: ['Shanghai Customs', '上海海关'] };
    await keepOffice(options, OPERATOR, office);
    await keepOffice(options, OPERATOR, {
      ...office,
      key: 'CN-GACC/2201',
      parent: 'CN-GACC/2200',
      names: ['浦东海关'],
    });
    await keepOffice(options, OPERATOR, { ...office, names: ['Shanghai Customs District'] });
    const register = await TrustRegister.open(its.database);
    expect(register.authorities().find(({ key }) => key === 'CN-GACC')?.offices).toEqual([
      { key: 'CN-GACC/2200', names: ['Shanghai Customs District'] },
      { key: 'CN-GACC/2201', names: ['浦东海关'] },
    ]);
    const refused: readonly (readonly [object, string])[] = [
      [{ key: 'a|b' }, 'office-key-unfit'],
      [{ authority: 'NZ-MPI' }, 'office-key-unfit'],
      [{ key: 'new', authority: 'XX-NONE' }, 'authority-not-known'],
      [{ key: 'new', parent: 'nowhere' }, 'office-not-known'],
      [{ parent: 'CN-GACC/2200' }, 'office-not-known'],
    ];
    for (const [values, code] of refused) {
      await expect(keepOffice(options, OPERATOR, { ...office, ...values }), code).rejects.toMatchObject({
        code,
      });
    }
  });

  test('is changed by the platform’s administrators alone', async () => {
    const scope = { kind: 'authority', country: 'NZ', authority: 'NZ-MPI' } as const;
    const official = { actor: 'account/1', scope, may: () => true };
    const auditor = { actor: 'account/2', scope: { kind: 'system' } as const, may: () => false };
    for (const by of [official, auditor]) {
      const office = { key: 'NZ-MPI/X', authority: 'NZ-MPI', names: ['X'] };
      await expect(keepOffice(options, by, office)).rejects.toMatchObject({ code: 'access-forbidden' });
      await expect(
        addAnchor(options, by, { authority: 'NZ-MPI', certificate: await certificate('Not asked') }),
      ).rejects.toMatchObject({ code: 'access-forbidden' });
    }
  });
});

describe('trust', () => {
  test('anchors carry their period and what they revoked, for every reader', async () => {
    await loadAuthorities(options);
    const der = await certificate('New Zealand test root');
    const from = new Date('2026-01-01T00:00:00.000Z');
    const fingerprint = await addAnchor(options, OPERATOR, { authority: 'NZ-MPI', certificate: der, from });
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(await revokeSerials(options, OPERATOR, fingerprint, [{ serial: '00ab12', at: NOW }])).toBe(1);
    const later = new Date(NOW.getTime() + 1);
    const earlier = new Date(NOW.getTime() - 1);
    const acts = [];
    for (const at of [later, NOW, earlier])
      acts.push(await revokeSerials(options, OPERATOR, fingerprint, [{ serial: 'AB12', at }]));
    expect(acts).toEqual([0, 0, 1]);
    const register = await TrustRegister.open(its.database);
    const [anchor] = register.anchors();
    expect({ ...anchor, certificate: new Uint8Array(anchor?.certificate ?? []) }).toEqual({
      authority: 'NZ-MPI',
      certificate: new Uint8Array(der),
      from: from.toISOString(),
      revoked: [{ serial: 'AB12', at: earlier.toISOString() }],
    });
    const before = register.anchors();
    await register.refresh();
    expect(register.anchors()).toBe(before);
    await endAnchor(options, OPERATOR, fingerprint, NOW);
    await register.refresh();
    expect(register.anchors()).not.toBe(before);
    expect(register.anchors()[0]?.until).toBe(NOW.toISOString());
    const told = await its.administrator.query<{ subject: string }>({
      name: '',
      text: `select h.subject from access_history h join evidence_leaf l on l.id = h.leaf where subject like 'anchor/%'`,
    });
    // Added, taken back, taken back from an earlier moment on, ended.
    expect(told).toHaveLength(4);
  });

  test('a list is entered at once: each certificate is an act, and one that is named twice counts from its first moment', async () => {
    const der = await certificate('A root with a list');
    const fingerprint = await addAnchor(options, OPERATOR, { authority: 'NZ-MPI', certificate: der });
    const earlier = new Date(NOW.getTime() - 1);
    const list = [
      { serial: '0A', at: NOW },
      { serial: 'B', at: NOW },
      { serial: 'a', at: earlier },
    ];
    expect(await revokeSerials(options, OPERATOR, fingerprint, list)).toBe(2);
    expect(await revokeSerials(options, OPERATOR, fingerprint, list)).toBe(0);
    expect(await revokeSerials(options, OPERATOR, fingerprint, [])).toBe(0);
    const register = await TrustRegister.open(its.database);
    expect(register.anchors().find((anchor) => Buffer.from(anchor.certificate).equals(der))?.revoked).toEqual(
      [
        { serial: 'A', at: earlier.toISOString() },
        { serial: 'B', at: NOW.toISOString() },
      ],
    );
  });

  test('what does not fit is refused by name, and nothing of it stays', async () => {
    const der = await certificate('Another root');
    const add = (values: object) =>
      addAnchor(options, OPERATOR, { authority: 'AU-DAFF', certificate: der, ...values });
    await expect(add({ certificate: Uint8Array.of(0x30, 0) })).rejects.toMatchObject({
      code: 'anchor-unreadable',
    });
    await expect(add({ authority: 'XX-NONE' })).rejects.toMatchObject({ code: 'authority-not-known' });
    await expect(add({ from: NOW, until: NOW })).rejects.toMatchObject({ code: 'anchor-term-unfit' });
    const fingerprint = await add({});
    await expect(add({ authority: 'NZ-MPI' })).rejects.toMatchObject({ code: 'anchor-exists' });
    await expect(endAnchor(options, OPERATOR, '00'.repeat(32), NOW)).rejects.toMatchObject({
      code: 'anchor-not-known',
    });
    await expect(
      revokeSerials(options, OPERATOR, '00'.repeat(32), [{ serial: '1', at: NOW }]),
    ).rejects.toMatchObject({ code: 'anchor-not-known' });
    const unfit = [
      { serial: 'abc', at: NOW },
      { serial: 'xyz', at: NOW },
    ];
    await expect(revokeSerials(options, OPERATOR, fingerprint, unfit)).rejects.toMatchObject({
      code: 'serial-unfit',
    });
    const register = await TrustRegister.open(its.database);
    const [kept, ...others] = register.anchors().filter(({ authority }) => authority === 'AU-DAFF');
    expect(kept?.revoked).toBeUndefined();
    expect(others).toEqual([]);
  });

  test('no anchor can be rewritten or taken out, whoever asks', async () => {
    for (const text of [
      `update trust_anchor set certificate = certificate`,
      `update trust_anchor set authority = 'CN-GACC'`,
      'delete from trust_anchor',
      'delete from trust_revocation',
      'update trust_revocation set revoked = now()',
      'delete from authority',
    ]) {
      const act = its.database.transaction({ kind: 'system' }, (transaction) =>
        transaction.query({ name: '', text }),
      );
      await expect(act, text).rejects.toMatchObject({ code: 'database-permission-denied' });
    }
  });
});
