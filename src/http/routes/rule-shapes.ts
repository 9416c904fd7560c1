import { Type } from 'typebox';
import { OUTCOMES } from '../../verification/facts/index.ts';
import { SIMULATION_STATES } from '../../verification/simulation/index.ts';
import { Expected, GivenCase } from '../../verification/written-cases/index.ts';
import { Id, Moment } from '../schemas.ts';

const strict = { additionalProperties: false } as const;
const Outcome = Type.Enum(OUTCOMES);
const Day = Type.String({ description: 'api-field-day' });

/** A table as it is being written: what is wrong with it is told place by place, not refused. */
export const DraftTable = Type.Object({}, { additionalProperties: true });

const Remark = Type.Object({
  code: Type.String({ description: 'api-field-code' }),
  path: Type.String({ description: 'api-field-path' }),
  detail: Type.String({ description: 'api-field-detail' }),
});

export const TableCheckSchema = Type.Object({
  faults: Type.Array(Remark),
  warnings: Type.Array(Remark),
  cases: Type.Array(
    Type.Object({
      pack: Type.Optional(Type.String()),
      rows: Type.Array(Type.String()),
      comesTo: Type.Optional(Expected),
      name: Type.String(),
      title: Type.String(),
      passed: Type.Boolean(),
      differences: Type.Array(
        Type.Object({ part: Type.String(), expected: Type.String(), found: Type.String() }),
      ),
    }),
  ),
});

/** A stored case as it would stand beside a table. */
export const WrittenCaseSchema = Type.Object({ given: GivenCase, expect: Expected });

export const WrittenCaseKey = Type.Object(
  {
    authority: Type.String({ pattern: '^[A-Z]{2}-[A-Za-z0-9-]{1,30}$' }),
    number: Type.String({ minLength: 1, maxLength: 80 }),
  },
  strict,
);

const Goods = Type.Array(
  Type.Object({
    key: Type.String(),
    items: Type.Integer(),
    values: Type.Array(Type.Object({ currency: Type.String(), amount: Type.String() })),
  }),
);

export const SimulationSchema = Type.Object({
  id: Id,
  table: Type.String(),
  state: Type.Enum(SIMULATION_STATES),
  from: Day,
  until: Day,
  begun: Moment,
  ended: Type.Optional(Moment),
  done: Type.Integer(),
  total: Type.Integer(),
  changed: Type.Integer(),
  exact: Type.Integer(),
  group: Type.Integer(),
  different: Type.Integer(),
  unreadable: Type.Integer(),
  outcomes: Type.Array(Type.Object({ before: Outcome, after: Outcome, count: Type.Integer() })),
  reasons: Type.Array(Type.Object({ code: Type.String(), before: Type.Integer(), after: Type.Integer() })),
  samples: Type.Array(
    Type.Object({
      claimant: Type.String(),
      version: Type.Integer(),
      before: Outcome,
      after: Outcome,
      reasonsBefore: Type.Array(Type.String()),
      reasonsAfter: Type.Array(Type.String()),
    }),
  ),
  countries: Goods,
  headings: Goods,
});

export const SimulationId = Type.Object({ id: Id }, strict);
export const PackName = Type.Object({ name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$' }) }, strict);

export const PackSchema = Type.Object({
  name: Type.String(),
  version: Type.String(),
  authority: Type.String(),
  title: Type.String(),
  about: Type.String(),
  tests: Type.Integer(),
  rows: Type.Integer(),
  changes: Type.Array(
    Type.Object({
      parameter: Type.String(),
      title: Type.String(),
      key: Type.String(),
      kind: Type.Enum(['added', 'changed']),
    }),
  ),
});

export const ShadowReportSchema = Type.Object({
  from: Day,
  until: Day,
  rows: Type.Array(
    Type.Object({
      table: Type.String(),
      row: Type.String(),
      exact: Type.Integer(),
      group: Type.Integer(),
      different: Type.Integer(),
      samples: Type.Array(
        Type.Object({
          kind: Type.Enum(['exact', 'group', 'different']),
          claimant: Type.String(),
          version: Type.Integer(),
          outcome: Outcome,
          wouldBe: Outcome,
          at: Moment,
        }),
      ),
    }),
  ),
});
