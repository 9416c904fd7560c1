import { parseInstant, uuidV7, type Clock, type RandomBytes } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Database, Statement, Transaction } from '../../database/index.ts';
import { appendActs } from '../../evidence/index.ts';
import type { ParameterTables } from '../../ledger/parameters/index.ts';
import type { Partners } from '../partners/index.ts';
import { judge, type Judged } from './judging.ts';
import { termsOf, type AlarmRule } from './parameter.ts';
import { standingOf } from './standing.ts';

/** An alarm as people see it. */
export interface AlarmView {
  readonly id: string;
  readonly rule: AlarmRule;
  readonly partner: string;
  readonly matter: string;
  readonly raised: Date;
  readonly measured: number;
  readonly allowed: number;
  readonly leaf: string;
  readonly cleared: Date | null;
}

export interface AlarmOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly parameters: Pick<ParameterTables, 'rows'>;
  readonly partners: Partners;
  /** Tells who wants to be told, in the transaction that raises; gets the alarms of which people are told. */
  readonly tell?: (transaction: Transaction, raised: readonly Judged[]) => Promise<void>;
}

const SYSTEM = { kind: 'system' } as const;
/** Every process sweeps; one after another they find nothing more to do. */
const TURN: Statement = {
  name: 'exchange-alarm-turn',
  text: `select pg_advisory_xact_lock(hashtext('exchange-alarm'))`,
};
const STANDING: Statement = {
  name: 'exchange-alarm-standing',
  text: 'select id, rule, partner, matter from exchange_alarm where cleared is null',
};
const RAISE: Statement = {
  name: 'exchange-alarm-raise',
  text: `insert into exchange_alarm (id, rule, partner, matter, raised, measured, allowed, leaf, opening)
         select id, rule, partner, matter, $2, measured, allowed, leaf, opening
         from json_to_recordset($1::json) as given (id uuid, rule text, partner text, matter text, measured double precision,
           allowed double precision, leaf uuid, opening jsonb)`,
};
const CLEAR: Statement = {
  name: 'exchange-alarm-clear',
  text: `update exchange_alarm a set cleared = $2, cleared_leaf = given.leaf, cleared_opening = given.opening
         from json_to_recordset($1::json) as given (id uuid, leaf uuid, opening jsonb)
         where a.id = given.id and a.cleared is null`,
};
const LAGS: Statement = {
  name: 'exchange-alarm-lags',
  text: `select few.partner, few.received, few.sent from unnest($1::text[]) as p (partner)
         cross join lateral (
           select a.partner, a.received, a.envelope ->> 'sent' as sent from exchange_arrival a
           where a.partner = p.partner and a.received > $2 and a.envelope is not null
           order by a.received desc limit 20) few`,
};
const LIST: Statement = {
  name: 'exchange-alarm-list',
  text: `select few.* from unnest($1::text[]) as p (partner)
         cross join lateral (
           select id, rule, partner, matter, raised, measured, allowed, leaf, cleared from exchange_alarm a
           where a.partner = p.partner order by raised desc limit 20) few
         order by few.cleared is not null, few.raised desc limit 200`,
};

const DAY = 86_400_000;
/** Days ahead for which certificates are looked at; the rule may be as long. */
const FURTHEST_DAYS = 3_650;

/** The alarms of some partners: those that stand first, then the latest that are over. */
export function alarmsOf(database: Database, partners: readonly string[]): Promise<readonly AlarmView[]> {
  return database.read<AlarmView>(SYSTEM, LIST, [[...new Set(partners)]]);
}

/**
 * Holds the rules against how things stand: raises what ought to stand and does not, clears what no longer ought to, each with its
 * evidence. Any number of processes may do so; returns how many alarms changed.
 */
export async function sweepAlarms(options: AlarmOptions): Promise<number> {
  const { database, clock, parameters } = options;
  const now = clock();
  const due = judge(await measure(options, now), termsOf(parameters));
  return database.transaction(SYSTEM, async (transaction) => {
    await transaction.query(TURN, []);
    const standing = await transaction.query<Pick<AlarmView, 'id' | 'rule' | 'partner' | 'matter'>>(
      STANDING,
      [],
    );
    const names = new Set(standing.map(nameOf));
    const wanted = new Set(due.map(nameOf));
    const fresh = due.filter((one) => !names.has(nameOf(one)));
    const over = standing.filter((one) => !wanted.has(nameOf(one)));
    await raise(options, transaction, fresh, now);
    await clear(options, transaction, over, now);
    const told = fresh.filter(({ mail }) => mail);
    if (told.length > 0) await options.tell?.(transaction, told);
    return fresh.length + over.length;
  });
}

async function measure({ database, partners }: AlarmOptions, now: Date) {
  const live = partners.all().filter(({ state }) => state === 'live');
  const keys = [...new Set(live.map(({ partner }) => partner))];
  const [{ seen, oldest }, rows] = await Promise.all([
    standingOf(database, live),
    database.read<{ readonly partner: string; readonly received: Date; readonly sent: string }>(
      SYSTEM,
      LAGS,
      [keys, new Date(now.getTime() - DAY)],
    ),
  ]);
  const lags = new Map<string, number[]>();
  for (const { partner, received, sent } of rows) {
    const at = parseInstant(sent);
    if (at === undefined) continue;
    lags.set(partner, [...(lags.get(partner) ?? []), (received.getTime() - at.getTime()) / 1_000]);
  }
  const known = new Set(keys);
  const expiring = partners.expiring(FURTHEST_DAYS).filter(({ partner }) => known.has(partner));
  return { now, seen, oldest, expiring, lags };
}

function nameOf({ rule, partner, matter }: Pick<Judged, 'rule' | 'partner' | 'matter'>): string {
  return `${rule} ${partner} ${matter}`;
}

async function raise(
  { random }: AlarmOptions,
  transaction: Transaction,
  fresh: readonly Judged[],
  now: Date,
): Promise<void> {
  if (fresh.length === 0) return;
  const rows = fresh.map((one) => ({ ...one, id: uuidV7(now.getTime(), random) }));
  const leaves = await appendActs(
    transaction,
    rows.map(({ measured, allowed, ...one }) =>
      actOf('raised', one, now, { measured: measured.toFixed(3), allowed: String(allowed) }),
    ),
    random,
  );
  const kept = rows.map((row, index) => ({
    ...row,
    leaf: leaves[index]?.id,
    opening: leaves[index]?.opening,
  }));
  await transaction.query(RAISE, [JSON.stringify(kept), now]);
}

async function clear(
  { random }: AlarmOptions,
  transaction: Transaction,
  over: readonly Pick<AlarmView, 'id' | 'rule' | 'partner' | 'matter'>[],
  now: Date,
): Promise<void> {
  if (over.length === 0) return;
  const leaves = await appendActs(
    transaction,
    over.map((one) => actOf('cleared', one, now, {})),
    random,
  );
  const kept = over.map(({ id }, index) => ({
    id,
    leaf: leaves[index]?.id,
    opening: leaves[index]?.opening,
  }));
  await transaction.query(CLEAR, [JSON.stringify(kept), now]);
}

function actOf(
  what: 'raised' | 'cleared',
  { id, rule, partner, matter }: Pick<AlarmView, 'id' | 'rule' | 'partner' | 'matter'>,
  now: Date,
  facts: Readonly<Record<string, string>>,
) {
  return {
    kind: `exchange-alarm.${what}`,
    actor: 'exchange',
    subject: `exchange-alarm/${partner}/${id}`,
    at: now.toISOString(),
    digest: NOTHING,
    details: { rule, ...(matter === '' ? {} : { matter }), ...facts },
  };
}

const NOTHING = sha256Hex(new Uint8Array());
