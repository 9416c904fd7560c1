import { textWithin } from '../../base/index.ts';

/** Why something that the source says is not in the other form as it was. */
export const LOSS_CODES = [
  /** The other form has no place for it. */
  'loss-not-carried',
  /** Its place there holds less, or says it otherwise. */
  'loss-altered',
  /** The source's own reader could not place it in our document. */
  'loss-not-read',
  /** A code has no counterpart on the date of the document; it was carried as it is. */
  'loss-code-not-mapped',
  /** A seal holds for the bytes that it was made over, and for no others. */
  'loss-seal',
] as const;
export type LossCode = (typeof LOSS_CODES)[number];

/** One thing that the other form does not say as the source did. */
export interface TranslationLoss {
  readonly code: LossCode;
  /** Place in our document, by the names of SPSCertificate; in the source itself where it could not be read. */
  readonly path: string;
  /** What the source says, at most 200 characters of it. */
  readonly value: string;
  /** What the other form says instead; absent where it says nothing. */
  readonly became?: string;
}

/** Something that the other form says and the source did not: demanded there, or implied by the source. */
export interface Defaulted {
  readonly path: string;
  readonly value: string;
}

/** Entries reported; how many more there were is told beside them. */
export const MAXIMUM_LOSSES = 2000;

/** Enough of a value to know it by. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : '';
  return text.length <= 200 ? text : `${textWithin(text, 197)}...`;
}

/** Collects the report of a translation, bounded. */
export class LossReport {
  readonly losses: TranslationLoss[] = [];
  readonly defaulted: Defaulted[] = [];
  omitted = 0;

  lose(code: LossCode, path: string, value: unknown, became?: unknown): void {
    if (this.losses.length >= MAXIMUM_LOSSES) this.omitted += 1;
    else {
      this.losses.push({
        code,
        path,
        value: shown(value),
        ...(became === undefined ? {} : { became: shown(became) }),
      });
    }
  }

  add(path: string, value: unknown): void {
    if (this.defaulted.length >= MAXIMUM_LOSSES) this.omitted += 1;
    else this.defaulted.push({ path, value: shown(value) });
  }
}
