import type { Statement } from '../../../database/index.ts';

/** Leaves of one portion: enough to make a statement worth its while, few enough to hold no lock for long. */
export const PORTION = 2000;

/** The turn: whoever has the row counts on from there; the others have nothing to do. */
export const POSITION: Statement = {
  name: 'figures-position',
  text: 'select position::text as position from figure_position for update skip locked',
};
/** Whether there is anything to count; asked without a lock, since mostly there is not. */
export const BEHIND: Statement = {
  name: 'figures-behind',
  text: `select (select position from figure_position) <= coalesce((select max(index) from evidence_sequence), -1) as behind`,
};
export const LEAVES: Statement = {
  name: 'figures-leaves',
  // Ordered by the column: the result's own index is text.
  text: `select s.index::text as index, s.leaf_id as leaf from evidence_sequence s where s.index >= $1
         order by s.index limit ${String(PORTION)}`,
};
export const MOVE: Statement = {
  name: 'figures-move',
  text: 'update figure_position set position = $1',
};

const LINE = 'h.leaf, h.record, h.version, h.action, h.state, h.at, c.country, c.authority, c.office';
const facts = (names: string) => `(select jsonb_object_agg(m.key, m.value) from jsonb_each(h.change) m
  where jsonb_typeof(h.change) = 'object' and m.key = any('{${names}}'::text[])) as facts`;

/** Lines of a record type by their leaves, and the lines before them. */
function linesOf(record: string, names: string): { readonly now: Statement; readonly before: Statement } {
  const from = `from ${record}_history h join ${record} c on c.id = h.record and c.country = h.country`;
  return {
    now: {
      name: `figures-${record}-lines`,
      text: `select ${LINE}, ${facts(names)} ${from} where h.leaf = any($1::uuid[])`,
    },
    before: {
      name: `figures-${record}-before`,
      text: `select ${LINE}, ${facts(names)} ${from}
             join (select record, country, max(version) as version
                   from unnest($1::uuid[], $2::text[], $3::integer[]) as w (record, country, version) group by 1, 2) w
               on w.record = h.record and w.country = h.country and h.version < w.version`,
    },
  };
}

export const CERTIFICATES = linesOf('certificate', 'issued,importCountry,tariffs,netKilograms');
export const FORGERIES = linesOf('forgery', 'claimed,seen,commodity,reported');

const TARIFFS = `array(select jsonb_array_elements_text(k.body -> 'tariffs')) as tariffs`;

export const RESULTS: Statement = {
  name: 'figures-results',
  text: `select h.leaf, r.state, r.given, r.place, r.country as destination, r.issuing_country as country,
           r.issuing_authority as authority, r.issuing_office as office, ${TARIFFS}, k.created as came
         from verification_result_history h
         join verification_result r on r.id = h.record and r.country = h.country
         join certificate k on k.id = r.certificate and k.country = r.issuing_country
         where h.leaf = any($1::uuid[]) and h.version = 1`,
};

export const INQUIRIES: Statement = {
  name: 'figures-inquiries',
  text: `select h.leaf, h.version, h.action, h.at, i.created as opened, i.importing_country as destination,
           exists (select from inquiry_history b where b.record = h.record and b.country = h.country
                   and b.version < h.version and b.action = 'answer') as answered_before,
           i.issuing_country as country, i.issuing_authority as authority, i.issuing_office as office, ${TARIFFS}
         from inquiry_history h
         join inquiry i on i.id = h.record and i.country = h.country
         join certificate k on k.id = i.certificate and k.country = i.issuing_country
         where h.leaf = any($1::uuid[])`,
};

export const ADD: Statement = {
  name: 'figures-add',
  text: `insert into figure_total as known (measure, grain, level, month, country, destination, authority, office, commodity, amount)
         select measure, grain, level, month, country, destination, authority, office, commodity, amount
         from jsonb_to_recordset($1::jsonb) as row (measure text, grain text, level smallint, month date, country text,
           destination text, authority text, office text, commodity text, amount numeric)
         on conflict (measure, grain, level, country, destination, authority, office, month, commodity)
         do update set amount = known.amount + excluded.amount`,
};
export const CLEAR: Statement = {
  name: 'figures-clear-nothing',
  text: 'delete from figure_total where amount = 0',
};
export const EMPTY: Statement = { name: 'figures-empty', text: 'delete from figure_total' };
