import { Type, type Static } from 'typebox';
import type { Fault, Language } from '../../base/index.ts';
import { CaseName, Expected, GivenCase } from './case-shapes.ts';

const strict = { additionalProperties: false } as const;

/** Goods items, documents, certificates and their lines of one case: each is compared with each. */
const MOST_PARTS = 120;

const Sentence = Type.Optional(Type.String({ minLength: 1, maxLength: 600 }));

/** What the case shows, in one language or more. */
const told: Record<Language, typeof Sentence> = {
  en: Sentence,
  zh: Sentence,
  fr: Sentence,
  es: Sentence,
  ru: Sentence,
  ar: Sentence,
};

/** A test case that stands beside a table, is proposed with it and approved with it: everything given, and what is expected. */
export const TableCase = Type.Object(
  {
    name: CaseName,
    why: Type.Object(told, { ...strict, minProperties: 1 }),
    given: GivenCase,
    expect: Expected,
  },
  strict,
);
export type TableCase = Static<typeof TableCase>;

/** What no schema finds of a table's cases; paths within the table. */
export function faultsOfCases(cases: readonly TableCase[]): readonly Fault[] {
  const names = new Set<string>();
  return cases.flatMap(({ name, given }, place): readonly Fault[] => {
    const path = `/cases/${String(place)}`;
    const repeated = names.has(name)
      ? [{ code: 'rule-case-repeated', path: `${path}/name`, values: { name } }]
      : [];
    names.add(name);
    const parts = partsOf(given);
    return parts <= MOST_PARTS
      ? repeated
      : [
          ...repeated,
          { code: 'rule-case-large', path: `${path}/given`, values: { name, parts, most: MOST_PARTS } },
        ];
  });
}

function partsOf({ declaration, certificates = [], accounts = [], partners = [] }: GivenCase): number {
  const { items, documents = [] } = declaration;
  const ofItems = items.reduce((sum, item) => sum + 1 + (item.documents ?? []).length, 0);
  const ofCertificates = certificates.reduce((sum, { lines = [] }) => sum + 1 + lines.length, 0);
  return ofItems + documents.length + ofCertificates + accounts.length + partners.length;
}
