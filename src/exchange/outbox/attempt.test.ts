import { beforeAll, describe, expect, test } from 'vitest';
import { newRandom, sha256Hex, type SealKey } from '../../crypto/index.ts';
import { uuidV7 } from '../../base/index.ts';
import type { Channel, Delivery, Dispatch } from '../channel.ts';
import { sealHolds } from '../envelope.ts';
import type { ChannelName } from '../message.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from '../testing/index.ts';
import { attempt, Ends, sealsOf } from './attempt.ts';
import type { Taken } from './taking.ts';

const OURS = 'CN-GACC';
const THEIRS = 'NZ-MPI';
const now = new Date('2026-11-22T08:00:00Z');
const ROAD = { partner: THEIRS, channel: 'rest', failures: 0 } as const;
let key: SealKey;
beforeAll(async () => {
  key = await exchangeKey('CN');
});

function taken(from = OURS): Taken {
  const content = new Uint8Array([1, 2, 3]);
  const id = uuidV7(now.getTime(), newRandom);
  return {
    envelope: {
      id,
      from,
      to: THEIRS,
      type: 'certificate',
      dialect: 'test:1',
      mediaType: 'application/xml',
      digest: sha256Hex(content),
      subject: `CN/${from}/${id}`,
      sent: now.toISOString(),
      expires: new Date(now.getTime() + 86_400_000).toISOString(),
    },
    packed: { packing: 'none', bytes: content, size: content.length },
    attempt: 1,
    was: now,
  };
}

function optionsOf(send: (delivery: Delivery) => Promise<Dispatch>) {
  const parameters = new StandingParameters();
  parameters.partner(OURS, THEIRS, agreement('rest'));
  parameters.address(THEIRS, 'rest', {});
  const channel: Channel = { name: 'rest', faultsOf: () => [], send };
  const channels = new Map<ChannelName, Channel>([['rest', channel]]);
  const partners = standingPartners(parameters, () => now, channels);
  const keyOf = (authority: string) => (authority === OURS ? key : undefined);
  return { clock: () => now, jitter: () => 0.5, partners, channels, keyOf };
}

describe('an attempt', () => {
  test('is later where it takes longer than its time, and its road is told', async () => {
    const signals: AbortSignal[] = [];
    const options = optionsOf(({ signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const one = taken();
    const limits = { time: 20, ends: new Ends(), sealed: Promise.resolve(one.envelope) };
    const ended = await attempt(options, ROAD, one, limits);
    expect(ended).toMatchObject({
      unanswered: true,
      settlement: { result: { kind: 'later', attempt: 1, code: 'exchange-attempt-late' } },
    });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('ends with all others, and after that nothing is sent', async () => {
    let sent = 0;
    const options = optionsOf(() => {
      sent += 1;
      return new Promise(() => undefined);
    });
    const ends = new Ends();
    const run = () => {
      const one = taken();
      return attempt(options, ROAD, one, { time: 60_000, ends, sealed: Promise.resolve(one.envelope) });
    };
    const underWay = [run(), run()];
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toBe(2);
    ends.end();
    const all = [...(await Promise.all(underWay)), await run()];
    expect(all.map(({ unanswered }) => unanswered)).toEqual([true, true, true]);
    expect(sent).toBe(2);
  });

  test('that was answered is ended no more', async () => {
    const signals: AbortSignal[] = [];
    const options = optionsOf(({ signal }) => {
      signals.push(signal);
      return Promise.resolve({ outcome: 'taken', receipts: [] });
    });
    const [one, ends] = [taken(), new Ends()];
    const ended = await attempt(options, ROAD, one, {
      time: 60_000,
      ends,
      sealed: Promise.resolve(one.envelope),
    });
    expect(ended.settlement.result).toEqual({ kind: 'taken' });
    ends.end();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });
});

describe('the seals of a batch', () => {
  test('stand each in its place, and hold', async () => {
    const batch = Array.from({ length: 200 }, () => taken());
    const sealed = sealsOf(
      optionsOf(() => Promise.reject(new Error('not asked'))),
      batch,
    );
    for (const [place, { envelope }] of batch.entries()) {
      const made = await sealed(place);
      expect(made).toMatchObject(envelope);
      expect(await sealHolds(made, [key.certificate])).toBe(true);
    }
  });

  test('fail only for what has no key', async () => {
    const sealed = sealsOf(
      optionsOf(() => Promise.reject(new Error('not asked'))),
      [taken(), taken('XX-NOBODY'), taken()],
    );
    await expect(sealed(1)).rejects.toMatchObject({ code: 'exchange-key-missing' });
    expect(await sealHolds(await sealed(2), [key.certificate])).toBe(true);
  });
});
