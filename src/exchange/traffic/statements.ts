import type { Statement } from '../../database/index.ts';

const DELIVERY = `id, partner, authority, channel, type, state, encode(digest, 'hex') as digest, size, subject, envelope, posted,
  sent, changed, expires, attempts, due, reference, code, code_values as values, closed`;
const ARRIVAL = `id, partner, authority, channel, type, state, encode(digest, 'hex') as digest, size, media_type, subject, envelope,
  trial, received, changed, attempts, due, code, code_values as values, findings`;

/** A list with only the conditions that are asked for, so that each finds its index; one name, one text. */
export interface ListRequest {
  readonly authority?: string;
  readonly partner?: string;
  readonly channel?: string;
  readonly type?: string;
  readonly state?: string;
  readonly subject?: string;
  readonly dead?: boolean;
  readonly conformance?: boolean;
  readonly after?: string;
  readonly limit: number;
}

const EQUAL = ['authority', 'partner', 'channel', 'type', 'state', 'subject'] as const;

// Ids are UUIDs of version 7: their order is that of their making.
function listOf(
  table: string,
  columns: string,
  dead: string,
  request: ListRequest,
): { readonly statement: Statement; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${String(values.push(value))}`;
  const asked = EQUAL.filter((column) => request[column] !== undefined);
  const conditions = [
    'true',
    ...asked.map((column) => `${column} = ${bind(request[column])}`),
    ...(request.dead === true ? [dead] : []),
    // As it stands, so that the index of these few is found.
    ...(request.conformance === true ? ["dialect = 'conformance-report:1'"] : []),
    ...(request.after === undefined ? [] : [`id < ${bind(request.after)}`]),
  ];
  const text = `select ${columns} from ${table} where ${conditions.join(' and ')} order by id desc limit ${bind(request.limit)}`;
  const marks = [
    ...asked,
    ...(request.dead === true ? ['dead'] : []),
    ...(request.conformance === true ? ['conformance'] : []),
    ...(request.after === undefined ? [] : ['after']),
  ];
  return { statement: { name: ['exchange-list', table, ...marks].join('-').slice(0, 120), text }, values };
}

export const DELIVERIES = {
  list: (request: ListRequest) =>
    listOf(
      'exchange_delivery',
      DELIVERY,
      "state in ('failed', 'expired', 'rejected', 'not-readable') and not closed",
      request,
    ),
  one: {
    name: 'exchange-delivery',
    text: `select ${DELIVERY} from exchange_delivery where id = $1 and ($2::text is null or authority = $2)`,
  },
};

export const ARRIVALS = {
  list: (request: ListRequest) =>
    listOf('exchange_arrival', ARRIVAL, "state in ('not-readable', 'rejected', 'conflict')", request),
  one: {
    name: 'exchange-arrival',
    text: `select ${ARRIVAL} from exchange_arrival where id = $1 and ($2::text is null or authority = $2)`,
  },
};

export const EVENTS_OF: Statement = {
  name: 'exchange-events-of',
  text: `select at, event, attempt, code, code_values as values, actor, reason, leaf from exchange_event
         where message = $1 order by at, id limit 1000`,
};

export const RECEIPTS_OF: Statement = {
  name: 'exchange-receipts-of',
  text: `select given, level, outcome, at, received, findings, bytes, leaf from exchange_receipt
         where message = $1 order by received limit 100`,
};

export const CONTENT_OF: Statement = {
  name: 'exchange-content-of',
  text: `select packing, size, bytes from exchange_content where digest = decode($1, 'hex')`,
};

export const QUEUES: Statement = {
  name: 'exchange-queues',
  text: `select road.partner, road.channel, coalesce(known.failures, 0) as failures, known.failing_since, known.taken, known.code,
           (select count(*)::integer from (select from exchange_delivery d where d.partner = road.partner
              and d.channel = road.channel and d.state in ('pending', 'sent') and d.state = 'pending' limit 100000) few) as waiting,
           (select d.posted from exchange_delivery d where d.partner = road.partner and d.channel = road.channel
              and d.state in ('pending', 'sent') and d.state = 'pending' order by d.expires limit 1) as oldest,
           (select count(*)::integer from (select from exchange_delivery d where d.partner = road.partner
              and d.channel = road.channel and d.state in ('failed', 'expired', 'rejected', 'not-readable') and not d.closed
              limit 100000) few) as dead,
           (select max(a.received) from exchange_arrival a where a.partner = road.partner) as arrived
         from unnest($1::text[], $2::text[]) as road (partner, channel)
         left join exchange_road known using (partner, channel)`,
};

export const REFUSALS: Statement = {
  name: 'exchange-refusals',
  text: `select partner, channel, code, amount::text as amount, first, latest, name from exchange_refusal
         order by latest desc limit 500`,
};

export const TRANSLATION_OF: Statement = {
  name: 'exchange-translation-of',
  text: `select encode(original, 'hex') as original, source, target, losses, defaulted, omitted
         from exchange_translation where message = $1`,
};
