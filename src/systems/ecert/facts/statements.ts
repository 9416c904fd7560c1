import type { Statement } from '../../../database/index.ts';

/** At most so many documents are one reading's. */
const MOST_FOUND = 10;
/** At most so many took the place of one. */
const MOST_PARTS = 50;

/** What every look keeps to: nothing that is a draft, and only what concerns the country that asks. */
const SHOWN = (country: string): string => `c.state <> 'draft' and ${country} = any (c.concerned)`;

export const BY_READING: Statement = {
  name: 'facts-by-reading',
  text: `select asked.place::integer as place, found.country, found.authority, found.number
         from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality
           as asked (country, plain, type, authority, place)
         cross join lateral (
           select c.country, c.authority, c.number from certificate c
           where c.plain_number = asked.plain and c.country = asked.country
             and (asked.authority is null or c.authority = asked.authority)
             and (c.type_code = asked.type or c.type_code is null) and ${SHOWN('$5')}
           order by c.authority, c.number limit ${String(MOST_FOUND)}) found
         order by asked.place, found.authority, found.number`,
};

const byName = (locked: boolean): string => `
  select found.id, found.country, found.authority, found.number, found.version, found.state, found.body,
    given.state as result, parts.successors
  from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (country, authority, number, place)
  cross join lateral (
    select c.id, c.country, c.authority, c.number, c.version, c.state, c.body from certificate c
    where c.number = asked.number and c.authority = asked.authority and c.country = asked.country and ${SHOWN('$4')}
    limit 1${locked ? ' for share' : ''}) found
  left join lateral (
    select r.state from verification_result r where r.certificate = found.id and r.country = $4
    order by r.place desc limit 1) given on true
  left join lateral (
    select array_agg(p.number order by p.number) as successors from (
      select c.number from certificate c
      where c.body ->> 'replaces' = found.number and c.body ? 'replaces' and c.authority = found.authority
        and c.country = found.country and found.state = 'replaced' and ${SHOWN('$4')}
      order by c.number limit ${String(MOST_PARTS)}) p) parts on true
  order by asked.place`;

export const BY_NAME: Statement = { name: 'facts-by-name', text: byName(false) };
export const BY_NAME_LOCKED: Statement = { name: 'facts-by-name-locked', text: byName(true) };

export const BY_PLAIN_NUMBERS: Statement = {
  name: 'facts-near',
  text: `select c.country, c.authority, c.number, c.plain_number, c.type_code from certificate c
         where c.plain_number = any ($1::text[]) and ${SHOWN('$2')}
         order by c.plain_number, c.country, c.authority, c.number limit 200`,
};

/** The newest document of each record. */
export const DOCUMENTS: Statement = {
  name: 'facts-documents',
  text: `select asked.id, d.packing, d.size, d.bytes, d.received from unnest($1::uuid[]) as asked (id)
         cross join lateral (
           select packing, size, bytes, received from certificate_document
           where certificate = asked.id order by version desc limit 1) d`,
};

/** Leaves of the log from a place on. Asked alone: mostly there is none, and nothing is planned for them. */
export const LEAVES: Statement = {
  name: 'facts-leaves',
  text: 'select index::text as position, leaf_id as leaf from evidence_sequence where index >= $1 order by index limit $2',
};

/** Of leaves, those that are about a certificate, an act on it or a country's word of it, in their order. */
export const CHANGES: Statement = {
  name: 'facts-changes',
  text: `select given.index::text as position, c.country, c.authority, c.number, c.body ->> 'replaces' as replaces
         from unnest($1::bigint[], $2::uuid[]) as given (index, leaf)
         cross join lateral (
           select h.record as id, h.country from certificate_history h where h.leaf = given.leaf
           union all
           select r.certificate, r.issuing_country from verification_result_history h
             join verification_result r on r.id = h.record and r.country = h.country
             where h.leaf = given.leaf) changed
         join certificate c on c.id = changed.id and c.country = changed.country
         where c.state <> 'draft' order by given.index`,
};
