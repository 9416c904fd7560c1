import type { Statement } from '../../../database/index.ts';

/** Leaves of one portion: enough to make a statement worth its while, few enough to hold no lock for long. */
export const PORTION = 2000;
/** Cases read at once: each brings its whole decision. */
export const CASES_AT_ONCE = 200;

/** The turn: whoever has the row counts on from there; the others have nothing to do. */
export const POSITION: Statement = {
  name: 'verification-figures-position',
  text: 'select position::text as position from verification_figure_position for update skip locked',
};
export const BEHIND: Statement = {
  name: 'verification-figures-behind',
  text: `select (select position from verification_figure_position)
           <= coalesce((select max(index) from evidence_sequence), -1) as behind`,
};
export const LEAVES: Statement = {
  name: 'verification-figures-leaves',
  text: `select s.index::text as index, s.leaf_id as leaf from evidence_sequence s where s.index >= $1
         order by s.index limit ${String(PORTION)}`,
};
export const MOVE: Statement = {
  name: 'verification-figures-move',
  text: 'update verification_figure_position set position = $1',
};

/** Cases whose decisions have these leaves, or that have these names. */
export const TOUCHED: Statement = {
  name: 'verification-figures-touched',
  text: `select case_id as id, country from verification_decision where leaf = any($1::uuid[])
         union select id, country from verification_case where claimant = any($2::text[]) and place > 0`,
};
export const CASES: Statement = {
  name: 'verification-figures-cases',
  text: `select c.id, c.country, c.authority, c.office, c.claimant, c.state, c.overruled, c.entered, d.version,
           d.at as decided, d.decision, d.input -> 'declaration' as declaration, f.counted
         from unnest($1::uuid[], $2::text[]) as w (id, country)
         join verification_case c on c.id = w.id and c.country = w.country
         join verification_decision d on d.case_id = c.id and d.country = c.country and d.place = c.place
         left join verification_figure_case f on f.case_id = c.id and f.country = c.country
         order by c.id`,
};
export const ADD: Statement = {
  name: 'verification-figures-add',
  text: `insert into verification_figure as known (country, authority, office, month, dimension, key, measure, amount)
         select country, authority, office, month, dimension, key, measure, amount
         from jsonb_to_recordset($1::jsonb) as row (country text, authority text, office text, month date,
           dimension text, key text, measure text, amount numeric)
         on conflict (country, dimension, measure, month, authority, office, key)
         do update set amount = known.amount + excluded.amount`,
};
export const CLEAR: Statement = {
  name: 'verification-figures-clear-nothing',
  text: 'delete from verification_figure where amount = 0',
};
export const COUNTED_AS: Statement = {
  name: 'verification-figures-counted-as',
  text: `insert into verification_figure_case (country, case_id, counted)
         select country, case_id, counted
         from jsonb_to_recordset($1::jsonb) as row (country text, case_id uuid, counted jsonb)
         on conflict (case_id, country) do update set counted = excluded.counted`,
};
export const UNSHADOWED: Statement = {
  name: 'verification-figures-unshadowed',
  text: 'delete from verification_shadow where case_id = any($1::uuid[])',
};
export const SHADOWED: Statement = {
  name: 'verification-figures-shadowed',
  text: `insert into verification_shadow
           (country, authority, office, case_id, rule, kind, claimant, version, outcome, would_be, at)
         select country, authority, office, case_id, rule, kind, claimant, version, outcome, would_be, at
         from jsonb_to_recordset($1::jsonb) as row (country text, authority text, office text, case_id uuid, rule text,
           kind text, claimant text, version integer, outcome text, would_be text, at timestamptz)`,
};
export const EMPTY: readonly Statement[] = [
  'verification_figure',
  'verification_figure_case',
  'verification_shadow',
].map((table) => ({ name: `verification-figures-empty-${table}`, text: `delete from ${table}` }));
