import type { Reader } from '../language/reader.tsx';
import type { Tone } from '../pieces/state-badge.tsx';

export const OUTCOMES = ['pass', 'hold', 'inquire', 'refuse'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
  pass: 'passed',
  hold: 'warning',
  inquire: 'compare',
  refuse: 'failed',
};

/** Tones of the states of a declaration. */
export const STATE_TONES: Readonly<Record<string, Tone>> = {
  lodged: 'unknown',
  passed: 'passed',
  held: 'warning',
  inquired: 'compare',
  refused: 'failed',
  withdrawn: 'unknown',
  finalised: 'passed',
  annulled: 'failed',
};

export function isOutcome(text: string | undefined): text is Outcome {
  return OUTCOMES.some((outcome) => outcome === text);
}

/** A document of the ledger, by its permanent name. */
export interface DocumentName {
  readonly country: string;
  readonly authority: string;
  readonly number: string;
}

/** A reason of a decision, with its sentence in the reader's language. */
export interface ToldReason {
  readonly code: string;
  readonly outcome: string;
  readonly actor: string;
  readonly sentence: string;
  readonly table: string;
  readonly row: string;
  readonly basis?: string;
  readonly values: Readonly<Record<string, string>>;
}

const AMOUNT = /^-?\d+(?:\.\d+)? [A-Z0-9]{2,3}$/;
const DAY = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/;

type Telling = Pick<Reader, 'say' | 'has' | 'sayFirst' | 'amount' | 'shortDay'>;

/** A value of a fact as the reader writes it: amounts with their unit, days, countries by their name. */
export function toldValue(text: string, reader: Telling, field = ''): string {
  const { amount, sayFirst, shortDay } = reader;
  if (AMOUNT.test(text)) {
    const [value = '', unit = ''] = text.split(' ');
    return `${amount(value)} ${sayFirst([`unit.${unit}`], unit)}`;
  }
  if (DAY.test(text)) return shortDay(text);
  if (COUNTRY_FIELDS.test(field) && /^[A-Z]{2}$/.test(text)) return sayFirst([`country.${text}`], text);
  const list = CODED_FIELDS[field];
  return list === undefined ? text : codeAndName(`${list}.${text}`, text, reader);
}

/** A code with its name where there is a word for it; lists of single countries share none with us. */
function codeAndName(key: string, code: string, { say, has }: Pick<Reader, 'say' | 'has'>): string {
  return has(key) ? `${code} · ${say(key)}` : code;
}

/** The procedure of a declaration by its code and, of China's supervision modes that are usual, its name. */
export function procedureText(country: string, code: string, reader: Pick<Reader, 'say' | 'has'>): string {
  return country === 'CN' ? codeAndName(`web-supervision-mode-${code}`, code, reader) : code;
}

/** A supporting document by its code and, where that is known, its name. */
export function documentTitle(code: string, reader: Pick<Reader, 'say' | 'has'>): string {
  return reader.say('web-document', { code: codeAndName(`document-type.${code}`, code, reader) });
}

const CODED_FIELDS: Readonly<Record<string, string>> = {
  'document.code': 'document-type',
  'document.type': 'document-type',
  'certificate.type': 'document-type',
  'match.type': 'document-type',
  'declaration.transport-mode': 'transport-mode',
};
const COUNTRY_FIELDS = /country|origin|destination|despatch|route/;

/** What a fact is called: `match.origin` by the words of the rules' own vocabulary. */
export function fieldTitle(field: string, { sayFirst }: Reader): string {
  const name = field.replaceAll('.', '-');
  return sayFirst([`web-field-${name}`, `field-${name}`], field);
}

export function documentText({ country, number }: DocumentName): string {
  return `${country} ${number}`;
}

const GRAVITY: readonly string[] = [...OUTCOMES].toReversed();

/** The reasons of a decision with the item that each is of, the gravest first; none twice for one item. */
export function reasonsOf(
  decision:
    | {
        readonly findings: readonly {
          readonly item: number;
          readonly reasons: readonly Omit<ToldReason, 'basis'>[];
        }[];
      }
    | undefined,
): readonly (Omit<ToldReason, 'basis'> & { readonly item: number })[] {
  const found = decision?.findings.flatMap(({ item, reasons }) =>
    reasons.map((reason) => ({ ...reason, item })),
  );
  const first = new Map(
    found?.map((reason) => [`${String(reason.item)} ${reason.code} ${reason.sentence}`, reason]),
  );
  return [...first.values()].toSorted(
    (left, right) => GRAVITY.indexOf(left.outcome) - GRAVITY.indexOf(right.outcome) || left.item - right.item,
  );
}

/** A reason of a list in words: its sentence where it came along, else what the house calls its code. */
export function reasonText(
  reason: { readonly code: string; readonly sentence?: string },
  { sayFirst }: Pick<Reader, 'sayFirst'>,
): string {
  return reason.sentence ?? sayFirst([`web-reason-${reason.code}`], reason.code);
}

/** Reasons that stand against something; where none does, those that speak for it. */
export function graveOf<Told extends { readonly outcome?: string }>(
  reasons: readonly Told[],
): readonly Told[] {
  const grave = reasons.filter(({ outcome }) => outcome !== 'pass');
  return grave.length === 0 ? reasons : grave;
}
