import type { Statement } from '../../../database/index.ts';

const CASE = `c.id, c.country, c.authority, c.office, c.keeper, c.claimant, c.version, c.state, c.place, c.decided, c.outcome, c.overruled,
  encode(c.substance, 'hex') as substance, encode(c.digest, 'hex') as digest, c.unverified, c.short`;
/** Ripe marks that a worker looks at: enough for all workers to find cases that no other has. */
const RIPE = 2_000;

export const STATEMENTS = {
  named: {
    name: 'verification-case-named',
    text: `select ${CASE} from verification_case c where c.claimant = $1`,
  },
  namedAll: {
    name: 'verification-cases-named',
    text: `select ${CASE} from verification_case c where c.claimant = any($1) order by c.entered, c.id`,
  },
  lockNamed: {
    name: 'verification-case-lock-named',
    text: `select ${CASE} from verification_case c where c.claimant = $1 for update`,
  },
  lockOne: {
    name: 'verification-case-lock-one',
    text: `select ${CASE} from verification_case c where c.id = $1 for update`,
  },
  /** Cases that are due and that nobody is deciding, in the order of their marks; looked at one by one, until there are enough. */
  take: {
    name: 'verification-case-take',
    text: `with ripe as (
             select case_id, min(id) as first from (
               select case_id, id from verification_due where due <= $1 order by due, id limit ${String(RIPE)}) few
             group by case_id order by first)
           select free.* from ripe
           cross join lateral (
             select ${CASE} from verification_case c where c.id = ripe.case_id for update of c skip locked) free
           order by ripe.first limit $2`,
  },
  enter: {
    name: 'verification-case-enter',
    text: `insert into verification_case (id, country, authority, office, keeper, claimant, version, state, entered, changed)
           values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $8) on conflict (claimant, country) do nothing returning id`,
  },
  version: {
    name: 'verification-case-version',
    text: 'update verification_case set version = $2, changed = $3 where id = $1',
  },
  end: {
    name: 'verification-case-end',
    text: 'update verification_case set state = $2, changed = $3, short = false where id = $1',
  },
  overrule: {
    name: 'verification-case-overrule',
    text: 'update verification_case set overruled = $2 where id = $1',
  },
  verified: {
    name: 'verification-case-verified',
    text: `update verification_case set unverified = '{}' where id = $1`,
  },
  cite: {
    name: 'verification-cite',
    text: `insert into verification_citation (country, case_id, code, reference, cited)
           select $1, $2, code, reference, $3 from unnest($4::text[], $5::text[]) as given (code, reference) on conflict do nothing`,
  },
  citations: {
    name: 'verification-citations',
    text: 'select case_id, code, reference, cited from verification_citation where case_id = any($1)',
  },
  sought: {
    name: 'verification-sought',
    text: 'select case_id, key from verification_sought where case_id = any($1)',
  },
  seekNoMore: {
    name: 'verification-seek-no-more',
    text: 'delete from verification_sought where case_id = any($1)',
  },
  seek: {
    name: 'verification-seek',
    text: `insert into verification_sought (country, case_id, key)
           select country, case_id, key from jsonb_to_recordset($1::jsonb) as given (country text, case_id uuid, key text)
           on conflict do nothing`,
  },
  mark: {
    name: 'verification-mark',
    text: `insert into verification_due (country, case_id, due, cause)
           select country, case_id, due, cause
           from jsonb_to_recordset($1::jsonb) as given (country text, case_id uuid, due timestamptz, cause text)`,
  },
  /** With them what was announced of the rules: who sees a mark that an announcement made sees the announcement. One row at least. */
  marks: {
    name: 'verification-marks',
    text: `select r.versions as known, d.id, d.case_id, d.due, d.cause, d.attempts
           from verification_rules r left join verification_due d on d.case_id = any($1)`,
  },
  unmark: { name: 'verification-unmark', text: 'delete from verification_due where id = any($1::bigint[])' },
  unmarkCase: { name: 'verification-unmark-case', text: 'delete from verification_due where case_id = $1' },
  postpone: {
    name: 'verification-postpone',
    text: `update verification_due set attempts = attempts + 1,
             due = $2::timestamptz + least(3600, power(2, least(attempts, 12))) * interval '1 second'
           where case_id = $1 and due <= $2::timestamptz`,
  },
  /** Everybody who seeks one of the keys; who was released is looked at too. */
  markSeekers: {
    name: 'verification-mark-seekers',
    text: `insert into verification_due (country, case_id, due, cause)
           select distinct_seekers.country, distinct_seekers.id, $2, 'certificate' from (
             select c.country, c.id, c.entered from verification_sought s
             join verification_case c on c.id = s.case_id and c.country = s.country
             where s.key = any($1) and c.state in ('open', 'finalised') group by c.country, c.id, c.entered) distinct_seekers
           order by entered, id`,
  },
  /** Those for whom an account had too little, in the order in which they came. */
  markShort: {
    name: 'verification-mark-short',
    text: `insert into verification_due (country, case_id, due, cause)
           select few.country, few.id, $2, 'quantity' from (
             select c.country, c.id, c.entered from verification_sought s
             join verification_case c on c.id = s.case_id and c.country = s.country
             where s.key = any($1) and c.state = 'open' and c.short group by c.country, c.id, c.entered) few
           order by entered, id`,
  },
  markUnverified: {
    name: 'verification-mark-unverified',
    text: `insert into verification_due (country, case_id, due, cause)
           select c.country, c.id, $3, 'road' from verification_case c
           where c.country = $1 and c.unverified <> '{}' and c.unverified && $2 and c.state in ('open', 'finalised')
             and not exists (select from verification_due d where d.case_id = c.id and d.cause = 'road') order by c.entered, c.id`,
  },
  unverified: {
    name: 'verification-unverified',
    text: `select country, array_agg(distinct partner) as partners from verification_case, unnest(unverified) as partner
           where unverified <> '{}' and state in ('open', 'finalised') group by country`,
  },
  // Decisions and what they were made from come a line each: inside a document of rows each sign of them would be read twice.
  decisions: {
    name: 'verification-decision-store',
    text: `insert into verification_decision (country, authority, office, case_id, place, version, outcome, fallback, digest, previous,
             at, leaf, opening, decision, input)
           select country, authority, office, case_id, place, version, outcome, fallback, digest, previous, at, leaf, opening,
             decision::json, input::json
           from rows from (
             json_to_recordset($1::json) as (country text, authority text, office text, case_id uuid, place integer, version integer,
               outcome text, fallback boolean, digest bytea, previous bytea, at timestamptz, leaf uuid, opening jsonb),
             string_to_table($2, chr(10)), string_to_table($3, chr(10)))
           as given (country, authority, office, case_id, place, version, outcome, fallback, digest, previous, at, leaf, opening,
             decision, input)`,
  },
  decided: {
    name: 'verification-case-decided',
    text: `update verification_case c set place = given.place, decided = given.version, outcome = given.outcome, substance = given.substance,
             digest = given.digest, unverified = given.unverified, short = given.short, changed = given.changed
           from jsonb_to_recordset($1::jsonb) as given (id uuid, country text, place integer, version integer, outcome text, substance bytea,
             digest bytea, unverified text[], short boolean, changed timestamptz)
           where c.id = given.id and c.country = given.country`,
  },
  decision: {
    name: 'verification-decision',
    text: `select c.id, c.claimant, d.office, d.place, d.version, d.decision, d.input, encode(d.digest, 'hex') as digest, d.leaf, d.at
           from verification_case c join verification_decision d on d.case_id = c.id and d.country = c.country
           where c.claimant = $1 and d.place > $2 order by d.place limit $3`,
  },
  alert: {
    name: 'verification-alert',
    text: `insert into verification_alert (country, case_id, cause, certificate, released, at)
           select country, case_id, cause, certificate, released, at from jsonb_to_recordset($1::jsonb) as given (country text, case_id uuid,
             cause text, certificate text, released jsonb, at timestamptz)
           on conflict do nothing returning case_id, cause, certificate`,
  },
  rules: {
    name: 'verification-rules',
    text: `select to_char(day, 'YYYY-MM-DD') as day, versions, pending, after from verification_rules for update skip locked`,
  },
  announceRules: {
    name: 'verification-rules-announce',
    text: 'update verification_rules set day = $1, versions = $2, pending = $3, after = null',
  },
  marksOfRules: {
    name: 'verification-rules-marks',
    text: `select count(*)::integer as count from verification_due where cause = 'rules' and due <= $1`,
  },
  /** Open cases after one, in the order in which they came; of traders those whose last decision is of one of them. */
  markRuled: {
    name: 'verification-rules-mark',
    text: `insert into verification_due (country, case_id, due, cause)
           select c.country, c.id, $4, 'rules' from verification_case c
           where c.state = 'open' and ($1::text is null or c.authority = $1) and c.id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
             and ($2::text[] is null or c.place = 0 or exists (
               select from verification_decision d where d.case_id = c.id and d.country = c.country and d.place = c.place
                 and d.input -> 'declaration' ->> 'declarant' = any($2)))
           order by c.id limit $5 returning case_id`,
  },
  rulesMarked: {
    name: 'verification-rules-marked',
    text: 'update verification_rules set pending = $1, after = $2',
  },
  position: {
    name: 'verification-position',
    text: 'select position from verification_follower for update skip locked',
  },
  follow: { name: 'verification-follow', text: 'update verification_follower set position = $1' },
} as const satisfies Readonly<Record<string, Statement>>;
