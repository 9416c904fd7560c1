import type { Statement, Transaction } from '../../database/index.ts';
import { take, type Ready, type Taken } from './taking.ts';

// The row is the turn of all processes that send to the partner.
const PACE: Statement = {
  name: 'exchange-road-pace',
  text: `insert into exchange_road as road (partner, channel, paced) values ($1, $2, $3)
         on conflict (partner, channel) do update set paced = greatest(road.paced, $3) returning paced`,
};
const PACED: Statement = {
  name: 'exchange-road-paced',
  text: 'update exchange_road set paced = $3 where partner = $1 and channel = $2',
};

const MINUTE = 60_000;
/** The part of a minute's messages that may go at once after a pause. */
const BURST = 10;

/**
 * Takes messages of a road no faster than its agreement allows: in no minute more than `perMinute`, by all processes together,
 * attempts that are repeated among them. `exchange_road.paced` is when the next one may go.
 */
export async function takePaced(
  transaction: Transaction,
  road: Ready,
  {
    perMinute,
    ...terms
  }: {
    readonly perMinute: number;
    readonly now: Date;
    readonly until: Date;
    readonly limit: number;
    readonly from: Date | undefined;
  },
): Promise<readonly Taken[]> {
  const now = terms.now.getTime();
  const burst = Math.max(1, Math.floor(perMinute / BURST));
  const distance = MINUTE / (perMinute - burst + 1);
  const earliest = new Date(now - Math.floor((burst - 1) * distance));
  const [row] = await transaction.query<{ paced: Date }>(PACE, [road.partner, road.channel, earliest]);
  const paced = row?.paced.getTime() ?? now;
  const free = paced > now ? 0 : Math.floor((now - paced) / distance) + 1;
  if (free === 0) return [];
  const taken = await take(transaction, road, { ...terms, limit: Math.min(terms.limit, free, burst) });
  const next = new Date(Math.ceil(paced + taken.length * distance));
  await transaction.query(PACED, [road.partner, road.channel, next]);
  return taken;
}
