import { Buffer } from 'node:buffer';
import { uuidV7, utf8, type RandomBytes } from '../../base/index.ts';
import { sha256, sha256Hex, type SealingKey } from '../../crypto/index.ts';
import type { Transaction } from '../../database/index.ts';
import { pack } from '../../packing/index.ts';
import type { Kept } from '../channel.ts';
import { ExchangeError } from '../error.ts';
import { tableText } from '../lib/table-text.ts';
import { sealReceipt } from '../receipt.ts';
import { keepReceipts } from '../receipts.ts';
import { plainId, type Admitted } from './admission.ts';
import { BY_CONTENT, BY_NAME, CONTENT, ENTER, NAME, RENAME, type Standing } from './statements.ts';

export interface EnteringOptions {
  readonly now: Date;
  readonly random: RandomBytes;
  readonly keyOf: (authority: string) => SealingKey | undefined;
}

type Outcome = Kept | ExchangeError;

interface Candidate {
  readonly id: string;
  readonly admitted: Admitted;
}

/**
 * Keeps messages that came, in one transaction; outcomes in their order. What came before, by its name or by its bytes, gets the
 * receipt of the first time; a name under which other bytes came before is a conflict, kept and without effect.
 */
export async function enter(
  transaction: Transaction,
  messages: readonly Admitted[],
  options: EnteringOptions,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  const conflicts: Admitted[] = [];
  const answer = (one: Admitted, standing: Standing, named: string): void => {
    const same = named === one.digest;
    if (!same) conflicts.push(one);
    outcomes.set(placeOf(one), same ? keptBefore(standing) : conflictOf(one));
  };
  const unnamed = await answerNamed(transaction, messages, answer);
  const candidates = unique(unnamed).map((admitted) => ({
    id: uuidV7(options.now.getTime(), options.random),
    admitted,
  }));
  if (candidates.length > 0) {
    const named = await transaction.query<{ arrival: string }>(NAME, [
      JSON.stringify(candidates.map(({ id, admitted }) => nameRow(id, admitted))),
    ]);
    const winners = new Set(named.map(({ arrival }) => arrival));
    const lost = candidates.filter(({ id }) => !winners.has(id)).map(({ admitted }) => admitted);
    // Another process took the name a moment ago, and has committed.
    await answerNamed(transaction, lost, answer);
    const fresh = candidates.filter(({ id }) => winners.has(id));
    for (const [place, kept] of await enterFresh(transaction, fresh, options)) outcomes.set(place, kept);
  }
  if (conflicts.length > 0) await keepConflicts(transaction, conflicts, options);
  const first = new Set<string>();
  return messages.map((one) => {
    const place = placeOf(one);
    const outcome = outcomes.get(place) ?? conflictOf(one);
    if (outcome instanceof ExchangeError || !first.has(place)) {
      first.add(place);
      return outcome;
    }
    return { ...outcome, isNew: false };
  });
}

/** Answers those whose name is known; returns the others. */
async function answerNamed(
  transaction: Transaction,
  messages: readonly Admitted[],
  answer: (one: Admitted, standing: Standing, named: string) => void,
): Promise<readonly Admitted[]> {
  if (messages.length === 0) return [];
  const rows = await transaction.query<Standing & { name: string; partner: string; named: string }>(BY_NAME, [
    messages.map(({ name }) => name),
    messages.map(({ arrival }) => arrival.partner),
  ]);
  const known = new Map(rows.map((row) => [`${row.partner} ${row.name}`, row]));
  return messages.filter((one) => {
    const row = known.get(`${one.arrival.partner} ${one.name}`);
    if (row !== undefined) answer(one, row, row.named);
    return row === undefined;
  });
}

/** Messages whose name is new: those whose bytes are known get their receipt, the others enter. */
async function enterFresh(
  transaction: Transaction,
  fresh: readonly Candidate[],
  options: EnteringOptions,
): Promise<ReadonlyMap<string, Kept>> {
  const outcomes = new Map<string, Kept>();
  const groups = new Map<string, Candidate[]>();
  for (const one of fresh) {
    const key = contentKey(one.admitted);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const firsts = [...groups.values()].flatMap((group) => group.slice(0, 1));
  await keepContent(
    transaction,
    firsts.map(({ admitted }) => admitted),
  );
  const entered = await transaction.query<{ id: string }>(ENTER, [
    JSON.stringify(firsts.map(({ id, admitted }) => arrivalRow(id, admitted, 'kept'))),
    options.now,
  ]);
  const ids = new Set(entered.map(({ id }) => id));
  const standing = new Map<string, Kept>();
  const newcomers = firsts.filter(({ id }) => ids.has(id));
  for (const [key, kept] of await giveReceipts(transaction, newcomers, options)) standing.set(key, kept);
  const known = await knownContent(
    transaction,
    firsts.filter(({ id }) => !ids.has(id)),
  );
  for (const [key, kept] of known) standing.set(key, kept);
  const renamed: { id: string; to: string; name: string }[] = [];
  for (const [key, group] of groups) {
    const kept = standing.get(key);
    if (kept === undefined) continue;
    for (const one of group) {
      const isFirst = one.id === kept.id;
      outcomes.set(placeOf(one.admitted), isFirst ? kept : { ...kept, isNew: false });
      if (!isFirst) renamed.push({ id: one.id, to: kept.id, name: one.admitted.name });
    }
  }
  if (renamed.length > 0)
    await transaction.query(RENAME, [
      renamed.map(({ id }) => id),
      renamed.map(({ to }) => to),
      renamed.map(({ name }) => name),
    ]);
  return outcomes;
}

async function knownContent(
  transaction: Transaction,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, Kept>> {
  if (candidates.length === 0) return new Map();
  const rows = await transaction.query<Standing & { partner: string; authority: string }>(BY_CONTENT, [
    candidates.map(({ admitted }) => Buffer.from(admitted.digest, 'hex')),
    candidates.map(({ admitted }) => admitted.agreement.authority),
    candidates.map(({ admitted }) => admitted.arrival.partner),
  ]);
  return new Map(rows.map((row) => [`${row.partner} ${row.authority} ${row.digest}`, keptBefore(row)]));
}

async function giveReceipts(
  transaction: Transaction,
  candidates: readonly Candidate[],
  { now, random, keyOf }: EnteringOptions,
): Promise<ReadonlyMap<string, Kept>> {
  const at = now.toISOString();
  const given = await Promise.all(
    candidates.map(async ({ id, admitted }) => {
      const { agreement, arrival, envelope, digest } = admitted;
      const { authority } = agreement;
      const key = keyOf(authority);
      if (key === undefined) throw new ExchangeError('exchange-key-missing', { authority });
      const message = envelope?.id ?? plainId(arrival.transportId);
      const shared = { level: 'transport', outcome: 'accepted', findings: [], at, message } as const;
      const said = { form: 'receipt:1', receipt: id, from: authority, to: arrival.partner, digest } as const;
      const text = await sealReceipt({ ...said, ...shared, findings: [] }, key);
      const statement = { ...shared, bytes: utf8(text) };
      return {
        admitted,
        id,
        text,
        kept: { partner: arrival.partner, authority, message: id, given: true, statement },
      };
    }),
  );
  await keepReceipts(
    transaction,
    given.map(({ kept }) => kept),
    { now, random },
  );
  return new Map(
    given.map(({ admitted, id, text }) => [contentKey(admitted), { id, isNew: true, receipt: text }]),
  );
}

async function keepContent(transaction: Transaction, messages: readonly Admitted[]): Promise<void> {
  const all = new Map<string, Uint8Array>();
  for (const { digest, arrival } of messages) {
    all.set(digest, arrival.content);
    if (arrival.raw !== undefined) all.set(sha256Hex(arrival.raw), arrival.raw);
  }
  const packed = [...all].map(([digest, content]) => ({
    digest: Buffer.from(digest, 'hex'),
    ...pack(content, 'deflate'),
  }));
  await transaction.query(CONTENT, [
    packed.map(({ digest }) => digest),
    packed.map(({ packing }) => packing),
    packed.map(({ size }) => size),
    packed.map(({ bytes }) => Buffer.from(bytes)),
  ]);
}

async function keepConflicts(
  transaction: Transaction,
  conflicts: readonly Admitted[],
  { now, random }: EnteringOptions,
): Promise<void> {
  await keepContent(transaction, conflicts);
  const rows = conflicts.map((one) => arrivalRow(uuidV7(now.getTime(), random), one, 'conflict'));
  await transaction.query(ENTER, [JSON.stringify(rows), now]);
}

function arrivalRow(
  id: string,
  { arrival, envelope, agreement, type, name, digest }: Admitted,
  state: string,
) {
  return {
    id,
    partner: arrival.partner,
    authority: agreement.authority,
    channel: arrival.channel,
    name,
    message: envelope?.id,
    type,
    dialect: envelope?.dialect,
    media_type: tableText(arrival.mediaType.slice(0, 200)),
    digest,
    raw: arrival.raw === undefined ? undefined : Buffer.from(sha256(arrival.raw)).toString('hex'),
    size: arrival.content.length,
    subject: envelope?.subject,
    previous: envelope?.previous,
    answers: envelope?.answers,
    envelope,
    trial: agreement.state === 'testing',
    state,
  };
}

function nameRow(id: string, { arrival, name, digest }: Admitted) {
  return { id, partner: arrival.partner, name, digest };
}

/** One of each name and content, in one order for all processes. */
function unique(messages: readonly Admitted[]): readonly Admitted[] {
  const byName = new Map<string, Admitted>();
  for (const one of messages) {
    const name = `${one.arrival.partner} ${one.name}`;
    if (!byName.has(name)) byName.set(name, one);
  }
  return [...byName.values()];
}

/** Two with one name and other bytes have places of their own; the second finds no outcome and is a conflict. */
function placeOf({ arrival, name, digest }: Admitted): string {
  return `${arrival.partner} ${name} ${digest}`;
}

function contentKey({ arrival, agreement, digest }: Admitted): string {
  return `${arrival.partner} ${agreement.authority} ${digest}`;
}

function keptBefore({ id, receipt }: Standing): Kept {
  return { id, isNew: false, receipt: receipt ?? '' };
}

function conflictOf({ envelope, arrival }: Admitted): ExchangeError {
  return new ExchangeError('exchange-message-conflict', {
    id: envelope?.id ?? plainId(arrival.transportId),
  });
}
