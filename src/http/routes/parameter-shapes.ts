import { Type } from 'typebox';
import { MOST_ROWS } from '../../ledger/parameters/index.ts';
import { Moment } from '../schemas.ts';

const strict = { additionalProperties: false } as const;
export const AnyObject = Type.Object({}, { additionalProperties: true });

export const ParameterKey = Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$' });
export const ParameterName = Type.Object({ parameter: ParameterKey }, strict);
const Row = Type.Object(
  {
    key: Type.Object({}, { additionalProperties: true }),
    value: Type.Unknown(),
    from: Type.String({ minLength: 10, maxLength: 40 }),
    until: Type.Optional(Type.String({ minLength: 10, maxLength: 40 })),
  },
  strict,
);
export const ProposedRows = Type.Array(Row, { minItems: 1, maxItems: MOST_ROWS });

/** What a proposal would change, row by row. */
export const ParameterPreview = Type.Object({
  version: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      kind: Type.String(),
      key: AnyObject,
      before: Type.Optional(Type.Unknown()),
      beforeLevel: Type.Optional(Type.String()),
      after: Type.Optional(Type.Unknown()),
      from: Moment,
      until: Type.Optional(Moment),
      startsInPast: Type.Boolean(),
    }),
  ),
  counts: Type.Object({
    added: Type.Integer(),
    changed: Type.Integer(),
    ended: Type.Integer(),
    unchanged: Type.Integer(),
  }),
  touches: Type.Optional(Type.Integer()),
});
