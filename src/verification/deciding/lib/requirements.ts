import { ordered } from '../../../base/index.ts';
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
  /** The codes as one name. */
  readonly pool: string;
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
export function requirementsOf(facts: FactsRow, { requirements }: CompiledRuleBook): Requirements {
  let found: readonly Requirement[] = [];
  const doubts: Reason[] = [];
  const hanging: string[] = [];
  for (const { table, doubts: own } of requirements) {
    const { hits, unanswered } = evaluate(table, facts);
    for (const each of unanswered) doubts.push(reasonOfUnanswered(each));
    const further = hits.map(({ row }) => requirementOf(row.outputs ?? NONE));
    found = found.length === 0 ? further : [...found, ...further];
    for (const field of own.of(facts, hits)) hanging.push(field);
  }
  if (hanging.length > 0) {
    const fields = [...new Set(hanging)].toSorted().join(', ');
    doubts.push(builtIn('requirement-unknown', { fields }));
  }
  return { all: found.length < 2 ? found : distinct(found), doubts };
}

function distinct(found: readonly Requirement[]): readonly Requirement[] {
  const byKey = new Map(found.map((requirement) => [requirement.key, requirement]));
  return ordered([...byKey.values()], (left, right) => (left.key < right.key ? -1 : 1));
}

/** The outputs of a row, read once: a row is the same object for as long as its book is. */
const requirementOf = readOnce((outputs): Requirement => {
  const { check } = outputs;
  const codes = listOf(outputs['codes']);
  const types = listOf(outputs['type']);
  const pool = codes.join();
  return {
    codes,
    types,
    pool,
    key: `${check ?? ''}|${pool}|${types.join()}`,
    ...(check === undefined || check === '' ? {} : { check }),
  };
});

/** A reading of outputs that is made once for each row. */
export function readOnce<Read extends object>(
  read: (outputs: Readonly<Record<string, string>>) => Read,
): (outputs: Readonly<Record<string, string>>) => Read {
  const known = new WeakMap<object, Read>();
  let last: { readonly outputs: object; readonly made: Read } | undefined;
  return (outputs) => {
    // The items of a declaration mostly go by one row.
    if (last?.outputs === outputs) return last.made;
    let made = known.get(outputs);
    if (made === undefined) known.set(outputs, (made = read(outputs)));
    last = { outputs, made };
    return made;
  };
}

export function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
