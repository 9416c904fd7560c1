import type { Facts, FieldName, FieldValue, Reason } from '../facts/index.ts';
import type { Hit, Unanswered } from './hit.ts';
import { isAmount, isList } from './lib/cell-test.ts';

/** Placeholders of the two sides of a compared field; any field's name is one too. */
export const SIDES = ['declared', 'certified'] as const;

const PLACEHOLDER = /\{([a-z][a-z0-9.-]*)\}/g;

/** What the sentences of a row name, each once. */
export function placeholdersOf(sentence: Readonly<Record<string, string>>): readonly string[] {
  return [
    ...new Set(
      Object.values(sentence).flatMap((text) =>
        [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''),
      ),
    ),
  ];
}

/** A sentence with its values in place; what has none stays as it is written. */
export function toldSentence(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}

/** The two values of a compared field, as texts; of quantities the facts have them. */
export type TwoSides = (
  field: FieldName,
) => { readonly declared?: string | undefined; readonly certified?: string | undefined } | undefined;

/** A row that holds, as the reason that a decision keeps: with both values and every value its sentence names. */
export function reasonOf(hit: Hit, facts: Facts, sides?: TwoSides): Reason {
  const { row } = hit;
  const values = sidesOf(hit, facts, sides);
  for (const name of hit.placeholders) {
    const text = told(facts[name]);
    if (text !== undefined) values[name] = text;
  }
  const { code = row.id, outcome = 'pass', actor = 'nobody', sentence = NO_WORDS, basis } = row;
  const { table } = hit;
  return basis === undefined
    ? { code, outcome, actor, table, row: row.id, values, sentence }
    : { code, outcome, actor, table, row: row.id, basis, values, sentence };
}

const NO_WORDS: Readonly<Record<string, string>> = Object.freeze({});

/** A table without an answer, as the reason that holds the case; its sentence is a word of this room. */
export function reasonOfUnanswered({ code, table, rows }: Unanswered): Reason {
  return {
    code,
    outcome: 'hold',
    actor: 'officer',
    table,
    row: rows[0] ?? '',
    values: { table, rows: rows.join(', ') },
    sentence: {},
  };
}

/** Both values of the field that the row's sentence is about, as far as they are stated. */
function sidesOf({ subject }: Hit, facts: Facts, sides: TwoSides | undefined): Record<string, string> {
  if (subject === undefined) return {};
  if (subject.startsWith('quantity.'))
    return bothOf(told(facts['quantity.declared']), told(facts['quantity.certified']));
  const known = sides?.(subject);
  return bothOf(known?.declared, known?.certified);
}

function bothOf(declared: string | undefined, certified: string | undefined): Record<string, string> {
  if (declared === undefined) return certified === undefined ? {} : { certified };
  return certified === undefined ? { declared } : { declared, certified };
}

function told(value: FieldValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isList(value)) return value.join(', ');
  return isAmount(value) ? `${value.value} ${value.unit}` : undefined;
}
