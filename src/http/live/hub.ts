import type { Scope } from '../../database/index.ts';
import { keeps } from '../../ledger/index.ts';
import {
  seesChange,
  type ChangePortion,
  type LedgerChange,
  type Stirring,
} from '../../systems/ecert/changes/index.ts';
import { changeText, eventText, stirringText } from './wire.ts';

/** Where changes come from. */
export interface ChangeSource {
  /** Position of the next act. */
  size(): Promise<number>;
  read(from: number, limit: number): Promise<ChangePortion>;
  /** What is being done and is no act yet, of the last seconds. */
  stirrings?(): Promise<readonly Stirring[]>;
}

export interface HubOptions {
  /** Milliseconds between two looks at what is new (500). */
  readonly interval?: number;
  /** Milliseconds between two signs of life (20 000). */
  readonly beat?: number;
  /** Told of a look that failed; the next is tried in its turn. */
  readonly onFault?: (error: unknown) => void;
}

/** Somebody who listens. */
export interface Listener {
  readonly scope: Scope;
  readonly actor: string;
  /** Position of the last event they have; absent where they begin now. */
  readonly since?: number;
  /** Takes a text at once or is dropped by its owner. */
  send(text: string): void;
  /** The hub closes. */
  end(): void;
}

/** Changes kept in memory for those who come back. */
const KEPT = 2_000;
const PORTION = 1_000;
/** Who is further behind is told to read everything anew. */
const FURTHEST = 5_000;
/** More at once than a person can look at are told as a number. */
const MOST_AT_ONCE = 60;

/**
 * Tells listeners what changed, each as far as their scope sees it. One look at the log for all of them, however many there
 * are, and none while nobody listens.
 */
export class LiveHub {
  readonly #source: ChangeSource;
  readonly #options: HubOptions;
  readonly #listeners = new Set<Listener>();
  /** Changes from `#since` up to `#position`, the oldest first. */
  #kept: LedgerChange[] = [];
  #since = 0;
  #position = 0;
  /** Keys of what stirred at the last look. */
  #stirred: ReadonlySet<string> = new Set();
  /** Counts the times it was started: a look of an earlier time must not touch what a later one keeps. */
  #run = 0;
  #timer: NodeJS.Timeout | undefined;
  #beating: NodeJS.Timeout | undefined;
  #starting: Promise<void> | undefined;
  #closed = false;

  constructor(source: ChangeSource, options: HubOptions = {}) {
    this.#source = source;
    this.#options = options;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Adds a listener: first what it missed, or `reset` where that is no longer known, then whatever comes. */
  async join(listener: Listener): Promise<() => void> {
    this.#starting ??= this.#start();
    await this.#starting.catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    if (this.#closed) {
      listener.end();
      return () => undefined;
    }
    const { since } = listener;
    listener.send(eventText('ready', {}, this.#position - 1));
    if (since !== undefined && since + 1 < this.#position) {
      if (since + 1 < this.#since) listener.send(eventText('reset', {}, this.#position - 1));
      else
        this.#tell(
          listener,
          this.#kept.filter(({ position }) => position > since),
        );
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    };
  }

  close(): void {
    this.#closed = true;
    this.#rest();
    for (const listener of this.#listeners) listener.end();
    this.#listeners.clear();
  }

  /** Begins a little before now, so that those who lost their connection to another process find what they missed. */
  async #start(): Promise<void> {
    this.#run += 1;
    const size = await this.#source.size();
    this.#since = Math.max(0, size - KEPT);
    this.#position = this.#since;
    this.#kept = [];
    for (;;) {
      const from = this.#position;
      const { changes, next } = await this.#source.read(from, PORTION);
      this.#keep(changes, next);
      if (next === from || next >= size) break;
    }
    this.#stirred = new Set((await this.#source.stirrings?.())?.map(({ key }) => key));
    if (this.#closed) return;
    this.#schedule();
    this.#beating = setInterval(() => {
      const text = eventText('beat', {});
      for (const listener of this.#listeners) listener.send(text);
    }, this.#options.beat ?? 20_000).unref();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#beating);
    this.#timer = undefined;
    this.#beating = undefined;
    this.#starting = undefined;
    this.#kept = [];
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      const turn = this.#timer;
      this.#look()
        .catch((error: unknown) => this.#options.onFault?.(error))
        .finally(() => {
          // Nobody has stopped or restarted it meanwhile.
          if (this.#timer === turn && turn !== undefined) this.#schedule();
        });
    }, this.#options.interval ?? 500).unref();
  }

  async #look(): Promise<void> {
    const run = this.#run;
    await this.#lookAtStirrings(run);
    for (;;) {
      const from = this.#position;
      const { changes, next } = await this.#source.read(from, PORTION);
      if (next === from || this.#run !== run) return;
      this.#keep(changes, next);
      for (const listener of this.#listeners) this.#tell(listener, changes);
      if (next - from < PORTION) return;
      const size = await this.#source.size();
      if (size - next > FURTHEST) this.#skip(size);
    }
  }

  /** Told once, and not remembered: who comes back reads what stands. */
  async #lookAtStirrings(run: number): Promise<void> {
    const found = (await this.#source.stirrings?.()) ?? [];
    if (this.#run !== run) return;
    const fresh = found.filter(({ key }) => !this.#stirred.has(key));
    this.#stirred = new Set(found.map(({ key }) => key));
    for (const listener of this.#listeners) {
      const seen = fresh.filter((stirring) => keeps(listener.scope, stirring));
      if (seen.length > MOST_AT_ONCE) listener.send(eventText('many', { counts: { draft: seen.length } }));
      else if (seen.length > 0)
        listener.send(seen.map((stirring) => stirringText(stirring, listener.actor)).join(''));
    }
  }

  /** Too much has happened to tell it one by one. */
  #skip(size: number): void {
    this.#position = size;
    this.#since = size;
    this.#kept = [];
    const text = eventText('reset', {}, size - 1);
    for (const listener of this.#listeners) listener.send(text);
  }

  #keep(changes: readonly LedgerChange[], next: number): void {
    this.#kept.push(...changes);
    this.#position = next;
    const excess = this.#kept.length - KEPT;
    if (excess <= 0) return;
    const gone = this.#kept.splice(0, excess).at(-1);
    this.#since = (gone?.position ?? this.#since) + 1;
  }

  #tell(listener: Listener, changes: readonly LedgerChange[]): void {
    const seen = changes.filter((change) => seesChange(listener.scope, change));
    const last = seen.at(-1);
    if (last === undefined) return;
    if (seen.length <= MOST_AT_ONCE) {
      listener.send(seen.map((change) => changeText(change, listener.actor)).join(''));
      return;
    }
    const counts: Record<string, number> = {};
    for (const { kind } of seen) counts[kind] = (counts[kind] ?? 0) + 1;
    listener.send(eventText('many', { counts }, last.position));
  }
}
