import type { Statement, Transaction } from '../../database/index.ts';
import { unpack } from '../../packing/index.ts';
import type { ChannelName, Envelope, MessageType } from '../message.ts';

/** A kept message that this process reads. */
export interface Unread {
  readonly id: string;
  readonly partner: string;
  readonly authority: string;
  readonly channel: ChannelName;
  readonly type: MessageType | null;
  readonly media_type: string;
  readonly envelope: Envelope | null;
  readonly previous: string | null;
  readonly trial: boolean;
  readonly received: Date;
  readonly attempts: number;
  readonly held_until: Date | null;
  readonly content: Uint8Array;
}

// So many of each partner: who sends much holds up nobody else.
const TAKE: Statement = {
  name: 'exchange-arrivals-take',
  text: `with chosen as materialized (
           select few.id, few.partner from unnest($1::text[]) as p (partner)
           cross join lateral (
             select id, partner from exchange_arrival a where a.partner = p.partner and a.due <= $2
             order by a.due, a.id limit $4 for update skip locked) few
         )
         update exchange_arrival a set due = $3, attempts = a.attempts + 1
         from chosen, exchange_content c
         where a.id = chosen.id and a.partner = chosen.partner and c.digest = a.digest
         returning a.id, a.partner, a.authority, a.channel, a.type, a.media_type, a.envelope, a.previous, a.trial, a.received,
           a.attempts, a.held_until, c.packing, c.size, c.bytes`,
};

type Row = Omit<Unread, 'content'> & {
  readonly packing: 'none' | 'deflate';
  readonly size: number;
  readonly bytes: Uint8Array;
};

/** Takes messages that wait to be read, so many of each partner, until a moment. */
export async function takeUnread(
  transaction: Transaction,
  partners: readonly string[],
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<readonly Unread[]> {
  const rows = await transaction.query<Row>(TAKE, [partners, now, until, limit]);
  return rows
    .map(({ packing, size, bytes, ...row }) => ({ ...row, content: unpack({ packing, size, bytes }) }))
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

const STANDS: Statement = {
  name: 'exchange-arrival-previous',
  text: `select bool_or(state <> 'kept') as read from exchange_arrival where partner = $1 and message = $2`,
};

/** Whether the message before has been read; undefined where it has not come. */
export async function isRead(
  transaction: Transaction,
  partner: string,
  message: string,
): Promise<boolean | undefined> {
  const [row] = await transaction.query<{ read: boolean | null }>(STANDS, [partner, message]);
  return row?.read ?? undefined;
}

export const LATER: Statement = {
  name: 'exchange-arrival-later',
  text: `update exchange_arrival set due = $3, held_until = coalesce(held_until, $4), code = coalesce($5, code),
           code_values = coalesce($6, code_values)
         where id = $1 and partner = $2 and state = 'kept'`,
};

export const LOCK: Statement = {
  name: 'exchange-arrival-lock',
  text: 'select state from exchange_arrival where id = $1 and partner = $2 for update',
};

export const READ: Statement = {
  name: 'exchange-arrival-read',
  text: `update exchange_arrival set state = $3, changed = $4, due = null, findings = $5, subject = coalesce(subject, $6),
           code = null, code_values = null
         where id = $1 and partner = $2`,
};

export const NEXT: Statement = {
  name: 'exchange-arrival-next',
  text: `update exchange_arrival set due = least(due, $3) where partner = $1 and previous = $2 and due is not null`,
};
