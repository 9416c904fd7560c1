import type { Database, Statement } from '../../database/index.ts';
import type { ChannelName } from '../message.ts';
import type { Partner } from '../partners/index.ts';

/** When a partner was last seen: something of it came, or it took something. */
export interface Seen {
  readonly partner: string;
  readonly arrived: Date | null;
  readonly sent: Date | null;
}

/** The message that waits longest on a road. */
export interface Oldest {
  readonly partner: string;
  readonly channel: ChannelName;
  readonly oldest: Date | null;
}

// Where messages are brought, the road knows when one was last taken, however many wait since; a box has to be looked into.
const SEEN: Statement = {
  name: 'exchange-alarm-seen',
  text: `select pair.partner,
           (select max(a.received) from exchange_arrival a where a.partner = pair.partner) as arrived,
           greatest(
             (select max(known.taken) from exchange_road known where known.partner = pair.partner),
             case when exists (select from exchange_box box where box.partner = pair.partner) then (
               select few.sent from (
                 select d.sent from exchange_delivery d where d.partner = pair.partner and d.authority = pair.authority
                 order by d.id desc limit 2000) few
               where few.sent is not null limit 1) end
           ) as sent
         from unnest($1::text[], $2::text[]) as pair (partner, authority)`,
};
const OLDEST: Statement = {
  name: 'exchange-alarm-oldest',
  text: `select road.partner, road.channel,
           (select d.posted from exchange_delivery d where d.partner = road.partner and d.channel = road.channel
              and d.state in ('pending', 'sent') and d.state = 'pending' order by d.expires limit 1) as oldest
         from unnest($1::text[], $2::text[]) as road (partner, channel)`,
};

/**
 * What the rules are held against of the traffic with these partners. It is asked every half minute by every process: a few
 * look-ups for each partner, however long its queue and its history are.
 */
export async function standingOf(
  database: Database,
  partners: readonly Partner[],
): Promise<{ readonly seen: readonly Seen[]; readonly oldest: readonly Oldest[] }> {
  const roads = new Map(
    partners.flatMap(({ partner, value }) =>
      value.outgoing.map(({ channel }) => [`${partner} ${channel}`, { partner, channel }] as const),
    ),
  );
  const scope = { kind: 'system' } as const;
  const [seen, oldest] = await Promise.all([
    database.read<Seen>(scope, SEEN, [
      partners.map(({ partner }) => partner),
      partners.map(({ authority }) => authority),
    ]),
    database.read<Oldest>(scope, OLDEST, [
      [...roads.values()].map(({ partner }) => partner),
      [...roads.values()].map(({ channel }) => channel),
    ]),
  ]);
  return { seen, oldest };
}
