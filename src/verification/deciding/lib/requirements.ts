import type { Reason } from '../../facts/index.ts';
import type { FactsRow } from '../../matching/index.ts';
import { evaluate, reasonOfUnanswered } from '../../rules/index.ts';
import { builtIn } from '../built-in.ts';
import type { CompiledRuleBook } from '../compiled-book.ts';

/** A document that an item needs. */
export interface Requirement {
  /** Codes of the declaration's list that satisfy it. */
  readonly codes: readonly string[];
  /** Types that the document may have; empty where any may be. */
  readonly types: readonly string[];
  readonly check?: string;
  /** The same for the same requirement of another table. */
  readonly key: string;
}

const NONE = {};

export interface Requirements {
  readonly all: readonly Requirement[];
  /** Why it cannot be said that nothing else is required. */
  readonly doubts: readonly Reason[];
}

/** What the tables require of an item, each once, in a stable order. */
export function requirementsOf(facts: FactsRow, book: CompiledRuleBook): Requirements {
  const found = new Map<string, Requirement>();
  const doubts: Reason[] = [];
  const tables = [...book.national.requirement, ...book.local.requirement];
  const hanging = new Set<string>();
  tables.forEach((table, place) => {
    const { hits, unanswered } = evaluate(table, facts);
    for (const each of unanswered) doubts.push(reasonOfUnanswered(each));
    const rows = new Set<string>();
    for (const { row } of hits) {
      const requirement = requirementOf(row.outputs ?? NONE);
      found.set(requirement.key, requirement);
      rows.add(row.id);
    }
    for (const field of book.doubts[place]?.of(facts, rows) ?? []) hanging.add(field);
  });
  if (hanging.size > 0)
    doubts.push(builtIn('requirement-unknown', { fields: [...hanging].toSorted().join(', ') }));
  const all = [...found.values()];
  return {
    all: all.length < 2 ? all : all.toSorted((left, right) => (left.key < right.key ? -1 : 1)),
    doubts,
  };
}

/** The outputs of a row, read once: a row is the same object for as long as its book is. */
const requirementOf = readOnce((outputs): Requirement => {
  const { check } = outputs;
  const codes = listOf(outputs['codes']);
  const types = listOf(outputs['type']);
  return {
    codes,
    types,
    key: `${check ?? ''}|${codes.join()}|${types.join()}`,
    ...(check === undefined || check === '' ? {} : { check }),
  };
});

/** A reading of outputs that is made once for each row. */
export function readOnce<Read extends object>(
  read: (outputs: Readonly<Record<string, string>>) => Read,
): (outputs: Readonly<Record<string, string>>) => Read {
  const known = new WeakMap<object, Read>();
  return (outputs) => {
    let made = known.get(outputs);
    if (made === undefined) known.set(outputs, (made = read(outputs)));
    return made;
  };
}

export function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
