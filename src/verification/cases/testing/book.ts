import type { RuleBook } from '../../deciding/index.ts';
import type { Cell, DecisionTable, RuleRow } from '../../rules/index.ts';
import type { RuleBooks } from '../ports.ts';

const row = (id: string, outcome: NonNullable<RuleRow['outcome']>, cells: RuleRow['cells']): RuleRow => ({
  id,
  mode: 'live',
  cells,
  outcome,
  code: id,
  actor: outcome === 'pass' ? 'nobody' : 'trader',
  sentence: { en: id, zh: id, fr: id, es: id, ru: id, ar: id },
});
const isOneOf = (...values: string[]): Cell => ({ is: 'in', values });

const REQUIREMENT: DecisionTable = {
  name: 'requirement',
  title: { en: 'Documents of beef' },
  stage: 'requirement',
  hit: 'collect',
  inputs: ['item.commodity'],
  rows: [
    {
      id: 'beef',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['0202'] } },
      outputs: { codes: 'A', type: '853' },
    },
  ],
};

const JUDGEMENT: DecisionTable = {
  name: 'judgement',
  title: { en: 'Certificates of beef' },
  stage: 'judgement',
  hit: 'worst',
  inputs: ['certificate.state', 'match.commodity', 'quantity.status'],
  rows: [
    row('void', 'refuse', { 'certificate.state': { is: 'not-equal', value: 'issued' } }),
    row('other-goods', 'refuse', {
      'match.commodity': { is: 'not-in', values: ['equal', 'prefix', 'mapped'] },
    }),
    row('too-much', 'refuse', { 'quantity.status': isOneOf('exceeds-line', 'exceeds-account') }),
    row('not-counted', 'hold', {
      'quantity.status': isOneOf('no-common-unit', 'absent-declared', 'zero-declared', 'absent-certified'),
    }),
    row('right', 'pass', {
      'certificate.state': { is: 'equal', value: 'issued' },
      'match.commodity': isOneOf('equal', 'prefix', 'mapped'),
      'quantity.status': isOneOf('within', 'within-tolerance'),
    }),
  ],
};

/** Rules for beef from one issuer, for tests: the certificate is in force, of the goods, and has enough. */
export const TEST_BOOK: RuleBook = {
  tables: [REQUIREMENT, JUDGEMENT],
  local: [],
  patterns: [
    {
      code: 'A',
      style: 'own',
      type: '853',
      parts: [
        { kind: 'literal', values: ['NZL'] },
        { kind: 'digits', least: 1, most: 8, as: 'number' },
      ],
      country: 'NZ',
      authority: 'NZ-MPI',
      number: 'NZL{number}',
    },
  ],
  mappings: [],
  practice: { waitingDays: 10, leastDigits: 4, fallback: 'pass-and-verify', baselineMinutes: 15 },
  versions: { 'rule-table': 3, 'reference-pattern': 1 },
  day: '2026-06-01',
};

export const testBooks: RuleBooks = {
  inForce: (_owner, day) => Promise.resolve(bookOf(day)),
  asKnown: (_owner, day) => Promise.resolve(bookOf(day)),
  known: () => ({}),
  refresh: () => Promise.resolve(),
  changes: () => [],
  classOf: () => Promise.resolve(undefined),
};

const books = new Map<string, RuleBook>();

function bookOf(day: string): RuleBook {
  const known = books.get(day);
  if (known !== undefined) return known;
  const book = { ...TEST_BOOK, day };
  books.set(day, book);
  return book;
}
