import type { Clock, RandomBytes } from '../../base/index.ts';
import { uuidV7 } from '../../base/index.ts';
import type { Database, Statement, Transaction } from '../../database/index.ts';
import { appendActs } from '../../evidence/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import type { Channel } from '../channel.ts';
import { ExchangeError } from '../error.ts';
import type { ChannelName, DeliveryState, MessageType } from '../message.ts';
import type { Partners } from '../partners/index.ts';
import type { PostingOptions } from './posting.ts';

export interface ActOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly partners: Partners;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly isFetched: PostingOptions['isFetched'];
  readonly onCommitted?: () => void;
}

/** What an official does about a message that did not arrive. */
export type DeliveryAct =
  | { readonly action: 'retry'; readonly reason: string }
  | { readonly action: 'redirect'; readonly reason: string; readonly channel: ChannelName }
  | { readonly action: 'discard'; readonly reason: string };

interface Standing {
  readonly partner: string;
  readonly authority: string;
  readonly subject: string;
  readonly state: DeliveryState;
  readonly digest: string;
  readonly channel: ChannelName;
  readonly type: MessageType;
}

const FIND: Statement = {
  name: 'exchange-act-find',
  text: `select partner, authority, subject, state, channel, type, encode(digest, 'hex') as digest from exchange_delivery where id = $1`,
};
const TURN: Statement = {
  name: 'exchange-act-turn',
  text: 'select from exchange_line where partner = $1 and authority = $2 and subject = $3 for update',
};
const LOCK: Statement = {
  name: 'exchange-act-lock',
  text: 'select state from exchange_delivery where id = $1 for update',
};
const AGAIN: Statement = {
  name: 'exchange-act-again',
  text: `update exchange_delivery d set state = 'pending', channel = $3, fetched = $4, changed = $2::timestamptz, closed = false, code = null,
           code_values = null, answered_level = 0, expires = greatest(d.expires, $5::timestamptz),
           due = case when $4 or exists (
             select from exchange_delivery p
             where p.id = d.previous and p.partner = d.partner and p.state = 'pending' and not p.fetched) then null else $2::timestamptz end
         where id = $1`,
};
const END: Statement = {
  name: 'exchange-act-end',
  text: `update exchange_delivery set closed = true, due = null,
           state = case when state in ('pending', 'sent') then 'failed' else state end,
           code = case when state in ('pending', 'sent') then 'exchange-discarded' else code end,
           changed = case when state in ('pending', 'sent') then $2::timestamptz else changed end
         where id = $1`,
};
const WAKE: Statement = {
  name: 'exchange-act-wake',
  text: `update exchange_delivery set due = $2::timestamptz where previous = $1 and state = 'pending' and due is null and not fetched`,
};
const OPEN_ROAD: Statement = {
  name: 'exchange-act-road',
  text: 'update exchange_road set not_before = null where partner = $1 and channel = $2',
};
const NOTE: Statement = {
  name: 'exchange-act-note',
  text: `insert into exchange_event (id, partner, message, at, event, code, actor, reason, leaf, opening)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};

/** States in which nothing more will happen of itself, and nobody has the message. */
const DEAD: ReadonlySet<DeliveryState> = new Set(['failed', 'expired', 'rejected', 'not-readable']);
const DAY = 86_400_000;

/**
 * Acts on a message of ours: again, by another channel, or never more; with its reason in the evidence log.
 * @throws {ExchangeError} `exchange-not-allowed`, `exchange-message-unknown`, `exchange-state-unfit`, `exchange-channel-…`.
 */
export async function actOn(
  options: ActOptions,
  caller: LedgerCaller,
  id: string,
  act: DeliveryAct,
): Promise<void> {
  const { database, clock } = options;
  if (!caller.may('exchange.manage')) throw new ExchangeError('exchange-not-allowed');
  const now = clock();
  await database.transaction({ kind: 'system' }, async (transaction) => {
    const [found] = await transaction.query<Standing>(FIND, [id]);
    if (found === undefined || !mayAct(caller, found))
      throw new ExchangeError('exchange-message-unknown', { id });
    await transaction.query(TURN, [found.partner, found.authority, found.subject]);
    const [locked] = await transaction.query<{ state: DeliveryState }>(LOCK, [id]);
    const standing = { ...found, state: locked?.state ?? found.state };
    await take(options, transaction, { id, standing, act, now });
    await note(options, transaction, { id, standing, act, now, caller });
  });
  options.onCommitted?.();
}

async function take(
  { partners, channels, isFetched }: ActOptions,
  transaction: Transaction,
  {
    id,
    standing,
    act,
    now,
  }: { readonly id: string; readonly standing: Standing; readonly act: DeliveryAct; readonly now: Date },
): Promise<void> {
  const { state, partner, authority } = standing;
  const fits =
    act.action === 'retry'
      ? DEAD.has(state) || state === 'sent'
      : DEAD.has(state) || state === 'pending' || state === 'sent';
  if (!fits) throw new ExchangeError('exchange-state-unfit', { state });
  if (act.action === 'discard') {
    await transaction.query(END, [id, now]);
    await transaction.query(WAKE, [id, now]);
    return;
  }
  const channel = act.action === 'redirect' ? act.channel : standing.channel;
  if (!channels.has(channel)) throw new ExchangeError('exchange-channel-absent', { channel });
  const fetched = isFetched(channel, standing.type, partner);
  if (!fetched) partners.road(partner, channel);
  const days = partners.find(authority, partner)?.days ?? 1;
  const until = new Date(now.getTime() + days * DAY);
  await transaction.query(AGAIN, [id, now, channel, fetched, until]);
  await transaction.query(OPEN_ROAD, [partner, channel]);
}

async function note(
  { random }: ActOptions,
  transaction: Transaction,
  {
    id,
    standing,
    act,
    now,
    caller,
  }: {
    readonly id: string;
    readonly standing: Standing;
    readonly act: DeliveryAct;
    readonly now: Date;
    readonly caller: LedgerCaller;
  },
): Promise<void> {
  const { partner, authority, digest } = standing;
  const channel = act.action === 'redirect' ? { channel: act.channel } : {};
  const [leaf] = await appendActs(
    transaction,
    [
      {
        kind: `exchange-delivery.${act.action}`,
        actor: caller.actor,
        subject: `exchange/${authority}/${partner}/${id}`,
        at: now.toISOString(),
        digest,
        details: {
          reason: act.reason,
          ...channel,
          ...(caller.behalf === undefined ? {} : { behalf: caller.behalf }),
        },
      },
    ],
    random,
  );
  await transaction.query(NOTE, [
    uuidV7(now.getTime(), random),
    partner,
    id,
    now,
    act.action,
    act.action === 'redirect' ? act.channel : null,
    caller.actor,
    act.reason,
    leaf?.id,
    JSON.stringify(leaf?.opening ?? null),
  ]);
}

/** An official acts for their own authority; the platform's for all. */
function mayAct({ scope }: LedgerCaller, { authority }: Standing): boolean {
  return (
    scope.kind === 'system' ||
    (scope.kind === 'authority' && scope.authority === authority && scope.office === undefined)
  );
}
