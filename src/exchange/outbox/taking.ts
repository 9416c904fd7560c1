import type { Statement, Transaction } from '../../database/index.ts';
import type { Packed } from '../../packing/index.ts';
import type { ChannelName, Envelope } from '../message.ts';

/** A road that has something to do. */
export interface Ready {
  readonly partner: string;
  readonly channel: ChannelName;
  /** Attempts in a row that ended without an answer. */
  readonly failures: number;
}

/** A message that this process has taken for a while. */
export interface Taken {
  readonly envelope: Envelope;
  /** Unpacked by its attempt: a batch that waits is held as small as it lies in the table. */
  readonly packed: Packed;
  readonly attempt: number;
  /** When it was due. */
  readonly was: Date;
}

const READY: Statement = {
  name: 'exchange-ready',
  text: `select road.partner, road.channel, coalesce(known.failures, 0) as failures
         from unnest($1::text[], $2::text[]) as road (partner, channel)
         left join exchange_road known using (partner, channel)
         where (known.not_before is null or known.not_before <= $3) and (known.paced is null or known.paced <= $3)
           and exists (select from exchange_delivery d
                       where d.partner = road.partner and d.channel = road.channel and d.due <= $3 and d.expires > $3)`,
};

// The one message that tries a failing road: whoever moves its date has the turn.
const PROBE: Statement = {
  name: 'exchange-probe',
  text: `update exchange_road set not_before = $4
         where partner = $1 and channel = $2 and (not_before is null or not_before <= $3) returning partner`,
};

// The content is joined to what was taken, never before: where the planner knows little of it, it would pair every message with
// every content first.
const TAKE: Statement = {
  name: 'exchange-take',
  text: `with chosen as materialized (
           select id, partner, due from exchange_delivery
           where partner = $1 and channel = $2 and due <= $3 and due >= coalesce($6, '-infinity'::timestamptz) and expires > $3
           order by due, turn limit $5 for update skip locked
         ), taken as (
           update exchange_delivery d set due = $4, attempts = d.attempts + 1
           from chosen
           where d.id = chosen.id and d.partner = chosen.partner
           returning d.envelope, d.attempts, chosen.due as was, d.digest
         )
         select taken.envelope, taken.attempts, taken.was, c.packing, c.size, c.bytes
         from taken join exchange_content c using (digest)`,
};

interface TakenRow {
  readonly envelope: Envelope;
  readonly attempts: number;
  readonly was: Date;
  readonly packing: 'none' | 'deflate';
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** Of these roads, those on which a message may be taken now. */
export function readyRoads(
  transaction: Transaction,
  roads: readonly { readonly partner: string; readonly channel: ChannelName }[],
  now: Date,
): Promise<readonly Ready[]> {
  return transaction.query<Ready>(READY, [
    roads.map(({ partner }) => partner),
    roads.map(({ channel }) => channel),
    now,
  ]);
}

/**
 * Takes messages of one road until `until`: nobody else does before; on a failing road one, by whoever comes first. `from`
 * passes over what was due before: in a long queue the traces of what has gone need not be looked through again.
 */
export async function take(
  transaction: Transaction,
  { partner, channel, failures }: Ready,
  {
    now,
    until,
    limit,
    from,
  }: { readonly now: Date; readonly until: Date; readonly limit: number; readonly from: Date | undefined },
): Promise<readonly Taken[]> {
  if (failures > 0) {
    const turn = await transaction.query(PROBE, [partner, channel, now, until]);
    if (turn.length === 0) return [];
  }
  const rows = await transaction.query<TakenRow>(TAKE, [
    partner,
    channel,
    now,
    until,
    failures > 0 ? 1 : limit,
    from ?? null,
  ]);
  return rows.map(({ envelope, attempts, was, ...packed }) => ({
    envelope,
    attempt: attempts,
    was,
    packed,
  }));
}
