import type { Clock } from '../../../base/index.ts';
import { followForNotices } from './following.ts';
import { sendNotice, type SendingOptions } from './sending.ts';

export interface NoticesOptions extends SendingOptions {
  readonly clock: Clock;
  /** Milliseconds between two looks (5 000). */
  readonly interval?: number;
}

/** Notices a turn sends at most, so that the log is followed in between. */
const MOST_A_TURN = 50;

/** Follows the log and sends notices until it is stopped. Any number of processes may do so at once. */
export function startNotices(options: NoticesOptions): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turning = Promise.resolve();
  const turn = async () => {
    while (!isStopped && (await followForNotices(options.database, options.clock())));
    for (let sent = 0; sent < MOST_A_TURN && !isStopped; sent += 1) {
      if (!(await sendNotice(options, options.clock()))) return;
    }
  };
  const schedule = () => {
    timer = setTimeout(() => {
      turning = turn()
        .catch((error: unknown) => options.onFault?.(error))
        .then(() => {
          if (!isStopped) schedule();
        });
    }, options.interval ?? 5_000).unref();
  };
  schedule();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await turning;
    },
  };
}
