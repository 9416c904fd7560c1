import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import type { Intake } from '../intake.ts';
import { AUTHORITIES, NOW, testIntake, trustOf } from '../testing/setting.ts';
import { moveRegister, registerTrust, type ImportSummary } from './entry-points.ts';
import { reconciliationPages } from './reconciliation-page.ts';
import { reconcileRegister, type Reconciliation } from './reconciliation.ts';
import { registerWords } from './words.ts';

let store: TestDatabase;
let intake: Intake;
let folder = '';

beforeAll(async () => {
  store = await testDatabase();
  intake = testIntake(store.database, {
    trust: registerTrust(
      trustOf(
        [],
        AUTHORITIES.map((authority) => ({ ...authority, sealRequired: true })),
      ),
    ),
  });
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-register-'));
});
afterAll(async () => {
  await intake.close();
  await store.drop();
  await rm(folder, { recursive: true, force: true });
});

const LINE = 'consignment.includedConsignmentItem[1].includedTradeLineItem';
const mapping = (register: string): string =>
  JSON.stringify({
    register,
    format: 'csv',
    values: [
      { path: 'exchangedDocument.id', column: 'CERT_NO', required: true },
      { path: 'exchangedDocument.name[1]', constant: 'Health certificate' },
      { path: 'exchangedDocument.typeCode', constant: '852' },
      {
        path: 'exchangedDocument.statusCode',
        column: 'STATUS',
        codes: { ISSUED: '70', CANCELLED: '64', WITHDRAWN: '40' },
      },
      {
        path: 'exchangedDocument.issueDateTime',
        column: 'ISSUED',
        date: 'dd.MM.yyyy',
        zone: '+08:00',
        required: true,
      },
      { path: 'exchangedDocument.issuerParty.name', constant: 'General Administration of Customs' },
      { path: 'exchangedDocument.signatoryAuthentication[1].issueLocation.name[1]', column: 'OFFICE' },
      { path: 'consignment.consignorParty.name', column: 'EXPORTER' },
      { path: 'consignment.consigneeParty.name', column: 'IMPORTER' },
      { path: 'consignment.exportCountry.id', constant: 'CN' },
      { path: 'consignment.exportCountry.name[1]', constant: 'China' },
      { path: 'consignment.importCountry.id', column: 'DEST', codes: { 日本: 'JP', 韩国: 'KR' } },
      { path: 'consignment.unloadingBaseportLocation.name[1]', constant: 'Yokohama' },
      { path: 'consignment.examinationEvent.occurrenceLocation.name[1]', column: 'OFFICE' },
      { path: `${LINE}[1].sequenceNumeric`, constant: '1' },
      { path: `${LINE}[1].description[1]`, column: 'GOODS', attributes: { language: 'zh' } },
      {
        path: `${LINE}[1].netWeightMeasure`,
        column: 'NET',
        decimal: { group: ',' },
        unitColumn: 'UNIT',
        unitCodes: { 吨: 'TNE', 千克: 'KGM' },
      },
    ],
  });

const HEADER = 'CERT_NO,STATUS,ISSUED,OFFICE,EXPORTER,IMPORTER,DEST,GOODS,NET,UNIT';

async function write(name: string, rows: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${HEADER}\r\n${rows.join('\r\n')}\r\n`);
  return path;
}

const good = (
  number: string,
  more: {
    status?: string;
    issued?: string;
    office?: string;
    dest?: string;
    net?: string;
    unit?: string;
  } = {},
): string =>
  [
    number,
    more.status ?? 'ISSUED',
    more.issued ?? '01.01.2019',
    more.office ?? 'Guangzhou',
    'Exporter Ltd',
    'Importer KK',
    more.dest ?? '日本',
    '冻虾',
    more.net ?? '"1,200.5"',
    more.unit ?? '千克',
  ].join(',');

function move(path: string, register: string): Promise<ImportSummary> {
  return moveRegister({
    path,
    mapping: mapping(register),
    database: store.database,
    intake,
    clock: () => NOW,
    reportPath: `${path}.report.ndjson`,
    words: registerWords,
    language: 'en',
  });
}

function reconcile(path: string, register: string): Promise<Reconciliation> {
  return reconcileRegister({
    path,
    mapping: mapping(register),
    database: store.database,
    clock: () => NOW,
    checkpoint: 'counterfoil.test/log\n3\nAAAA\n\n— counterfoil.test/log BBBB\n',
  });
}

describe('a register', () => {
  it('moves: each row a certificate in its state, without a seal, known by the register’s name', async () => {
    const path = await write('states.csv', [
      good('R1-1'),
      good('R1-2', { status: 'CANCELLED' }),
      good('R1-3', { status: 'WITHDRAWN', issued: '31.12.2018', dest: '韩国', net: '2.5', unit: '吨' }),
    ]);
    expect(await move(path, 'old-one')).toMatchObject({ position: 3, accepted: 3, refused: 0 });
    const rows = await store.administrator.query({
      name: '',
      text: `select number, certificate.state, body ->> 'issueDate' as issued, body ->> 'placeOfIssue' as office, destination,
               net_kilograms::text, seal ->> 'indication' as seal, actor
             from certificate join certificate_history h on h.record = id
             join certificate_document d on d.certificate = id where number like 'R1-%' order by number`,
    });
    expect(rows).toEqual([
      {
        number: 'R1-1',
        state: 'issued',
        issued: '2019-01-01T00:00:00+08:00',
        office: 'Guangzhou',
        destination: 'JP',
        net_kilograms: '1200.5',
        seal: 'NO-SEAL',
        actor: 'register/old-one',
      },
      {
        number: 'R1-2',
        state: 'cancelled',
        issued: '2019-01-01T00:00:00+08:00',
        office: 'Guangzhou',
        destination: 'JP',
        net_kilograms: '1200.5',
        seal: 'NO-SEAL',
        actor: 'register/old-one',
      },
      {
        number: 'R1-3',
        state: 'withdrawn',
        issued: '2018-12-31T00:00:00+08:00',
        office: 'Guangzhou',
        destination: 'KR',
        net_kilograms: '2500',
        seal: 'NO-SEAL',
        actor: 'register/old-one',
      },
    ]);
  });

  it('with bad rows moves the good ones, and tells of each bad one by line and column', async () => {
    const path = await write('bad.csv', [
      good('R2-1'),
      good('', {}),
      good('R2-3', { status: 'LOST' }),
      good('R2-4', { issued: '30.02.2019' }),
      good('R2-5', { net: 'much' }),
      good('R2-6', { unit: '箱' }),
      'R2-7,ISSUED',
      good('R2-8', { issued: '01.01.2199' }),
      `"R2-9,${good('')}`,
      good('R2-10'),
    ]);
    expect(await move(path, 'old-two')).toMatchObject({ position: 10, accepted: 2, refused: 8 });
    const lines = (await readFile(`${path}.report.ndjson`, 'utf8')).trim().split('\n');
    const refusals = lines.map((line) => JSON.parse(line) as { path: string; code: string });
    expect(refusals.map(({ path: place, code }) => `${place}: ${code}`)).toEqual([
      'line 3: import-row-required',
      'line 4: import-row-code',
      'line 5: import-row-date',
      'line 6: import-row-number',
      'line 7: import-row-unit',
      'line 8: import-row-columns',
      'line 9: issued-in-future',
      'line 10: import-row-malformed',
    ]);
    expect(lines[1]).toContain('STATUS on line 4 holds the code “LOST”');
  });

  it('reconciles when all of it has come over', async () => {
    const path = await write('equal.csv', [
      good('R3-1'),
      good('R3-2', { issued: '31.12.2018', office: 'Shenzhen' }),
      good('R3-3', { dest: '韩国', net: '0.1', unit: '吨' }),
    ]);
    await move(path, 'old-three');
    const reconciliation = await reconcile(path, 'old-three');
    expect(reconciliation.differences).toEqual([]);
    expect(reconciliation.total).toMatchObject({
      source: { count: 3, kilograms: '2501' },
      ledger: { count: 3, kilograms: '2501' },
    });
    expect(reconciliation.byYear.map(({ year, ledger }) => [year, ledger.count])).toEqual([
      ['2018', 1],
      ['2019', 2],
    ]);
    expect(reconciliation.source.digest).toBe(sha256Hex(await readFile(path)));
    const { json, page } = reconciliationPages(reconciliation, 'zh');
    expect(page).toContain('双方各项数字一致。');
    expect(page).toContain(sha256Hex(Buffer.from(json)));
    expect(page).toContain('counterfoil.test/log');
  });

  it('that lost rows, or found ones twice, does not reconcile, and the groups that differ are listed', async () => {
    const path = await write('unequal.csv', [
      good('R4-1'),
      good('R4-1', { office: 'Shenzhen' }),
      good('R4-2', { unit: '箱' }),
      'R4-3',
      good('R4-4', { dest: '韩国' }),
    ]);
    expect(await move(path, 'old-four')).toMatchObject({ accepted: 2, refused: 3 });
    const { differences, total } = await reconcile(path, 'old-four');
    expect(total).toMatchObject({ source: { count: 5 }, ledger: { count: 2 } });
    expect(
      differences.map(({ year, office, country, source, ledger }) => [
        year,
        office,
        country,
        source.count,
        ledger.count,
      ]),
    ).toEqual([
      ['', '', '', 1, 0],
      ['2019', 'Guangzhou', 'JP', 2, 1],
      ['2019', 'Shenzhen', 'JP', 1, 0],
    ]);
    const { page } = reconciliationPages(await reconcile(path, 'old-four'), 'en');
    expect(page).toContain('The two sides differ in 3 figures.');
    expect(page).toContain('3 rows were refused');
  });

  it('taken up again after its end does nothing twice', async () => {
    const path = await write('again.csv', [good('R5-1'), good('R5-2')]);
    await move(path, 'old-five');
    expect(await move(path, 'old-five')).toMatchObject({ accepted: 2, alreadyFinished: NOW.toISOString() });
    expect((await reconcile(path, 'old-five')).total.ledger.count).toBe(2);
  });
});
