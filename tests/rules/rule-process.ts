// A process that tries a draft, loads a pack or approves a change until it kills itself in the middle of a transaction.
import { connect } from '../../src/database/index.ts';
import { mortal } from '../support/mortal.ts';
import { loadPack, official, openSimulations, openTables, type RuleOrders } from './rule-acts.ts';

async function work({ url, act, at, change = '', statements }: RuleOrders): Promise<void> {
  const database = mortal(await connect({ url, connections: 2 }), statements);
  if (act === 'simulate') await openSimulations(database, at).work();
  else {
    const tables = await openTables(database, at);
    if (act === 'load') await loadPack(tables);
    else await tables.act(official('account/bo'), { id: change, action: 'approve', input: {} });
  }
  process.send?.({ done: true });
}

process.once('message', (orders: RuleOrders) => {
  work(orders).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.send?.({ ready: true });
