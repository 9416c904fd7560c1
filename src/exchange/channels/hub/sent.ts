import type { Database, Statement } from '../../../database/index.ts';

/** A delivery of ours at a Hub, of which the Hub has not said the last yet. */
export interface SentDelivery {
  readonly number: string;
  /** Id of the envelope. */
  readonly message: string;
}

/** What was given to Hubs, so that their tracking becomes receipts. */
export interface SentDeliveries {
  keep(partner: string, delivery: SentDelivery, now: Date): Promise<void>;
  /** Those to ask about now, the longest waiting first; each is taken for a while, so that processes share the work. */
  due(partner: string, now: Date): Promise<readonly SentDelivery[]>;
  settle(partner: string, number: string, now: Date): Promise<void>;
}

const SYSTEM = { kind: 'system' } as const;
/** Deliveries that one round asks about. */
const ROUND = 100;

const KEEP: Statement = {
  name: 'hub-sent-keep',
  text: `insert into hub_sent (partner, number, message, at, due) values ($1, $2, $3, $4, $4)
         on conflict (partner, number) do nothing`,
};
/** Asked again after half a minute, then after twice as long each time, up to an hour; for sixty days. */
const DUE: Statement = {
  name: 'hub-sent-due',
  text: `with taken as (
           select partner, number from hub_sent
           where partner = $1 and settled is null and due <= $2 and at > $2 - interval '60 days'
           order by due limit ${String(ROUND)} for update skip locked
         )
         update hub_sent as sent
         set looks = sent.looks + 1, due = $2 + least(interval '30 seconds' * power(2, least(sent.looks, 7)), interval '1 hour')
         from taken where sent.partner = taken.partner and sent.number = taken.number
         returning sent.number, sent.message`,
};
const SETTLE: Statement = {
  name: 'hub-sent-settle',
  text: 'update hub_sent set settled = $3 where partner = $1 and number = $2 and settled is null',
};

export function databaseSentDeliveries(database: Database): SentDeliveries {
  return {
    async keep(partner, { number, message }, now) {
      await database.transaction(SYSTEM, (transaction) =>
        transaction.query(KEEP, [partner, number, message, now]),
      );
    },
    due: (partner, now) =>
      database.transaction(SYSTEM, (transaction) => transaction.query<SentDelivery>(DUE, [partner, now])),
    async settle(partner, number, now) {
      await database.transaction(SYSTEM, (transaction) => transaction.query(SETTLE, [partner, number, now]));
    },
  };
}
