import { Type } from 'typebox';
import type { Fault } from '../../../base/index.ts';
import { defineParameter } from '../../../ledger/parameters/index.ts';

const strict = { additionalProperties: false } as const;

/** Codes of a chapter; the largest of a national tariff has some two thousand. */
export const MOST_CODES = 5_000;
export const LONGEST_NAME = 400;
export const CODE = /^\d{2,14}$/;

/**
 * A nomenclature of goods or a national tariff, chapter by chapter: so large a list changes by chapters, and a chapter is what a
 * person can look over.
 */
export const nomenclatureParameter = defineParameter({
  name: 'nomenclature',
  key: Type.Object(
    {
      nomenclature: Type.String({
        pattern: '^[A-Z0-9][A-Z0-9-]{0,19}$',
        title: 'parameter-field-nomenclature',
      }),
      chapter: Type.String({ pattern: '^\\d{2}$', title: 'parameter-field-chapter' }),
    },
    strict,
  ),
  value: Type.Object(
    {
      codes: Type.Array(
        Type.Object(
          {
            code: Type.String({ pattern: CODE.source, title: 'parameter-field-code' }),
            name: Type.String({ minLength: 1, maxLength: LONGEST_NAME, title: 'parameter-field-name' }),
          },
          strict,
        ),
        { minItems: 1, maxItems: MOST_CODES, title: 'parameter-field-codes' },
      ),
    },
    strict,
  ),
  levels: ['platform', 'authority'],
  readers: 'signed-in',
  check({ key, value }) {
    const seen = new Set<string>();
    return (value?.codes ?? []).flatMap(({ code }, index): readonly Fault[] => {
      const path = `/value/codes/${String(index)}/code`;
      const isOther = !code.startsWith(key.chapter);
      const again = seen.has(code);
      seen.add(code);
      return isOther || again
        ? [{ code: isOther ? 'nomenclature-chapter' : 'nomenclature-repeated', path, values: { code } }]
        : [];
    });
  },
});

/** What is wrong with a row of a nomenclature; each a key of the words. */
export const NOMENCLATURE_FAULTS = [
  'nomenclature-code',
  'nomenclature-name',
  'nomenclature-repeated',
  'nomenclature-chapter',
  'nomenclature-full',
] as const;
export type NomenclatureFault = (typeof NOMENCLATURE_FAULTS)[number];
