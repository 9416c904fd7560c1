import type { ServerResponse } from 'node:http';
import type { Caller } from '../services/access.ts';
import { HttpError } from '../codes.ts';
import type { LiveHub } from './hub.ts';
import { eventText } from './wire.ts';

/** Open streams of one account: more tabs than anyone looks at. */
const MOST_OF_AN_ACCOUNT = 12;
/** Open streams of one process. */
const MOST_OF_ALL = 5_000;
/** Bytes that may wait for a slow reader. */
const LONGEST_QUEUE = 65_536;
/** A stream ends after five minutes; its client comes back with the rights it has then. */
const LONGEST_LIFE = 300_000;
/** Milliseconds between two looks at whether sessions still stand. */
const SESSION_CHECK = 5_000;

export interface StreamOptions {
  /** Which of these tokens still open a door; asked once for all streams together. */
  readonly standing: (tokens: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly onFault?: (error: unknown) => void;
}

interface Stream {
  readonly response: ServerResponse;
  readonly actor: string;
  readonly token: string | undefined;
}

/** The open streams of a process: how many, whose, and when they end. */
export class LiveStreams {
  readonly #hub: LiveHub;
  readonly #options: StreamOptions;
  readonly #streams = new Set<Stream>();
  #checking: NodeJS.Timeout | undefined;

  constructor(hub: LiveHub, options: StreamOptions) {
    this.#hub = hub;
    this.#options = options;
  }

  get count(): number {
    return this.#streams.size;
  }

  /** @throws {HttpError} `live-limit` where the account, or the process, has as many as it may. */
  assertRoom(caller: Caller): void {
    let own = 0;
    for (const { actor } of this.#streams) if (actor === caller.actor) own += 1;
    if (own >= MOST_OF_AN_ACCOUNT || this.#streams.size >= MOST_OF_ALL)
      throw new HttpError('live-limit', { most: MOST_OF_AN_ACCOUNT });
  }

  /** Serves a response whose head is written until it ends. */
  async serve(
    response: ServerResponse,
    { caller, token, since }: { readonly caller: Caller; readonly token?: string; readonly since?: number },
  ): Promise<void> {
    const stream: Stream = { response, actor: caller.actor, token };
    this.#streams.add(stream);
    this.#check();
    let leave: (() => void) | undefined;
    const life = setTimeout(() => end(eventText('again', {})), LONGEST_LIFE).unref();
    const end = (text = '') => {
      if (!response.writableEnded) response.end(text);
    };
    response.on('close', () => {
      clearTimeout(life);
      this.#streams.delete(stream);
      leave?.();
    });
    response.on('error', () => undefined);
    try {
      leave = await this.#hub.join({
        scope: caller.scope,
        actor: caller.actor,
        ...(since === undefined ? {} : { since }),
        send: (text) => {
          if (response.writableEnded || response.destroyed) return;
          // Who has not read what came before is let go; it comes back where it stopped.
          if (response.writableLength > LONGEST_QUEUE) response.destroy();
          else response.write(text);
        },
        end: () => end(eventText('again', {})),
      });
    } catch (error) {
      this.#options.onFault?.(error);
      end(eventText('again', {}));
    }
    // It may have gone while it was joining.
    if (response.destroyed || response.writableEnded) leave?.();
  }

  close(): void {
    clearInterval(this.#checking);
    this.#checking = undefined;
    this.#hub.close();
    for (const { response } of this.#streams) response.end(eventText('again', {}));
    this.#streams.clear();
  }

  #check(): void {
    this.#checking ??= setInterval(() => {
      if (this.#streams.size === 0) return;
      const tokens = new Set([...this.#streams].flatMap(({ token }) => (token === undefined ? [] : [token])));
      this.#options
        .standing([...tokens])
        .then((standing) => {
          for (const { response, token } of this.#streams) {
            if (token !== undefined && tokens.has(token) && !standing.has(token)) response.end(ENDED);
          }
        })
        .catch((error: unknown) => this.#options.onFault?.(error));
    }, SESSION_CHECK).unref();
  }
}

/** The session is over: its client must not come back by itself. */
const ENDED = eventText('ended', {});
