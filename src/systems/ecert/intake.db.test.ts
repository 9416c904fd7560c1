import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../base/index.ts';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import { getRecord, readHistory, replayHistory, systemCaller, tableFaults } from '../../ledger/index.ts';
import { certificateRecord } from './certificate-record.ts';
import type { Intake } from './intake.ts';
import type { Outcome, Receipt } from './receipt.ts';
import { sampleBytes, sampleDocument, sampleXml } from './testing/certificates.ts';
import type { SampleOptions } from './testing/certificates.ts';
import { official, testIntake } from './testing/setting.ts';

let test1: TestDatabase;
let intake: Intake;
const operator = systemCaller('system/operator');
const newZealand = official('NZ', 'NZ-MPI');

beforeAll(async () => {
  test1 = await testDatabase();
  intake = testIntake(test1.database);
});
afterAll(async () => {
  await intake.close();
  await test1.drop();
});

const xml = (options: SampleOptions) => ({
  bytes: sampleBytes(options),
  mediaType: 'application/xml' as const,
});

async function one(options: SampleOptions, caller = newZealand): Promise<Outcome> {
  const [outcome] = await intake.accept([xml(options)], caller);
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

function receiptOf(outcome: Outcome): Receipt {
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.faults));
  return outcome.receipt;
}

function codesOf(outcome: Outcome): string[] {
  return outcome.kind === 'refused' ? outcome.faults.map(({ code }) => code) : [outcome.kind];
}

async function rowCounts(): Promise<Record<string, string>> {
  const tables = [
    'certificate',
    'certificate_history',
    'certificate_document',
    'certificate_code',
    'evidence_leaf',
  ];
  const counts: Record<string, string> = {};
  for (const table of tables) {
    const [row] = await test1.administrator.query<{ count: string }>({
      name: '',
      text: `select count(*) from ${table}`,
    });
    counts[table] = row?.count ?? '';
  }
  return counts;
}

describe('the tables', () => {
  test('agree with the definition of the record', async () => {
    const faults = await test1.database.transaction({ kind: 'system' }, (session) =>
      tableFaults(session, certificateRecord),
    );
    expect(faults).toEqual([]);
  });
});

describe('intake', () => {
  test('a certificate becomes a record with history, document and leaf', async () => {
    const receipt = receiptOf(await one({ number: 'NZ-1' }));
    expect(receipt).toMatchObject({
      key: 'certificate/NZ/NZ-MPI/NZ-1',
      version: 1,
      state: 'issued',
      action: 'received',
      seal: { indication: 'NO-SEAL' },
    });
    const entry = await getRecord(test1.database, newZealand.scope, certificateRecord, receipt.id);
    expect(entry).toMatchObject({ number: 'NZ-1', office: 'NZ-MPI/WLG', body: { importCountry: 'CN' } });
    const history = await readHistory(
      { database: test1.database, scope: newZealand.scope },
      certificateRecord,
      receipt.id,
    );
    expect(history).toHaveLength(1);
    expect(history[0]).toMatchObject({ action: 'received', digest: receipt.digest, leaf: receipt.leaf });
    expect(replayHistory(certificateRecord, history)).toEqual({
      state: 'issued',
      version: 1,
      body: entry?.body,
    });
  });

  test('the same bytes twice answer with the same receipt', async () => {
    const first = receiptOf(await one({ number: 'NZ-2' }));
    const again = await one({ number: 'NZ-2' });
    expect(again.kind).toBe('duplicate');
    expect(receiptOf(again)).toEqual(first);
  });

  test('the same bytes from twenty callers at once make one record and one receipt', async () => {
    const before = await rowCounts();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        one({ number: 'NZ-3' }, index % 2 === 0 ? newZealand : operator),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'stored')).toHaveLength(1);
    const [first, ...others] = outcomes.map(receiptOf);
    for (const other of others) expect(other).toEqual(first);
    const after = await rowCounts();
    for (const table of Object.keys(after)) expect(Number(after[table]) - Number(before[table])).toBe(1);
  });

  test('the same bytes twice in one batch are stored once', async () => {
    const outcomes = await intake.accept([xml({ number: 'NZ-4' }), xml({ number: 'NZ-4' })], newZealand);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'duplicate']);
  });

  test('of a batch, what is there already answers with its receipt, and the rest is stored', async () => {
    const known = receiptOf(await one({ number: 'NZ-4A' }));
    const outcomes = await intake.accept([xml({ number: 'NZ-4B' }), xml({ number: 'NZ-4A' })], newZealand);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'duplicate']);
    expect(outcomes.map(receiptOf)[1]).toEqual(known);
  });

  test('the same number with other content is a named conflict, and nothing changes', async () => {
    const receipt = receiptOf(await one({ number: 'NZ-5' }));
    const before = await rowCounts();
    const outcome = await one({ number: 'NZ-5', consignee: 'Somebody Else' });
    expect(codesOf(outcome)).toEqual(['certificate-number-conflict']);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'certificate-number-conflict' });
    expect(await rowCounts()).toEqual(before);
    const entry = await getRecord(test1.database, newZealand.scope, certificateRecord, receipt.id);
    expect(entry?.version).toBe(1);
  });

  test('two documents of one number in one batch: the first in is stored, the other conflicts', async () => {
    const outcomes = await intake.accept(
      [xml({ number: 'NZ-6' }), xml({ number: 'NZ-6', consignee: 'Somebody Else' })],
      newZealand,
    );
    expect(outcomes.map((outcome) => codesOf(outcome)[0]).toSorted()).toEqual([
      'certificate-number-conflict',
      'stored',
    ]);
  });

  test('a later message of the issuer withdraws its certificate; the message is kept beside the certificate', async () => {
    const first = receiptOf(await one({ number: 'NZ-7' }));
    const message = receiptOf(await one({ number: 'NZ-7', status: '40' }));
    expect(message).toMatchObject({ id: first.id, version: 2, state: 'withdrawn', action: 'withdraw' });
    const again = await one({ number: 'NZ-7', status: '40' });
    expect(again.kind).toBe('duplicate');
    expect(receiptOf(again)).toEqual(message);
    expect(receiptOf(await one({ number: 'NZ-7' }))).toEqual(first);
    const history = await readHistory(
      { database: test1.database, scope: newZealand.scope },
      certificateRecord,
      first.id,
    );
    expect(history.map(({ action, previous }) => [action, previous])).toEqual([
      ['received', undefined],
      ['withdraw', first.digest],
    ]);
    const entry = await getRecord(test1.database, newZealand.scope, certificateRecord, first.id);
    expect(replayHistory(certificateRecord, history)).toEqual({
      state: 'withdrawn',
      version: 2,
      body: entry?.body,
    });
  });

  test('a message that announces a replacement must name a successor in force', async () => {
    receiptOf(await one({ number: 'NZ-8' }));
    expect(codesOf(await one({ number: 'NZ-8', status: '44' }))).toEqual(['certificate-successor-missing']);
    expect(codesOf(await one({ number: 'NZ-8', status: '44', replaces: 'NZ-8-B' }))).toEqual([
      'successor-not-found',
    ]);
  });

  test('somebody else cannot withdraw a certificate by a message', async () => {
    receiptOf(await one({ number: 'NZ-9' }));
    const outcome = await one({ number: 'NZ-9', status: '40' }, official('CN', 'CN-GACC'));
    expect(codesOf(outcome)).toEqual(['action-forbidden']);
  });

  test('a certificate is the same in JSON as in XML', async () => {
    const json = (options: SampleOptions) => ({
      bytes: utf8(JSON.stringify(sampleDocument(options))),
      mediaType: 'application/json' as const,
    });
    const [outcome] = await intake.accept([json({ number: 'NZ-10' })], newZealand);
    const receipt = outcome === undefined ? undefined : receiptOf(outcome);
    const entry = await getRecord(test1.database, newZealand.scope, certificateRecord, receipt?.id ?? '');
    const other = receiptOf(await one({ number: 'NZ-11' }));
    const same = await getRecord(test1.database, newZealand.scope, certificateRecord, other.id);
    expect(entry?.body).toEqual(same?.body);
  });
});

describe('bad input', () => {
  test('every fault of a certificate is named at once, and nothing is stored', async () => {
    const before = await rowCounts();
    const faulty = sampleXml({ number: 'NZ-20', issued: '2027-01-01T00:00:00Z' })
      .replace('>70<', '>146<')
      .replace('>NZ<', '>QQ<')
      .replace('>1000.5<', '>-1000.5<');
    const [outcome] = await intake.accept([{ bytes: utf8(faulty), mediaType: 'application/xml' }], operator);
    if (outcome === undefined) throw new Error('no outcome');
    expect(codesOf(outcome).toSorted()).toEqual(
      ['authority-unknown', 'issued-in-future', 'negative-amount', 'status-unsupported'].toSorted(),
    );
    expect(outcome).toMatchObject({ kind: 'refused', code: 'certificate-refused' });
    expect(await rowCounts()).toEqual(before);
  });

  test.each([
    ['not XML', 'hello', 'xml-not-well-formed'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'xml-doctype'],
    ['nothing', '', 'document-empty'],
  ])('%s is refused by name', async (_, content, code) => {
    const [outcome] = await intake.accept(
      [{ bytes: utf8(content), mediaType: 'application/xml' }],
      newZealand,
    );
    expect(outcome === undefined ? [] : codesOf(outcome)).toEqual([code]);
  });

  test('another authority of the country is not this one', async () => {
    const australian = { number: 'AU-1', exporting: 'AU', issuer: 'Unheard Of' };
    expect(codesOf(await one(australian, operator))).toEqual(['authority-ambiguous']);
    expect(codesOf(await one({ ...australian, issuer: 'department of agriculture' }, operator))).toEqual([
      'stored',
    ]);
  });

  test('nobody lodges for an authority that is not theirs', async () => {
    expect(codesOf(await one({ number: 'NZ-21' }, official('AU', 'AU-DAFF')))).toEqual([
      'authority-not-yours',
    ]);
    expect(
      codesOf(
        await one({ number: 'NZ-21' }, official('NZ', 'NZ-MPI', { permissions: ['certificate.read'] })),
      ),
    ).toEqual(['authority-not-yours']);
  });

  test('an authority whose policy asks for a seal is not believed without one', async () => {
    expect(codesOf(await one({ number: 'NO-1', exporting: 'NO', issuer: 'Mattilsynet' }, operator))).toEqual([
      'seal-required',
    ]);
  });

  test('rare characters stand wherever they fall: in numbers, in long names, in values that findings show in part', async () => {
    const rare = '\u{20BB7}';
    const long = `${'a'.repeat(39)}\u{1E922}\u{1E923}`;
    const receipt = receiptOf(await one({ number: `NZ-${rare}${rare}1`, consignor: long, place: long }));
    const entry = await getRecord(test1.database, newZealand.scope, certificateRecord, receipt.id);
    expect(entry?.number).toBe(`NZ-${rare}${rare}1`);
    const unknown = `${'x'.repeat(56)}${rare}${'y'.repeat(9)}`;
    const xmlText = sampleXml({ number: 'NZ-40' }).replace(/(<\w+:TypeCode[^>]*>)[^<]+/, `$1${unknown}`);
    const [outcome] = await intake.accept(
      [{ bytes: utf8(xmlText), mediaType: 'application/xml' }],
      newZealand,
    );
    expect(outcome?.kind).toBe('stored');
    expect(JSON.stringify(outcome)).toContain(`"${'x'.repeat(56)}..."`);
  });

  test('one bad document does not stop the others', async () => {
    const outcomes = await intake.accept(
      [
        xml({ number: 'NZ-30' }),
        { bytes: utf8('<a/>'), mediaType: 'application/xml' },
        xml({ number: 'NZ-31' }),
      ],
      newZealand,
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'refused', 'stored']);
  });
});
