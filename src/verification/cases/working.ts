import type { Clock } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import type { Performance } from '../../ledger/index.ts';
import { follow, followRoads } from './following.ts';
import type { CaseRow } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import { decideLocked, type RoundParts } from './round.ts';
import { followRules } from './ruling.ts';

const SYSTEM = { kind: 'system' } as const;
/** Cases of one transaction: few statements for each, and nobody waits for their accounts longer than some tenths of a second. */
const BATCH = 100;
/** Of how many looks one is for roads and rules as well. */
const WIDER_EVERY = 20;

export interface WorkParts extends RoundParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly decider: () => Performance;
  readonly onCommitted?: () => void;
  readonly onFault?: (error: unknown) => void;
}

export interface CaseWorkOptions {
  /** Milliseconds between looks (250). */
  readonly interval?: number;
  /** Transactions at once (2). */
  readonly together?: number;
}

/** The workers of a process. */
export interface CaseWork {
  /** There may be something to do now. */
  wake(): void;
  /** Takes nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Decides cases that are due and that no other process is deciding; how many. Those that cannot be decided together are decided one by
 * one, and what cannot be decided at all is tried again at growing distances.
 */
export async function decideDue(parts: WorkParts): Promise<number> {
  let tried: readonly CaseRow[] = [];
  try {
    const count = await parts.database.transaction(SYSTEM, async (transaction) => {
      tried = await transaction.query<CaseRow>(STATEMENTS.take, [parts.clock(), BATCH]);
      await decideLocked(parts, transaction, tried, parts.decider());
      return tried.length;
    });
    if (count > 0) parts.onCommitted?.();
    return count;
  } catch (error) {
    if (tried.length === 0) throw error;
    for (const { id } of tried) await decideAlone(parts, id);
    return tried.length;
  }
}

async function decideAlone(parts: WorkParts, id: string): Promise<void> {
  try {
    await parts.database.transaction(SYSTEM, async (transaction) => {
      const rows = await transaction.query<CaseRow>(STATEMENTS.lockOne, [id]);
      await decideLocked(parts, transaction, rows, parts.decider());
    });
    parts.onCommitted?.();
  } catch (error) {
    parts.onFault?.(error);
    await parts.database.transaction(SYSTEM, (transaction) =>
      transaction.query(STATEMENTS.postpone, [id, parts.clock()]),
    );
  }
}

/** Follows and decides until it is stopped. */
export function startCaseWork(
  parts: WorkParts,
  { interval = 250, together = 2 }: CaseWorkOptions = {},
): CaseWork {
  let running = true;
  let wakers: (() => void)[] = [];
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, running ? interval : 0);
      wakers.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  const wake = (): void => {
    const waiting = wakers;
    wakers = [];
    for (const each of waiting) each();
  };
  const loop = async (work: () => Promise<number>): Promise<void> => {
    while (running) {
      const done = await work().catch((error: unknown) => {
        parts.onFault?.(error);
        return 0;
      });
      if (done === 0 && running) await pause();
    }
  };
  let looks = 0;
  let isMarking = false;
  const following = async (): Promise<number> => {
    const isWider = looks % WIDER_EVERY === 0;
    looks += 1;
    if (isWider) await followRoads(parts);
    if (isWider || isMarking) isMarking = await followRules(parts);
    const followed = await follow(parts);
    if (followed > 0) wake();
    return followed;
  };
  const loops = [loop(following), ...Array.from({ length: together }, () => loop(() => decideDue(parts)))];
  return {
    wake,
    async stop() {
      running = false;
      wake();
      await Promise.all(loops);
    },
  };
}
