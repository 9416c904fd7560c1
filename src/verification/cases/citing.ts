import type { CitedDocument, DeclarationFacts } from '../facts/index.ts';
import { readReference, type CompiledPatterns, type ReferenceReading } from '../references/index.ts';
import { soughtNumber } from './naming.ts';
import type { RuleOwner } from './ports.ts';

/** Documents that a version cites, each code and reference once, in the order in which they stand. */
export function citationsOf(
  declaration: DeclarationFacts,
): readonly Pick<CitedDocument, 'code' | 'reference'>[] {
  const all = [...declaration.items.flatMap(({ documents }) => documents), ...declaration.documents];
  const distinct = new Map(
    all.map(({ code, reference }) => [`${code}\n${reference}`, { code, reference }] as const),
  );
  return [...distinct.values()];
}

export function readCitations(
  declaration: DeclarationFacts,
  patterns: CompiledPatterns,
): readonly ReferenceReading[] {
  return citationsOf(declaration).map(({ code, reference }) => readReference(code, reference, patterns));
}

/** What a citation makes a case seek: every number that it may mean. */
export function numbersSought(readings: readonly ReferenceReading[]): readonly string[] {
  const all = readings.flatMap(({ readings: certain, foreign }) => [...certain, ...foreign]);
  return [...new Set(all.map(({ number }) => soughtNumber(number)))];
}

/** By reference, the first day of those on which it was cited under any code. */
export function waitingSinceOf(
  cited: readonly { readonly reference: string; readonly cited: string }[],
): Readonly<Record<string, string>> {
  const latestFirst = cited.toSorted((left, right) => (left.cited < right.cited ? 1 : -1));
  return Object.fromEntries(latestFirst.map(({ reference, cited: day }) => [reference, day]));
}

/** Whose rules a case goes by: those of the office that keeps it, whatever its declaration names. */
export function ownerOf(
  { country, authority }: Pick<RuleOwner, 'country' | 'authority'>,
  office: string | null | undefined,
): RuleOwner {
  return { country, authority, ...(typeof office === 'string' ? { office } : {}) };
}
