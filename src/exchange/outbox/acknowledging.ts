import { isUuid, type RandomBytes } from '../../base/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import type { ReceiptStatement } from '../channel.ts';
import { ExchangeError } from '../error.ts';
import { settle } from './settling.ts';

const FIND: Statement = {
  name: 'exchange-delivery-find',
  text: 'select authority, subject from exchange_delivery where id = $1 and partner = $2',
};

/**
 * Notes a partner's statement about a message of ours; repeating it changes nothing.
 * @throws {ExchangeError} `exchange-message-unknown` also for messages to others.
 */
export async function acknowledge(
  transaction: Transaction,
  partner: string,
  statement: ReceiptStatement,
  by: { readonly now: Date; readonly random: RandomBytes },
): Promise<void> {
  const id = statement.message;
  const [found] = isUuid(id)
    ? await transaction.query<{ authority: string; subject: string }>(FIND, [id, partner])
    : [];
  if (found === undefined) throw new ExchangeError('exchange-message-unknown', { id: id.slice(0, 100) });
  await settle(
    transaction,
    [{ id, partner, ...found, receipts: [statement], result: { kind: 'answered' } }],
    by,
  );
}
