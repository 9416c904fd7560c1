import { Type } from 'typebox';
import { defineParameter } from '../../ledger/parameters/index.ts';

const strict = { additionalProperties: false } as const;
const Code = (title: string) => Type.String({ pattern: '^\\d{2,14}$', title });

/** Which code of the tariff a certified code of another nomenclature stands for; several rows where it stands for several. */
export const commodityMappingParameter = defineParameter({
  name: 'commodity-mapping',
  key: Type.Object(
    {
      system: Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{0,19}$', title: 'parameter-field-nomenclature' }),
      from: Code('parameter-field-code-from'),
      to: Code('parameter-field-code-to'),
    },
    strict,
  ),
  value: Type.Object(
    { basis: Type.Optional(Type.String({ minLength: 1, maxLength: 300, title: 'parameter-field-basis' })) },
    strict,
  ),
  levels: ['platform', 'authority'],
  readers: 'signed-in',
});
