import { Type } from 'typebox';
import { defineParameter } from '../../../ledger/parameters/index.ts';

/** What becomes of a declaration whose commodity code the tariff does not have. */
const UNKNOWN_CODES = ['warning', 'error', 'off'] as const;

/**
 * Which nomenclature declared codes are looked up in, and what follows where it has none such: a warning, the refusal of the
 * declaration, or nothing. Without a name it is whatever is loaded under the country's own code (`CN-2026`); where nothing is, nothing
 * is looked up.
 */
export const commodityCheckParameter = defineParameter({
  name: 'commodity-check',
  key: Type.Object({}, { additionalProperties: false }),
  value: Type.Object(
    {
      nomenclature: Type.Optional(
        Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{0,19}$', title: 'parameter-field-nomenclature' }),
      ),
      unknown: Type.Enum(UNKNOWN_CODES, { title: 'parameter-field-unknown-code' }),
    },
    { additionalProperties: false },
  ),
  levels: ['platform', 'authority'],
  readers: 'signed-in',
  standard: [{ key: {}, value: { unknown: 'warning' } }],
});
