import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { connect, listMigrations, migrate } from './index.ts';
import { openClient } from './lib/connection.ts';
import { emptyDatabase } from './testing/index.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let folder: string;
beforeEach(async () => {
  database = await emptyDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'counterfoil-migrations-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
const start = () => migrate({ url: database.url, folder });

async function ask<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = await openClient({ url: database.url });
  try {
    // The caller names the row's type together with the statement.
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

test('our migrations are well named, and each number is used once', async () => {
  const numbers = (await listMigrations()).map(({ number }) => number);
  expect(numbers[0]).toBe(1);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((left, right) => left - right));
});

test('of eight processes that start at once on a bare database each migration is applied by exactly one', async () => {
  for (let number = 1; number <= 6; number += 1) {
    await write(
      `000${number}-step.sql`,
      `create table counterfoil.step${number} (id integer); insert into counterfoil.step${number} values (1); select pg_sleep(0.02);`,
    );
  }
  const results = await Promise.all(Array.from({ length: 8 }, start));
  expect(results.flat().toSorted((left, right) => left - right)).toEqual([1, 2, 3, 4, 5, 6]);
  for (let number = 1; number <= 6; number += 1) {
    expect(await ask(`select id from counterfoil.step${number}`)).toEqual([{ id: 1 }]);
  }
  expect(await start()).toEqual([]);
});

test('a migration that fails leaves nothing, and succeeds once mended', async () => {
  await write('0001-good.sql', 'create table counterfoil.good (id integer);');
  await write('0002-bad.sql', 'create table counterfoil.half (id integer); select no_such_function();');
  await expect(start()).rejects.toMatchObject({ code: 'database-fault', values: { number: 2, name: 'bad' } });
  expect(await ask(`select to_regclass('counterfoil.half') as half`)).toEqual([{ half: null }]);
  await write('0002-bad.sql', 'create table counterfoil.half (id integer);');
  expect(await start()).toEqual([2]);
});

test('an applied migration that was changed is refused, but not for its line ends', async () => {
  await write('0001-one.sql', 'select 1;\nselect 2;\n');
  await start();
  await write('0001-one.sql', 'select 1;\r\nselect 2;\r\n');
  expect(await start()).toEqual([]);
  await write('0001-one.sql', 'select 3;\n');
  await expect(start()).rejects.toMatchObject({
    code: 'database-migration-changed',
    values: { number: 1, name: 'one' },
  });
});

test('a database that newer code has migrated is refused', async () => {
  await write('0001-one.sql', 'select 1;');
  await write('0002-two.sql', 'select 2;');
  await start();
  await rm(path.join(folder, '0002-two.sql'));
  await expect(start()).rejects.toMatchObject({
    code: 'database-migration-unknown',
    values: { number: 2, name: 'two' },
  });
});

test('a file without a number, or two with the same, are refused', async () => {
  await write('0001-one.sql', 'select 1;');
  for (const name of ['0001-two.sql', 'later.sql', '0000-zero.sql', '0002-Two.sql', '02-two.sql']) {
    await write(name, 'select 1;');
    await expect(start()).rejects.toMatchObject({
      code: 'database-migration-misnamed',
      values: { file: name },
    });
    await rm(path.join(folder, name));
  }
});

test('what a migration makes belongs to the migrator, and its functions are nobody else’s until granted', async () => {
  await write(
    '0001-objects.sql',
    `create table counterfoil.thing (id integer);
     create function counterfoil.closed() returns integer language sql return 1;
     create function counterfoil.opened() returns integer language sql return 1;
     grant execute on function counterfoil.opened() to counterfoil_application;`,
  );
  await start();
  expect(
    await ask(`select tableowner::text as owner from pg_tables where schemaname = 'counterfoil' group by 1`),
  ).toEqual([{ owner: 'counterfoil_migrator' }]);
  const may = (name: string) =>
    ask(
      `select has_function_privilege('counterfoil_application', 'counterfoil.${name}()', 'execute') as may`,
    );
  expect(await may('opened')).toEqual([{ may: true }]);
  expect(await may('closed')).toEqual([{ may: false }]);
  expect(
    await ask(`select has_table_privilege('counterfoil_application', 'counterfoil.thing', 'select') as may`),
  ).toEqual([{ may: false }]);
});

describe('an ordinary user of a shared server', () => {
  const server = inject('counterfoilTestServer');
  const user = `tenant_${process.pid}_${performance.now().toFixed(0)}`;
  const urlOf = () => database.url.replace(/\/\/[^@]*@/, `//${user}@`);

  beforeAll(async () => {
    const client = await openClient({ url: server.administratorUrl.replace('{database}', 'postgres') });
    await client.query(`create role ${user} login`);
    await client.end();
  });
  afterAll(async () => {
    const client = await openClient({ url: server.administratorUrl.replace('{database}', 'postgres') });
    await client.query(`drop role ${user}`);
    await client.end();
  });

  test('is told which rights are missing, with the names to ask for', async () => {
    const values = { user, migrator: 'counterfoil_migrator', application: 'counterfoil_application' };
    await expect(migrate({ url: urlOf() })).rejects.toMatchObject({ code: 'database-roles-refused', values });
    await expect(connect({ url: urlOf() })).rejects.toMatchObject({ code: 'database-roles-refused', values });
  });

  test('migrates and serves once the roles were granted, with the rights of the application alone', async () => {
    await ask(`grant counterfoil_migrator, counterfoil_application to ${user}`);
    const [{ name } = { name: '' }] = await ask<{ name: string }>('select current_database() as name');
    await ask(`grant create on database ${name} to counterfoil_migrator`);
    await migrate({ url: urlOf() });
    const served = await connect({ url: urlOf() });
    const who = { name: 'test-who', text: 'select current_user::text as role' };
    expect(await served.read({ kind: 'public' }, who)).toEqual([{ role: 'counterfoil_application' }]);
    const drop = { name: 'test-drop', text: 'drop table counterfoil.migration' };
    await expect(
      served.transaction({ kind: 'system' }, (transaction) => transaction.query(drop)),
    ).rejects.toMatchObject({ code: 'database-permission-denied' });
    await served.close();
  });
});
