import { addDecimals, formatDecimal, normaliseDecimal, parseDecimal } from '../../base/index.ts';
import type { Decision, DeclarationFacts, Outcome } from '../facts/index.ts';

/** A case as a simulation names it. */
export interface SimulatedCase {
  readonly claimant: string;
  readonly version: number;
}

/** A case that would be decided otherwise. */
export interface ChangedCase extends SimulatedCase {
  readonly before: Outcome;
  readonly after: Outcome;
  readonly reasonsBefore: readonly string[];
  readonly reasonsAfter: readonly string[];
}

/** Goods items of one kind whose outcome would change, and their customs value by currency as exact decimals. */
export interface ChangedGoods {
  readonly items: number;
  readonly values: Readonly<Record<string, string>>;
}

/** What a number of cases say of a draft, together. Adding up is the same in any order, but for which samples are kept. */
export interface Tally {
  readonly cases: number;
  /** Cases that could not be decided again: what is stored of them is not of this release. */
  readonly unreadable: number;
  /** The same to the letter; the same outcome for other reasons; another outcome. */
  readonly exact: number;
  readonly group: number;
  readonly different: number;
  /** By `before after`. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, { readonly before: number; readonly after: number }>>;
  readonly samples: readonly ChangedCase[];
  /** Items whose outcome changes, by country of origin (empty where it is not stated) and by heading. */
  readonly countries: Readonly<Record<string, ChangedGoods>>;
  readonly headings: Readonly<Record<string, ChangedGoods>>;
}

const MOST_SAMPLES = 30;

export const NOTHING: Tally = {
  cases: 0,
  unreadable: 0,
  exact: 0,
  group: 0,
  different: 0,
  outcomes: {},
  reasons: {},
  samples: [],
  countries: {},
  headings: {},
};

/** What one case says: its decision by the rules in force, and by those with the draft. */
export function tallyOf(
  name: SimulatedCase,
  { items }: DeclarationFacts,
  before: Decision,
  after: Decision,
): Tally {
  const [reasonsBefore, reasonsAfter] = [reasonsOf(before), reasonsOf(after)];
  const isSame = substance(before) === substance(after);
  const isGroup = !isSame && before.outcome === after.outcome;
  const sample = {
    ...name,
    before: before.outcome,
    after: after.outcome,
    reasonsBefore: [...reasonsBefore],
    reasonsAfter: [...reasonsAfter],
  };
  return {
    ...NOTHING,
    cases: 1,
    exact: isSame ? 1 : 0,
    group: isGroup ? 1 : 0,
    different: isSame || isGroup ? 0 : 1,
    outcomes: { [`${before.outcome} ${after.outcome}`]: 1 },
    reasons: Object.fromEntries(
      [...new Set([...reasonsBefore, ...reasonsAfter])].map((code) => [
        code,
        { before: reasonsBefore.has(code) ? 1 : 0, after: reasonsAfter.has(code) ? 1 : 0 },
      ]),
    ),
    ...(isSame ? {} : { samples: [sample], ...goodsOf(items, before, after) }),
  };
}

function reasonsOf({ findings }: Decision): ReadonlySet<string> {
  return new Set(findings.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
}

/** What a decision says, apart from the values that it says it of. */
function substance({ outcome, items, findings, drawings, deadline }: Decision): string {
  return JSON.stringify([
    outcome,
    items.map((item) => [item.item, item.outcome]),
    findings.map(({ item, document, outcome: said, reasons, outputs }) => [
      item,
      document?.code,
      document?.reference,
      said,
      reasons.map(({ code }) => code),
      outputs,
    ]),
    drawings.map(({ certificate, line, item, quantity }) => [certificate.number, line, item, quantity.value]),
    deadline,
  ]);
}

function goodsOf(
  goods: DeclarationFacts['items'],
  before: Decision,
  after: Decision,
): Pick<Tally, 'countries' | 'headings'> {
  const outcomes = new Map(after.items.map(({ item, outcome }) => [item, outcome]));
  const changed = new Set(
    before.items.filter(({ item, outcome }) => outcomes.get(item) !== outcome).map(({ item }) => item),
  );
  return goods
    .filter(({ item }) => changed.has(item))
    .map(({ origin, commodity, value }) => {
      const one: ChangedGoods = {
        items: 1,
        values: value === undefined ? {} : { [value.currency]: value.amount },
      };
      return { countries: { [origin ?? '']: one }, headings: { [commodity.slice(0, 4)]: one } };
    })
    .reduce(
      (sum, each) => ({
        countries: merged(sum.countries, each.countries, addGoods),
        headings: merged(sum.headings, each.headings, addGoods),
      }),
      { countries: {}, headings: {} },
    );
}

export function addTallies(left: Tally, right: Tally): Tally {
  return {
    cases: left.cases + right.cases,
    unreadable: left.unreadable + right.unreadable,
    exact: left.exact + right.exact,
    group: left.group + right.group,
    different: left.different + right.different,
    outcomes: merged(left.outcomes, right.outcomes, (one, other) => one + other),
    reasons: merged(left.reasons, right.reasons, (one, other) => ({
      before: one.before + other.before,
      after: one.after + other.after,
    })),
    samples:
      left.samples.length >= MOST_SAMPLES
        ? left.samples
        : [...left.samples, ...right.samples].slice(0, MOST_SAMPLES),
    countries: merged(left.countries, right.countries, addGoods),
    headings: merged(left.headings, right.headings, addGoods),
  };
}

function addGoods(left: ChangedGoods, right: ChangedGoods): ChangedGoods {
  return { items: left.items + right.items, values: merged(left.values, right.values, sum) };
}

function sum(left: string, right: string): string {
  const [one, other] = [parseDecimal(left), parseDecimal(right)];
  if (one === undefined || other === undefined) return one === undefined ? right : left;
  return formatDecimal(normaliseDecimal(addDecimals(one, other)));
}

function merged<Value>(
  left: Readonly<Record<string, Value>>,
  right: Readonly<Record<string, Value>>,
  add: (one: Value, other: Value) => Value,
): Readonly<Record<string, Value>> {
  const names = Object.keys(right);
  if (names.length === 0) return left;
  const made: Record<string, Value> = { ...left };
  for (const name of names) {
    const [known, more] = [Object.hasOwn(left, name) ? left[name] : undefined, right[name]];
    if (more !== undefined) made[name] = known === undefined ? more : add(known, more);
  }
  return made;
}
