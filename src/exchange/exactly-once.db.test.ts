import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8, uuidV7, type Finding } from '../base/index.ts';
import { newRandom, type SealKey } from '../crypto/index.ts';
import { testDatabase, type TestDatabase } from '../database/testing/index.ts';
import {
  openExchange,
  openReceipt,
  type Channel,
  type ChannelName,
  type Dispatch,
  type Exchange,
  type Handler,
} from './index.ts';
import { agreement, exchangeKey, standingPartners, StandingParameters } from './testing/party.ts';

const scale = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const MESSAGES = scale > 0 ? Math.round(1_000_000 * scale) : 240;
const PARTNERS = 20;
/** Share of readings and of effects that fail: what fails in a crowd has all of it tried one by one. */
const STUMBLES = scale > 0 ? 0.0005 : 0.04;
const SENDERS = 3;
/** Certificates to each partner, about which some fifty messages follow one another: a fault holds up its own line alone. */
const SUBJECTS = Math.max(4, Math.round(MESSAGES / PARTNERS / 50));
const SYSTEM = { kind: 'system' } as const;
const OURS = 'CN-GACC';
const START = Date.parse('2026-11-22T00:00:00Z');
/** For so long, on the simulated clock, the first partner is away. */
const AWAY = 72 * 3_600_000;

let sending: TestDatabase;
let receiving: TestDatabase;
let keys: Map<string, SealKey>;
let now = new Date(START);
const clock = (): Date => now;

beforeAll(async () => {
  sending = await testDatabase({ connections: 10 });
  receiving = await testDatabase({ connections: 10 });
  keys = new Map([
    [OURS, await exchangeKey('CN')],
    ['NZ-MPI', await exchangeKey('NZ')],
  ]);
});
afterAll(() => Promise.all([sending.drop(), receiving.drop()]));

/** Deterministic noise, so that a failure can be run again. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const partnerName = (index: number): string => `NZ-P${String(index)}`;
const SAID = /^(\d+) (\d+) (\d+)$/;

describe('messages between two databases', () => {
  it(`arrive exactly once in effect and in order: ${String(MESSAGES)} to ${String(PARTNERS)} partners, senders killed, one partner away for 72 hours`, async () => {
    const random = noise(7);
    const effects = new Map<string, number[]>();
    let once = 0;
    let killed = 0;
    // Each partner is a reception of its own over the other database, and tells lies and loses answers on the way.
    const receivers = new Map<string, Exchange>();
    const parameters = new StandingParameters();
    const theirs = new StandingParameters();
    const ourKey = keys.get(OURS);
    const theirKey = keys.get('NZ-MPI');
    if (ourKey === undefined || theirKey === undefined) throw new Error('keys are made before');
    const handler: Handler = {
      types: ['certificate'],
      async handle({ content, authority }) {
        const text = Buffer.from(content).toString();
        if (random() < STUMBLES) throw new Error('the reader stumbles');
        const [, , subject = '', place = ''] = SAID.exec(text) ?? [];
        return async (transaction) => {
          // The effect, in the transaction: a row that must not come twice.
          await transaction.query(
            {
              name: 'effect',
              text: 'insert into exchange_line (partner, authority, subject, last) values ($1, $2, $3, $4)',
            },
            [OURS, authority, `effect ${text}`, uuidV7(0, newRandom)],
          );
          if (random() < STUMBLES) throw new Error('the effect stumbles');
          once += 1;
          const line = `${authority} ${subject}`;
          const seen = effects.get(line);
          if (seen === undefined) effects.set(line, [Number(place)]);
          else seen.push(Number(place));
          return { outcome: 'accepted', findings: [] as readonly Finding[] };
        };
      },
    };
    for (let index = 0; index < PARTNERS; index += 1) {
      const name = partnerName(index);
      parameters.partner(OURS, name, agreement('rest', { confirmation: { level: 'transport', hours: 1 } }));
      parameters.address(name, 'rest', {});
      parameters.certificate(name, 'seal', theirKey.certificate);
      theirs.partner(name, OURS, agreement('rest', { types: ['certificate'] }));
    }
    theirs.certificate(OURS, 'seal', ourKey.certificate);
    const receiver = openExchange({
      database: receiving.database,
      clock,
      random: newRandom,
      jitter: random,
      partners: standingPartners(theirs, clock),
      channels: new Map(),
      handlers: [handler],
      keyOf: () => theirKey,
      hold: 4 * 86_400_000,
    });
    for (let index = 0; index < PARTNERS; index += 1) receivers.set(partnerName(index), receiver);
    const partners = standingPartners(parameters, clock);
    /** The road: away, slow, accepting and losing, answering twice, or losing the answer after taking. */
    const rest: Channel = {
      name: 'rest',
      faultsOf: () => [],
      async send({ envelope, content }): Promise<Dispatch> {
        if (envelope.to === partnerName(0) && now.getTime() < START + AWAY) throw new Error('away');
        const luck = random();
        if (luck < 0.05) throw new Error('lost on the way');
        if (luck < 0.1 && envelope.to === partnerName(1)) return { outcome: 'taken', receipts: [] };
        if (luck < 0.15)
          return { outcome: 'refused', permanent: false, code: 'exchange-too-many', values: { most: 1 } };
        const arrival = {
          partner: OURS,
          channel: 'rest',
          transportId: envelope.id,
          envelope,
          mediaType: envelope.mediaType,
          content,
        } as const;
        const kept = await receiver.reception.receive(arrival);
        if (luck < 0.2) throw new Error('the answer was lost');
        const again = luck < 0.3 ? await receiver.reception.receive(arrival) : kept;
        expect(again.receipt).toBe(kept.receipt);
        const receipt = await openReceipt(
          kept.receipt,
          envelope.to,
          partners.certificates(envelope.to, 'seal'),
        );
        return { outcome: 'taken', receipts: luck < 0.4 ? [receipt, receipt] : [receipt] };
      },
    };
    const channels = new Map<ChannelName, Channel>([['rest', rest]]);
    const sender = (): Exchange =>
      openExchange({
        database: sending.database,
        clock,
        random: newRandom,
        jitter: random,
        partners,
        channels,
        handlers: [],
        keyOf: () => ourKey,
        attemptTime: 20_000,
      });
    const house = sender();
    const PORTION = 100;
    for (let from = 0; from < MESSAGES; from += PORTION)
      await sending.database.transaction(SYSTEM, async (transaction) => {
        for (let index = from; index < Math.min(from + PORTION, MESSAGES); index += 1) {
          const to = index % PARTNERS;
          const turn = Math.floor(index / PARTNERS);
          const text = `${String(to)} ${String(turn % SUBJECTS)} ${String(Math.floor(turn / SUBJECTS))}`;
          await house.post(transaction, {
            authority: OURS,
            to: partnerName(to),
            type: 'certificate',
            subject: `CN/CN-GACC/${String(turn % SUBJECTS)}`,
            render: () => ({ mediaType: 'text/plain', content: utf8(text) }),
          });
        }
      });
    let senders = Array.from({ length: SENDERS }, sender);
    const waiting = {
      name: '',
      text: `select count(*)::integer as amount from exchange_delivery where answered_level = 0`,
    };
    const unread = {
      name: '',
      text: `select count(*)::integer as amount from exchange_arrival where state = 'kept'`,
    };
    const amount = async (of: TestDatabase, statement: { name: string; text: string }) =>
      (await of.database.read<{ amount: number }>(SYSTEM, statement))[0]?.amount ?? 0;
    for (let round = 0; round < 2_000; round += 1) {
      await Promise.all(senders.map((one) => one.sender.drain()));
      await receiver.reader.drain();
      if (random() < 0.3) {
        // Killed between taking and writing down: what it had taken is left.
        killed += 1;
        const [victim] = senders;
        await victim?.sender.look();
        await victim?.sender.stop(0);
        senders = [...senders.slice(1), sender()];
      }
      const left = (await amount(sending, waiting)) + (await amount(receiving, unread));
      if (left === 0) break;
      // Slowly at first, then by three hours until the one that is away has come back.
      now = new Date(now.getTime() + (round < 20 ? 30_000 : 10_800_000));
    }
    expect(await amount(sending, waiting)).toBe(0);
    expect(once).toBeGreaterThanOrEqual(MESSAGES);
    const read = await amount(receiving, {
      name: '',
      text: `select count(*)::integer as amount from exchange_arrival where state in ('read', 'read-with-warnings')`,
    });
    expect(read).toBe(MESSAGES);
    const kept = await amount(receiving, {
      name: '',
      text: `select count(*)::integer as amount from exchange_line where subject like 'effect %'`,
    });
    expect(kept).toBe(MESSAGES);
    for (const [line, places] of effects) {
      // The first time that each was seen; an effect that was rolled back is seen again.
      const first = [...new Set(places)];
      expect(first, line).toEqual(first.toSorted((left, right) => left - right));
    }
    expect(now.getTime()).toBeGreaterThan(START + AWAY);
    if (scale > 0)
      process.stdout.write(
        `soak: ${String(MESSAGES)} messages to ${String(PARTNERS)} partners arrived once in effect and in order, through ${String(killed)} killed senders and 72 hours of one partner's absence\n`,
      );
  }, 86_400_000);
});
