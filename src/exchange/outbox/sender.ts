import type { Clock, RandomBytes } from '../../base/index.ts';
import type { SealingKey } from '../../crypto/index.ts';
import type { Database } from '../../database/index.ts';
import type { Channel } from '../channel.ts';
import type { ChannelName, Envelope } from '../message.ts';
import type { Partners } from '../partners/index.ts';
import { attempt, Ends, faultOf, sealsOf, type Attempted } from './attempt.ts';
import { expireOverdue } from './expiring.ts';
import { takePaced } from './pacing.ts';
import { noteRoad } from './roads.ts';
import { settle, type Settlement } from './settling.ts';
import { readyRoads, take, type Ready, type Taken } from './taking.ts';

export interface SenderOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** 0 to 1; spreads attempts. */
  readonly jitter: () => number;
  readonly partners: Partners;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  /** The exchange key of an authority of ours. */
  readonly keyOf: (authority: string) => SealingKey | undefined;
  /** Milliseconds that one attempt may take (30 000). */
  readonly attemptTime?: number;
  /** Messages under way to one partner at a time, where its agreement says nothing (8). */
  readonly atOnce?: number;
  /** Told after receipts were kept, so that their evidence is sequenced soon. */
  readonly onCommitted?: () => void;
  readonly onFault?: (error: unknown) => void;
}

const SYSTEM = { kind: 'system' } as const;
const ATTEMPT_TIME = 30_000;
const AT_ONCE = 8;
/** Runs on one road at a time: one sends while the other writes down what ended and takes what comes next. */
const LANES = 2;
/** A quick partner is sent so many rounds with one look into the table. */
const ROUNDS = 16;
const QUICK_MILLISECONDS = 100;
/** After so many messages without any answer the rest of a batch is left for later. */
const SILENCE = 3;

/** Sends what waits, each road on its own: a partner that is slow or away holds up nobody else. */
export class Sender {
  readonly #options: SenderOptions;
  readonly #lanes = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #ends = new Ends();
  readonly #quick = new Map<string, boolean>();
  readonly #turns = new Map<string, Promise<void>>();
  /** Roads on which nothing was answered to the last batch, or which asked for a pause. */
  readonly #shut = new Set<string>();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Starts what can be sent now, and returns how many roads have something to do. */
  async look(): Promise<number> {
    const { database, partners, channels, clock } = this.#options;
    const roads = [...channels.values()]
      .filter(({ send }) => send !== undefined)
      .flatMap(({ name }) => partners.reachedBy(name).map((partner) => ({ partner, channel: name })))
      .filter((road) => (this.#lanes.get(nameOf(road)) ?? 0) < LANES);
    if (roads.length === 0 || this.#ends.isOver) return 0;
    const ready = await database.transaction(SYSTEM, (transaction) =>
      readyRoads(transaction, roads, clock()),
    );
    for (const road of ready) {
      this.#shut.delete(nameOf(road));
      this.#start(road);
    }
    return ready.length;
  }

  /** Sends until nothing is due; the end of what has begun is awaited. */
  async drain(): Promise<void> {
    for (;;) {
      await this.expire();
      const roads = await this.look();
      await this.settled();
      if (roads === 0) return;
    }
  }

  /** Ends messages whose time is over. Returns how many. */
  async expire(): Promise<number> {
    const { database, clock, random } = this.#options;
    return expireOverdue(database, { now: clock(), random });
  }

  /** After everything that is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Takes nothing more and waits for what is under way; attempts that do not end are left, and sent again by others. */
  async stop(grace = 5_000): Promise<void> {
    const limit = setTimeout(() => {
      this.#ends.end();
    }, grace);
    this.#closed = true;
    await this.settled();
    clearTimeout(limit);
    this.#ends.end();
  }
  #closed = false;

  #start(road: Ready): void {
    const name = nameOf(road);
    this.#lanes.set(name, (this.#lanes.get(name) ?? 0) + 1);
    const run = this.#run(road)
      .catch((error: unknown) => {
        this.#options.onFault?.(error);
      })
      .finally(() => {
        this.#lanes.set(name, (this.#lanes.get(name) ?? 1) - 1);
        this.#underWay.delete(run);
      });
    this.#underWay.add(run);
  }

  /** Batch after batch, while the road is open and something is left. */
  async #run(road: Ready): Promise<void> {
    const terms = this.#termsOf(road);
    const name = nameOf(road);
    let from: Date | undefined;
    for (let failures = road.failures; !this.#closed; failures = 0) {
      const isQuick = this.#quick.get(name) === true;
      const limit = isQuick ? terms.atOnce * ROUNDS : terms.atOnce;
      const turns = [await this.#turn(`take ${name}`)];
      try {
        if (failures === 0 && this.#shut.has(name)) return;
        const since = performance.now();
        const { taken, until } = await this.#take({ ...road, failures }, terms, { limit, from });
        // What is due earlier than the last was written late: one more look, from the beginning.
        if (taken.length === 0 && from !== undefined) {
          from = undefined;
          continue;
        }
        if (taken.length === 0) return;
        const sealed = sealsOf(this.#options, taken);
        // The first are signed while the batch before is still being sent.
        void sealed(0);
        const sending = this.#turn(`send ${name}`);
        // The next batch is taken meanwhile where it is all but certain to be sent soon.
        const isFull = taken.length === limit;
        if (isQuick && terms.perMinute === undefined) {
          letGo(turns);
          if (isFull) this.#join(road);
        }
        turns.push(await sending);
        const began = await this.#send(road, { taken, sealed, since, failures }, terms);
        // Where the road has shut, nobody sends before that is written down.
        if (began.isOpen) {
          if (isFull) this.#join(road);
          letGo(turns);
        }
        const turn = failures > 0 ? { turn: until } : {};
        if (!(await this.#conclude(road, began, { failures, ...turn }))) return;
        const isLast = taken.length < limit && failures === 0;
        if (isLast && from === undefined) return;
        from = isLast ? undefined : latestOf(taken);
      } finally {
        letGo(turns);
      }
    }
  }

  /** Starts another run on a road that has more to do than one batch. */
  #join(road: Ready): void {
    if (!this.#closed && (this.#lanes.get(nameOf(road)) ?? 0) < LANES) this.#start({ ...road, failures: 0 });
  }

  /** Waits until no other run has this turn; what is returned lets the next one. */
  async #turn(name: string): Promise<() => void> {
    const before = this.#turns.get(name);
    let done = (): void => undefined;
    const mine = new Promise<void>((resolve) => {
      done = resolve;
    });
    this.#turns.set(name, mine);
    await before;
    return done;
  }

  #termsOf({ partner }: Ready): Terms {
    const agreed = this.#options.partners.of(partner).map(({ value }) => value);
    const perMinute = agreed.flatMap((value) => (value.perMinute === undefined ? [] : [value.perMinute]));
    return {
      time: this.#options.attemptTime ?? ATTEMPT_TIME,
      atOnce: agreed.find((value) => value.atOnce !== undefined)?.atOnce ?? this.#options.atOnce ?? AT_ONCE,
      ...(perMinute.length === 0 ? {} : { perMinute: Math.min(...perMinute) }),
    };
  }

  async #take(
    road: Ready,
    { time, perMinute }: Terms,
    { limit, from }: { readonly limit: number; readonly from: Date | undefined },
  ): Promise<{ readonly taken: readonly Taken[]; readonly until: Date }> {
    const { database, clock } = this.#options;
    const now = clock();
    const until = new Date(now.getTime() + 2 * time + 10_000);
    const terms = { now, until, limit, from };
    const taken = await database.transaction(SYSTEM, (transaction) =>
      perMinute === undefined
        ? take(transaction, road, terms)
        : takePaced(transaction, road, { ...terms, perMinute }),
    );
    return { taken, until };
  }

  /** `since` is when the batch was taken: what is not begun in half of the time that it is ours is left to whoever takes it next. */
  async #send(
    road: Ready,
    { taken, sealed, since, failures }: Batch,
    { atOnce, time }: Terms,
  ): Promise<Round> {
    const name = nameOf(road);
    // What the batch before met, or the end of this process, came while this one waited.
    if (this.#closed || (failures === 0 && this.#shut.has(name)))
      return { taken, attempted: [], answered: false, isOpen: false };
    const began = performance.now();
    const attempted: Attempted[] = [];
    const rest = taken.entries();
    // Unanswered ones in a row.
    let silence = 0;
    const worker = async (): Promise<void> => {
      for (const [place, next] of rest) {
        if (silence >= SILENCE || performance.now() - since > time) return;
        const limits = { time, ends: this.#ends, sealed: sealed(place) };
        const ended = await attempt(this.#options, road, next, limits);
        silence = ended.unanswered ? silence + 1 : 0;
        attempted.push(ended);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    this.#quick.set(name, silence === 0 && performance.now() - began < QUICK_MILLISECONDS * ROUNDS);
    const answered = attempted.some(({ unanswered }) => !unanswered);
    const isOpen = answered && attempted.every(({ notBefore }) => notBefore === undefined);
    if (isOpen) this.#shut.delete(name);
    else if (attempted.length > 0) this.#shut.add(name);
    return { taken, attempted, answered, isOpen };
  }

  /** Writes down how attempts ended. Whether more may be sent. */
  async #conclude(
    road: Ready,
    { taken, attempted, answered, isOpen }: Round,
    before: { readonly failures: number; readonly turn?: Date },
  ): Promise<boolean> {
    const { database, clock, random, jitter } = this.#options;
    // Stopped on our own account: nothing is known, and nobody is to blame.
    if (this.#ends.isOver && !answered) return false;
    const fault = faultOf(attempted);
    const notBefore = attempted.find((one) => one.notBefore !== undefined)?.notBefore;
    const tried = new Set(attempted.map(({ settlement }) => settlement.id));
    const left = taken
      .filter(({ envelope }) => !tried.has(envelope.id))
      .map((one) => leftOf(road.partner, one));
    const now = clock();
    const mayGoOn = await database.transaction(SYSTEM, async (transaction) => {
      await settle(transaction, [...attempted.map(({ settlement }) => settlement), ...left], { now, random });
      const report = {
        partner: road.partner,
        channel: road.channel,
        ...before,
        answered,
        ...(fault === undefined ? {} : { fault }),
        ...(notBefore === undefined ? {} : { notBefore }),
      };
      return noteRoad(transaction, report, { now, jitter });
    });
    if (attempted.some(({ settlement }) => settlement.receipts.length > 0)) this.#options.onCommitted?.();
    return isOpen && mayGoOn;
  }
}

/** What bounds the sending to a partner. */
interface Terms {
  /** Milliseconds of an attempt. */
  readonly time: number;
  readonly atOnce: number;
  readonly perMinute?: number;
}

/** A batch that is to be sent. */
interface Batch {
  readonly taken: readonly Taken[];
  readonly sealed: (place: number) => Promise<Envelope>;
  readonly since: number;
  readonly failures: number;
}

/** A batch whose attempts have ended. */
interface Round {
  readonly taken: readonly Taken[];
  readonly attempted: readonly Attempted[];
  readonly answered: boolean;
  /** Whether more may be sent at once. */
  readonly isOpen: boolean;
}

function letGo(turns: readonly (() => void)[]): void {
  for (const end of turns) end();
}

function latestOf(taken: readonly Taken[]): Date {
  return new Date(Math.max(...taken.map(({ was }) => was.getTime())));
}

function leftOf(partner: string, { envelope, attempt: number }: Taken): Settlement {
  const { id, from, subject } = envelope;
  return { id, partner, authority: from, subject, receipts: [], result: { kind: 'left', attempt: number } };
}

function nameOf({ partner, channel }: { readonly partner: string; readonly channel: ChannelName }): string {
  return `${partner} ${channel}`;
}
