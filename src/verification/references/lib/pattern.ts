import type { ReferencePattern } from '../../deciding/rule-book.ts';
import { normalText } from './written.ts';

type Part = ReferencePattern['parts'][number];

/** A pattern made ready: its literals in normal form, longest first. */
export interface CompiledPattern {
  readonly pattern: ReferencePattern;
  readonly parts: readonly CompiledPart[];
}

interface CompiledPart {
  readonly part: Part;
  readonly literals: readonly string[];
  readonly least: number;
  readonly most: number;
}

/** Texts of the parts of one admissible reading, by what they are of the document. */
export type PartTexts = Readonly<Partial<Record<NonNullable<Part['as']>, string>>>;

/** More readings than this of one pattern are not told one by one: nobody could choose. */
export const MOST_READINGS = 16;
const MOST_PARTS = 24;
const LONGEST_PART = 40;

export function compilePattern(pattern: ReferencePattern): CompiledPattern {
  return { pattern, parts: pattern.parts.slice(0, MOST_PARTS).map(compilePart) };
}

function compilePart(part: Part): CompiledPart {
  const fixed = part.kind === 'country' ? 2 : part.kind === 'year' ? 4 : undefined;
  const least = fixed ?? Math.max(1, part.least ?? 1);
  const most = fixed ?? Math.min(LONGEST_PART, part.most ?? part.least ?? LONGEST_PART);
  const values = (part.values ?? []).map((value) => (value.trim() === '' ? ' ' : (normalText(value) ?? '')));
  return { part, literals: values.filter((value) => value !== ''), least, most };
}

/**
 * Every way in which the whole text is of this pattern, in a stable order. Whether a part at a place leads to the end is found out
 * once, so that the work is at most parts × length × length of a part, and the same for each reading; at most
 * {@link MOST_READINGS} + 1 are returned.
 */
export function readingsOf({ parts }: CompiledPattern, text: string): readonly PartTexts[] {
  const leads = leadingToEnd(parts, text);
  const found: PartTexts[] = [];
  const walk = (index: number, at: number, texts: PartTexts): void => {
    if (found.length > MOST_READINGS) return;
    const part = parts[index];
    if (part === undefined) {
      found.push(texts);
      return;
    }
    for (const end of endsOf(part, text, at)) {
      if (!leads(index + 1, end)) continue;
      const { as } = part.part;
      walk(index + 1, end, as === undefined ? texts : { ...texts, [as]: told(part, text.slice(at, end)) });
    }
    if (part.part.optional === true && leads(index + 1, at)) walk(index + 1, at, texts);
  };
  if (leads(0, 0)) walk(0, 0, {});
  return found;
}

/** Whether text and pattern can be at an end together, from a part and a place on. */
function leadingToEnd(parts: readonly CompiledPart[], text: string): (index: number, at: number) => boolean {
  const known = new Map<number, boolean>();
  const leads = (index: number, at: number): boolean => {
    const part = parts[index];
    if (part === undefined) return at === text.length;
    const place = index * (text.length + 1) + at;
    const said = known.get(place);
    if (said !== undefined) return said;
    const answer =
      endsOf(part, text, at).some((end) => leads(index + 1, end)) ||
      (part.part.optional === true && leads(index + 1, at));
    known.set(place, answer);
    return answer;
  };
  return leads;
}

/** Where the part can end that begins at a place. */
function endsOf({ part, literals, least, most }: CompiledPart, text: string, at: number): readonly number[] {
  if (part.kind === 'literal')
    return literals.filter((value) => text.startsWith(value, at)).map((value) => at + value.length);
  const ends: number[] = [];
  for (let end = at; end - at < most && end < text.length && isOfKind(part.kind, text.charCodeAt(end));) {
    end += 1;
    if (end - at >= least && isListed(part, literals, text.slice(at, end))) ends.push(end);
  }
  return ends;
}

function isOfKind(kind: Exclude<Part['kind'], 'literal'>, code: number): boolean {
  const digit = code >= 48 && code <= 57;
  const letter = code >= 65 && code <= 90;
  if (kind === 'digits' || kind === 'year') return digit;
  return kind === 'any' ? digit || letter : letter;
}

/** A year of this and the last century; of other parts with `values`, one of these. */
function isListed(part: Part, literals: readonly string[], text: string): boolean {
  if (part.kind === 'year' && !/^(19|20)\d\d$/.test(text)) return false;
  return literals.length === 0 || literals.includes(text);
}

function told({ part }: CompiledPart, text: string): string {
  if (part.pad === undefined || part.kind !== 'digits') return text;
  return text.replace(/^0+/, '').padStart(part.pad, '0');
}
