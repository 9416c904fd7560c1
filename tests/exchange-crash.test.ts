import { fork, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '../src/base/index.ts';
import {
  certificatePem,
  issueAuthority,
  issueSealCertificate,
  newRandom,
  readCertificatesPem,
} from '../src/crypto/index.ts';
import { testDatabase, type TestDatabase } from '../src/database/testing/index.ts';
import { openExchange, type Exchange, type Reception } from '../src/exchange/index.ts';
import {
  agreement,
  exchangeKey,
  listenPlainly,
  standingPartners,
  StandingParameters,
} from '../src/exchange/testing/index.ts';
import type { SenderOrders } from './exchange/sender-process.ts';

const SOAK = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const KILLS = 3 + Math.round(SOAK * 200);
const MESSAGES = 40 * KILLS;
const PARTNERS = ['NZ-A', 'NZ-B', 'NZ-C'];
const OURS = 'CN-GACC';
const SYSTEM = { kind: 'system' } as const;
/** Longer than a lease. */
const STEP = 120_000;

let outbox: TestDatabase;
let inbox: TestDatabase;
beforeAll(async () => {
  outbox = await testDatabase();
  inbox = await testDatabase({ connections: 8 });
});
afterAll(() => Promise.all([outbox.drop(), inbox.drop()]));

const clock = (): Date => new Date();

/** Two processes over one outbox, of which one is killed again and again, in the middle of what it does. */
test(`${String(MESSAGES)} messages arrive once while senders are killed ${String(KILLS)} times`, async () => {
  const subject = {
    organisation: 'Test',
    country: 'CN',
    from: '2026-01-01T00:00:00Z',
    until: '2036-01-01T00:00:00Z',
  };
  const issued = await issueSealCertificate(await issueAuthority({ ...subject, commonName: 'authority' }), {
    ...subject,
    commonName: 'exchange',
  });
  const theirKey = await exchangeKey('NZ');
  const theirs = new StandingParameters();
  for (const der of readCertificatesPem(issued.certificate)) theirs.certificate(OURS, 'seal', der);
  for (const name of PARTNERS) theirs.partner(name, OURS, agreement('rest'));
  const receiver = openExchange({
    database: inbox.database,
    clock,
    random: newRandom,
    jitter: () => 0.5,
    partners: standingPartners(theirs, clock),
    channels: new Map(),
    handlers: [],
    keyOf: () => theirKey,
  });
  let received = 0;
  const reception: Pick<Reception, 'receive'> = {
    receive: (arrival) => {
      received += 1;
      return receiver.reception.receive(arrival);
    },
  };
  const listeners = await Promise.all(PARTNERS.map(() => listenPlainly(OURS, reception)));
  await fill(outbox);
  const orders = (ahead: number): SenderOrders => ({
    url: outbox.url,
    own: { authority: OURS, ...issued },
    partners: PARTNERS.map((key, index) => ({
      key,
      url: listeners[index]?.url ?? '',
      certificate: certificatePem(theirKey.certificate),
    })),
    ahead,
  });
  let ahead = 0;
  let victim = await start(orders(ahead));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = received;
    ahead += STEP;
    const next = start(orders(ahead));
    await expect.poll(() => received > before || kill > 0, { timeout: 60_000, interval: 5 }).toBe(true);
    victim.kill('SIGKILL');
    victim = await next;
  }
  const waiting = {
    name: '',
    text: `select count(*)::integer as amount from exchange_delivery where state <> 'delivered'`,
  };
  const left = async () => (await outbox.database.read<{ amount: number }>(SYSTEM, waiting))[0]?.amount;
  for (let round = 0; (await left()) !== 0 && round < 60; round += 1) {
    victim.kill('SIGKILL');
    ahead += STEP;
    victim = await start(orders(ahead));
    await untilNothingMoves(left);
  }
  victim.kill('SIGKILL');
  expect(await left()).toBe(0);
  const [arrived] = await inbox.database.read<{ amount: number }>(SYSTEM, {
    name: '',
    text: 'select count(*)::integer as amount from exchange_arrival',
  });
  expect(arrived?.amount).toBe(MESSAGES);
  await Promise.all(listeners.map((listener) => listener.close()));
}, 86_400_000);

/** Waits while messages leave: a sender that still does its work is not replaced by one that has to begin first. */
async function untilNothingMoves(left: () => Promise<number | undefined>): Promise<void> {
  let before: number | undefined;
  for (let now = await left(); now !== 0 && now !== before; now = await left()) {
    before = now;
    await expect
      .poll(async () => (await left()) !== now, { timeout: 3_000, interval: 50 })
      .toBe(true)
      .catch(() => undefined);
  }
}

async function fill({ database }: TestDatabase): Promise<void> {
  const parameters = new StandingParameters();
  for (const name of PARTNERS) parameters.partner(OURS, name, agreement('rest'));
  const exchange: Exchange = openExchange({
    database,
    clock,
    random: newRandom,
    jitter: () => 0.5,
    partners: standingPartners(parameters, clock),
    channels: new Map([
      ['rest', { name: 'rest', faultsOf: () => [], send: () => Promise.reject(new Error('never')) }],
    ]),
    handlers: [],
    keyOf: () => undefined,
  });
  await database.transaction(SYSTEM, async (transaction) => {
    for (let index = 0; index < MESSAGES; index += 1)
      await exchange.post(transaction, {
        authority: OURS,
        to: PARTNERS[index % PARTNERS.length] ?? '',
        type: 'certificate',
        subject: `CN/CN-GACC/${String(index % 40)}`,
        render: () => ({ mediaType: 'text/plain', content: utf8(`message ${String(index)}`) }),
      });
  });
}

/** A sender that has begun. */
async function start(orders: SenderOrders): Promise<ChildProcess> {
  const child = fork(new URL('./exchange/sender-process.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
  });
  child.send(orders);
  return child;
}
