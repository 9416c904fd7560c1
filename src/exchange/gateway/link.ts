import { watch, type FSWatcher } from 'node:fs';
import { uuidV7, type Clock, type RandomBytes } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import { readCrossing, writeCrossing, type Crossings } from './crossing.ts';
import { GatewayError } from './error.ts';
import { readFrame, writeFrame, type Frame, type FrameHeader } from './frame.ts';
import type { Spool } from './spool.ts';

/** A zone asks in one kind and serves the other's. */
interface Asking {
  readonly asks: 'request' | 'call';
}

/** What crossed, or was to: told for the evidence and the log. */
export interface Crossed {
  readonly direction: 'in' | 'out';
  readonly header: Pick<FrameHeader, 'id' | 'kind' | 'digest'> | undefined;
  readonly refusal?: string;
}

export interface LinkOptions<Asks extends Asking['asks']> {
  readonly asks: Asks;
  readonly incoming: { readonly spool: Spool; readonly folder: string };
  readonly outgoing: Spool;
  /** Signs what goes out; Ed25519. */
  readonly key: { sign(bytes: Uint8Array): Uint8Array };
  /** Bare Ed25519 key of the other zone, 32 bytes. */
  readonly otherKey: Uint8Array;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Answers what the other zone asks. */
  readonly serve: (body: Crossings[ServedBy<Asks>]) => Promise<Crossings[AnswerTo<ServedBy<Asks>>]>;
  readonly onCrossed: (crossed: Crossed) => Promise<void>;
  /** Milliseconds within which an answer counts (default 30 000). */
  readonly patience?: number;
}

type ServedBy<Asks> = Asks extends 'request' ? 'call' : 'request';
type AnswerTo<Kind> = Kind extends 'request' ? 'answer' : 'result';

const ANSWERS = { request: 'answer', call: 'result' } as const;
const LOOK = 200;
const AT_ONCE = 32;
const PATIENCE = 30_000;
const MOST_SEEN = 100_000;

interface Waiting {
  resolve(body: Uint8Array): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Two zones over two folders: what one asks crosses as a signed file, and so does the answer. Neither opens a connection to the
 * other. Everything is checked anew by whoever takes it; a frame counts once, and for a short time.
 */
export class Link<Asks extends Asking['asks']> {
  readonly #options: LinkOptions<Asks>;
  readonly #waiting = new Map<string, Waiting>();
  readonly #seen = new Map<string, number>();
  readonly #serving = new Set<Promise<void>>();
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pumping: Promise<void> | undefined;
  #again = false;

  constructor(options: LinkOptions<Asks>) {
    this.#options = options;
  }

  start(): void {
    const look = (): void => {
      this.#pump();
    };
    this.#watcher = watch(this.#options.incoming.folder, look);
    this.#watcher.on('error', () => undefined);
    this.#timer = setInterval(look, LOOK);
    look();
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    clearInterval(this.#timer);
    for (const [id, { reject, timer }] of this.#waiting) {
      clearTimeout(timer);
      reject(new GatewayError('gateway-no-answer', { id }));
    }
    this.#waiting.clear();
    await this.#pumping;
    await Promise.all(this.#serving);
  }

  /** Asks the other zone. @throws {GatewayError} `gateway-no-answer`: whether it was done there is unknown. */
  async ask(body: Crossings[Asks]): Promise<Crossings[AnswerTo<Asks>]> {
    const { asks, patience = PATIENCE } = this.#options;
    const id = uuidV7(this.#options.clock().getTime(), this.#options.random);
    const answer = new Promise<Uint8Array>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new GatewayError('gateway-no-answer', { id }));
      }, patience);
      this.#waiting.set(id, { resolve, reject, timer });
    });
    // Rejected at once when the frame cannot be written; the answer is then waited for by nobody.
    answer.catch(() => undefined);
    try {
      await this.#put({ kind: asks, id, body: writeCrossing(body) });
    } catch (error) {
      const waiting = this.#waiting.get(id);
      clearTimeout(waiting?.timer);
      this.#waiting.delete(id);
      throw error;
    }
    const kind: 'answer' | 'result' = ANSWERS[asks];
    // The kinds of question and answer go together.
    return readCrossing(kind, await answer) as Crossings[AnswerTo<Asks>];
  }

  async #put(frame: {
    readonly kind: FrameHeader['kind'];
    readonly id: string;
    readonly answers?: string;
    readonly body: Uint8Array;
  }): Promise<void> {
    const { clock, key, outgoing, patience = PATIENCE, onCrossed } = this.#options;
    const at = clock().getTime();
    const bytes = writeFrame({ ...frame, at, until: at + patience }, key);
    const digest = sha256Hex(frame.body);
    await onCrossed({ direction: 'out', header: { id: frame.id, kind: frame.kind, digest } });
    await outgoing.put({ at, id: frame.id }, bytes);
  }

  #pump(): void {
    if (this.#pumping !== undefined) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#pumping = this.#takeAll()
      .catch(() => undefined)
      .finally(() => {
        this.#pumping = undefined;
        if (this.#again) this.#pump();
      });
  }

  async #takeAll(): Promise<void> {
    const room = AT_ONCE - this.#serving.size;
    if (room <= 0) return;
    for await (const bytes of this.#options.incoming.spool.take(room)) await this.#take(bytes);
  }

  async #take(bytes: Uint8Array | undefined): Promise<void> {
    const { otherKey, clock, onCrossed } = this.#options;
    let header: FrameHeader | undefined;
    try {
      if (bytes === undefined) throw new GatewayError('gateway-frame-unreadable');
      const frame = readFrame(bytes, otherKey, clock());
      header = frame.header;
      this.#assertNew(header);
      const follow = this.#check(frame);
      await onCrossed({ direction: 'in', header });
      follow();
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      await onCrossed({ direction: 'in', header, refusal: error.code });
    }
  }

  #assertNew({ id, until }: FrameHeader): void {
    if (this.#seen.has(id)) throw new GatewayError('gateway-frame-repeated', { id });
    const now = this.#options.clock().getTime();
    if (this.#seen.size >= MOST_SEEN) {
      for (const [old, end] of this.#seen) if (end < now) this.#seen.delete(old);
    }
    this.#seen.set(id, until);
  }

  /** What follows from a frame, after all of it was checked. */
  #check({ header, body }: Frame): () => void {
    const { asks } = this.#options;
    const served = asks === 'request' ? 'call' : 'request';
    const { id, kind, answers = '' } = header;
    if (kind === ANSWERS[asks]) {
      return () => {
        const waiting = this.#waiting.get(answers);
        clearTimeout(waiting?.timer);
        this.#waiting.delete(answers);
        waiting?.resolve(body);
      };
    }
    if (kind !== served) throw new GatewayError('gateway-kind-unfit', { kind });
    // The kinds of zone and question go together.
    const question = readCrossing(served, body) as Crossings[ServedBy<Asks>];
    return () => {
      const serving = this.#serve(id, question).finally(() => {
        this.#serving.delete(serving);
        this.#pump();
      });
      this.#serving.add(serving);
    };
  }

  async #serve(id: string, question: Crossings[ServedBy<Asks>]): Promise<void> {
    const { asks, serve, clock, random } = this.#options;
    try {
      const answer = await serve(question);
      const own = uuidV7(clock().getTime(), random);
      const kind = asks === 'request' ? 'result' : 'answer';
      await this.#put({ kind, id: own, answers: id, body: writeCrossing(answer) });
    } catch {
      // Whoever asked hears nothing and asks again: an outcome that is not known is not told.
    }
  }
}
