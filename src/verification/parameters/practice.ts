import { Type } from 'typebox';
import { compareDecimals, parseDecimal, type Fault } from '../../base/index.ts';
import { defineParameter } from '../../ledger/parameters/index.ts';
import type { Practice } from '../deciding/rule-book.ts';

const strict = { additionalProperties: false } as const;

/**
 * How an authority decides, beyond its tables. An office may be stricter: it waits shorter before it asks the issuer, matches on more
 * digits and fewer foreign nomenclatures, holds where the country passes, and asks a second official sooner. What a paper check takes
 * is a measure, not a permission, and free.
 */
export const practiceParameter = defineParameter({
  name: 'verification-practice',
  key: Type.Object({}, strict),
  value: Type.Object(
    {
      waitingDays: Type.Integer({ minimum: 0, maximum: 365, title: 'parameter-field-waiting-days' }),
      leastDigits: Type.Integer({ minimum: 2, maximum: 14, title: 'parameter-field-least-digits' }),
      foreignNomenclatures: Type.Optional(
        Type.Array(Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{0,19}$' }), {
          maxItems: 40,
          title: 'parameter-field-foreign-nomenclatures',
        }),
      ),
      fallback: Type.Enum(['hold', 'pass-and-verify'], { title: 'parameter-field-fallback' }),
      secondOfficialFrom: Type.Optional(
        Type.Object(
          {
            amount: Type.String({ pattern: '^\\d{1,15}(?:\\.\\d{1,4})?$', title: 'parameter-field-amount' }),
            currency: Type.String({ pattern: '^[A-Z]{3}$', title: 'parameter-field-currency' }),
          },
          { ...strict, title: 'parameter-field-second-official' },
        ),
      ),
      baselineMinutes: Type.Integer({
        minimum: 0,
        maximum: 100_000,
        title: 'parameter-field-baseline-minutes',
      }),
    },
    strict,
  ),
  levels: ['platform', 'authority', 'office'],
  readers: 'declaration.decide',
  standard: [{ key: {}, value: { waitingDays: 10, leastDigits: 6, fallback: 'hold', baselineMinutes: 30 } }],
  narrows: (wider, own, level) => (level === 'office' ? wideningMembers(wider, own) : []),
});

function wideningMembers(wider: Practice, own: Practice): readonly Fault[] {
  const narrow = narrower(wider, own);
  const members = [
    'waitingDays',
    'leastDigits',
    'foreignNomenclatures',
    'fallback',
    'secondOfficialFrom',
  ] as const;
  return members
    .filter((member) => JSON.stringify(narrow[member] ?? null) !== JSON.stringify(own[member] ?? null))
    .map((member) => ({
      code: 'practice-widens',
      path: `/${member}`,
      values: { member, wider: JSON.stringify(wider[member] ?? null) },
    }));
}

/** Of each member the stricter: an office's practice counts so far as it is, also where its country's has changed since. */
export function narrower(wider: Practice, own: Practice): Practice {
  const known = new Set(wider.foreignNomenclatures ?? []);
  const foreign = (own.foreignNomenclatures ?? []).filter((system) => known.has(system));
  const second = sooner(wider.secondOfficialFrom, own.secondOfficialFrom);
  return {
    waitingDays: Math.min(wider.waitingDays, own.waitingDays),
    leastDigits: Math.max(wider.leastDigits, own.leastDigits),
    ...(foreign.length === 0 && own.foreignNomenclatures === undefined
      ? {}
      : { foreignNomenclatures: foreign }),
    fallback: wider.fallback === 'hold' ? 'hold' : own.fallback,
    ...(second === undefined ? {} : { secondOfficialFrom: second }),
    baselineMinutes: own.baselineMinutes,
  };
}

type Threshold = Practice['secondOfficialFrom'];

/** The lower threshold; of another currency the wider level's, since the two do not compare. */
function sooner(wider: Threshold, own: Threshold): Threshold {
  if (wider === undefined) return own;
  if (own?.currency !== wider.currency) return wider;
  const [left, right] = [parseDecimal(own.amount), parseDecimal(wider.amount)];
  return left !== undefined && right !== undefined && compareDecimals(left, right) < 0 ? own : wider;
}
