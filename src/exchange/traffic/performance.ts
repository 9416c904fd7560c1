import { uuidV7 } from '../../base/index.ts';
import type { Database, Statement } from '../../database/index.ts';

/** How traffic with a partner went of late. */
export interface PerformanceView {
  readonly partner: string;
  readonly authority: string;
  /** Messages posted in the time asked about, the latest 2 000 at most. */
  readonly messages: number;
  /** Of those, how many a receipt or a failure has decided. */
  readonly decided: number;
  /** Of the decided, how many did not arrive. */
  readonly lost: number;
  /** Attempts made for them. */
  readonly attempts: number;
  /** Seconds from posting until the partner had it, half of the messages and 95 of 100; null where none arrived. */
  readonly median: number | null;
  readonly slow: number | null;
  readonly arrived: Date | null;
  readonly sent: Date | null;
}

/** One portion of an index for each pair: ids are in the order of their making, so a time is a bound of the index. */
const PERFORMANCE: Statement = {
  name: 'exchange-performance',
  text: `select pair.partner, pair.authority, went.*,
           (select max(a.received) from exchange_arrival a where a.partner = pair.partner) as arrived
         from unnest($1::text[], $2::text[]) as pair (partner, authority)
         cross join lateral (
           select count(*)::integer as messages,
             (count(*) filter (where state not in ('pending', 'sent')))::integer as decided,
             (count(*) filter (where state in ('failed', 'expired', 'rejected', 'not-readable')))::integer as lost,
             coalesce(sum(attempts), 0)::integer as attempts,
             percentile_cont(0.5) within group (order by took) as median,
             percentile_cont(0.95) within group (order by took) as slow,
             max(sent) as sent
           from (
             select d.state, d.attempts, d.sent,
               case when d.state in ('delivered', 'delivered-with-warnings') then extract(epoch from d.changed - d.posted)
                    when d.state = 'sent' then extract(epoch from d.sent - d.posted) end::double precision as took
             from exchange_delivery d
             where d.partner = pair.partner and d.authority = pair.authority and d.id >= $3
             order by d.id desc limit 2000
           ) few
         ) went`,
};

/** How traffic with these partners went since a moment. */
export function performanceOf(
  database: Database,
  pairs: readonly { readonly partner: string; readonly authority: string }[],
  since: Date,
): Promise<readonly PerformanceView[]> {
  return database.read<PerformanceView>({ kind: 'system' }, PERFORMANCE, [
    pairs.map(({ partner }) => partner),
    pairs.map(({ authority }) => authority),
    uuidV7(since.getTime(), (length) => new Uint8Array(length)),
  ]);
}
