import type { Fault } from '../../base/index.ts';
import type { AnyParameter } from '../../ledger/parameters/index.ts';
import type { CommodityMapping, Practice, ReferencePattern } from '../deciding/index.ts';
import {
  commodityMappingParameter,
  practiceParameter,
  referencePatternParameter,
} from '../parameters/index.ts';

/** Rows of a parameter as a file of a pack has them: key and value in one object, several in a list. */
export interface Part<Value> {
  readonly definition: AnyParameter;
  /** Members of the key; all others are the value's. */
  readonly key: readonly string[];
  readonly isList: boolean;
  /** What a file without faults is. */
  readonly of: (value: unknown) => Value;
}

const MOST_ENTRIES = 5000;

/** `references.json` */
export const REFERENCES: Part<readonly ReferencePattern[]> = {
  definition: referencePatternParameter,
  key: ['code', 'style'],
  isList: true,
  // The parameter's own schemas have found no fault in any of them.
  of: (value) => value as readonly ReferencePattern[],
};

/** `mappings.json` */
export const MAPPINGS: Part<readonly CommodityMapping[]> = {
  definition: commodityMappingParameter,
  key: ['system', 'from', 'to'],
  isList: true,
  // As above.
  of: (value) => value as readonly CommodityMapping[],
};

/** `practice.json` */
export const PRACTICE: Part<Practice> = {
  definition: practiceParameter,
  key: [],
  isList: false,
  // As above.
  of: (value) => value as Practice,
};

/** What a file says, or every fault that the parameter it is for finds in it. */
export function readPart<Value>(
  part: Part<Value>,
  value: unknown,
): { readonly value?: Value; readonly faults: readonly Fault[] } {
  const entries = part.isList ? value : [value];
  if (!Array.isArray(entries) || entries.length > MOST_ENTRIES)
    return { faults: [{ code: 'pack-file-shape', path: '', values: { member: '', rule: 'maxItems' } }] };
  const faults = entries.flatMap((entry: unknown, place) => {
    const path = part.isList ? `/${String(place)}` : '';
    return faultsOfEntry(part, entry).map((fault) => ({ ...fault, path: `${path}${fault.path}` }));
  });
  return faults.length > 0 ? { faults: faults.slice(0, 200) } : { value: part.of(value), faults: [] };
}

function faultsOfEntry({ definition, key: members }: Part<unknown>, entry: unknown): readonly Fault[] {
  const { key, value } = splitEntry(members, entry);
  const faults = [...definition.faultsOfKey(key), ...definition.faultsOfValue(value)];
  if (faults.length > 0) return faults;
  const checked = definition.check?.({ key, value, from: '2000-01-01' }, {}) ?? [];
  return checked.map((fault) => ({ ...fault, path: fault.path.replace(/^\/(?:key|value)(?=\/|$)/, '') }));
}

/** An entry of a file as the key and the value of a parameter row. */
export function splitEntry(
  members: readonly string[],
  entry: unknown,
): { readonly key: Readonly<Record<string, unknown>>; readonly value: Readonly<Record<string, unknown>> } {
  const all = typeof entry === 'object' && entry !== null ? Object.entries(entry) : [];
  return {
    key: Object.fromEntries(all.filter(([name]) => members.includes(name))),
    value: Object.fromEntries(all.filter(([name]) => !members.includes(name))),
  };
}
