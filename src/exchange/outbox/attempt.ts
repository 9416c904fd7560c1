import type { Clock } from '../../base/index.ts';
import type { SealingKey } from '../../crypto/index.ts';
import { unpack } from '../../packing/index.ts';
import type { Channel, Dispatch } from '../channel.ts';
import { sealEnvelope } from '../envelope.ts';
import { ExchangeError } from '../error.ts';
import { nameOf, toldBy, type Told } from '../lib/told.ts';
import type { ChannelName, Envelope } from '../message.ts';
import type { Partners } from '../partners/index.ts';
import { MESSAGE_BACKOFF, nextAttempt } from './backoff.ts';
import type { Settlement } from './settling.ts';
import type { Ready, Taken } from './taking.ts';

/** How an attempt ended. */
export interface Attempted {
  readonly settlement: Settlement;
  /** Whether the road said nothing at all. */
  readonly unanswered: boolean;
  readonly notBefore?: Date;
}

/** What ends an attempt: its time in milliseconds, or the end of all of them. */
interface Limits {
  readonly time: number;
  readonly ends: Ends;
}

/** What to do at the end of all attempts: each enters itself for as long as it lasts. */
export class Ends {
  readonly #ends = new Set<() => void>();
  #isOver = false;

  get isOver(): boolean {
    return this.#isOver;
  }

  add(end: () => void): void {
    this.#ends.add(end);
  }

  delete(end: () => void): void {
    this.#ends.delete(end);
  }

  /** Now, and for ever. */
  end(): void {
    this.#isOver = true;
    for (const end of this.#ends) end();
  }
}

interface AttemptOptions {
  readonly clock: Clock;
  readonly jitter: () => number;
  readonly partners: Partners;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly keyOf: (authority: string) => SealingKey | undefined;
}

/** Seals that are made together, and how many of them are left when the next are begun. */
const BURST = 64;
const AHEAD = 32;

/**
 * The seals of a batch, by place in it. They are made in bursts, ahead of what is asked for: signed one by one beside the main
 * thread, each would wake a thread and be waited for.
 */
export function sealsOf(
  options: Pick<AttemptOptions, 'keyOf'>,
  batch: readonly Taken[],
): (place: number) => Promise<Envelope> {
  const made: Promise<Envelope>[] = [];
  const seal = async ({ envelope }: Taken): Promise<Envelope> => {
    const key = options.keyOf(envelope.from);
    if (key === undefined) throw new ExchangeError('exchange-key-missing', { authority: envelope.from });
    return sealEnvelope(envelope, key);
  };
  return (place) => {
    while (made.length < batch.length && made.length <= place + AHEAD)
      for (const one of batch.slice(made.length, made.length + BURST)) {
        const sealed = seal(one);
        // Awaited when its turn comes, or never where the road shuts before.
        sealed.catch(() => undefined);
        made.push(sealed);
      }
    return made[place] ?? Promise.reject(new RangeError('no such place in the batch'));
  };
}

/** Sends one message once. Never rejects: what was thrown is an unknown outcome, and the message is sent again. */
export async function attempt(
  options: AttemptOptions,
  { partner, channel }: Ready,
  taken: Taken,
  limits: Limits & { readonly sealed: Promise<Envelope> },
): Promise<Attempted> {
  const { id, from: authority, subject } = taken.envelope;
  const later = (fault: Told, notBefore?: Date): Settlement => {
    const due = nextAttempt(options.clock(), taken.attempt, MESSAGE_BACKOFF, options.jitter);
    const result = {
      kind: 'later',
      attempt: taken.attempt,
      due: notBefore !== undefined && notBefore > due ? notBefore : due,
      ...fault,
    } as const;
    return { id, partner, authority, subject, receipts: [], result };
  };
  let dispatch: Dispatch;
  try {
    dispatch = await send(options, { partner, channel }, taken, limits);
  } catch (error) {
    return { settlement: later(thrown(error)), unanswered: true };
  }
  if (dispatch.outcome === 'taken') {
    const { reference } = dispatch;
    const receipts = dispatch.receipts.filter(({ message }) => message === id);
    const result = reference === undefined ? TAKEN : ({ kind: 'taken', reference } as const);
    return { settlement: { id, partner, authority, subject, receipts, result }, unanswered: false };
  }
  const { permanent, code, values, notBefore } = dispatch;
  if (permanent)
    return {
      settlement: {
        id,
        partner,
        authority,
        subject,
        receipts: [],
        result: { kind: 'refused', code, values },
      },
      unanswered: false,
    };
  return {
    settlement: later({ code, values }, notBefore),
    unanswered: false,
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

/** What the attempts that were not answered have in common: the first one's fault. */
export function faultOf(attempted: readonly Attempted[]): Told | undefined {
  const first = attempted.find(({ unanswered }) => unanswered)?.settlement.result;
  return first?.kind === 'later' ? { code: first.code, values: first.values } : undefined;
}

const TAKEN = { kind: 'taken' } as const;

async function send(
  { partners, channels }: AttemptOptions,
  road: { readonly partner: string; readonly channel: ChannelName },
  taken: Taken,
  { sealed, time, ends }: Limits & { readonly sealed: Promise<Envelope> },
): Promise<Dispatch> {
  const channel = channels.get(road.channel);
  if (channel?.send === undefined)
    throw new ExchangeError('exchange-channel-absent', { channel: road.channel });
  const envelope = await sealed;
  if (ends.isOver) throw new ExchangeError('exchange-attempt-late');
  const limit = new AbortController();
  const sending = channel.send({
    envelope,
    content: unpack(taken.packed),
    attempt: taken.attempt,
    partner: partners.road(road.partner, road.channel),
    signal: limit.signal,
  });
  return within({ time, ends }, sending, limit);
}

/** What comes of work in its time; a channel that does not heed its limit is left behind. */
function within<Result>(
  { time, ends }: Limits,
  work: Promise<Result>,
  limit: AbortController,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    // Taken down by the end too: work that never ends would be kept for ever.
    const takeDown = (): void => {
      clearTimeout(timer);
      ends.delete(end);
    };
    const end = (): void => {
      takeDown();
      limit.abort();
      reject(new ExchangeError('exchange-attempt-late'));
    };
    const timer = setTimeout(end, time);
    ends.add(end);
    work.then(
      (result) => {
        takeDown();
        resolve(result);
      },
      (error: unknown) => {
        takeDown();
        reject(error);
      },
    );
  });
}

function thrown(error: unknown): Told {
  return toldBy(error) ?? { code: 'exchange-no-answer', values: { cause: nameOf(error) } };
}
