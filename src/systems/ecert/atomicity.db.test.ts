import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '../../database/testing/index.ts';
import { testDatabase } from '../../database/testing/index.ts';
import { systemCaller } from '../../ledger/index.ts';
import type { Intake } from './intake.ts';
import { sampleBytes } from './testing/certificates.ts';
import { testIntake } from './testing/setting.ts';

let held: TestDatabase;
let intake: Intake;
const operator = systemCaller('system/operator');
const TABLES = [
  'certificate',
  'certificate_history',
  'certificate_document',
  'certificate_code',
  'evidence_leaf',
];

beforeAll(async () => {
  held = await testDatabase();
  intake = testIntake(held.database);
});
afterAll(async () => {
  await intake.close();
  await held.drop();
});

const execute = (text: string) => held.administrator.query({ name: '', text });
const item = (number: string) => ({
  bytes: sampleBytes({ number }),
  mediaType: 'application/xml' as const,
});

async function counts(): Promise<string[]> {
  const rows: string[] = [];
  for (const table of TABLES) {
    const [row] = await held.administrator.query<{ count: string }>({
      name: '',
      text: `select count(*) from ${table}`,
    });
    rows.push(row?.count ?? '');
  }
  return rows;
}

/** Lets the database refuse rows of a table, with an SQLSTATE. */
async function breakTable(table: string, condition: string, state: string): Promise<() => Promise<void>> {
  await execute(`create function test_refuses() returns trigger language plpgsql as
    $$ begin if ${condition} then raise exception using errcode = '${state}', message = 'refused'; end if; return new; end $$`);
  await execute(
    `create trigger test_refuses before insert on ${table} for each row execute function test_refuses()`,
  );
  return async () => {
    await execute('drop function test_refuses cascade');
  };
}

describe('an intake that the database breaks off', () => {
  test.each(TABLES.slice(1))('at %s leaves nothing behind, and can be repeated', async (table) => {
    const before = await counts();
    const items = ['A', 'B', 'C'].map((letter) => item(`${table}-${letter}`));
    const mend = await breakTable(table, 'true', 'P0001');
    await expect(intake.accept(items, operator)).rejects.toThrow('database-fault');
    expect(await counts()).toEqual(before);
    await mend();
    const outcomes = await intake.accept(items, operator);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'stored', 'stored']);
  });

  test('a document that the database cannot take does not take others down with it', async () => {
    const mend = await breakTable('certificate', "new.number = 'POISON'", '23514');
    const results = await Promise.allSettled(
      ['X-1', 'POISON', 'X-2'].map((number) => intake.accept([item(number)], operator)),
    );
    await mend();
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
