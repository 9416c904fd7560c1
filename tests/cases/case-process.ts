// A process that enters, decides and ends cases until it kills itself in the middle of a transaction.
import { connect } from '../../src/database/index.ts';
import {
  beef,
  claimantOf,
  endPaper,
  issuePaper,
  openSetting,
} from '../../src/verification/cases/testing/index.ts';
import { mortal } from '../support/mortal.ts';
import { certificateOf, declarationOf, fateOf, type CaseOrders } from './fates.ts';

async function work({ url, from, until, statements }: CaseOrders): Promise<void> {
  const setting = openSetting(mortal(await connect({ url, connections: 6 }), statements));
  setting.cases.work({ interval: 5, together: 2 });
  const { act, cases, by } = setting;
  for (let index = from; index < until; index += 1) {
    process.send?.({ reached: index });
    const key = certificateOf(index);
    const claimant = claimantOf(declarationOf(index));
    // Every other certificate comes after its declaration. What is done already is done again.
    const issue = () => act((transaction) => issuePaper(transaction, beef(key.number, '100')));
    if (index % 2 === 0) await issue();
    await setting.declare(declarationOf(index));
    if (index % 2 === 1) await issue();
    const fate = fateOf(index);
    if (fate === 'refused') await act((transaction) => endPaper(transaction, key, 'withdrawn'));
    await act(async (transaction) => {
      const standing = await cases.lock(transaction, claimant);
      if (standing?.state !== 'open') return;
      if (fate === 'finalised') await cases.finalise(transaction, claimant, by());
      if (fate === 'withdrawn') await cases.withdraw(transaction, claimant, by());
    });
  }
  process.send?.({ done: true });
}

process.once('message', (orders: CaseOrders) => {
  work(orders).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.send?.({ ready: true });
