import type { Clock } from '../../base/index.ts';
import type { SealingKey } from '../../crypto/index.ts';
import type { Channel, Dispatch } from '../channel.ts';
import { sealEnvelope } from '../envelope.ts';
import { ExchangeError } from '../error.ts';
import { unpack } from '../lib/packing.ts';
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
  readonly signal: AbortSignal;
}

interface AttemptOptions {
  readonly clock: Clock;
  readonly jitter: () => number;
  readonly partners: Partners;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly keyOf: (authority: string) => SealingKey | undefined;
}

/**
 * The seals of a batch, by place in it. They are made in bursts of so many, one ahead of what is asked for: signed one by one
 * beside the main thread, each would wake a thread and be waited for.
 */
export function sealsOf(
  options: Pick<AttemptOptions, 'keyOf'>,
  batch: readonly Taken[],
  burst: number,
): (place: number) => Promise<Envelope> {
  const made: Promise<Envelope>[] = [];
  const seal = async ({ envelope }: Taken): Promise<Envelope> => {
    const key = options.keyOf(envelope.from);
    if (key === undefined) throw new ExchangeError('exchange-key-missing', { authority: envelope.from });
    return sealEnvelope(envelope, key);
  };
  return (place) => {
    while (made.length < batch.length && made.length <= place + burst)
      for (const one of batch.slice(made.length, made.length + burst)) {
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
  { sealed, ...limits }: Limits & { readonly sealed: Promise<Envelope> },
): Promise<Attempted> {
  const { id, from, subject } = taken.envelope;
  const of = { id, partner, authority: from, subject };
  const later = (fault: Told, notBefore?: Date): Settlement => {
    const due = nextAttempt(options.clock(), taken.attempt, MESSAGE_BACKOFF, options.jitter);
    return {
      ...of,
      receipts: [],
      result: {
        kind: 'later',
        attempt: taken.attempt,
        due: notBefore !== undefined && notBefore > due ? notBefore : due,
        ...fault,
      },
    };
  };
  let dispatch: Dispatch;
  try {
    dispatch = await send(options, { partner, channel }, { ...taken, envelope: await sealed }, limits);
  } catch (error) {
    return { settlement: later(thrown(error)), unanswered: true };
  }
  if (dispatch.outcome === 'taken') {
    const { receipts, reference } = dispatch;
    const mine = receipts.filter(({ message }) => message === id);
    const result = { kind: 'taken', ...(reference === undefined ? {} : { reference }) } as const;
    return { settlement: { ...of, receipts: mine, result }, unanswered: false };
  }
  const { permanent, code, values, notBefore } = dispatch;
  if (permanent)
    return {
      settlement: { ...of, receipts: [], result: { kind: 'refused', code, values } },
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

async function send(
  { partners, channels }: AttemptOptions,
  road: { readonly partner: string; readonly channel: ChannelName },
  taken: Taken,
  limits: Limits,
): Promise<Dispatch> {
  const channel = channels.get(road.channel);
  if (channel?.send === undefined)
    throw new ExchangeError('exchange-channel-absent', { channel: road.channel });
  const delivery = {
    envelope: taken.envelope,
    content: unpack(taken.packed),
    attempt: taken.attempt,
    partner: partners.road(road.partner, road.channel),
  };
  const sending = channel.send.bind(channel);
  return within(limits, (signal) => sending({ ...delivery, signal }));
}

/**
 * What comes of work in its time; a channel that does not heed its signal is left behind. The signal is made by hand and taken
 * down again: those joined by the library stay with the long-lived one.
 */
function within<Result>(
  { time, signal }: Limits,
  work: (limit: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (): void => {
      controller.abort();
      reject(new ExchangeError('exchange-attempt-late'));
    };
    const timer = setTimeout(end, time);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    const takeDown = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    };
    work(controller.signal).finally(takeDown).then(resolve, reject);
  });
}

function thrown(error: unknown): Told {
  return toldBy(error) ?? { code: 'exchange-no-answer', values: { cause: nameOf(error) } };
}
