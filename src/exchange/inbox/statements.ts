import type { Statement } from '../../database/index.ts';

const STANDING = `a.id, a.state, encode(a.digest, 'hex') as digest, convert_from(r.bytes, 'UTF8') as receipt`;
const RECEIPT = `left join exchange_receipt r on r.message = a.id and r.partner = a.partner and r.given and r.level = 'transport'`;

/** The arrival by its id alone: while tables are small, the planner would rather read all that the partner ever sent. */
export const BY_NAME: Statement = {
  name: 'exchange-arrivals-by-name',
  text: `select n.name, n.partner, encode(n.digest, 'hex') as named, ${STANDING}
         from unnest($1::text[], $2::text[]) as sought (name, partner)
         join exchange_arrival_name n using (name, partner)
         join exchange_arrival a on a.id = n.arrival ${RECEIPT}`,
};

export const BY_CONTENT: Statement = {
  name: 'exchange-arrivals-by-content',
  text: `select a.partner, a.authority, ${STANDING}
         from unnest($1::bytea[], $2::text[], $3::text[]) as sought (digest, authority, partner)
         join exchange_arrival a on a.digest = sought.digest and a.authority = sought.authority
           and a.partner = sought.partner and a.state <> 'conflict' ${RECEIPT}`,
};

export const NAME: Statement = {
  name: 'exchange-arrival-name',
  text: `insert into exchange_arrival_name (partner, name, digest, arrival)
         select partner, name, decode(digest, 'hex'), id
         from json_to_recordset($1::json) as n (partner text, name text, digest text, id uuid) order by name
         on conflict do nothing returning arrival`,
};

export const RENAME: Statement = {
  name: 'exchange-arrival-rename',
  text: `update exchange_arrival_name n set arrival = given.standing
         from unnest($1::uuid[], $2::uuid[]) as given (id, standing) where n.arrival = given.id and n.name = any($3)`,
};

export const ENTER: Statement = {
  name: 'exchange-arrival-enter',
  text: `insert into exchange_arrival (id, partner, authority, channel, name, message, type, dialect, media_type, digest, raw, size,
           subject, previous, answers, envelope, trial, state, received, changed, due)
         select id, partner, authority, channel, name, message, type, dialect, media_type, decode(digest, 'hex'),
           decode(raw, 'hex'), size, subject, previous, answers, envelope, trial, state, $2, $2,
           case when state = 'kept' then $2::timestamptz end
         from json_to_recordset($1::json) as a (id uuid, partner text, authority text, channel text, name text, message uuid,
           type text, dialect text, media_type text, digest text, raw text, size integer, subject text, previous uuid,
           answers uuid, envelope jsonb, trial boolean, state text)
         where state <> 'conflict' or not exists (
           select from exchange_arrival c where c.partner = a.partner and c.received > $2::timestamptz - interval '90 days'
             and c.state = 'conflict' and c.digest = decode(a.digest, 'hex') and c.name = a.name)
         order by digest on conflict do nothing returning id`,
};

export const CONTENT: Statement = {
  name: 'exchange-content-keep',
  text: `insert into exchange_content (digest, packing, size, bytes)
         select digest, packing, size, bytes
         from unnest($1::bytea[], $2::text[], $3::integer[], $4::bytea[]) as c (digest, packing, size, bytes) order by digest
         on conflict do nothing`,
};

/** How many came within a minute; counted no further than the limit. */
export const MINUTE: Statement = {
  name: 'exchange-minute',
  text: `select count(*)::integer as amount from (
           select from exchange_arrival where partner = $1 and received > $2::timestamptz - interval '1 minute' limit $3) few`,
};

export const REFUSED: Statement = {
  name: 'exchange-refused',
  text: `insert into exchange_refusal as r (partner, channel, code, amount, first, latest, name) values ($1, $2, $3, 1, $4, $4, $5)
         on conflict (partner, channel, code) do update set amount = r.amount + 1, latest = $4, name = $5`,
};

export interface Standing {
  readonly id: string;
  readonly state: string;
  readonly digest: string;
  readonly receipt: string | null;
}
