import { Type } from 'typebox';
import { defineParameter } from '../../ledger/parameters/index.ts';

const strict = { additionalProperties: false } as const;

const Length = (title: string) => Type.Optional(Type.Integer({ minimum: 1, maximum: 40, title }));
const Authority = Type.String({ pattern: '^[A-Z]{2}-[A-Z0-9-]{1,30}$', title: 'parameter-field-authority' });

const Part = Type.Object(
  {
    kind: Type.Enum(['literal', 'country', 'year', 'digits', 'letters', 'any'], {
      title: 'parameter-field-part-kind',
    }),
    values: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 30 }), {
        maxItems: 40,
        title: 'parameter-field-part-values',
      }),
    ),
    least: Length('parameter-field-part-least'),
    most: Length('parameter-field-part-most'),
    as: Type.Optional(
      Type.Enum(['country', 'authority', 'year', 'number', 'suffix'], { title: 'parameter-field-part-as' }),
    ),
    optional: Type.Optional(Type.Boolean({ title: 'parameter-field-part-optional' })),
    pad: Length('parameter-field-part-pad'),
  },
  strict,
);

/** How references to a type of document are written: parts in their order, never a regular expression. */
export const referencePatternParameter = defineParameter({
  name: 'reference-pattern',
  key: Type.Object(
    {
      code: Type.String({ minLength: 1, maxLength: 20, title: 'parameter-field-document-code' }),
      style: Type.String({
        pattern: '^[a-z0-9][a-z0-9.-]{0,59}$',
        title: 'parameter-field-style',
      }),
    },
    strict,
  ),
  value: Type.Object(
    {
      type: Type.String({ minLength: 1, maxLength: 30, title: 'parameter-field-document-type' }),
      parts: Type.Array(Part, { minItems: 1, maxItems: 12, title: 'parameter-field-parts' }),
      country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', title: 'parameter-field-country' })),
      authority: Type.Optional(Authority),
      number: Type.String({ minLength: 1, maxLength: 80, title: 'parameter-field-number-form' }),
    },
    strict,
  ),
  levels: ['platform', 'authority'],
  readers: 'signed-in',
  check: ({ value }) =>
    (value?.parts ?? []).flatMap(({ kind, values, least, most }, place) => {
      const path = `/value/parts/${String(place)}`;
      if (kind === 'literal' && (values ?? []).length === 0)
        return [{ code: 'pattern-literal-empty', path, values: {} }];
      return least !== undefined && most !== undefined && most < least
        ? [{ code: 'pattern-length-order', path, values: { least, most } }]
        : [];
    }),
});
