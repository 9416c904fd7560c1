import type { RandomBytes } from '../../base/index.ts';
import { uuidV7 } from '../../base/index.ts';
import type { Database, Statement, Transaction } from '../../database/index.ts';
import { CHANNELS } from '../message.ts';
import { WAKE } from './settling.ts';

const OVERDUE: Statement = {
  name: 'exchange-overdue',
  // From partner to partner by the index over what is open.
  text: `with recursive p as (
           select min(partner) as partner from exchange_delivery where state in ('pending', 'sent')
           union all
           select (select min(d.partner) from exchange_delivery d where d.state in ('pending', 'sent') and d.partner > p.partner)
           from p where p.partner is not null
         )
         select few.id, few.partner, few.authority, few.subject
         from p cross join unnest($2::text[]) as c (channel)
         cross join lateral (
           select d.id, d.partner, d.authority, d.subject from exchange_delivery d
           where d.partner = p.partner and d.channel = c.channel and d.state in ('pending', 'sent') and d.expires <= $1
           order by d.expires limit 100) few
         limit 500`,
};

const EXPIRE: Statement = {
  name: 'exchange-expire',
  text: `with ended as (
           update exchange_delivery set state = 'expired', changed = $2, due = null
           where id = any($1::uuid[]) and state in ('pending', 'sent') and expires <= $2
           returning id, partner, attempts
         ), told as (
           insert into exchange_event (id, partner, message, at, event, attempt, code)
           select gift.id, ended.partner, ended.id, $2, 'expired', ended.attempts, 'exchange-expired'
           from ended join unnest($1::uuid[], $3::uuid[]) as gift (message, id) on gift.message = ended.id
         )
         select id from ended`,
};

const TURNS: Statement = {
  name: 'exchange-expire-turns',
  text: `select from exchange_line line
         join unnest($1::text[], $2::text[], $3::text[]) as given (partner, authority, subject)
           using (partner, authority, subject)
         order by line.partner, line.authority, line.subject for update of line`,
};

interface Overdue {
  readonly id: string;
  readonly partner: string;
  readonly authority: string;
  readonly subject: string;
}

/** Ends messages whose agreement's time is over without an answer; what waits behind them goes on. Returns how many. */
export async function expireOverdue(
  database: Database,
  { now, random }: { readonly now: Date; readonly random: RandomBytes },
): Promise<number> {
  const rows = await database.read<Overdue>({ kind: 'system' }, OVERDUE, [now, CHANNELS]);
  if (rows.length === 0) return 0;
  return database.transaction({ kind: 'system' }, async (transaction: Transaction) => {
    await transaction.query(TURNS, [
      rows.map(({ partner }) => partner),
      rows.map(({ authority }) => authority),
      rows.map(({ subject }) => subject),
    ]);
    const ids = rows.map(({ id }) => id);
    const events = ids.map(() => uuidV7(now.getTime(), random));
    const ended = await transaction.query<{ id: string }>(EXPIRE, [ids, now, events]);
    await transaction.query(WAKE, [ended.map(({ id }) => id), now]);
    return ended.length;
  });
}
