import type { Statement, Transaction } from '../../database/index.ts';
import { tableJson } from '../lib/table-text.ts';
import type { ChannelName } from '../message.ts';
import { nextAttempt, ROAD_BACKOFF } from './backoff.ts';

const TAKEN: Statement = {
  name: 'exchange-road-taken',
  text: `insert into exchange_road (partner, channel, taken) values ($1, $2, $3)
         on conflict (partner, channel) do update
         set failures = 0, not_before = null, failing_since = null, code = null, code_values = null, taken = $3`,
};

const FAILED: Statement = {
  name: 'exchange-road-failed',
  text: `insert into exchange_road as road (partner, channel, failures, failing_since, not_before, code, code_values)
         values ($1, $2, 1, $3, $4, $5, $6)
         on conflict (partner, channel) do update
         set failures = road.failures + 1, failing_since = coalesce(road.failing_since, $3), not_before = $4,
           code = $5, code_values = $6`,
};

const PAUSED: Statement = {
  name: 'exchange-road-paused',
  text: `insert into exchange_road (partner, channel, not_before) values ($1, $2, $3)
         on conflict (partner, channel) do update set not_before = $3`,
};

/** How a road answered a batch. */
export interface RoadReport {
  readonly partner: string;
  readonly channel: ChannelName;
  readonly failures: number;
  readonly answered: boolean;
  readonly fault?: { readonly code: string; readonly values: Readonly<Record<string, string | number>> };
  /** The partner asks for no message before. */
  readonly notBefore?: Date;
}

/** Notes how a road fares. A road on which anything was answered is open. */
export async function noteRoad(
  transaction: Transaction,
  report: RoadReport,
  { now, jitter }: { readonly now: Date; readonly jitter: () => number },
): Promise<void> {
  const { partner, channel, failures, answered, fault, notBefore } = report;
  if (answered) {
    await transaction.query(TAKEN, [partner, channel, now]);
    if (notBefore !== undefined) await transaction.query(PAUSED, [partner, channel, notBefore]);
    return;
  }
  if (fault === undefined) return;
  const next = nextAttempt(now, failures + 1, ROAD_BACKOFF, jitter);
  await transaction.query(FAILED, [partner, channel, now, next, fault.code, tableJson(fault.values)]);
}
