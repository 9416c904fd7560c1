import type { RandomBytes } from '../../base/index.ts';
import { uuidV7 } from '../../base/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import type { ReceiptStatement } from '../channel.ts';
import { keepReceipts } from '../receipts.ts';
import { tableJson } from '../lib/table-text.ts';
import type { DeliveryState, ReceiptLevel } from '../message.ts';
import type { ReceiptOutcome } from '../receipt.ts';

/** A message whose attempt has ended, or about which something was said. */
export interface Settlement {
  readonly id: string;
  readonly partner: string;
  readonly authority: string;
  readonly subject: string;
  readonly receipts: readonly ReceiptStatement[];
  readonly result:
    | { readonly kind: 'taken'; readonly reference?: string }
    /** Nothing was attempted: the partner said something of its own accord. */
    | { readonly kind: 'answered' }
    | { readonly kind: 'refused'; readonly code: string; readonly values: Values }
    | {
        readonly kind: 'later';
        readonly attempt: number;
        readonly due: Date;
        readonly code: string;
        readonly values: Values;
      }
    /** It was taken and not attempted. */
    | { readonly kind: 'left'; readonly attempt: number };
}
type Values = Readonly<Record<string, string | number>>;

export const LEVEL_RANKS: Readonly<Record<ReceiptLevel, number>> = {
  transport: 1,
  technical: 2,
  business: 3,
};

/** What the delivery's state is after a receipt; what officials say of the content does not change how it was delivered. */
const STATES: Readonly<Record<'transport' | 'technical', Readonly<Record<ReceiptOutcome, DeliveryState>>>> = {
  transport: {
    accepted: 'delivered',
    'accepted-with-warnings': 'delivered-with-warnings',
    'not-readable': 'not-readable',
    // The road gives it back.
    rejected: 'failed',
  },
  technical: {
    accepted: 'delivered',
    'accepted-with-warnings': 'delivered-with-warnings',
    'not-readable': 'not-readable',
    rejected: 'rejected',
  },
};

// The line is the turn between whoever writes a successor and whoever decides its predecessor.
const TURNS: Statement = {
  name: 'exchange-turns',
  text: `select from exchange_line line
         join (select distinct partner, authority, subject
               from unnest($1::text[], $2::text[], $3::text[]) as given (partner, authority, subject)) sought
           using (partner, authority, subject)
         order by line.partner, line.authority, line.subject for update of line`,
};

const SETTLE: Statement = {
  name: 'exchange-settle',
  text: `update exchange_delivery d set
           state = case
             when s.answer is not null and s.level > d.answered_level then s.answer
             when s.kind = 'taken' and d.state in ('pending', 'failed', 'expired') then 'sent'
             when s.kind = 'refused' and d.state = 'pending' then 'failed'
             else d.state end,
           sent = case when s.kind in ('taken', 'answered') then coalesce(d.sent, $2::timestamptz) else d.sent end,
           changed = case when s.kind in ('later', 'left') or (s.kind = 'answered' and s.answer is null) then d.changed else $2 end,
           answered_level = greatest(d.answered_level, s.level),
           reference = coalesce(s.reference, d.reference),
           code = case when s.kind = 'taken' then null else coalesce(s.code, d.code) end,
           code_values = case when s.kind = 'taken' then null else coalesce(s.code_values, d.code_values) end,
           due = case
             when s.kind in ('later', 'left') then case when d.due is null then null else coalesce(s.due, $2) end
             when s.kind = 'refused' then null
             when d.fetched or d.confirm_hours is null or d.expires <= $2 + make_interval(hours => d.confirm_hours)
               or greatest(d.answered_level, s.level) >= case d.confirm_level when 'transport' then 1 when 'technical' then 2 else 3 end
               then null
             when s.kind = 'answered' then d.due
             else $2 + make_interval(hours => d.confirm_hours) end
         from json_to_recordset($1::json) as s (id uuid, partner text, kind text, attempt integer, due timestamptz, code text,
           code_values jsonb, reference text, answer text, level integer)
         where d.id = s.id and d.partner = s.partner and (s.kind not in ('later', 'left') or d.attempts = s.attempt)`,
};

export const WAKE: Statement = {
  name: 'exchange-wake',
  text: `update exchange_delivery set due = $2
         where previous = any($1::uuid[]) and state = 'pending' and due is null and not fetched`,
};

const EVENTS: Statement = {
  name: 'exchange-events',
  text: `insert into exchange_event (id, partner, message, at, event, attempt, code, code_values)
         select id, partner, message, $2, event, attempt, code, code_values
         from json_to_recordset($1::json) as e (id uuid, partner text, message uuid, event text, attempt integer, code text,
           code_values jsonb)`,
};

/** Notes how attempts ended, in one transaction: states, receipts with their evidence, and the turn of what waits behind. */
export async function settle(
  transaction: Transaction,
  settlements: readonly Settlement[],
  { now, random }: { readonly now: Date; readonly random: RandomBytes },
): Promise<void> {
  const deciding = settlements.filter(({ result }) => result.kind !== 'later' && result.kind !== 'left');
  if (deciding.length > 0)
    await transaction.query(TURNS, [
      deciding.map(({ partner }) => partner),
      deciding.map(({ authority }) => authority),
      deciding.map(({ subject }) => subject),
    ]);
  const receipts = settlements.flatMap(({ partner, authority, id, receipts: said }) =>
    said.map((statement) => ({ partner, authority, message: id, given: false, statement })),
  );
  const fresh = await keepReceipts(transaction, receipts, { now, random });
  await transaction.query(SETTLE, [tableJson(settlements.map((one) => rowOf(one, fresh))), now]);
  if (deciding.length > 0) await transaction.query(WAKE, [deciding.map(({ id }) => id), now]);
  const events = settlements.flatMap((one) => eventOf(one, now, random));
  if (events.length > 0) await transaction.query(EVENTS, [tableJson(events), now]);
}

/** Only what was said for the first time changes anything. */
function rowOf({ id, partner, result, receipts }: Settlement, fresh: ReadonlySet<ReceiptStatement>) {
  const said = receipts.filter((statement) => fresh.has(statement));
  const best = said
    .filter(({ level }) => level !== 'business')
    .toSorted((left, right) => LEVEL_RANKS[right.level] - LEVEL_RANKS[left.level])[0];
  const answer =
    best === undefined || best.level === 'business' ? undefined : STATES[best.level][best.outcome];
  const level = said.reduce((most, one) => Math.max(most, LEVEL_RANKS[one.level]), 0);
  const shared = {
    id,
    partner,
    kind: result.kind,
    answer,
    level: best === undefined ? 0 : LEVEL_RANKS[best.level],
  };
  switch (result.kind) {
    case 'taken':
      return { reference: result.reference, ...shared };
    case 'answered':
      return { ...shared, level: Math.max(shared.level, level) };
    case 'refused':
      return { code: result.code, code_values: result.values, ...shared };
    case 'left':
      return { attempt: result.attempt, ...shared };
    case 'later':
      return {
        attempt: result.attempt,
        due: result.due,
        code: result.code,
        code_values: result.values,
        ...shared,
      };
  }
}

function eventOf({ id, partner, result }: Settlement, now: Date, random: RandomBytes) {
  if (result.kind !== 'refused' && result.kind !== 'later') return [];
  return [
    {
      id: uuidV7(now.getTime(), random),
      partner,
      message: id,
      event: result.kind === 'refused' ? 'refused' : 'not-taken',
      attempt: result.kind === 'later' ? result.attempt : undefined,
      code: result.code,
      code_values: result.values,
    },
  ];
}
