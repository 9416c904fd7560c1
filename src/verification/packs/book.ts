import type { Practice, RuleBook } from '../deciding/index.ts';
import type { RulePack } from './pack.ts';

/** What counts in tests of a pack that leaves the practice in force as it is. */
const USUAL: Practice = { waitingDays: 5, leastDigits: 4, fallback: 'hold', baselineMinutes: 20 };

/** The pack as if it alone were in force on a day. */
export function ruleBookOfPack(
  { tables, references, mappings, practice = USUAL }: RulePack,
  day: string,
): RuleBook {
  return {
    tables: tables.map(({ table }) => table),
    local: [],
    patterns: references,
    mappings,
    practice,
    versions: {},
    day,
  };
}
