// A process that performs acts and sequences them until it is killed. It starts to work when it is told to.
import { newRandom, readSigningKey, sha256Hex } from '../../src/crypto/index.ts';
import type { Database, Transaction } from '../../src/database/index.ts';
import { connect } from '../../src/database/index.ts';
import { appendActs, noteSigner, openEvidence } from '../../src/evidence/index.ts';
import { utf8 } from '../../src/base/index.ts';

/** What the parent sends. */
export interface CrashOrders {
  readonly url: string;
  readonly key: string;
  readonly origin: string;
  /** Dies by its own hand after the statement of that name has been carried out so many times; absent: runs on. */
  readonly dieAfter?: { readonly statement: string; readonly times: number };
  readonly callers: number;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('the process outlived its SIGKILL');
}

/** The database, deadly after a certain statement; `commit` is the end of a transaction that sequenced. */
function deadly(database: Database, { dieAfter }: CrashOrders): Database {
  if (dieAfter === undefined) return database;
  let count = 0;
  const met = (statement: string) => {
    if (statement === dieAfter.statement) count += 1;
    if (count === dieAfter.times) die();
  };
  return {
    ...database,
    async transaction(scope, act) {
      let sequenced = false;
      const result = await database.transaction(scope, (transaction) => {
        const watched: Transaction = {
          scope: transaction.scope,
          over: transaction.over,
          copyIn: (target, rows) => transaction.copyIn(target, rows),
          async query<Row>(statement: { name: string; text: string }, values?: readonly unknown[]) {
            const rows = await transaction.query<Row>(statement, values);
            sequenced ||= statement.name === 'evidence-store';
            met(statement.name);
            return rows;
          },
        };
        return act(watched);
      });
      if (sequenced) met('commit');
      return result;
    },
  };
}

async function work(orders: CrashOrders): Promise<void> {
  const real = await connect({ url: orders.url, connections: orders.callers + 2 });
  const database = deadly(real, orders);
  const evidence = openEvidence({
    database,
    signer: noteSigner(orders.origin, 'ed25519', readSigningKey(orders.key)),
    clock: () => new Date(),
    batch: 300,
  });
  const sequencing = await evidence.sequence({
    interval: 20,
    gap: 0,
    onFault: (error) => process.send?.({ fault: String(error) }),
  });
  await Promise.all(
    Array.from({ length: orders.callers }, async (_, caller) => {
      for (let number = 0; ; number += 1) {
        const acts = Array.from({ length: 1 + ((number * 7) % 90) }, (__, place) => ({
          kind: 'certificate.issued',
          actor: `process/${String(process.pid)}`,
          subject: `${String(process.pid)}/${String(caller)}/${String(number)}/${String(place)}`,
          at: new Date().toISOString(),
          digest: sha256Hex(utf8(`${String(number)} ${String(place)}`)),
        }));
        const references = await real.transaction({ kind: 'system' }, (transaction) =>
          appendActs(transaction, acts, newRandom),
        );
        // Acknowledged: from here on these leaves must never be lost.
        process.send?.({ acknowledged: references.map(({ id }) => id) });
        sequencing.wake();
      }
    }),
  );
}

process.on('message', (orders: CrashOrders) => {
  work(orders).catch((error: unknown) => {
    process.send?.({ fault: String(error) });
    process.exit(1);
  });
});
process.send?.({ ready: true });
