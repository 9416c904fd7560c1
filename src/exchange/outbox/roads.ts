import type { Statement, Transaction } from '../../database/index.ts';
import { tableJson } from '../lib/table-text.ts';
import type { ChannelName } from '../message.ts';
import { nextAttempt, ROAD_BACKOFF } from './backoff.ts';

// Leaves alone what shut the road meanwhile: whoever met it may have sent later.
const TAKEN: Statement = {
  name: 'exchange-road-taken',
  text: `insert into exchange_road as road (partner, channel, taken) values ($1, $2, $3)
         on conflict (partner, channel) do update
         set taken = greatest(road.taken, $3),
           not_before = case when road.failures = 0 and road.not_before <= $3 then null else road.not_before end`,
};

// Whoever tries after this one moves the date that it had set, and whoever fails beside it counts one more.
const REOPENED: Statement = {
  name: 'exchange-road-reopened',
  text: `update exchange_road set failures = 0, not_before = null, failing_since = null, code = null, code_values = null
         where partner = $1 and channel = $2 and failures = $3 and not_before = $4 returning partner`,
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
  text: `insert into exchange_road as road (partner, channel, not_before) values ($1, $2, $3)
         on conflict (partner, channel) do update set not_before = greatest(road.not_before, $3)`,
};

/** How a road answered a batch. */
export interface RoadReport {
  readonly partner: string;
  readonly channel: ChannelName;
  /** As the road stood when the batch was taken. */
  readonly failures: number;
  /** Where the batch was the one message that tries a failing road: until when it has the turn. */
  readonly turn?: Date;
  readonly answered: boolean;
  readonly fault?: { readonly code: string; readonly values: Readonly<Record<string, string | number>> };
  /** The partner asks for no message before. */
  readonly notBefore?: Date;
}

/**
 * Notes how a road fares. A failing road is opened by what had the turn to try it and was answered, and by nothing else: batches
 * are written down in any order, and an earlier one that was answered knows nothing of a later one that was not. Returns whether
 * the batch was answered and its turn had not passed to somebody else.
 */
export async function noteRoad(
  transaction: Transaction,
  report: RoadReport,
  { now, jitter }: { readonly now: Date; readonly jitter: () => number },
): Promise<boolean> {
  const { partner, channel, failures, turn, answered, fault, notBefore } = report;
  if (!answered) {
    if (fault === undefined) return false;
    const next = nextAttempt(now, failures + 1, ROAD_BACKOFF, jitter);
    await transaction.query(FAILED, [partner, channel, now, next, fault.code, tableJson(fault.values)]);
    return false;
  }
  const reopened =
    turn === undefined ? [] : await transaction.query(REOPENED, [partner, channel, failures, turn]);
  await transaction.query(TAKEN, [partner, channel, now]);
  if (notBefore !== undefined) await transaction.query(PAUSED, [partner, channel, notBefore]);
  return turn === undefined || reopened.length > 0;
}
