import { Type } from 'typebox';
import type { Language } from '../../base/index.ts';
import { ACTORS, MOST_TABLE_CASES, OUTCOMES } from '../facts/index.ts';
import { TableCase } from '../written-cases/index.ts';
import { HIT_POLICIES, ROW_MODES, STAGES } from './table.ts';

const strict = { additionalProperties: false } as const;

/** So many rows and values are more than a person can look over, and no more than a column's index can hold. */
export const MOST_ROWS = 500;
const MOST_VALUES = 500;

const Text = Type.String({ minLength: 1, maxLength: 120 });
const Values = Type.Array(Text, { minItems: 1, maxItems: MOST_VALUES });
const Unit = Type.String({ pattern: '^[A-Z0-9]{1,3}$' });
const Decimal = Type.String({ pattern: '^-?\\d{1,20}(?:\\.\\d{1,12})?$' });
const Bound = Type.String({ pattern: '^(?:-?\\d{1,20}(?:\\.\\d{1,12})?|\\d{4}-\\d{2}-\\d{2})$' });

const ValueSchema = Type.Union([Text, Type.Boolean(), Type.Object({ value: Decimal, unit: Unit }, strict)]);

/** One typed test of one field. */
export const CellSchema = Type.Union([
  Type.Object({ is: Type.Enum(['any', 'absent', 'present']) }, strict),
  Type.Object({ is: Type.Enum(['equal', 'not-equal']), value: ValueSchema }, strict),
  Type.Object(
    {
      is: Type.Enum(['in', 'not-in', 'prefix', 'not-prefix', 'contains-any', 'contains-none']),
      values: Values,
    },
    strict,
  ),
  Type.Object(
    {
      is: Type.Literal('range'),
      from: Type.Optional(Bound),
      until: Type.Optional(Bound),
      inclusive: Type.Optional(Type.Boolean()),
      unit: Type.Optional(Unit),
    },
    strict,
  ),
]);

const told = (maxLength: number) => {
  const text = Type.Optional(Type.String({ minLength: 1, maxLength }));
  const members: Record<Language, typeof text> = {
    en: text,
    zh: text,
    fr: text,
    es: text,
    ru: text,
    ar: text,
  };
  return Type.Object(members, strict);
};

const Name = Type.String({ pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$', maxLength: 80 });
const FieldText = Type.String({ pattern: '^[a-z]+\\.[a-z][a-z-]*$', maxLength: 60 });
const Outputs = Type.Record(
  Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
  Type.String({ maxLength: 400 }),
);

/** One row of a table. */
export const RuleRowSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]{0,59}$' }),
    basis: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    mode: Type.Enum([...ROW_MODES]),
    cells: Type.Record(FieldText, CellSchema),
    when: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    outcome: Type.Optional(Type.Enum([...OUTCOMES])),
    code: Type.Optional(Name),
    actor: Type.Optional(Type.Enum([...ACTORS])),
    sentence: Type.Optional(told(1000)),
    outputs: Type.Optional(Outputs),
  },
  strict,
);

/** A decision table as JSON; what a schema cannot say, `checkTable` does. */
export const DecisionTableSchema = Type.Object(
  {
    name: Name,
    title: told(200),
    stage: Type.Enum([...STAGES]),
    hit: Type.Enum([...HIT_POLICIES]),
    inputs: Type.Array(FieldText, { maxItems: 40 }),
    outputs: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }), { maxItems: 20 })),
    rows: Type.Array(RuleRowSchema, { maxItems: MOST_ROWS }),
    cases: Type.Optional(Type.Array(TableCase, { maxItems: MOST_TABLE_CASES })),
  },
  strict,
);
