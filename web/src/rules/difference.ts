import type { DecisionTable, RuleRow } from '../../../src/verification/rules/index.ts';

/** One thing of a row that is otherwise: `cells.item.commodity`, `outputs.percent`, `mode`, `sentence.zh`. */
export interface PartChange {
  readonly part: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface RowChange {
  readonly kind: 'added' | 'changed' | 'ended' | 'moved';
  readonly id: string;
  readonly parts: readonly PartChange[];
}

export interface TableChange {
  /** Of the table itself: title, columns, hit policy. */
  readonly parts: readonly PartChange[];
  readonly rows: readonly RowChange[];
}

const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that are compared one by one, as test cases are by their name; all others are compared whole. */
const OPENED = new Set(['cells', 'outputs', 'sentence', 'title']);

function partsOf(value: object): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value)) {
    for (const [inner, part] of openedOf(name, member)) found.set(inner, part);
  }
  return found;
}

function openedOf(name: string, member: unknown): readonly (readonly [string, unknown])[] {
  if (OPENED.has(name) && isMembers(member))
    return Object.entries(member).map(([inner, part]) => [`${name}.${inner}`, part]);
  if (name === 'cases' && Array.isArray(member))
    return member.filter(isMembers).map((each) => [`${name}.${String(each['name'])}`, each]);
  return [[name, member]];
}

function changesOf(before: object, after: object, passed: ReadonlySet<string>): readonly PartChange[] {
  const [old, next] = [partsOf(before), partsOf(after)];
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((part) => !passed.has(part) && canonical(old.get(part)) !== canonical(next.get(part)))
    .map((part) => ({ part, before: old.get(part), after: next.get(part) }));
}

/** The order of an object's members says nothing. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, each: unknown) =>
    isMembers(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : each,
  );
}

const ROWS = new Set(['rows', 'name']);
const ID = new Set(['id']);

/** What a draft would change of the table in force, row by row and cell by cell; rows are the same by their id. */
export function differenceOf(before: DecisionTable | undefined, after: DecisionTable): TableChange {
  const old = new Map((before?.rows ?? []).map((row) => [row.id, row]));
  const next = new Map(after.rows.map((row) => [row.id, row]));
  const stay = new Set(orderKept(before?.rows ?? [], after.rows));
  const rows = after.rows.flatMap((row): readonly RowChange[] => {
    const known = old.get(row.id);
    if (known === undefined) return [{ kind: 'added', id: row.id, parts: changesOf({}, row, ID) }];
    const parts = changesOf(known, row, ID);
    if (parts.length > 0) return [{ kind: 'changed', id: row.id, parts }];
    return stay.has(row.id) ? [] : [{ kind: 'moved', id: row.id, parts: [] }];
  });
  const ended = [...old.values()]
    .filter(({ id }) => !next.has(id))
    .map((row): RowChange => ({ kind: 'ended', id: row.id, parts: changesOf(row, {}, ID) }));
  return { parts: before === undefined ? [] : changesOf(before, after, ROWS), rows: [...rows, ...ended] };
}

/** Rows that stand in the same order among each other as before: the longest such set. */
function orderKept(before: readonly RuleRow[], after: readonly RuleRow[]): readonly string[] {
  const place = new Map(before.map(({ id }, index) => [id, index]));
  const known = after.filter(({ id }) => place.has(id));
  let best: readonly string[] = [];
  const longest: (readonly string[])[] = [];
  for (const [index, { id }] of known.entries()) {
    const here = place.get(id) ?? 0;
    let lead: readonly string[] = [];
    for (let earlier = 0; earlier < index; earlier += 1) {
      const chain = longest[earlier] ?? [];
      if ((place.get(chain.at(-1) ?? '') ?? 0) < here && chain.length > lead.length) lead = chain;
    }
    longest.push([...lead, id]);
    if (lead.length + 1 > best.length) best = [...lead, id];
  }
  return best;
}
