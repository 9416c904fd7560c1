import type { Worker } from 'node:worker_threads';
import type { TrustAnchor } from '../../../verify/core/index.ts';
import { EcertError } from './error.ts';
import type { Examination } from './examination.ts';
import { unexamined } from './examination.ts';
import { startThread } from '../../threads/index.ts';
import type { ExaminerMessage, ExaminerTask } from './examiner.ts';

export interface ExaminerPoolOptions {
  /** Worker threads at the most; as many as there are cores. */
  readonly threads: number;
  readonly anchors: readonly TrustAnchor[];
  /** Milliseconds one document may take (default 20 000). */
  readonly timeLimit?: number;
  /** Bytes that may wait (default 256 MiB); beyond, `intake-busy`. */
  readonly waitingBytes?: number;
  /** Milliseconds after which a thread that is not needed ends (default 60 000). */
  readonly idleLimit?: number;
  /** Told why a thread crashed. */
  readonly onFault?: (error: unknown) => void;
}

interface Pending {
  readonly task: ExaminerTask;
  readonly resolve: (examination: Examination) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that has fewer documents ahead is given more, so that it never waits for the main thread between two. */
const AHEAD = 3;
/** Documents that a thread has ahead at the most; those that wait go to it in one message, which costs a tenth of an examination. */
const MOST_AHEAD = 6;
/** Bytes of one message: what is large is not given to the thread that has something large already. */
const MESSAGE_BYTES = 262_144;
/** Milliseconds a thread may take to load. */
const START_LIMIT = 60_000;
/** Each holds some twenty megabytes, which a quiet server has better uses for. */
const IDLE_LIMIT = 60_000;
const SOURCE = import.meta.url.endsWith('.ts');

/**
 * Threads that read, verify and grade documents: each started once there is work for it. One stays, the
 * others end when there has been none for a while. A thread that crashes or overruns its time is replaced, the document
 * it was at is answered as unreadable, those behind it go to another thread.
 */
export class ExaminerPool {
  readonly #options: ExaminerPoolOptions;
  readonly #seats: Seat[] = [];
  readonly #waiting: Pending[] = [];
  #head = 0;
  #waitingBytes = 0;
  #anchors: readonly TrustAnchor[];
  #closed = false;

  constructor(options: ExaminerPoolOptions) {
    this.#options = options;
    this.#anchors = options.anchors;
  }

  /** Threads that are there now. */
  get size(): number {
    return this.#seats.length;
  }

  /** Reads and verifies one document. Rejects only when the pool is full or closed. */
  examine(task: ExaminerTask): Promise<Examination> {
    if (this.#closed) return Promise.reject(new EcertError('intake-closed'));
    if (this.#waitingBytes + task.bytes.length > (this.#options.waitingBytes ?? 268_435_456)) {
      return Promise.reject(new EcertError('intake-busy'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#waitingBytes += task.bytes.length;
      this.#feed();
    });
  }

  /** Trust for all documents examined from now on. */
  setAnchors(anchors: readonly TrustAnchor[]): void {
    this.#anchors = anchors;
    for (const seat of this.#seats) seat.post({ kind: 'trust', anchors });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const waiting = this.#waiting.splice(0);
    for (const pending of waiting.slice(this.#head)) pending.reject(new EcertError('intake-closed'));
    await Promise.all(this.#seats.map((seat) => seat.end()));
  }

  #feed(): void {
    for (;;) {
      if (this.#head >= this.#waiting.length) break;
      const best = this.#bestSeat();
      if (best === undefined) return;
      best.give(this.#take(best));
      // Under steady load the queue never runs empty, and what was taken would be held for ever.
      if (this.#head >= 256) {
        this.#waiting.splice(0, this.#head);
        this.#head = 0;
      }
    }
    this.#waiting.length = 0;
    this.#head = 0;
  }

  /** A seat's share of what waits, at least one document. */
  #take(seat: Seat): readonly Pending[] {
    const share = Math.ceil((this.#waiting.length - this.#head) / this.#seats.length);
    const until = this.#head + Math.max(1, Math.min(share, MOST_AHEAD - seat.load));
    const taken: Pending[] = [];
    for (let bytes = 0; this.#head < until; this.#head += 1) {
      const pending = this.#waiting[this.#head];
      if (pending === undefined) break;
      bytes += pending.task.bytes.length;
      if (taken.length > 0 && bytes > MESSAGE_BYTES) break;
      this.#waitingBytes -= pending.task.bytes.length;
      taken.push(pending);
    }
    return taken;
  }

  /** The seat to give a document to; another is taken where all have something to do. */
  #bestSeat(): Seat | undefined {
    const isBusy = this.#seats.every(({ load }) => load > 0);
    if (isBusy && this.#seats.length < this.#options.threads) this.#seats.push(this.#newSeat());
    let best: Seat | undefined;
    for (const seat of this.#seats) {
      if (seat.load < AHEAD && (best === undefined || seat.burden < best.burden)) best = seat;
    }
    return best;
  }

  #retire(seat: Seat): void {
    const place = this.#seats.indexOf(seat);
    if (place < 0 || this.#seats.length === 1 || seat.load > 0) return;
    this.#seats.splice(place, 1);
    void seat.end();
  }

  #newSeat(): Seat {
    const { timeLimit = 20_000, idleLimit = IDLE_LIMIT } = this.#options;
    const seat: Seat = new Seat(
      { timeLimit, idleLimit },
      {
        free: () => this.#feed(),
        idle: () => this.#retire(seat),
        fault: (error) => this.#options.onFault?.(error),
        lost: (left) => this.#replace(seat, left),
      },
    );
    seat.post({ kind: 'trust', anchors: this.#anchors });
    return seat;
  }

  #replace(lost: Seat, left: readonly Pending[]): void {
    const place = this.#seats.indexOf(lost);
    if (this.#closed || place < 0) {
      for (const pending of left) pending.reject(new EcertError('intake-closed'));
      return;
    }
    this.#seats[place] = this.#newSeat();
    this.#waiting.splice(0, this.#head, ...left);
    this.#head = 0;
    for (const pending of left) this.#waitingBytes += pending.task.bytes.length;
    this.#feed();
  }
}

interface SeatLimits {
  readonly timeLimit: number;
  readonly idleLimit: number;
}

interface SeatReports {
  free(): void;
  idle(): void;
  fault(error: unknown): void;
  lost(left: readonly Pending[]): void;
}

/** One thread and the documents it was given, in order. */
class Seat {
  readonly #worker: Worker;
  readonly #given: Pending[] = [];
  readonly #limits: SeatLimits;
  readonly #reports: SeatReports;
  #timer: NodeJS.Timeout | undefined;
  #lost = false;
  #ready = false;

  constructor(limits: SeatLimits, reports: SeatReports) {
    this.#limits = limits;
    this.#reports = reports;
    const module = new URL(SOURCE ? './examiner.ts' : './examiner.js', import.meta.url);
    this.#worker = startThread(module, {
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 },
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: Examination | 'ready') => this.#answered(answer));
    this.#worker.on('error', (error) => reports.fault(error));
    // By then all that it had answered has come.
    this.#worker.on('exit', () => this.#lose('document-examination-failed'));
  }

  get load(): number {
    return this.#given.length;
  }

  /** By which documents are dealt out: a thread that is still loading comes after one that has a document ahead. */
  get burden(): number {
    return this.#given.length + (this.#ready ? 0 : AHEAD - 1);
  }

  post(message: ExaminerMessage): void {
    this.#worker.postMessage(message);
  }

  give(some: readonly Pending[]): void {
    const isIdle = this.#given.length === 0;
    const tasks: ExaminerTask[] = [];
    const copies: ArrayBuffer[] = [];
    for (const pending of some) {
      this.#given.push(pending);
      // A copy: the sender keeps its bytes, and a part of a larger buffer must not take the whole along.
      const bytes = new Uint8Array(pending.task.bytes);
      tasks.push({ ...pending.task, bytes });
      copies.push(bytes.buffer);
    }
    if (isIdle) this.#watch();
    this.#worker.postMessage({ kind: 'examine', tasks } satisfies ExaminerMessage, copies);
  }

  async end(): Promise<void> {
    this.#lose('document-examination-failed');
    await this.#worker.terminate();
  }

  #answered(examination: Examination | 'ready'): void {
    if (examination === 'ready') {
      this.#ready = true;
      this.#watch();
      this.#reports.free();
      return;
    }
    const done = this.#given.shift();
    this.#watch();
    done?.resolve(examination);
    this.#reports.free();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#given.length === 0) {
      this.#timer = setTimeout(() => this.#reports.idle(), this.#limits.idleLimit).unref();
      return;
    }
    this.#timer = setTimeout(
      () => {
        this.#lose('document-examination-timeout');
        void this.#worker.terminate();
      },
      this.#ready ? this.#limits.timeLimit : START_LIMIT,
    );
  }

  #lose(code: 'document-examination-failed' | 'document-examination-timeout'): void {
    if (this.#lost) return;
    this.#lost = true;
    clearTimeout(this.#timer);
    const [current, ...left] = this.#given.splice(0);
    current?.resolve(unexamined(code));
    this.#reports.lost(left);
  }
}
