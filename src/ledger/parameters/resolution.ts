import type { ParameterLevel, ParameterOwner } from './definition.ts';

/** One approved assertion: this value holds for this key in this period. Times in milliseconds since 1970. */
export interface Assertion {
  readonly version: number;
  readonly place: number;
  /** Empty for the whole installation. */
  readonly authority: string;
  readonly office: string;
  /** Canonical JSON of the key. */
  readonly key: string;
  /** `null` where the key is ended. */
  readonly value: unknown;
  readonly from: number;
  readonly until: number | undefined;
  readonly recorded: number;
  readonly change: string;
}

/** Which moment is asked about, and how much of what was recorded is to count. */
export interface AsOf {
  /** The moment for which the rows must hold. */
  readonly at: number;
  /** Only what was recorded up to this version of the parameter; all where absent. */
  readonly version?: number;
  /** Only what was recorded up to this moment; all where absent. */
  readonly known?: number;
}

/** A row in force. */
export interface Effective {
  readonly key: string;
  readonly value: unknown;
  /** Where it comes from: a level, or the release itself. */
  readonly level: ParameterLevel | 'standard';
  /** Absent for rows of the release. */
  readonly assertion?: Assertion;
}

/** Rows of the release by canonical key. */
export type StandardRows = ReadonlyMap<string, unknown>;

/**
 * The rows in force for an owner, by key in the order of their text. Of one level's assertions that cover the moment the
 * highest version counts; of the levels the narrowest that has a value. A key that the whole installation has ended has
 * no row of the release either.
 */
export function effectiveRows(
  assertions: readonly Assertion[],
  standard: StandardRows,
  owner: ParameterOwner,
  asOf: AsOf,
): readonly Effective[] {
  const levels = [new Map<string, Assertion>(), new Map<string, Assertion>(), new Map<string, Assertion>()];
  for (const assertion of assertions) {
    if (!covers(assertion, asOf)) continue;
    const level = levels[placeOf(assertion, owner)];
    const known = level?.get(assertion.key);
    if (level !== undefined && (known === undefined || isLater(assertion, known)))
      level.set(assertion.key, assertion);
  }
  const [office, authority, platform] = levels;
  const keys = new Set([...levels.flatMap((level) => [...level.keys()]), ...standard.keys()]);
  return [...keys].toSorted(byText).flatMap((key): readonly Effective[] => {
    for (const [level, rows] of [
      ['office', office],
      ['authority', authority],
      ['platform', platform],
    ] as const) {
      const assertion = rows?.get(key);
      if (assertion !== undefined && assertion.value !== null)
        return [{ key, value: assertion.value, level, assertion }];
    }
    const isEnded = platform?.has(key) === true;
    return standard.has(key) && !isEnded ? [{ key, value: standard.get(key), level: 'standard' }] : [];
  });
}

function covers({ version, recorded, from, until }: Assertion, asOf: AsOf): boolean {
  if (asOf.version !== undefined && version > asOf.version) return false;
  if (asOf.known !== undefined && recorded > asOf.known) return false;
  return from <= asOf.at && (until === undefined || asOf.at < until);
}

/** 0 the office's own, 1 the authority's, 2 the installation's; -1 somebody else's. */
function placeOf({ authority, office }: Assertion, owner: ParameterOwner): number {
  if (authority === '') return 2;
  if (authority !== owner.authority) return -1;
  if (office === '') return 1;
  return office === owner.office ? 0 : -1;
}

function isLater(left: Assertion, right: Assertion): boolean {
  return left.version > right.version || (left.version === right.version && left.place > right.place);
}

function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
