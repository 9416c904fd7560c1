import type { Face, FaceSection, FaceValue } from '../../../../src/standards/index.ts';

/** One place where two copies of a certificate say different things. */
export interface Difference {
  /** Key of the field's name. */
  readonly label: string;
  /** Place among the lines of a table, from 1; absent outside of tables. */
  readonly line?: number;
  /** What each says; empty where it says nothing. */
  readonly here: readonly string[];
  readonly there: readonly string[];
}

export type Table = Extract<FaceSection, { readonly kind: 'table' }>;

/** Where two faces differ, in the order of the first. What a code means is no difference: values are compared as written. */
export function differencesOf(here: Face, there: Face): readonly Difference[] {
  const found: Difference[] = [];
  const [ours, theirs] = [fieldsOf(here), fieldsOf(there)];
  for (const label of new Set([...ours.keys(), ...theirs.keys()])) {
    const pair = { here: textsOf(ours.get(label)), there: textsOf(theirs.get(label)) };
    if (!isSame(pair.here, pair.there)) found.push({ label, ...pair });
  }
  const [tables, others] = [tablesOf(here), tablesOf(there)];
  for (const label of new Set([...tables.keys(), ...others.keys()]))
    found.push(...tableDifferences(tables.get(label), others.get(label)));
  return found;
}

function tableDifferences(here: Table | undefined, there: Table | undefined): Difference[] {
  const columns = new Set([...(here?.columns ?? []), ...(there?.columns ?? [])]);
  const lines = Math.max(here?.rows.length ?? 0, there?.rows.length ?? 0);
  return Array.from({ length: lines }, (_, index) =>
    [...columns].flatMap((label) => {
      const pair = { here: cellOf(here, index, label), there: cellOf(there, index, label) };
      return isSame(pair.here, pair.there) ? [] : [{ label, line: index + 1, ...pair }];
    }),
  ).flat();
}

export function cellOf(table: Table | undefined, row: number, column: string): readonly string[] {
  return textsOf(table?.rows[row]?.[table.columns.indexOf(column)]);
}

export function fieldsOf(face: Face): ReadonlyMap<string, readonly FaceValue[]> {
  return new Map(
    face.sections.flatMap((section) =>
      section.kind === 'fields' ? section.fields.map(({ label, values }) => [label, values] as const) : [],
    ),
  );
}

export function tablesOf(face: Face): ReadonlyMap<string, Table> {
  return new Map(
    face.sections.flatMap((section) => (section.kind === 'table' ? [[section.label, section] as const] : [])),
  );
}

export function textsOf(values: readonly FaceValue[] | undefined): readonly string[] {
  return (values ?? []).map(({ value }) => value);
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return (
    left.length === right.length && left.every((text, index) => plain(text) === plain(right[index] ?? ''))
  );
}

/** White space and the two ways to write one letter are no difference. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}
