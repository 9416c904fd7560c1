import { Buffer } from 'node:buffer';
import { Agent } from 'node:http';
import { cpus } from 'node:os';
import { utf8, uuidV7 } from '../src/base/index.ts';
import { generateKeyPair, newRandom, readSigningKey, sha256Hex } from '../src/crypto/index.ts';
import { noteSigner, openEvidence } from '../src/evidence/index.ts';
import {
  openExchange,
  sealEnvelope,
  sealReceipt,
  type Arrival,
  type Envelope,
} from '../src/exchange/index.ts';
import {
  agreement,
  exchangeKey,
  listenPlainly,
  plainChannel,
  post,
  standingPartners,
  StandingParameters,
} from '../src/exchange/testing/index.ts';
import { systemCaller, type LedgerCaller } from '../src/ledger/index.ts';
import { createIntake, createIssuing } from '../src/systems/ecert/index.ts';
import { Costs } from './load/processor-time.ts';
import type { BenchRow } from './row.ts';
import { rateRow } from './row.ts';
import { AUTHORITY, benchCertificate, benchDocument, benchSeal, LARGE } from './subject/certificates.ts';
import { enqueue, exchangeOf, OURS, PARTNER, type Key } from './subject/outbox.ts';
import { benchServer } from './subject/server.ts';

const SYSTEM = { kind: 'system' } as const;
const clock = (): Date => new Date();
const scale = Number(process.env['COUNTERFOIL_BENCH_SCALE'] ?? 1);
const ACTS = Math.round(600 * scale);
const MESSAGES = Math.round(24_000 * scale);
const TURNS = 6;
const CALLERS = 64;

async function crowd(
  amount: number,
  callers: number,
  act: (index: number) => Promise<unknown>,
): Promise<number> {
  let index = 0;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    for (let mine = index++; mine < amount; mine = index++) await act(mine);
  };
  await Promise.all(Array.from({ length: callers }, worker));
  return amount / ((performance.now() - started) / 1000);
}

/** Issuing a certificate with a message to a partner in its transaction, against issuing without it; turn by turn. */
export async function benchEnqueue(): Promise<BenchRow> {
  const [server, sealing, key, theirs] = [
    await benchServer(8),
    await benchSeal(),
    await exchangeKey('NZ'),
    await exchangeKey('CN'),
  ];
  try {
    const exchange = exchangeOf(server, { key, theirs });
    const shared = {
      database: server.database,
      clock,
      random: newRandom,
      codeKey: newRandom(32),
      trust: { authorities: () => [AUTHORITY], anchors: () => sealing.anchors },
      sealKeyOf: () => sealing.key,
    };
    const caller: LedgerCaller = {
      actor: 'bench',
      scope: { kind: 'authority', country: AUTHORITY.country, authority: OURS },
      may: () => true,
    };
    const desks = [createIssuing(shared), createIssuing({ ...shared, poster: exchange })] as const;
    const ids: string[] = [];
    for (let number = 0; number < ACTS * 2 + 40; number += 1) {
      const document = benchDocument(number, ...LARGE);
      ids.push((await desks[0].draft(document, caller)).entry.id);
    }
    const times = [0, 0];
    // In portions by turns: what the machine does meanwhile falls on both.
    for (let from = 0; from < ids.length; from += 20) {
      const turn = (from / 20) % 2;
      const started = performance.now();
      for (const id of ids.slice(from, from + 20))
        await desks[turn]?.act({ id, action: 'issue', input: {} }, caller);
      if (from >= 40) times[turn] = (times[turn] ?? 0) + performance.now() - started;
    }
    const [without = 1, withIt = 1] = times;
    const { items } = await exchange.traffic.deliveries(SYSTEM, {}, { limit: 1 });
    if (items.length !== 1) throw new Error('nothing was enqueued');
    return rateRow({
      what: 'issuing a certificate of 22 KB with its message to a partner in the same transaction, against issuing without it',
      ours: ACTS / (withIt / 1000),
      floor: ACTS / (without / 1000),
      unit: 'acts/s',
      atLeast: 0.9,
    });
  } finally {
    await server.stop();
  }
}

/** From the outbox to `delivered` by a partner over HTTP on loopback; the partner is in this process for both. */
export async function benchDelivery(): Promise<BenchRow> {
  const [server, key, theirs] = [await benchServer(8), await exchangeKey('NZ'), await exchangeKey('CN')];
  const taken = new Set<string>();
  const listener = await listenPlainly(OURS, { receive: (arrival) => receiptFrom(theirs, arrival, taken) });
  const channel = plainChannel();
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  try {
    const exchange = exchangeOf(server, {
      key,
      theirs,
      channels: new Map([['rest', channel]]),
      url: listener.url,
    });
    const content = (index: number): Uint8Array =>
      utf8(`<certificate>${String(index).padEnd(10_000, 'abc ')}</certificate>`);
    const envelope = await sealEnvelope(envelopeOf(OURS, PARTNER, content(0)), key);
    const body = JSON.stringify({ envelope, content: Buffer.from(content(0)).toString('base64') });
    const direct = () => post(listener.url, body, { agent, signal: AbortSignal.timeout(60_000) });
    const portion = Math.ceil(MESSAGES / TURNS);
    const [floor, ours] = [new Costs(), new Costs()];
    const times = { floor: 0, ours: 0 };
    const spent = async (costs: Costs, act: () => Promise<unknown>): Promise<number> => {
      const started = performance.now();
      await costs.of(async () => {
        await act();
        return { answers: portion, client: 0 };
      });
      return performance.now() - started;
    };
    // By turns: what the machine does meanwhile falls on both. The first warms both up.
    for (let turn = 0; turn <= TURNS; turn += 1) {
      const measured = turn > 0;
      const sent = await spent(measured ? floor : new Costs(), () => crowd(portion, 16, direct));
      await enqueue(server.database, exchange, { from: turn * portion, amount: portion, content });
      taken.clear();
      const drained = await spent(measured ? ours : new Costs(), () => exchange.sender.drain());
      if (taken.size !== portion)
        throw new Error(`${String(taken.size)} of ${String(portion)} were delivered`);
      if (!measured) continue;
      times.floor += sent;
      times.ours += drained;
    }
    console.log(
      `a message delivered, processor time: ${ours.text}; the same client from memory: ${floor.text}`,
    );
    return rateRow({
      what: 'outbox to delivered, 10 KB over HTTP on loopback with sealed envelope and receipt in evidence, against the same client posting the same bytes from memory; by turns, the partner in the same process',
      ours: (TURNS * portion) / (times.ours / 1000),
      floor: (TURNS * portion) / (times.floor / 1000),
      unit: 'messages/s',
      atLeast: 0.5,
    });
  } finally {
    channel.close();
    agent.destroy();
    await listener.close();
    await server.stop();
  }
}

/** The partner of both: keeps nothing but the name, and seals a receipt. */
async function receiptFrom(
  key: Key,
  { envelope, content }: Arrival,
  taken: Set<string>,
): Promise<{ readonly id: string; readonly isNew: boolean; readonly receipt: string }> {
  const message = envelope?.id ?? '';
  taken.add(message);
  const receipt = await sealReceipt(
    {
      form: 'receipt:1',
      message,
      receipt: message,
      from: PARTNER,
      to: OURS,
      level: 'transport',
      outcome: 'accepted',
      digest: sha256Hex(content),
      findings: [],
      at: new Date().toISOString(),
    },
    key,
  );
  return { id: message, isNew: true, receipt };
}

/** A message kept with its receipt, proven, against the intake of the same bytes, proven. */
export async function benchInbox(): Promise<BenchRow> {
  const [server, sealing, key, theirs] = [
    await benchServer(16),
    await benchSeal(),
    await exchangeKey('CN'),
    await exchangeKey('NZ'),
  ];
  try {
    const { database } = server;
    const signer = noteSigner(
      'bench.example/log',
      'ed25519',
      readSigningKey(generateKeyPair('ed25519').privateKey),
    );
    const evidence = openEvidence({ database, signer, clock });
    const sequencing = await evidence.sequence();
    const onCommitted = (): void => sequencing.wake();
    const parameters = new StandingParameters();
    parameters.partner(PARTNER, OURS, agreement('rest'));
    parameters.certificate(OURS, 'seal', theirs.certificate);
    const exchange = openExchange({
      database,
      clock,
      random: newRandom,
      jitter: Math.random,
      partners: standingPartners(parameters, clock),
      channels: new Map(),
      handlers: [],
      keyOf: () => key,
      onCommitted,
    });
    const intake = createIntake({
      database,
      trust: { authorities: () => [AUTHORITY], anchors: () => sealing.anchors },
      clock,
      random: newRandom,
      codeKey: newRandom(32),
      workers: cpus().length,
      onCommitted,
    });
    const amount = Math.min(1_000, MESSAGES);
    const documents = Array.from({ length: amount * 2 }, (_, number) =>
      benchCertificate(number, LARGE, sealing),
    );
    const arrivals = await Promise.all(documents.slice(0, amount).map((bytes) => arrivalOf(bytes, theirs)));
    const proven = async (leaf: string): Promise<void> => {
      if (!(await evidence.waitProven([leaf], 60_000)).has(leaf)) throw new Error('not proven in time');
    };
    const caller = systemCaller('bench');
    const lodge = async (index: number): Promise<void> => {
      const bytes = documents[amount + index] ?? new Uint8Array();
      const [outcome] = await intake.accept([{ bytes, mediaType: 'application/xml' }], caller);
      if (outcome?.kind !== 'stored') throw new Error('not stored');
      await proven(outcome.receipt.leaf);
    };
    const receive = async (index: number): Promise<void> => {
      const arrival = arrivals[index];
      if (arrival === undefined) return;
      const { id } = await exchange.reception.receive(arrival);
      const [receipt] = (await exchange.traffic.life(id)).receipts;
      await proven(receipt?.leaf ?? '');
    };
    const floor = await crowd(amount, CALLERS, lodge);
    const ours = await crowd(amount, CALLERS, receive);
    await intake.close();
    await evidence.close();
    return rateRow({
      what: 'inbox to sealed receipt with proof, 22 KB, against the e-ledger’s intake of such certificates with proof',
      ours,
      floor,
      unit: 'messages/s',
      atLeast: 0.8,
    });
  } finally {
    await server.stop();
  }
}

async function arrivalOf(content: Uint8Array, key: Key): Promise<Arrival> {
  const envelope = await sealEnvelope(envelopeOf(OURS, PARTNER, content), key);
  return {
    partner: OURS,
    channel: 'rest',
    transportId: envelope.id,
    envelope,
    mediaType: 'application/xml',
    content,
  };
}

function envelopeOf(from: string, to: string, content: Uint8Array): Envelope {
  const now = clock();
  const id = uuidV7(now.getTime(), newRandom);
  return {
    id,
    from,
    to,
    type: 'certificate',
    dialect: 'sps-certificate:17',
    mediaType: 'application/xml',
    digest: sha256Hex(content),
    subject: `${from.slice(0, 2)}/${from}/${id}`,
    sent: now.toISOString(),
    expires: new Date(now.getTime() + 86_400_000).toISOString(),
  };
}
