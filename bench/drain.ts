import { utf8 } from '../src/base/index.ts';
import type { Channel } from '../src/exchange/index.ts';
import { exchangeKey } from '../src/exchange/testing/index.ts';
import { processorTime, type ProcessorTime } from './load/processor-time.ts';
import type { BenchRow } from './row.ts';
import { limitRow, rateRow } from './row.ts';
import { enqueue, exchangeOf } from './subject/outbox.ts';
import { benchServer } from './subject/server.ts';

const scale = Number(process.env['COUNTERFOIL_BENCH_SCALE'] ?? 1);
const TENTHS = 10;
const DRAINED = Math.round(4_000 * scale) * TENTHS;
const MEGABYTES_AT_MOST = 400;

/** Where a drain stood when a tenth of it had gone. */
interface Moment {
  readonly at: number;
  readonly spent: ProcessorTime | undefined;
}

/**
 * Draining a long outbox: the last tenth as cheap as the one after the first, which warms the house up, by the clock and by the
 * processor time of this process and the database; and the process no larger than it may be.
 */
export async function benchDrain(): Promise<readonly BenchRow[]> {
  const [server, key, theirs] = [await benchServer(8), await exchangeKey('NZ'), await exchangeKey('CN')];
  const moments: Moment[] = [];
  let sent = 0;
  let largest = 0;
  const channel: Channel = {
    name: 'rest',
    faultsOf: () => [],
    send() {
      if (sent % (DRAINED / TENTHS) === 0) moments.push({ at: performance.now(), spent: processorTime() });
      if (sent % 1_000 === 0) largest = Math.max(largest, process.memoryUsage.rss());
      sent += 1;
      return Promise.resolve({ outcome: 'taken', receipts: [] });
    },
  };
  try {
    const exchange = exchangeOf(server, { key, theirs, channels: new Map([['rest', channel]]) });
    await enqueue(server.database, exchange, {
      from: 0,
      amount: DRAINED,
      content: (index) => utf8(`message ${String(index % 100)}`),
    });
    await exchange.sender.drain();
    moments.push({ at: performance.now(), spent: processorTime() });
    if (sent !== DRAINED) throw new Error(`${String(sent)} of ${String(DRAINED)} were sent`);
    return rowsOf(moments, largest / 2 ** 20);
  } finally {
    await server.stop();
  }
}

function rowsOf(moments: readonly Moment[], largest: number): readonly BenchRow[] {
  const tenth = DRAINED / TENTHS;
  const of = `draining an outbox of ${String(DRAINED)} messages`;
  const secondsOf = (part: number) => ((moments[part + 1]?.at ?? 0) - (moments[part]?.at ?? 0)) / 1_000;
  const costs = moments.slice(1).map(({ spent }, part) => {
    const before = moments[part]?.spent;
    if (spent === undefined || before === undefined) return undefined;
    return totalOf(spent) - totalOf(before);
  });
  const [, second] = costs;
  const last = costs.at(-1);
  console.log(
    `µs of processor time a message, by tenths: ${costs.map((one) => ((one ?? 0) / tenth).toFixed(0)).join(' ')}`,
  );
  return [
    rateRow({
      what: `${of}: the last tenth against the second`,
      ours: tenth / secondsOf(TENTHS - 1),
      floor: tenth / secondsOf(1),
      unit: 'messages/s',
      atLeast: 0.9,
    }),
    ...(second === undefined || last === undefined
      ? []
      : [
          rateRow({
            what: `${of}: messages for a second of processor time, the last tenth against the second`,
            ours: (tenth / last) * 1e6,
            floor: (tenth / second) * 1e6,
            unit: 'messages/s',
            atLeast: 0.9,
          }),
        ]),
    limitRow({
      what: `${of}: the process at its largest`,
      ours: largest,
      floor: MEGABYTES_AT_MOST,
      unit: 'MB',
    }),
  ];
}

function totalOf({ main, threads, database }: ProcessorTime): number {
  return main + threads + database;
}
