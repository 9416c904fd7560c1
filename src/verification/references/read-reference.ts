import type { ReferencePattern } from '../deciding/rule-book.ts';
import type { Link } from '../facts/index.ts';
import {
  compilePattern,
  MOST_READINGS,
  readingsOf,
  type CompiledPattern,
  type PartTexts,
} from './lib/pattern.ts';
import { normalText } from './lib/written.ts';

/** One document that a reference may mean. */
export type Reading = Link['readings'][number];

/** Patterns made ready, by code of the declaration's list. */
export interface CompiledPatterns {
  readonly byCode: ReadonlyMap<string, readonly CompiledPattern[]>;
  readonly all: readonly CompiledPattern[];
}

/** A reference as it was read. */
export interface ReferenceReading {
  readonly code: string;
  /** As written. */
  readonly reference: string;
  /** In upper case, half width, one kind of dash; absent where it cannot be read at all. */
  readonly written?: string;
  /** Every document that the patterns of its code admit; one means that it is certain, none that it is unreadable. */
  readonly readings: readonly Reading[];
  /** Documents of other types that it would mean under other codes; only where `readings` is empty. */
  readonly foreign: readonly Reading[];
}

export function compilePatterns(patterns: readonly ReferencePattern[]): CompiledPatterns {
  const all = patterns
    .toSorted((left, right) => order(`${left.code} ${left.style}`, `${right.code} ${right.style}`))
    .map(compilePattern);
  const byCode = new Map<string, CompiledPattern[]>();
  for (const compiled of all) {
    const { code } = compiled.pattern;
    byCode.set(code, [...(byCode.get(code) ?? []), compiled]);
  }
  return { all, byCode };
}

/**
 * Reads a reference as the trader wrote it, by the patterns of its document code. All admissible readings are returned, each
 * document once; which of them is meant is not for this to guess.
 */
export function readReference(code: string, reference: string, patterns: CompiledPatterns): ReferenceReading {
  const written = normalText(reference);
  if (written === undefined) return { code, reference, readings: [], foreign: [] };
  const readings = readAll(patterns.byCode.get(code) ?? [], written);
  const foreign =
    readings.length > 0
      ? []
      : readAll(
          patterns.all.filter(({ pattern }) => pattern.code !== code),
          written,
        );
  return { code, reference, written, readings, foreign };
}

function readAll(patterns: readonly CompiledPattern[], written: string): readonly Reading[] {
  const found = new Map<string, Reading>();
  for (const compiled of patterns) {
    for (const texts of readingsOf(compiled, written)) {
      const reading = readingOf(compiled.pattern, texts);
      if (reading !== undefined) found.set(normalReference(reading), reading);
      if (found.size > MOST_READINGS) return inOrder(found);
    }
  }
  return inOrder(found);
}

function inOrder(found: ReadonlyMap<string, Reading>): readonly Reading[] {
  return [...found.keys()].toSorted(order).flatMap((name) => found.get(name) ?? []);
}

function readingOf(pattern: ReferencePattern, texts: PartTexts): Reading | undefined {
  const country = texts.country ?? pattern.country;
  const authority = texts.authority ?? pattern.authority;
  const number = numberOf(pattern.number, { ...texts, country, authority });
  if (country === undefined || number === '') return undefined;
  return {
    type: pattern.type,
    country,
    ...(authority === undefined ? {} : { authority }),
    ...(texts.year === undefined ? {} : { year: texts.year }),
    number,
    ...(texts.suffix === undefined ? {} : { suffix: texts.suffix }),
  };
}

function numberOf(template: string, texts: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w{1,20})\}/g, (_, name: string) =>
    Object.hasOwn(texts, name) ? (texts[name] ?? '') : '',
  );
}

/** Normal form of the document that a reading means: equal exactly where the document is the same one. */
export function normalReference({ type, country, authority, number }: Reading): string {
  return `${type}/${country}/${authority ?? '*'}/${number}`;
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
