import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import {
  LedgerError,
  readHistory,
  replayHistory,
  systemCaller,
  type LedgerCaller,
} from '../../ledger/index.ts';
import { certificateRecord } from './certificate-record.ts';
import { certificatesByNumber } from './certificates.ts';
import type { Intake } from './intake.ts';
import { createIssuing, type Issuing } from './issuing.ts';
import { sampleBytes, sampleDocument, type SampleOptions } from './testing/certificates.ts';
import { sealedBytes, testSeal, type TestSeal } from './testing/sealing.ts';
import { CODE_KEY, NOW, official, testIntake, trustOf } from './testing/setting.ts';

let held: TestDatabase;
let intake: Intake;
let issuing: Issuing;
let zealander: TestSeal;
const newZealand = official('NZ', 'NZ-MPI');
const operator = systemCaller('system/operator');

beforeAll(async () => {
  held = await testDatabase();
  zealander = await testSeal('NZ-MPI');
  const trust = trustOf([zealander.anchor]);
  intake = testIntake(held.database, { trust });
  issuing = createIssuing({
    database: held.database,
    trust,
    clock: () => NOW,
    random: newRandom,
    codeKey: CODE_KEY,
    sealKeyOf: () => zealander.key,
    rules: () => ({ threeActs: true }),
  });
});
afterAll(async () => {
  await intake.close();
  await held.drop();
});

async function lodge(
  options: readonly SampleOptions[],
  { by = newZealand, sealed = false }: { readonly by?: LedgerCaller; readonly sealed?: boolean } = {},
): Promise<void> {
  const outcomes = await intake.accept(
    options.map((one) => ({
      bytes: sealed ? sealedBytes(one, zealander) : sampleBytes(one),
      mediaType: 'application/xml' as const,
    })),
    by,
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(options.map(() => 'stored'));
}

async function standing(number: string) {
  const [entry] = await certificatesByNumber(held.database, operator.scope, number, 'NZ');
  return [entry?.state, entry?.body.ending?.successor];
}

describe('a certificate that names the one it replaces', () => {
  test('ends it when it comes in, with history and evidence, naming the new one', async () => {
    await lodge([{ number: 'OLD-1' }]);
    await lodge([{ number: 'NEW-1', replaces: 'OLD-1' }]);
    expect(await standing('OLD-1')).toEqual(['replaced', 'NEW-1']);
    const [entry] = await certificatesByNumber(held.database, operator.scope, 'OLD-1', 'NZ');
    const history = await readHistory(
      { database: held.database, scope: operator.scope },
      certificateRecord,
      entry?.id ?? '',
    );
    expect(history.map(({ action }) => action)).toEqual(['received', 'replace']);
    expect(replayHistory(certificateRecord, history)).toMatchObject({ state: 'replaced', version: 2 });
  });

  test('ends one that came in the same batch, and each of several its own', async () => {
    await lodge([
      { number: 'NEW-2', replaces: 'OLD-2' },
      { number: 'OLD-2' },
      { number: 'OLD-3' },
      { number: 'NEW-3', replaces: 'OLD-3' },
    ]);
    expect(await standing('OLD-2')).toEqual(['replaced', 'NEW-2']);
    expect(await standing('OLD-3')).toEqual(['replaced', 'NEW-3']);
  });

  test('ends nothing that is not in force, is of another authority, is itself, or is not there', async () => {
    await lodge([{ number: 'OLD-4' }]);
    await lodge(
      [{ number: 'OTHER-4', exporting: 'AU', importing: 'CN', issuer: 'AU-DAFF', replaces: 'OLD-4' }],
      { by: operator },
    );
    expect(await standing('OLD-4')).toEqual(['issued', undefined]);
    const [entry] = await certificatesByNumber(held.database, operator.scope, 'OLD-4', 'NZ');
    await issuing.act({ id: entry?.id ?? '', action: 'withdraw', input: {} }, newZealand);
    await lodge([
      { number: 'NEW-4', replaces: 'OLD-4' },
      { number: 'SELF-4', replaces: 'SELF-4' },
      { number: 'NEW-5', replaces: 'NOBODY' },
    ]);
    expect(await standing('OLD-4')).toEqual(['withdrawn', undefined]);
    expect(await standing('SELF-4')).toEqual(['issued', undefined]);
    expect(await standing('NEW-4')).toEqual(['issued', undefined]);
  });

  test('while it is itself no longer in force ends nothing', async () => {
    await lodge([{ number: 'OLD-6' }, { number: 'NEW-6', status: '40', replaces: 'OLD-6' }]);
    expect(await standing('OLD-6')).toEqual(['issued', undefined]);
  });

  test('unsealed from who may not replace ends nothing; under the authority’s own seal it does', async () => {
    const clerk = official('NZ', 'NZ-MPI', { permissions: ['certificate.lodge'] });
    await lodge([{ number: 'OLD-7' }, { number: 'OLD-8' }]);
    await lodge([{ number: 'NEW-7', replaces: 'OLD-7' }], { by: clerk });
    expect(await standing('OLD-7')).toEqual(['issued', undefined]);
    await lodge([{ number: 'NEW-8', replaces: 'OLD-8' }], { by: clerk, sealed: true });
    expect(await standing('OLD-8')).toEqual(['replaced', 'NEW-8']);
  });

  test('lodged by the importing country ends it under the authority’s seal, and a forged one does not', async () => {
    const china = official('CN', 'CN-GACC');
    const stranger = await testSeal('NZ-MPI');
    await lodge([{ number: 'OLD-9' }, { number: 'OLD-11' }]);
    await lodge([{ number: 'FORGED-9', replaces: 'OLD-9' }], { by: china });
    const bytes = sealedBytes({ number: 'FORGED-11', replaces: 'OLD-11' }, stranger);
    await intake.accept([{ bytes, mediaType: 'application/xml' }], china);
    expect(await standing('OLD-9')).toEqual(['issued', undefined]);
    expect(await standing('OLD-11')).toEqual(['issued', undefined]);
    await lodge([{ number: 'NEW-9', replaces: 'OLD-9' }], { by: china, sealed: true });
    expect(await standing('OLD-9')).toEqual(['replaced', 'NEW-9']);
  });

  test('is the only thing that the importing country can write on it, in the database too', async () => {
    const china = official('CN', 'CN-GACC');
    await lodge([{ number: 'OLD-12' }]);
    await lodge([{ number: 'NEW-12', replaces: 'SOMETHING-ELSE' }], { by: china, sealed: true });
    const [entry] = await certificatesByNumber(held.database, china.scope, 'OLD-12', 'NZ');
    const body = JSON.stringify({ ...entry?.body, ending: { at: NOW.toISOString(), successor: 'NEW-12' } });
    for (const [state, text] of [
      ['withdrawn', body],
      ['replaced', body],
      ['issued', JSON.stringify({ ...entry?.body, products: ['Anything'] })],
    ]) {
      const change = held.database.transaction(china.scope, (transaction) =>
        transaction.query(
          {
            name: '',
            text: 'update certificate set state = $2, body = $3::jsonb where id = $1 returning id',
          },
          [entry?.id, state, text],
        ),
      );
      await expect(change, state).rejects.toMatchObject({ code: 'database-permission-denied' });
    }
  });

  test('issued by its own office ends it too', async () => {
    await lodge([{ number: 'OLD-10' }]);
    const { entry } = await issuing.draft(
      sampleDocument({ number: 'NEW-10', status: '47', replaces: 'OLD-10' }),
      newZealand,
    );
    await issuing.act({ id: entry.id, action: 'issue', input: {} }, newZealand);
    expect(await standing('OLD-10')).toEqual(['replaced', 'NEW-10']);
  });
});

describe('where an authority asks for three acts', () => {
  test('a person does not issue a draft; a machine does', async () => {
    const { entry } = await issuing.draft(sampleDocument({ number: 'ACT-3', status: '47' }), newZealand);
    const issue = (kind: 'person' | 'machine') =>
      issuing.act({ id: entry.id, action: 'issue', input: {} }, { ...newZealand, kind });
    const refused: unknown = await issue('person').catch((error: unknown) => error);
    expect(refused instanceof LedgerError && refused.faults.map(({ code }) => code)).toEqual([
      'three-acts-required',
    ]);
    expect((await issue('machine')).entry.state).toBe('issued');
  });
});
