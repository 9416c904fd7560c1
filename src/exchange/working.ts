import type { Channel, Reception } from './channel.ts';
import type { Reader } from './inbox/reader.ts';
import type { ChannelName } from './message.ts';
import type { Sender } from './outbox/sender.ts';
import type { Partners } from './partners/index.ts';

export interface WorkingOptions {
  /** Milliseconds between looks for work that other processes left (500). */
  readonly interval?: number;
  /** Milliseconds between polls of a partner that keeps messages for us (30 000). */
  readonly poll?: number;
}

/** The workers of a process. */
export interface Working {
  /** There may be something to do now. */
  wake(): void;
  /** Takes nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

interface Parts {
  readonly sender: Sender;
  readonly reader: Reader;
  readonly reception: Reception;
  readonly partners: Partners;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly onFault?: (error: unknown) => void;
}

const INTERVAL = 500;
const POLL = 30_000;
const EXPIRE_EVERY = 20;

/** Starts sending, reading and polling; each on its own, and none waits for another. */
export function startWorking(parts: Parts, { interval = INTERVAL, poll = POLL }: WorkingOptions): Working {
  const stopping = new AbortController();
  const loops = [
    new Loop(interval, parts.onFault, sending(parts.sender)),
    new Loop(interval, parts.onFault, () => parts.reader.look()),
    ...[...parts.channels.values()]
      .filter((channel) => channel.poll !== undefined)
      .map((channel) => new Loop(poll, parts.onFault, () => pollAll(parts, channel, stopping.signal))),
  ];
  const [send, read] = loops;
  return {
    wake() {
      send?.wake();
      read?.wake();
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops.map((loop) => loop.stop()));
      await parts.sender.stop();
      await parts.reader.stop();
    },
  };
}

/** Looks for what can be sent; now and then also for what has run out of time. */
function sending(sender: Sender): () => Promise<number> {
  let looks = 0;
  return async () => {
    if (looks % EXPIRE_EVERY === 0) await sender.expire();
    looks += 1;
    await sender.look();
    return 0;
  };
}

/** Polls every partner of a channel; one that fails holds up no other. */
async function pollAll(
  { partners, reception, onFault }: Parts,
  channel: Channel,
  signal: AbortSignal,
): Promise<number> {
  const counts = await Promise.all(
    partners.reachedBy(channel.name).map(async (partner) => {
      try {
        return (await channel.poll?.(partners.road(partner, channel.name), reception, signal)) ?? 0;
      } catch (error) {
        if (!signal.aborted) onFault?.(error);
        return 0;
      }
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Runs work again and again: at once while there was something, and otherwise after a while or when woken. */
class Loop {
  readonly #interval: number;
  readonly #work: () => Promise<number>;
  readonly #onFault: ((error: unknown) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #underWay: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(
    interval: number,
    onFault: ((error: unknown) => void) | undefined,
    work: () => Promise<number>,
  ) {
    this.#interval = interval;
    this.#work = work;
    this.#onFault = onFault;
    this.wake();
  }

  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    clearTimeout(this.#timer);
    this.#underWay ??= this.#run().finally(() => {
      this.#underWay = undefined;
      if (!this.#stopped) this.#timer = setTimeout(() => this.wake(), this.#interval);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#underWay;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        if ((await this.#work()) > 0) this.#again = true;
      } catch (error) {
        this.#onFault?.(error);
        return;
      }
    }
  }
}
