import { canonicalText } from './change-record.ts';
import type { AnyParameter, ParameterOwner, ProposedRow } from './definition.ts';
import { effectiveRows, type Assertion } from './resolution.ts';

/** What one row of a proposal would change, at the moment from which it is to hold. */
export interface RowPreview {
  readonly kind: 'added' | 'changed' | 'ended' | 'unchanged';
  readonly key: unknown;
  /** What counts at that moment today; absent where nothing does. */
  readonly before?: unknown;
  /** Where that comes from: an authority's or office's own row, or a wider level's. */
  readonly beforeLevel?: string;
  /** What would count; absent where nothing would. */
  readonly after?: unknown;
  readonly from: string;
  readonly until?: string;
  /** Whether it begins before now, and so changes what held already. */
  readonly startsInPast: boolean;
}

export interface ChangePreview {
  /** Version of the parameter that was compared with. */
  readonly version: number;
  readonly rows: readonly RowPreview[];
  readonly counts: Readonly<Record<RowPreview['kind'], number>>;
  /** Records that the change would touch, where the parameter can say. */
  readonly touches?: number;
}

/** Compares a proposal's rows with what would count without them. */
export function previewRows(
  definition: AnyParameter,
  assertions: readonly Assertion[],
  change: { readonly rows: readonly ProposedRow[]; readonly owner: ParameterOwner; readonly now: Date },
): Omit<ChangePreview, 'touches'> {
  const { rows, owner, now } = change;
  const standard = standardOf(definition);
  const version = assertions.reduce((highest, row) => Math.max(highest, row.version), 0);
  const proposed = rows.map((row, place) => asserted(row, place, version + 1, owner));
  const counts = { added: 0, changed: 0, ended: 0, unchanged: 0 };
  const previews = rows.map((row): RowPreview => {
    const at = Date.parse(row.from);
    const key = canonicalText(row.key);
    const ask = (all: readonly Assertion[]) =>
      effectiveRows(
        all.filter((each) => each.key === key),
        new Map([...standard].filter(([each]) => each === key)),
        owner,
        { at },
      )[0];
    const before = ask(assertions);
    const after = ask([...assertions, ...proposed]);
    const kind = kindOf(before?.value, after?.value);
    counts[kind] += 1;
    return {
      kind,
      key: row.key,
      ...(before === undefined ? {} : { before: before.value, beforeLevel: before.level }),
      ...(after === undefined ? {} : { after: after.value }),
      from: row.from,
      ...(row.until === undefined ? {} : { until: row.until }),
      startsInPast: at < now.getTime(),
    };
  });
  return { version, rows: previews, counts };
}

function kindOf(before: unknown, after: unknown): RowPreview['kind'] {
  if (before === undefined) return after === undefined ? 'unchanged' : 'added';
  if (after === undefined) return 'ended';
  return canonicalText(before) === canonicalText(after) ? 'unchanged' : 'changed';
}

function asserted(row: ProposedRow, place: number, version: number, owner: ParameterOwner): Assertion {
  return {
    version,
    place,
    authority: owner.authority ?? '',
    office: owner.office ?? '',
    key: canonicalText(row.key),
    value: row.value,
    from: Date.parse(row.from),
    until: row.until === undefined ? undefined : Date.parse(row.until),
    recorded: 0,
    change: '',
  };
}

const standards = new WeakMap<AnyParameter, ReadonlyMap<string, unknown>>();

/** The rows of the release by canonical key. */
export function standardOf(definition: AnyParameter): ReadonlyMap<string, unknown> {
  const known = standards.get(definition);
  if (known !== undefined) return known;
  const made = new Map(definition.standard.map(({ key, value }) => [canonicalText(key), value]));
  standards.set(definition, made);
  return made;
}
