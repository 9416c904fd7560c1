import { chinaCountryCodes } from './china-countries.ts';
import { chinaUnitCodes } from './china-units.ts';

/** What a national list has codes for, where the international ones are ISO 3166-1 and UN/ECE Recommendation 20. */
export const CODE_KINDS = ['country', 'unit'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/**
 * Maps codes of a national list to the international ones and back, as they stood on a day (`2026-03-02`). Tables too large
 * to be part of the program are loaded by the operator behind the same face.
 */
export interface CodeMapping {
  readonly name: string;
  /** The international code; undefined where there is none on that day. */
  readonly toInternational: (kind: CodeKind, code: string, day: string) => string | undefined;
  /** The national code; undefined where there is none on that day. */
  readonly toNational: (kind: CodeKind, code: string, day: string) => string | undefined;
}

/** A pair of codes and the days on which it holds, the last one included; open where absent. */
export interface CodePair {
  readonly national: string;
  readonly international: string;
  readonly from?: string;
  readonly until?: string;
}

/** Reads `code:counterpart`, each with `@from` and `/until` where it did not hold always. */
export function codePairs(compact: string): readonly CodePair[] {
  return compact
    .trim()
    .split(/\s+/)
    .map((part) => {
      const [, national = '', international = '', from, until] =
        /^([^:]+):([^@/]+)(?:@([\d-]+))?(?:\/([\d-]+))?$/.exec(part) ?? [];
      return {
        national,
        international,
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      };
    });
}

/** A mapping made of pairs. Of several pairs that hold on a day the first stands. */
export function codeMapping(
  name: string,
  pairs: Readonly<Record<CodeKind, readonly CodePair[]>>,
): CodeMapping {
  const [national, international] = [indexed(pairs, 'national'), indexed(pairs, 'international')];
  const find = (of: Index, kind: CodeKind, code: string, day: string) =>
    of.get(`${kind} ${code}`)?.find((pair) => holds(pair, day));
  return {
    name,
    toInternational: (kind, code, day) => find(national, kind, code, day)?.international,
    toNational: (kind, code, day) => find(international, kind, code, day)?.national,
  };
}

type Index = ReadonlyMap<string, readonly CodePair[]>;

function indexed(
  pairs: Readonly<Record<CodeKind, readonly CodePair[]>>,
  key: 'national' | 'international',
): Index {
  const index = new Map<string, CodePair[]>();
  for (const kind of CODE_KINDS) {
    for (const pair of pairs[kind]) {
      const name = `${kind} ${pair[key]}`;
      const known = index.get(name);
      if (known) known.push(pair);
      else index.set(name, [pair]);
    }
  }
  return index;
}

const holds = ({ from, until }: CodePair, day: string): boolean =>
  (from === undefined || from <= day) && (until === undefined || day <= until);

/** Country codes and units of China Customs. */
export const chinaCustomsCodes: CodeMapping = codeMapping('cn-customs', {
  country: codePairs(chinaCountryCodes),
  unit: codePairs(chinaUnitCodes),
});
