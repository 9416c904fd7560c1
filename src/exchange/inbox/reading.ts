import type { Clock, Finding, RandomBytes } from '../../base/index.ts';
import { utf8 } from '../../base/index.ts';
import { sha256Hex, type SealingKey } from '../../crypto/index.ts';
import type { Database, Transaction } from '../../database/index.ts';
import { ExchangeError } from '../error.ts';
import type { Effect, Handler, ReceivedMessage, Settled } from '../handler.ts';
import { tableJson, tableText, toldFindings } from '../lib/table-text.ts';
import { nameOf } from '../lib/told.ts';
import type { MessageType } from '../message.ts';
import { acknowledge } from '../outbox/acknowledging.ts';
import { nextAttempt } from '../outbox/backoff.ts';
import { post, type PostingOptions } from '../outbox/posting.ts';
import type { Partners } from '../partners/index.ts';
import { openReceipt, RECEIPT_MEDIA_TYPE, sealReceipt, type Receipt } from '../receipt.ts';
import { keepReceipts } from '../receipts.ts';
import { isRead, LATER, LOCK, NEXT, READ, type Unread } from './taking.ts';

export interface ReadingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly jitter: () => number;
  readonly partners: Partners;
  readonly handlers: readonly Handler[];
  readonly keyOf: (authority: string) => SealingKey | undefined;
  readonly isFetched: PostingOptions['isFetched'];
  /** Milliseconds for which a message waits for the one before it (600 000). */
  readonly hold?: number;
}

const SYSTEM = { kind: 'system' } as const;
const HOLD = 600_000;
const READ_BACKOFF = { first: 2_000, most: 3_600_000 };
/** Whoever waits for a message that cannot be read looks again this often. */
const HELD_LOOK = 300_000;

/** Reads one message and does what it says, once in effect, whatever happens on the way. Returns whether it was read now. */
export async function readOne(options: ReadingOptions, unread: Unread): Promise<boolean> {
  const { database } = options;
  try {
    const held = await holdBack(options, unread);
    if (held === undefined) return false;
    const effect = await effectOf(options, unread);
    const scope = {
      kind: 'authority',
      country: unread.partner.slice(0, 2),
      authority: unread.partner,
    } as const;
    return await database.transaction(scope, async (transaction) => {
      const [row] = await transaction.query<{ state: string }>(LOCK, [unread.id, unread.partner]);
      if (row?.state !== 'kept') return false;
      const settled = await effect(transaction);
      await conclude(options, transaction, unread, withFindings(settled, held));
      return true;
    });
  } catch (error) {
    await readLater(options, unread, error);
    return false;
  }
}

/** Findings of having waited; undefined where it is held back further. */
async function holdBack(
  { database, clock, hold }: ReadingOptions,
  { id, partner, previous, held_until }: Unread,
): Promise<readonly Finding[] | undefined> {
  if (previous === null) return [];
  const now = clock();
  const until = held_until ?? new Date(now.getTime() + (hold ?? HOLD));
  return database.transaction(SYSTEM, async (transaction) => {
    const read = await isRead(transaction, partner, previous);
    if (read === true) return [];
    // What has come will be read; for what has not come there is an end of waiting.
    if (read === undefined && now >= until)
      return [finding('WARNING', 'exchange-previous-missing', { previous })];
    // Whoever reads the message before wakes this one; the date is for what never comes.
    const due = read === undefined ? until : new Date(now.getTime() + HELD_LOOK);
    await transaction.query(LATER, [id, partner, due, until, null, null]);
    // Read in the meantime: its wake may have come before this date was written.
    if ((await isRead(transaction, partner, previous)) === true)
      await transaction.query(LATER, [id, partner, now, until, null, null]);
    return undefined;
  });
}

async function effectOf(options: ReadingOptions, unread: Unread): Promise<Effect> {
  const { type } = unread;
  if (type === null) return refusal('not-readable', 'exchange-type-unknown');
  const message = messageOf(unread, type);
  if (type === 'receipt') return receiptEffect(options, message);
  const handler = options.handlers.find(({ types }) => types.includes(type));
  if (handler === undefined) return refusal('rejected', 'exchange-no-handler', { type });
  if (!unread.trial) return handler.handle(message);
  const examined = (await handler.examine?.(message)) ?? { outcome: 'accepted', findings: [] };
  return () => Promise.resolve(withFindings(examined, [finding('INFO', 'exchange-trial')]));
}

/** A receipt as a message of its own. */
function receiptEffect(
  { partners, clock, random }: ReadingOptions,
  { partner, content }: ReceivedMessage,
): Effect {
  return async (transaction) => {
    try {
      const text = Buffer.from(content).toString('latin1');
      const statement = await openReceipt(text, partner, partners.certificates(partner, 'seal'));
      await acknowledge(transaction, partner, statement, { now: clock(), random });
      return { outcome: 'accepted', findings: [] };
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      const values = Object.fromEntries(
        Object.entries(error.values).map(([name, value]) => [name, String(value)]),
      );
      return { outcome: 'not-readable', findings: [finding('SEVERE', error.code, values)] };
    }
  };
}

/** Notes what became of a message, gives the technical receipt, and lets the next of its subject go on. */
async function conclude(
  options: ReadingOptions,
  transaction: Transaction,
  unread: Unread,
  settled: Settled,
): Promise<void> {
  const { clock } = options;
  const { id, partner, envelope } = unread;
  const now = clock();
  await transaction.query(READ, [
    id,
    partner,
    STATES[settled.outcome],
    now,
    tableJson(settled.findings),
    settled.subject === undefined ? null : tableText(settled.subject),
  ]);
  if (unread.type !== 'receipt') await giveReceipt(options, transaction, unread, { settled, now });
  if (envelope !== null) await transaction.query(NEXT, [partner, envelope.id, now]);
}

const STATES: Readonly<Record<Settled['outcome'], string>> = {
  accepted: 'read',
  'accepted-with-warnings': 'read-with-warnings',
  'not-readable': 'not-readable',
  rejected: 'rejected',
};

async function giveReceipt(
  { random, keyOf, partners, clock, isFetched }: ReadingOptions,
  transaction: Transaction,
  { id, partner, authority, envelope, content }: Unread,
  { settled, now }: { readonly settled: Settled; readonly now: Date },
): Promise<void> {
  const key = keyOf(authority);
  if (key === undefined) throw new ExchangeError('exchange-key-missing', { authority });
  const { outcome } = settled;
  const findings = toldFindings(settled.findings);
  const shared = { message: envelope?.id ?? id, level: 'technical', outcome, at: now.toISOString() } as const;
  const receipt: Receipt = {
    ...shared,
    form: 'receipt:1',
    receipt: id,
    from: authority,
    to: partner,
    digest: sha256Hex(content),
    findings,
  };
  const bytes = utf8(await sealReceipt(receipt, key));
  const statement = { ...shared, findings, bytes };
  await keepReceipts(transaction, [{ partner, authority, message: id, given: true, statement }], {
    now,
    random,
  });
  // Whoever sends without an envelope looks for no receipt, but is told when nothing came of it.
  if (envelope === null && (outcome === 'accepted' || outcome === 'accepted-with-warnings')) return;
  const rendering = { mediaType: RECEIPT_MEDIA_TYPE, content: bytes };
  await post({ partners, clock, random, isFetched }, transaction, {
    authority,
    to: partner,
    type: 'receipt',
    subject: envelope?.subject ?? `message/${id}`,
    ...(envelope === null ? {} : { answers: envelope.id }),
    ordered: false,
    render: () => rendering,
  });
}

async function readLater(
  { database, clock, jitter }: ReadingOptions,
  unread: Unread,
  error: unknown,
): Promise<void> {
  const due = nextAttempt(clock(), unread.attempts, READ_BACKOFF, jitter);
  const values = tableJson({ cause: nameOf(error) });
  await database.transaction(SYSTEM, (transaction) =>
    transaction.query(LATER, [unread.id, unread.partner, due, null, 'exchange-reading-failed', values]),
  );
}

function messageOf(unread: Unread, type: MessageType): ReceivedMessage {
  const { id, partner, authority, channel, envelope, media_type, content, received } = unread;
  return {
    id,
    partner,
    country: partner.slice(0, 2),
    authority,
    channel,
    type,
    ...(envelope === null ? {} : { envelope }),
    mediaType: media_type,
    content,
    received,
  };
}

function withFindings(settled: Settled, more: readonly Finding[]): Settled {
  if (more.length === 0) return settled;
  const warned = settled.outcome === 'accepted' && more.some(({ level }) => level === 'WARNING');
  return {
    ...settled,
    outcome: warned ? 'accepted-with-warnings' : settled.outcome,
    findings: [...settled.findings, ...more],
  };
}

function refusal(
  outcome: Settled['outcome'],
  code: string,
  values: Readonly<Record<string, string>> = {},
): Effect {
  return () => Promise.resolve({ outcome, findings: [finding('SEVERE', code, values)] });
}

function finding(
  level: Finding['level'],
  code: string,
  values: Readonly<Record<string, string>> = {},
): Finding {
  return { area: 'Schema', level, code, path: '', values };
}
