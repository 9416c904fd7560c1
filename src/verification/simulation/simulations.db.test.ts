import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRandom } from '../../crypto/index.ts';
import type { Scope } from '../../database/index.ts';
import { testDatabase, type TestDatabase } from '../../database/testing/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { compileRuleBook, decide, type CaseInput, type RuleBook } from '../deciding/index.ts';
import {
  linkTo,
  specimenBook,
  specimenCase,
  specimenCertificate,
  specimenDeclaration,
  specimenItem,
} from '../deciding/testing/index.ts';
import type { DecisionTable } from '../rules/index.ts';
import { previewedParameters, Simulations } from './index.ts';
import { STATEMENTS } from './lib/statements.ts';

const CASES = 600;
const now = new Date('2026-11-22T10:00:00Z');
const book = specimenBook();
const faults: unknown[] = [];

let held: TestDatabase;
let simulations: Simulations;

const scopeOf = (authority: string): Scope => ({
  kind: 'authority',
  country: authority.slice(0, 2),
  authority,
});
const ada: LedgerCaller = { actor: 'account/ada', scope: scopeOf('CN-GACC'), may: () => true };
const nils: LedgerCaller = { actor: 'account/nils', scope: scopeOf('NZ-MPI'), may: () => true };
const owner = { authority: 'CN-GACC' };

/** Tolerances as in the specimen book, but for this much beyond a certificate. */
const lenient: DecisionTable = {
  name: 'tolerances',
  title: { en: 'Tolerances', zh: '允差' },
  stage: 'tolerance',
  hit: 'first',
  inputs: [],
  rows: [{ id: 'all', mode: 'live', cells: {}, outputs: { absolute: '5', unit: 'KGM' } }],
};

/** Every third case declares two kilograms too many, every tenth twenty. */
function inputOf(place: number): CaseInput {
  const certificate = specimenCertificate({ number: `NZL2026/${String(place).padStart(7, '0')}` });
  const mass = place % 10 === 0 ? '120' : place % 3 === 0 ? '102' : '100';
  const item = specimenItem({
    quantities: [{ measure: 'net-mass', value: mass, unit: 'KGM' }],
    documents: [{ code: 'A', reference: certificate.number }],
  });
  const declaration = specimenDeclaration({ items: [item], number: `22012026${String(place)}` });
  return specimenCase({ declaration, links: [linkTo(certificate)], accounts: [] });
}

const ENTER = {
  name: 'test-simulation-case',
  text: `insert into verification_case (id, country, authority, office, keeper, claimant, version, state, place, outcome, entered, changed)
         select id, 'CN', 'CN-GACC', 'CN-GACC/2200', 'declaration', claimant, 1, 'open', 1, 'pass', $2, $2
         from jsonb_to_recordset($1::jsonb) as given (id uuid, claimant text)`,
};
const DECIDE = {
  name: 'test-simulation-decision',
  text: `insert into verification_decision
           (country, authority, office, case_id, place, version, outcome, fallback, decision, input, digest, at, leaf)
         select 'CN', 'CN-GACC', 'CN-GACC/2200', id, 1, 1, 'pass', false, '{}', input, sha256(claimant::bytea), at, id
         from jsonb_to_recordset($1::jsonb) as given (id uuid, claimant text, input json, at timestamptz)`,
};

beforeAll(async () => {
  held = await testDatabase();
  const rows = Array.from({ length: CASES }, (_, place) => ({
    id: `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`,
    claimant: `declaration/CN/CN-GACC/${String(place)}`,
    input: inputOf(place),
    // Many at one moment: the pages must lose none of them, nor take one twice.
    at: `2026-11-${String(10 + (place % 3))}T08:00:00.123456Z`,
  }));
  await held.database.transaction({ kind: 'system' }, async (transaction) => {
    await transaction.query(ENTER, [JSON.stringify(rows), now]);
    await transaction.query(DECIDE, [JSON.stringify(rows)]);
  });
  simulations = opened();
});
afterAll(async () => {
  await simulations.close();
  await held.drop();
  expect(faults).toEqual([]);
});

function opened(books: () => Promise<RuleBook> = () => Promise.resolve(book), threads = 0): Simulations {
  return new Simulations({
    database: held.database,
    clock: () => now,
    random: newRandom,
    books: { inForce: books },
    threads,
    onFault: (error) => faults.push(error),
  });
}

describe('a simulation', () => {
  test('counts what a draft changes, case by case, as deciding each of them does', async () => {
    const { id, state } = await simulations.begin(ada, { table: lenient, owner, days: 31 });
    expect(state).toBe('running');
    expect(await simulations.work()).toBe(true);
    const found = await simulations.read(ada, id);
    const [before, after] = [compileRuleBook(book), compileRuleBook(drafted())];
    const pairs = Array.from({ length: CASES }, (_, place) => inputOf(place)).map((input) => [
      decide(input, before).outcome,
      decide(input, after).outcome,
    ]);
    const changed = pairs.filter(([one, other]) => one !== other).length;
    expect(changed).toBeGreaterThan(CASES / 5);
    expect(found).toMatchObject({
      state: 'done',
      total: CASES,
      done: CASES,
      unreadable: 0,
      changed,
      different: changed,
      exact: CASES - changed,
      from: '2026-10-23',
      until: '2026-11-23',
      countries: [
        { key: 'NZ', items: changed, values: [{ currency: 'CNY', amount: String(changed * 5200) }] },
      ],
      headings: [{ key: '0202', items: changed }],
    });
    expect(found?.outcomes.find((each) => each.before !== each.after)).toEqual({
      before: 'inquire',
      after: 'pass',
      count: changed,
    });
    expect(found?.reasons.find(({ code }) => code === 'quantity-too-much')).toMatchObject({
      after: CASES / 10,
      before: CASES / 10 + changed,
    });
    expect(found?.samples.length).toBe(30);
    expect(found?.samples[0]).toMatchObject({ before: 'inquire', after: 'pass', version: 1 });
  });

  test('changes nothing where the draft says what is in force, and takes the days that are asked for', async () => {
    const same = book.tables.find(({ name }) => name === 'tolerances');
    const draft = { ...same, title: { en: 'Tolerances', zh: '允差' } };
    const { id } = await simulations.begin(ada, { table: draft, owner, days: 11 });
    await simulations.work();
    expect(await simulations.read(ada, id)).toMatchObject({
      total: CASES / 3,
      done: CASES / 3,
      changed: 0,
      exact: CASES / 3,
      samples: [],
    });
  });

  test('counts the same in threads', async () => {
    const { id } = await simulations.begin(ada, { table: lenient, owner, days: 31 });
    await opened(undefined, 1).work();
    const inThreads = await simulations.read(ada, id);
    const inProcess = (await simulations.list(ada)).find((each) => each.id !== id && each.changed > 0);
    expect(inThreads).toEqual({ ...inProcess, id, samples: inThreads?.samples });
  });

  test('of an office takes its own cases, and puts the draft beside the national tables', async () => {
    const severe: DecisionTable = {
      name: 'local-beef',
      title: { en: 'Beef', zh: '牛肉' },
      stage: 'judgement',
      hit: 'worst',
      inputs: ['item.commodity'],
      rows: [
        {
          id: 'beef',
          mode: 'live',
          cells: { 'item.commodity': { is: 'prefix', values: ['0202'] } },
          outcome: 'hold',
          actor: 'inspector',
          code: 'local-beef-held',
          sentence: { en: 'An inspector looks at the beef.', zh: '牛肉须查验。' },
        },
      ],
    };
    const of = async (office: string) => {
      const { id } = await simulations.begin(ada, { table: severe, owner: { ...owner, office }, days: 11 });
      await simulations.work();
      return simulations.read(ada, id);
    };
    expect(await of('CN-GACC/2200')).toMatchObject({ total: CASES / 3, done: CASES / 3, changed: CASES / 3 });
    expect(await of('CN-GACC/4200')).toMatchObject({ state: 'done', total: 0, changed: 0 });
  });

  test('is none of another country’s business', async () => {
    const [found] = await simulations.list(ada);
    expect(await simulations.read(nils, found?.id ?? '')).toBeUndefined();
    expect(await simulations.stop(nils, found?.id ?? '')).toBeUndefined();
    expect(await simulations.list(nils)).toEqual([]);
    await expect(simulations.begin(nils, { table: lenient, owner, days: 1 })).rejects.toMatchObject({
      code: 'parameter-forbidden',
    });
  });

  test('stops while it waits and while it runs, and keeps what it has counted', async () => {
    const waiting = await simulations.begin(ada, { table: lenient, owner, days: 31 });
    expect(await simulations.stop(ada, waiting.id)).toMatchObject({ state: 'stopped', done: 0 });
    const running = await simulations.begin(ada, { table: lenient, owner, days: 31 });
    const stopping = opened(async () => {
      await simulations.stop(ada, running.id);
      return book;
    });
    await stopping.work();
    expect(await simulations.read(ada, running.id)).toMatchObject({ state: 'stopped', total: CASES });
    expect(await simulations.work()).toBe(false);
  });

  test('says that it was broken off where its process was killed or closed', async () => {
    const killed = await simulations.begin(ada, { table: lenient, owner, days: 31 });
    await held.database.transaction({ kind: 'system' }, (transaction) =>
      transaction.query(STATEMENTS.take, [
        '00000000-0000-7000-8000-000000000000',
        new Date(now.getTime() - 61_000),
      ]),
    );
    expect(await simulations.read(ada, killed.id)).toMatchObject({ state: 'running' });
    expect(await simulations.work()).toBe(false);
    expect(await simulations.read(ada, killed.id)).toMatchObject({ state: 'failed' });
    const closed = await simulations.begin(ada, { table: lenient, owner, days: 31 });
    const closing: Simulations = opened(async () => {
      void closing.close();
      return Promise.resolve(book);
    });
    await closing.work();
    expect(await simulations.read(ada, closed.id)).toMatchObject({ state: 'failed', done: 0 });
  });

  test('is not begun with faults, nor beside too many others', async () => {
    const wrong = { ...lenient, hit: 'collect' };
    await expect(simulations.begin(ada, { table: wrong, owner, days: 31 })).rejects.toMatchObject({
      code: 'rule-table-invalid',
      faults: [{ code: 'rule-hit-unfit' }],
    });
    const open = [1, 2, 3].map(() => simulations.begin(ada, { table: lenient, owner, days: 31 }));
    const begun = await Promise.all(open);
    await expect(simulations.begin(ada, { table: lenient, owner, days: 31 })).rejects.toMatchObject({
      code: 'rule-simulations-many',
    });
    for (const { id } of begun) await simulations.stop(ada, id);
    expect((await simulations.list(ada)).map(({ id }) => id)).toEqual(
      expect.arrayContaining(begun.map(({ id }) => id)),
    );
  });

  test('is foretold by a preview of the latest cases', async () => {
    const definition = previewedParameters(
      () => ({ inForce: () => Promise.resolve(book) }),
      () => now,
    ).find(({ name }) => name === 'rule-table');
    const rows = [{ key: { table: 'tolerances' }, value: lenient, from: '2026-11-23' }];
    const touched = await held.database.transaction(
      ada.scope,
      (session) => definition?.touches?.(session, rows, owner) ?? Promise.resolve(-1),
    );
    expect(touched).toBeGreaterThan(50);
    expect(touched).toBeLessThan(500);
  });
});

function drafted(): RuleBook {
  return { ...book, tables: [...book.tables.filter(({ name }) => name !== 'tolerances'), lenient] };
}
