import type { Condition, Named } from '../../ledger/index.ts';
import { defineRecord, gramsOf, gramsSought, plainNumber, wordsOf, wordsSought } from '../../ledger/index.ts';
import { isCalendarDay, textWithin } from '../../base/index.ts';
import { CertificateBody } from './certificate-body.ts';
import { certificateLifecycle } from './certificate-lifecycle.ts';
import { CERTIFICATE_STATES } from './states.ts';

/** First letters of search terms, by what they are of. */
const TERM = {
  concerned: '@',
  country: 'c',
  destination: 'd',
  authority: 'a',
  office: 'f',
  type: 't',
  number: 'n',
  place: 'o',
  party: 'p',
  product: 'w',
  tariff: 'h',
  equipment: 'e',
  reference: 'r',
} as const;

/** Terms beyond this many are not stored: no certificate of an authority comes near it. */
const MAXIMUM_TERMS = 5000;
const DAY = 86_400_000;

/** The shortest and longest beginning of a Harmonized System code that one can search by. */
const TARIFF_DIGITS = { shortest: 2, longest: 10 } as const;

function termsOf(record: Named<CertificateBody>): readonly string[] {
  const { body } = record;
  const terms = new Set<string>();
  const add = (letter: string, words: readonly string[]) => {
    for (const word of words) terms.add(letter + word);
  };
  add(TERM.concerned, concernedCountries(record));
  add(TERM.country, [record.country]);
  add(TERM.authority, [record.authority]);
  if (record.office !== undefined) add(TERM.office, [record.office]);
  if (body.importCountry !== undefined) add(TERM.destination, [body.importCountry]);
  if (body.typeCode !== undefined) add(TERM.type, [body.typeCode]);
  add(TERM.number, gramsOf(plainNumber(record.number)));
  if (body.placeOfIssue !== undefined) add(TERM.place, wordsOf(body.placeOfIssue));
  for (const item of [...(body.containers ?? []), ...(body.seals ?? [])]) {
    add(TERM.equipment, [plainNumber(item)]);
  }
  for (const item of body.references ?? []) add(TERM.reference, [plainNumber(item)]);
  for (const { name } of body.parties) add(TERM.party, wordsOf(name));
  for (const name of body.products) add(TERM.product, wordsOf(name));
  for (const code of body.tariffs) {
    const longest = Math.min(code.length, TARIFF_DIGITS.longest);
    for (let digits = TARIFF_DIGITS.shortest; digits <= longest; digits += 1) {
      terms.add(TERM.tariff + code.slice(0, digits));
    }
  }
  return terms.size <= MAXIMUM_TERMS ? [...terms] : [...terms].slice(0, MAXIMUM_TERMS);
}

function concernedCountries({ country, body }: Named<CertificateBody>): string[] {
  const { importCountry } = body;
  return importCountry === undefined || importCountry === country ? [country] : [country, importCountry];
}

/** Where it enters, by name and by code, as offices are given it: signs and case do not matter. */
function entryPlaces({ body }: Named<CertificateBody>): string[] {
  const places = [body.pointOfEntry, body.pointOfEntryCode].map((place) => plainNumber(place ?? ''));
  return [...new Set(places.filter((place) => place !== '').map((place) => textWithin(place, 200)))];
}

function termed(letter: string, words: readonly string[]): readonly Condition[] | 'too-short' {
  return words.length === 0 ? 'too-short' : [{ is: 'termed', value: words.map((word) => letter + word) }];
}

/** A filter by a whole value. */
const whole = (letter: string) => (value: string) => termed(letter, value === '' ? [] : [value]);

/** Midnight (UTC) of a day, moved by whole days; undefined when it is no day. */
function midnight(day: string, moved = 0): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const [, year, month, date] = match ?? [];
  if (!isCalendarDay(Number(year), Number(month), Number(date))) return undefined;
  return new Date(Date.parse(`${day}T00:00:00Z`) + moved * DAY).toISOString();
}

/** The certificate as a record of the ledger. */
export const certificateRecord = defineRecord({
  name: 'certificate',
  schema: CertificateBody,
  lifecycle: certificateLifecycle,
  order: 'issued',
  columns: {
    plain_number: { type: 'text', of: ({ number }) => plainNumber(number) },
    destination: { type: 'text', of: ({ body }) => body.importCountry },
    concerned: { type: 'text[]', of: concernedCountries },
    entry_places: { type: 'text[]', of: entryPlaces },
    type_code: { type: 'text', of: ({ body }) => body.typeCode },
    issued: { type: 'timestamptz', of: ({ body }) => body.issued },
    expires: { type: 'timestamptz', of: ({ body }) => body.expires },
    net_kilograms: { type: 'numeric', of: ({ body }) => body.netKilograms },
  },
  terms: termsOf,
  scoped: (scope) =>
    scope.kind === 'authority' ? [{ is: 'termed', value: [TERM.concerned + scope.country] }] : [],
  filters: {
    /** A number or a part of one, three letters or digits at least; signs and case do not matter. */
    number(value) {
      const plain = plainNumber(value);
      const grams = gramsSought(plain);
      if (grams.length === 0) return 'too-short';
      return [
        { is: 'termed', value: grams.map((gram) => TERM.number + gram) },
        { column: 'plain_number', is: 'containing', value: plain },
      ];
    },
    /** Country whose authority issued it. */
    country: whole(TERM.country),
    /** Importing country. */
    destination: whole(TERM.destination),
    authority: whole(TERM.authority),
    /** Key of the issuing office. */
    office: whole(TERM.office),
    /** Words of the place of issue. */
    place: (value) => termed(TERM.place, wordsSought(value)),
    /** UN/EDIFACT 1001. */
    documentType: whole(TERM.type),
    /** Beginning of a Harmonized System code, two to ten digits. */
    commodity(value) {
      const code = value.replace(/[.\s]/g, '');
      if (code.length < TARIFF_DIGITS.shortest) return 'too-short';
      return termed(TERM.tariff, [code.slice(0, TARIFF_DIGITS.longest)]);
    },
    /** Words of a product's names. */
    product: (value) => termed(TERM.product, wordsSought(value)),
    /** Words of a party's name. */
    party: (value) => termed(TERM.party, wordsSought(value)),
    /** A container or seal number, whole. */
    equipment(value) {
      const plain = plainNumber(value);
      return termed(TERM.equipment, plain === '' ? [] : [plain]);
    },
    /** The number of a document it refers to, whole: a bill of lading, a waybill, a permit. */
    reference(value) {
      const plain = plainNumber(value);
      return termed(TERM.reference, plain === '' ? [] : [plain]);
    },
    /** First day of issue (UTC). */
    issuedFrom(value) {
      const start = midnight(value);
      return start === undefined ? undefined : [{ column: 'issued', is: 'from', value: start }];
    },
    /** Last day of issue (UTC), itself included. */
    issuedUntil(value) {
      const end = midnight(value, 1);
      return end === undefined ? undefined : [{ column: 'issued', is: 'until', value: end }];
    },
    /** One state, or several parted by commas. */
    state(value) {
      const states = value.split(',');
      if (!states.every((state) => CERTIFICATE_STATES.some((known) => known === state))) return undefined;
      return [{ column: 'state', is: 'any-of', value: states }];
    },
  },
});

export type CertificateFilter = keyof typeof certificateRecord.filters;
