import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, copyLine, type Scope, type Transaction } from './index.ts';
import { testDatabase, type TestDatabase } from './testing/index.ts';

const SYSTEM: Scope = { kind: 'system' };

let its: TestDatabase;
beforeAll(async () => {
  its = await testDatabase({ connections: 6 });
  await its.administrator.query({
    name: 'test-tables',
    text: `create table stock (id integer primary key, amount integer not null constraint stock_amount_positive check (amount >= 0),
                               note text, file bytea);
           create table sale (stock integer constraint sale_stock references stock);
           grant select, insert, update, delete on stock, sale to counterfoil_application`,
  });
});
afterAll(() => its.drop());
beforeEach(() => its.administrator.query({ name: 'test-empty', text: 'truncate stock, sale' }));

const INSERT = { name: 'test-insert', text: 'insert into stock (id, amount) values ($1, $2)' };
const AMOUNTS = { name: 'test-amounts', text: 'select id, amount from stock order by id' };
const TAKE = { name: 'test-take', text: 'update stock set amount = amount - $2 where id = $1' };
const NUMBER = { name: 'test-number', text: 'select $1::integer as number' };
const MY_PID = { name: 'test-pid', text: 'select pg_backend_pid() as pid' };
const KILL = { name: 'test-kill', text: 'select pg_terminate_backend($1)' };

describe('scope', () => {
  const WHO = {
    name: 'test-who',
    text: `select current_user::text as role, counterfoil.scope_kind() as kind, counterfoil.scope_country() as country,
           counterfoil.scope_authority() as authority, counterfoil.scope_office() as office`,
  };

  test('a transaction, a read and a stream carry the scope they were given, as the application role', async () => {
    const scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC', office: 'CN-3100' } as const;
    const expected = [{ role: 'counterfoil_application', ...scope }];
    expect(await its.database.transaction(scope, (transaction) => transaction.query(WHO))).toEqual(expected);
    expect(await its.database.read(scope, WHO)).toEqual(expected);
    expect(await collect(its.database.stream(scope, WHO))).toEqual(expected);
  });

  test('a scope ends with its transaction', async () => {
    const scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' } as const;
    const one = await connect({ url: its.url, connections: 1 });
    await one.transaction(scope, (transaction) => transaction.query(WHO));
    const rows = await one.transaction({ kind: 'public' }, (transaction) => transaction.query(WHO));
    expect(rows).toEqual([
      { role: 'counterfoil_application', kind: 'public', country: null, authority: null, office: null },
    ]);
    await one.close();
  });

  test('a scope whose keys no register could hold is refused before anything is sent', async () => {
    for (const authority of ['', "x'; reset role; --", 'a|b', 'a b', 'x'.repeat(65)]) {
      const scope = { kind: 'authority', country: 'CN', authority } as const;
      await expect(its.database.read(scope, WHO)).rejects.toThrow(RangeError);
      await expect(its.database.transaction(scope, (transaction) => transaction.query(WHO))).rejects.toThrow(
        RangeError,
      );
    }
  });
});

describe('transaction', () => {
  test('commits when the act resolves and leaves nothing when it throws', async () => {
    await its.database.transaction(SYSTEM, (transaction) => transaction.query(INSERT, [1, 10]));
    const thrown = new Error('the act failed');
    await expect(
      its.database.transaction(SYSTEM, async (transaction) => {
        await transaction.query(INSERT, [2, 10]);
        throw thrown;
      }),
    ).rejects.toBe(thrown);
    expect(await its.database.read(SYSTEM, AMOUNTS)).toEqual([{ id: 1, amount: 10 }]);
  });

  test('an act that goes on after a failed statement does not pass for committed', async () => {
    const act = its.database.transaction(SYSTEM, async (transaction) => {
      await transaction.query(INSERT, [1, -1]).catch(() => undefined);
      return 'done';
    });
    await expect(act).rejects.toMatchObject({ code: 'database-transaction-aborted' });
  });

  test('a statement after the end of its transaction is refused', async () => {
    const transaction = await its.database.transaction(SYSTEM, (open) => Promise.resolve(open));
    await expect(transaction.query(AMOUNTS)).rejects.toThrow('has ended');
    await expect(transaction.copyIn('stock (id)', [])).rejects.toThrow('has ended');
  });

  test('a transaction is over when it has committed, rolled back or lost its connection, and not before', async () => {
    const ends: readonly ((transaction: Transaction) => Promise<void>)[] = [
      async () => undefined,
      () => Promise.reject(new Error('the act fails')),
      async (transaction) => {
        const [row] = await transaction.query<{ pid: number }>(MY_PID);
        await its.administrator.query(KILL, [row?.pid]);
        await transaction.query(AMOUNTS);
      },
    ];
    for (const end of ends) {
      const one = await connect({ url: its.url, connections: 1, patience: 0 });
      let isOver = false;
      let over: Promise<void> | undefined;
      const done = one.transaction(SYSTEM, async (transaction) => {
        ({ over } = transaction);
        void over.then(() => {
          isOver = true;
        });
        await transaction.query(INSERT, [1, 1]);
        await end(transaction).finally(() => {
          expect(isOver).toBe(false);
        });
      });
      await done.catch(() => undefined);
      await over;
      expect(isOver).toBe(true);
      await its.administrator.query({ name: 'test-empty', text: 'truncate stock, sale' });
      await one.close();
    }
  });

  test('a broken constraint is named', async () => {
    await its.database.transaction(SYSTEM, (transaction) => transaction.query(INSERT, [1, 10]));
    const attempt = (text: string, values: unknown[]) =>
      its.database.transaction(SYSTEM, (transaction) => transaction.query({ name: '', text }, values));
    await expect(attempt(INSERT.text, [1, 5])).rejects.toMatchObject({
      code: 'database-unique-violation',
      constraint: 'stock_pkey',
      values: { state: '23505', constraint: 'stock_pkey' },
    });
    await expect(attempt(TAKE.text, [1, 11])).rejects.toMatchObject({
      code: 'database-check-violation',
      constraint: 'stock_amount_positive',
    });
    await expect(attempt('insert into sale values ($1)', [9])).rejects.toMatchObject({
      code: 'database-foreign-key-violation',
      constraint: 'sale_stock',
    });
    await expect(attempt(INSERT.text, [2, null])).rejects.toMatchObject({ code: 'database-missing-value' });
    await expect(attempt(INSERT.text, ['x', 1])).rejects.toMatchObject({ code: 'database-bad-value' });
    await expect(attempt('truncate stock', [])).rejects.toMatchObject({ code: 'database-permission-denied' });
    await expect(attempt('select no_such_column from stock', [])).rejects.toMatchObject({
      code: 'database-fault',
    });
  });

  test('acts that deadlock are run again until all have taken place', async () => {
    await its.database.transaction(SYSTEM, async (transaction) => {
      await transaction.query(INSERT, [1, 100]);
      await transaction.query(INSERT, [2, 100]);
    });
    let runs = 0;
    const transfer = (first: number, second: number) =>
      its.database.transaction(SYSTEM, async (transaction) => {
        runs += 1;
        await transaction.query(TAKE, [first, 1]);
        await transaction.query({ name: 'test-sleep', text: 'select pg_sleep(0.05)' });
        await transaction.query(TAKE, [second, 1]);
      });
    await Promise.all([transfer(1, 2), transfer(2, 1)]);
    expect(await its.database.read(SYSTEM, AMOUNTS)).toEqual([
      { id: 1, amount: 98 },
      { id: 2, amount: 98 },
    ]);
    expect(runs).toBeGreaterThan(2);
  });

  test('contention that does not end is reported as such after the allowed attempts', async () => {
    const impatient = await connect({ url: its.url, contentionAttempts: 3 });
    let runs = 0;
    const act = impatient.transaction(SYSTEM, (transaction) => {
      runs += 1;
      return transaction.query({
        name: 'test-raise',
        text: `do $$ begin raise exception using errcode = '40001'; end $$`,
      });
    });
    await expect(act).rejects.toMatchObject({ code: 'database-contention' });
    expect(runs).toBe(3);
    await impatient.close();
  });

  test('an act whose connection breaks before COMMIT is run again on another', async () => {
    let runs = 0;
    await its.database.transaction(SYSTEM, async (transaction) => {
      runs += 1;
      await transaction.query(INSERT, [runs, 1]);
      const [row] = await transaction.query<{ pid: number }>(MY_PID);
      if (runs === 1) await asSuperuser(row?.pid ?? 0);
      await transaction.query(INSERT, [10 + runs, 1]);
    });
    expect(runs).toBe(2);
    expect(await its.database.read(SYSTEM, AMOUNTS)).toEqual([
      { id: 2, amount: 1 },
      { id: 12, amount: 1 },
    ]);
  });

  test('a connection that breaks at COMMIT leaves the outcome unknown, and is not repeated', async () => {
    await its.superuser.query({
      name: 'test-trigger',
      text: `create function die() returns trigger language plpgsql security definer
               as $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$;
             create constraint trigger die after insert on sale deferrable initially deferred
               for each row execute function die()`,
    });
    let runs = 0;
    const act = its.database.transaction(SYSTEM, async (transaction) => {
      runs += 1;
      await transaction.query({ name: 'test-sale', text: 'insert into sale values (null)' });
    });
    await expect(act).rejects.toMatchObject({ code: 'database-outcome-unknown' });
    expect(runs).toBe(1);
    await its.superuser.query({ name: 'test-untrigger', text: 'drop function die() cascade' });
  });

  test('a statement beyond its time is ended', async () => {
    const hasty = await connect({ url: its.url, statementTimeout: 100 });
    const sleep = { name: 'test-long-sleep', text: 'select pg_sleep(5)' };
    await expect(hasty.read(SYSTEM, sleep)).rejects.toMatchObject({ code: 'database-timeout' });
    await expect(hasty.transaction(SYSTEM, (transaction) => transaction.query(sleep))).rejects.toMatchObject({
      code: 'database-timeout',
    });
    await hasty.close();
  });

  test('statements sent together share the transaction and keep their order', async () => {
    const results = await its.database.transaction(SYSTEM, (transaction) =>
      Promise.all([
        transaction.query(INSERT, [1, 5]),
        transaction.query(TAKE, [1, 2]),
        transaction.query(AMOUNTS),
        transaction.query(TAKE, [1, 2]),
        transaction.query(AMOUNTS),
      ]),
    );
    expect(results).toEqual([[], [], [{ id: 1, amount: 3 }], [], [{ id: 1, amount: 1 }]]);
  });

  test('of statements sent together the first that failed is told, though another is heard first', async () => {
    const act = its.database.transaction(SYSTEM, async (transaction) => {
      const [failing, after] = [transaction.query(INSERT, [1, -1]), transaction.query(AMOUNTS)];
      const [first] = await Promise.allSettled([after, failing]);
      if (first.status === 'rejected') throw first.reason;
    });
    await expect(act).rejects.toMatchObject({ code: 'database-check-violation' });
  });

  // The server's own choice plans a statement over arrays anew for each: the question after a declaration's certificates, for three
  // milliseconds each time.
  test('a statement is planned once for a connection, whatever arrays it is given', async () => {
    const among = { name: 'test-among', text: 'select amount from stock where id = any($1::integer[])' };
    const plans = {
      name: 'test-plans',
      text: 'select generic_plans::integer as once, custom_plans::integer as anew from pg_prepared_statements where name = $1',
    };
    const counted = await its.database.transaction(SYSTEM, async (transaction) => {
      for (let size = 1; size <= 8; size += 1)
        await transaction.query(among, [Array.from({ length: size }, (_, index) => index)]);
      return transaction.query(plans, [among.name]);
    });
    expect(counted).toEqual([{ once: 8, anew: 0 }]);
  });
});

describe('copyIn', () => {
  test('copies rows of every awkward kind within the transaction', async () => {
    const notes = ['plain', 'tab\t, line\n, return\r, back\\slash', '检疫证书', '', '\\N', undefined, '\\.'];
    const file = Uint8Array.of(0, 255, 92, 10);
    const count = await its.database.transaction(SYSTEM, async (transaction) => {
      await transaction.query(INSERT, [100, 1]);
      const copied = await transaction.copyIn(
        'stock (id, amount, note, file)',
        notes.map((note, id) => copyLine([id, 1n, note, file])),
      );
      await transaction.query(TAKE, [0, 1]);
      return copied;
    });
    expect(count).toBe(notes.length);
    const rows = await its.database.read<{ amount: number; note: string | null; file: Uint8Array }>(SYSTEM, {
      name: 'test-notes',
      text: 'select amount, note, file from stock where id < 100 order by id',
    });
    expect(rows.map(({ note }) => note ?? undefined)).toEqual(notes);
    expect(rows.map(({ file: bytes }) => [...bytes])).toEqual(notes.map(() => [...file]));
    expect(rows[0]?.amount).toBe(0);
  });

  test('a row that the table refuses, or a source that fails, leaves nothing and a usable connection', async () => {
    const one = await connect({ url: its.url, connections: 1 });
    async function* failing(): AsyncGenerator<string> {
      for (let id = 0; id < 10_000; id += 1) yield copyLine([id, 1]);
      await Promise.reject(new Error('the source failed'));
    }
    const copy = (rows: AsyncIterable<string> | Iterable<string>) =>
      one.transaction(SYSTEM, (transaction) => transaction.copyIn('stock (id, amount)', rows));
    await expect(copy([copyLine([1, 1]), copyLine([1, 1])])).rejects.toMatchObject({
      code: 'database-unique-violation',
    });
    await expect(copy(failing())).rejects.toThrow();
    expect(await one.read(SYSTEM, AMOUNTS)).toEqual([]);
    expect(await copy([copyLine([1, 1])])).toBe(1);
    await one.close();
  });
});

describe('read', () => {
  test('a thousand reads at once each get their own answer, faults included, over at most two connections', async () => {
    const scope: Scope = { kind: 'authority', country: 'NZ', authority: 'NZ-MPI' };
    const reads = Array.from({ length: 1000 }, async (_, index) => {
      if (index % 50 === 7) {
        const fault = its.database.read(scope, { name: 'test-fault', text: 'select 1 / $1::integer' }, [0]);
        await expect(fault).rejects.toMatchObject({ code: 'database-bad-value' });
        return undefined;
      }
      const [row] = await its.database.read<{ number: number }>(scope, NUMBER, [index]);
      return row?.number;
    });
    const answers = await Promise.all(reads);
    expect(answers).toEqual(answers.map((_, index) => (index % 50 === 7 ? undefined : index)));
    const pids = await Promise.all(
      Array.from(
        { length: 100 },
        async () => (await its.database.read<{ pid: number }>(scope, MY_PID))[0]?.pid,
      ),
    );
    expect(new Set(pids).size).toBeLessThanOrEqual(2);
  });

  test('a read cannot write', async () => {
    await expect(its.database.read(SYSTEM, INSERT, [1, 1])).rejects.toMatchObject({
      code: 'database-read-only',
    });
  });

  test('a read whose connection broke is made once more on a new one', async () => {
    const [before] = await its.database.read<{ pid: number }>(SYSTEM, MY_PID);
    await asSuperuser(before?.pid ?? 0);
    const [after] = await its.database.read<{ pid: number }>(SYSTEM, MY_PID);
    expect(after?.pid).toBeDefined();
    expect(after?.pid).not.toBe(before?.pid);
  });

  test('a prepared read outlives a change of the table it reads', async () => {
    const everything = { name: 'test-everything', text: 'select * from stock' };
    await its.database.read(SYSTEM, everything);
    await its.administrator.query({ name: 'test-alter', text: 'alter table stock add column extra integer' });
    expect(await its.database.read(SYSTEM, everything)).toEqual([]);
    await its.administrator.query({ name: 'test-alter-back', text: 'alter table stock drop column extra' });
  });

  test('connections are kept for the scopes used last, and closed for the others', async () => {
    const few = await connect({ url: its.url, readScopes: 3, name: 'counterfoil-few' });
    const open = async () =>
      (
        await its.administrator.query<{ count: number }>({
          name: 'test-count',
          text: `select count(*)::integer as count from pg_stat_activity where application_name = 'counterfoil-few'`,
        })
      )[0]?.count;
    for (let index = 0; index < 10; index += 1) {
      await few.read({ kind: 'authority', country: 'NZ', authority: `NZ-${index}` }, NUMBER, [1]);
    }
    await expect.poll(open).toBe(3);
    await few.close();
    await expect.poll(open).toBe(0);
  });
});

describe('stream', () => {
  const SERIES = { name: 'test-series', text: 'select generate_series(1, $1::integer) as number' };

  test('gives every row once and in order, whatever the portions', async () => {
    for (const count of [0, 1, 499, 500, 501, 1700]) {
      const rows = await collect(its.database.stream<{ number: number }>(SYSTEM, SERIES, [count]));
      expect(rows.map(({ number }) => number)).toEqual(
        Array.from({ length: count }, (_, index) => index + 1),
      );
    }
  });

  test('a reader who stops early or meets a fault gives the connection back', async () => {
    const one = await connect({ url: its.url, connections: 1 });
    for await (const row of one.stream<{ number: number }>(SYSTEM, SERIES, [100_000])) {
      if (row.number === 700) break;
    }
    const faulty = {
      name: 'test-faulty',
      text: 'select 1 / (700 - n) as number from generate_series(1, 1000) n',
    };
    await expect(collect(one.stream(SYSTEM, faulty))).rejects.toMatchObject({
      code: 'database-bad-value',
    });
    expect(await one.transaction(SYSTEM, (transaction) => transaction.query(NUMBER, [1]))).toEqual([
      { number: 1 },
    ]);
    await one.close();
  });
});

describe('connect', () => {
  test('a server that does not answer is an error of its own, after the patience', async () => {
    const nowhere = connect({ url: 'postgresql://nobody@127.0.0.1:1/none', patience: 200 });
    await expect(nowhere).rejects.toMatchObject({ code: 'database-unavailable' });
  });

  test('a calendar date arrives as text, a moment as a Date', async () => {
    const [row] = await its.database.read(SYSTEM, {
      name: 'test-dates',
      text: `select date '2026-03-29' as day, timestamptz '2026-03-29 01:30:00+00' as moment`,
    });
    expect(row).toEqual({ day: '2026-03-29', moment: new Date('2026-03-29T01:30:00Z') });
  });
});

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** Ends a server process from outside. */
async function asSuperuser(pid: number): Promise<void> {
  await its.superuser.query(KILL, [pid]);
}
