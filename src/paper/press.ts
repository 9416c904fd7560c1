import type { Worker } from 'node:worker_threads';
import { startThread } from '../threads/index.ts';
import { PaperError } from './error.ts';
import type { PressAnswer } from './press-thread.ts';
import type { SettingResult, SettingTask } from './setter.ts';

export interface PressOptions {
  /** Threads that set papers, each started when it is first needed. */
  readonly threads: number;
  /** Papers that may wait (default 200); beyond, `paper-busy`. */
  readonly waiting?: number;
  /** Milliseconds one paper may take (default 30 000, loading the fonts included). */
  readonly timeLimit?: number;
  /** Told what the compiler said of a template, or why a thread crashed. */
  readonly onFault?: (error: unknown) => void;
}

/** Sets papers in threads of its own. */
export interface Press {
  /** Throws PaperError `paper-busy`, `paper-closed`, `paper-not-set`. */
  set(task: SettingTask): Promise<SettingResult>;
  close(): Promise<void>;
}

interface Pending {
  readonly task: SettingTask;
  readonly resolve: (result: SettingResult) => void;
  readonly reject: (error: unknown) => void;
}

const SOURCE = import.meta.url.endsWith('.ts');

export function createPress(options: PressOptions): Press {
  const { threads, waiting = 200, timeLimit = 30_000, onFault } = options;
  const queue: Pending[] = [];
  const seats = new Set<Seat>();
  let closed = false;

  const feed = (): void => {
    while (queue.length > 0) {
      let free = [...seats].find((seat) => !seat.isBusy);
      if (free === undefined && seats.size < Math.max(1, threads)) {
        free = newSeat();
        seats.add(free);
      }
      const pending = free === undefined ? undefined : queue.shift();
      if (free === undefined || pending === undefined) return;
      free.give(pending);
    }
  };

  const newSeat = (): Seat => {
    const seat: Seat = new Seat(timeLimit, {
      free: feed,
      fault: (error) => onFault?.(error),
      lost: () => {
        seats.delete(seat);
        if (!closed) feed();
      },
    });
    return seat;
  };

  return {
    set(task) {
      if (closed) return Promise.reject(new PaperError('paper-closed'));
      if (queue.length >= waiting) return Promise.reject(new PaperError('paper-busy'));
      return new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject });
        feed();
      });
    },
    async close() {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(new PaperError('paper-closed'));
      await Promise.all([...seats].map((seat) => seat.end()));
    },
  };
}

interface SeatReports {
  free(): void;
  fault(error: unknown): void;
  lost(): void;
}

/** One thread and the paper it is at. A thread that crashes or overruns its time is given up with its paper. */
class Seat {
  readonly #worker: Worker;
  readonly #timeLimit: number;
  readonly #reports: SeatReports;
  #current: Pending | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lost = false;

  constructor(timeLimit: number, reports: SeatReports) {
    this.#timeLimit = timeLimit;
    this.#reports = reports;
    this.#worker = startThread(new URL(SOURCE ? './press-thread.ts' : './press-thread.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: PressAnswer) => this.#answered(answer));
    this.#worker.on('error', (error) => {
      reports.fault(error);
      this.#lose();
    });
    this.#worker.on('exit', () => this.#lose());
  }

  get isBusy(): boolean {
    return this.#lost || this.#current !== undefined;
  }

  give(pending: Pending): void {
    this.#current = pending;
    this.#timer = setTimeout(() => {
      this.#reports.fault(new Error('a paper took too long'));
      this.#lose();
      void this.#worker.terminate();
    }, this.#timeLimit);
    this.#worker.postMessage(pending.task);
  }

  async end(): Promise<void> {
    this.#lose();
    await this.#worker.terminate();
  }

  #answered(answer: PressAnswer): void {
    const done = this.#current;
    this.#current = undefined;
    clearTimeout(this.#timer);
    if ('fault' in answer) {
      this.#reports.fault(new Error(answer.fault));
      done?.reject(new PaperError('paper-not-set'));
    } else {
      done?.resolve(answer);
    }
    this.#reports.free();
  }

  #lose(): void {
    if (this.#lost) return;
    this.#lost = true;
    clearTimeout(this.#timer);
    this.#current?.reject(new PaperError('paper-not-set'));
    this.#current = undefined;
    this.#reports.lost();
  }
}
