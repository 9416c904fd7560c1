import type { Statement } from '../../../database/index.ts';

const SHOWN = `id, country, authority, office, name, state, first::text, until::text, day::text, total, done, result, asked, ended`;

/** So many of an authority are kept, and shown. */
export const MOST_KEPT = 50;
/** So many of an authority may wait or run. */
export const MOST_OPEN = 3;
/** Seconds after which one that is not heard of was broken off. */
const SILENCE = 60;

/** The last decision of each case of an authority or an office, of a period; a case counts once. */
const CASES = `verification_decision d
  join verification_case c on c.id = d.case_id and c.country = d.country and c.place = d.place
  where d.country = $1 and d.authority = $2 and ($3::text is null or d.office = $3)
    and d.at >= $4::date::timestamp at time zone 'UTC' and d.at < $5::date::timestamp at time zone 'UTC'`;

export const STATEMENTS = {
  ask: {
    name: 'verification-simulation-ask',
    text: `insert into verification_simulation
             (id, country, authority, office, actor, name, draft, first, until, day, state, asked)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11) returning ${SHOWN}`,
  },
  open: {
    name: 'verification-simulation-open',
    text: `select count(*)::integer as open from verification_simulation
           where authority = $1 and state in ('waiting', 'running')`,
  },
  forget: {
    name: 'verification-simulation-forget',
    text: `delete from verification_simulation where authority = $1 and state not in ('waiting', 'running')
             and id not in (select id from verification_simulation where authority = $1
                            order by asked desc limit ${String(MOST_KEPT)})`,
  },
  list: {
    name: 'verification-simulation-list',
    text: `select ${SHOWN} from verification_simulation order by asked desc, id limit ${String(MOST_KEPT)}`,
  },
  read: {
    name: 'verification-simulation-read',
    text: `select ${SHOWN} from verification_simulation where id = $1`,
  },
  stop: {
    name: 'verification-simulation-stop',
    text: `update verification_simulation set stopping = true,
             state = case when state = 'waiting' then 'stopped' else state end,
             ended = case when state = 'waiting' then $2 else ended end
           where id = $1 and state in ('waiting', 'running') returning ${SHOWN}`,
  },
  breakOff: {
    name: 'verification-simulation-break-off',
    text: `update verification_simulation set state = 'failed', ended = $1
           where state = 'running' and beat < $1::timestamptz - interval '${String(SILENCE)} seconds'`,
  },
  take: {
    name: 'verification-simulation-take',
    text: `update verification_simulation s set state = 'running', worker = $1, beat = $2
           from (select id, country from verification_simulation where state = 'waiting'
                 order by asked, id limit 1 for update skip locked) next
           where s.id = next.id and s.country = next.country
           returning s.id, s.country, s.authority, s.office, s.draft, s.first::text, s.until::text, s.day::text`,
  },
  progress: {
    name: 'verification-simulation-progress',
    text: `update verification_simulation set total = $3, done = $4, result = $5, beat = $6
           where id = $1 and worker = $2 and state = 'running' returning stopping`,
  },
  end: {
    name: 'verification-simulation-end',
    text: `update verification_simulation set state = $3, ended = $4, beat = $4
           where id = $1 and worker = $2 and state = 'running'`,
  },
  count: {
    name: 'verification-simulation-count',
    text: `select count(*)::integer as total from ${CASES}`,
  },
  /** Read in one pass: a plan that is made for each page of many goes through all cases for each. */
  cases: {
    name: 'verification-simulation-cases',
    text: `select c.claimant, d.version, coalesce(d.office, '') as office, d.input::text as input from ${CASES}`,
  },
  stored: {
    name: 'verification-simulation-stored',
    text: `select d.input, d.decision from verification_case c
             join verification_decision d on d.case_id = c.id and d.country = c.country and d.place = c.place
           where c.claimant = $1`,
  },
  recent: {
    name: 'verification-simulation-recent',
    text: `select c.claimant, d.version, coalesce(d.office, '') as office, d.input::text as input
           from ${CASES} order by d.at desc, d.case_id limit $6`,
  },
} as const satisfies Readonly<Record<string, Statement>>;
