import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from './testing/index.ts';

let its: TestDatabase;
beforeAll(async () => {
  its = await testDatabase();
});
afterAll(() => its.drop());

const ask = <Row>(text: string) => its.superuser.query<Row>({ name: '', text });

test('the application role is no superuser, owns nothing and is bound by row-level security', async () => {
  expect(
    await ask(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles
               where rolname in ('counterfoil_application', 'counterfoil_migrator') group by 1, 2, 3, 4, 5`),
  ).toEqual([
    { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false },
  ]);
  expect(
    await ask(`select relname from pg_class where relowner = 'counterfoil_application'::regrole`),
  ).toEqual([]);
  expect(
    await ask(`select 1 from pg_auth_members where member = 'counterfoil_application'::regrole`),
  ).toEqual([]);
});

test('no table can be emptied, referenced or given triggers by the application, nor anything by the public', async () => {
  const rights = await ask<{ right: string }>(
    `select c.relname || ' ' || a.privilege_type as right
     from pg_class c, aclexplode(c.relacl) a
     where c.relnamespace = 'counterfoil'::regnamespace and a.grantee <> c.relowner
       and (a.grantee = 0 or a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'))
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
  );
  expect(rights).toEqual([]);
});

test('history and evidence can be added to and read, and nothing else', async () => {
  const rights = await ask<{ table: string; privilege: string }>(
    `select table_name::text as table, privilege_type::text as privilege from information_schema.role_table_grants
     where table_schema = 'counterfoil' and grantee = 'counterfoil_application'
       and (table_name like '%history' or table_name in ('evidence_leaf', 'evidence_sequence', 'evidence_tile', 'evidence_checkpoint'))`,
  );
  expect(rights.length).toBeGreaterThan(0);
  expect(rights.filter(({ privilege }) => !['INSERT', 'SELECT'].includes(privilege))).toEqual([]);
  for (const { table } of rights) {
    for (const text of [`delete from ${table}`, `truncate ${table}`]) {
      const act = its.database.transaction({ kind: 'system' }, (transaction) =>
        transaction.query({ name: '', text }),
      );
      await expect(act, text).rejects.toMatchObject({ code: 'database-permission-denied' });
    }
  }
});

test('a table under row-level security shows and takes nothing where no scope is set', async () => {
  await its.administrator.query({
    name: '',
    text: `create table sealed (country text);
           alter table sealed enable row level security;
           grant select, insert on sealed to counterfoil_application;
           create policy sealed_read on sealed for select using (country = (select counterfoil.scope_country()));
           create policy sealed_write on sealed for insert with check (country = (select counterfoil.scope_country()));
           insert into sealed values ('CN'), ('NZ')`,
  });
  const read = { name: 'test-sealed', text: 'select country from sealed' };
  const add = { name: 'test-sealed-add', text: `insert into sealed values ('NZ')` };
  const nz = { kind: 'authority', country: 'NZ', authority: 'NZ-MPI' } as const;
  const cn = { kind: 'authority', country: 'CN', authority: 'CN-GACC' } as const;
  expect(await its.database.read({ kind: 'public' }, read)).toEqual([]);
  expect(await its.database.read(cn, read)).toEqual([{ country: 'CN' }]);
  await its.database.transaction(nz, (transaction) => transaction.query(add));
  expect(await its.database.read(nz, read)).toHaveLength(2);
  for (const scope of [cn, { kind: 'public' } as const]) {
    const act = its.database.transaction(scope, (transaction) => transaction.query(add));
    await expect(act).rejects.toMatchObject({ code: 'database-permission-denied' });
  }
});

test('every policy asks for the scope once a query, and every table under a policy enforces it', async () => {
  const policies = await ask<{ name: string; rule: string }>(
    `select tablename || ' ' || policyname as name, concat(qual, ' ', with_check) as rule
     from pg_policies where schemaname = 'counterfoil'`,
  );
  const calls = /(?<!SELECT (?:counterfoil\.)?)\bscope_(kind|country|authority|office)\(\)/;
  expect(policies.filter(({ rule }) => calls.test(rule))).toEqual([]);
  expect(
    await ask(
      `select distinct p.tablename::text from pg_policies p
       join pg_class c on c.relname = p.tablename and c.relnamespace = 'counterfoil'::regnamespace
       where p.schemaname = 'counterfoil' and not c.relrowsecurity`,
    ),
  ).toEqual([]);
});

test('a function that runs with its owner’s rights fixes where names are looked up', async () => {
  expect(
    await ask(`select proname::text from pg_proc where pronamespace = 'counterfoil'::regnamespace and prosecdef
                 and not coalesce(proconfig::text like '%search_path=%', false)`),
  ).toEqual([]);
});
