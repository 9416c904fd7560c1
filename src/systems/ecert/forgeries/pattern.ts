import { Type, type Static } from 'typebox';
import { plainNumber } from '../../../ledger/index.ts';

const strict = { additionalProperties: false } as const;

/** What forged papers have in common; all that is given must fit. */
export const ForgeryPattern = Type.Object(
  {
    mask: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          '`#` is a digit, `?` any sign, `*` at the end whatever follows; other signs stand for themselves.',
      }),
    ),
    office: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'Key of the office it claims.' }),
    ),
    paperFrom: Type.Optional(
      Type.String({ minLength: 1, maxLength: 60, description: 'First paper serial number.' }),
    ),
    paperUntil: Type.Optional(
      Type.String({ minLength: 1, maxLength: 60, description: 'Last paper serial number.' }),
    ),
  },
  strict,
);
export type ForgeryPattern = Static<typeof ForgeryPattern>;

/** What is looked up. */
export interface Sought {
  readonly number?: string | undefined;
  readonly office?: string | undefined;
  readonly paper?: string | undefined;
}

/** Signs that a mask must name: fewer would warn of genuine papers by the thousand. */
const LEAST_NAMED = 4;

/** Why a pattern cannot be used: it says nothing, or so little that it would fit everything. */
export function patternFault(
  pattern: ForgeryPattern,
): 'forgery-pattern-empty' | 'forgery-pattern-too-wide' | undefined {
  const { mask, paperFrom, paperUntil } = pattern;
  const hasPaper = paperFrom !== undefined && paperUntil !== undefined;
  if (mask === undefined && !hasPaper) return 'forgery-pattern-empty';
  if (mask !== undefined && plainMask(mask).replace(/[#?*]/g, '').length < LEAST_NAMED)
    return 'forgery-pattern-too-wide';
  if (hasPaper && plainNumber(paperFrom).length !== plainNumber(paperUntil).length)
    return 'forgery-pattern-too-wide';
  return undefined;
}

/** Whether what is looked up may be of the pattern. What the look-up does not tell is no proof against it. */
export function fits(pattern: ForgeryPattern, sought: Sought): boolean {
  const { mask, office, paperFrom, paperUntil } = pattern;
  const answers = [
    mask === undefined || sought.number === undefined ? undefined : fitsMask(mask, sought.number),
    office === undefined || sought.office === undefined ? undefined : office === sought.office,
    paperFrom === undefined || paperUntil === undefined || sought.paper === undefined
      ? undefined
      : isBetween(sought.paper, paperFrom, paperUntil),
  ];
  if (answers.includes(false)) return false;
  // An office alone proves nothing; a number or a paper must fit.
  return answers[0] === true || answers[2] === true;
}

/** Whether a number fits a mask, whatever signs either is written with. Linear in their length. */
export function fitsMask(mask: string, number: string): boolean {
  const plain = plainNumber(number);
  const pattern = plainMask(mask);
  const isOpen = pattern.endsWith('*');
  const wanted = isOpen ? pattern.slice(0, -1) : pattern;
  if (isOpen ? plain.length < wanted.length : plain.length !== wanted.length) return false;
  return [...wanted].every((sign, place) => {
    const found = plain[place] ?? '';
    if (sign === '?') return true;
    return sign === '#' ? /[0-9]/.test(found) : sign === found;
  });
}

/** A mask as numbers are compared: letters in upper case, no signs but its own; `*` only at the end. */
function plainMask(mask: string): string {
  const body = mask
    .replace(/\*+$/, '')
    .split(/([#?])/)
    .map((piece) => (piece === '#' || piece === '?' ? piece : plainNumber(piece)))
    .join('');
  return mask.trimEnd().endsWith('*') ? `${body}*` : body;
}

function isBetween(paper: string, from: string, until: string): boolean {
  const [serial, first, last] = [paper, from, until].map(plainNumber);
  if (serial === undefined || first === undefined || last === undefined) return false;
  return serial.length === first.length && first <= serial && serial <= last;
}
