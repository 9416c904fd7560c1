import type { Worker } from 'node:worker_threads';
import { startThread } from '../../../threads/index.ts';
import type { BookPair, SimulatorAnswer, SimulatorMessage, StoredCase } from './messages.ts';
import { readyPair, simulated, type ReadyPair } from './simulating.ts';

/** Portions a thread is given ahead, so that it never waits for the main thread between two. */
const AHEAD = 2;
const SOURCE = import.meta.url.endsWith('.ts');

interface Seat {
  readonly worker: Worker;
  readonly waiting: ((answer: SimulatorAnswer) => void)[];
}

/** Threads that simulate, for one simulation; started with the first portion. With none, the process itself does. */
export class Crew {
  readonly #threads: number;
  readonly #books = new Map<string, BookPair>();
  readonly #ready = new Map<string, ReadyPair>();
  #seats: readonly Seat[] = [];
  #broken: Promise<never> | undefined;
  #freed: (() => void) | undefined;

  constructor(threads: number) {
    this.#threads = threads;
  }

  knows(office: string): boolean {
    return this.#books.has(office);
  }

  teach(office: string, books: BookPair): void {
    this.#books.set(office, books);
    for (const seat of this.#seats) post(seat, { kind: 'book', office, books });
  }

  /** Gives a portion to a thread that has room for it; `counted` is called when it is done. */
  async give(cases: readonly StoredCase[], counted: (answer: SimulatorAnswer) => void): Promise<void> {
    if (this.#threads === 0) {
      counted(simulated(cases, (office) => this.#pairOf(office)));
      return;
    }
    if (this.#seats.length === 0) this.#start();
    for (;;) {
      const free = this.#seats.toSorted((left, right) => left.waiting.length - right.waiting.length)[0];
      if (free !== undefined && free.waiting.length < AHEAD) {
        free.waiting.push(counted);
        post(free, { kind: 'cases', cases });
        return;
      }
      await this.#change();
    }
  }

  /** Until every portion has been counted. */
  async settled(): Promise<void> {
    while (this.#seats.some(({ waiting }) => waiting.length > 0)) await this.#change();
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#seats.map(({ worker }) => worker.terminate()));
  }

  #pairOf(office: string): ReadyPair | undefined {
    const books = this.#books.get(office);
    if (books === undefined) return undefined;
    let ready = this.#ready.get(office);
    if (ready === undefined) this.#ready.set(office, (ready = readyPair(books)));
    return ready;
  }

  #start(): void {
    this.#seats = Array.from({ length: this.#threads }, () => ({ worker: started(), waiting: [] }));
    this.#broken = Promise.race(this.#seats.map(({ worker }) => ended(worker)));
    // Whoever waits hears of it; a crew that nobody waits for any more has been dismissed.
    this.#broken.catch(() => undefined);
    for (const seat of this.#seats) {
      seat.worker.on('message', (answer: SimulatorAnswer) => {
        seat.waiting.shift()?.(answer);
        this.#freed?.();
      });
      for (const [office, books] of this.#books) post(seat, { kind: 'book', office, books });
    }
  }

  #change(): Promise<void> {
    const change = new Promise<void>((resolve) => {
      this.#freed = resolve;
    });
    return this.#broken === undefined ? change : Promise.race([change, this.#broken]);
  }
}

function started(): Worker {
  const module = new URL(SOURCE ? '../simulator.ts' : '../simulator.js', import.meta.url);
  return startThread(module, {
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 },
  });
}

function ended(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('a thread of a simulation has ended')));
  });
}

function post({ worker }: Seat, message: SimulatorMessage): void {
  worker.postMessage(message);
}
