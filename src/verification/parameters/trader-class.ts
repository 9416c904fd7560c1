import { Type } from 'typebox';
import { defineParameter } from '../../ledger/parameters/index.ts';

const strict = { additionalProperties: false } as const;

/**
 * The class that customs has given a trader: `AEO` for authorised operators, whatever else a country has. Traders are known by the key
 * under which they sign in and lodge, since anybody may write another's registration number into a declaration. A trader without a
 * row has no class.
 */
export const traderClassParameter = defineParameter({
  name: 'trader-class',
  key: Type.Object(
    { trader: Type.String({ pattern: '^[A-Z]{2}-[A-Z0-9-]{1,20}$', title: 'parameter-field-trader' }) },
    strict,
  ),
  value: Type.Object(
    {
      class: Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{0,19}$', title: 'parameter-field-trader-class' }),
      basis: Type.Optional(Type.String({ minLength: 1, maxLength: 300, title: 'parameter-field-basis' })),
    },
    strict,
  ),
  levels: ['platform', 'authority'],
  readers: 'declaration.decide',
});
