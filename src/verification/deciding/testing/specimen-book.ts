import type { DecisionTable, RuleRow } from '../../rules/index.ts';
import type { Practice, ReferencePattern, RuleBook } from '../rule-book.ts';

const title = (text: string) => ({ en: text });
const SEPARATOR = { kind: 'literal', values: ['.', '-', '/', ' '], optional: true } as const;

/** References in the styles that traders write. */
export const SPECIMEN_PATTERNS: readonly ReferencePattern[] = [
  {
    code: 'A',
    style: 'nz',
    type: '853',
    country: 'NZ',
    authority: 'NZ-MPI',
    parts: [
      { kind: 'literal', values: ['NZL'] },
      { kind: 'year', as: 'year' },
      { kind: 'literal', values: ['/', '-', '.', ' '] },
      { kind: 'digits', least: 1, most: 7, pad: 7, as: 'number' },
    ],
    number: 'NZL{year}/{number}',
  },
  {
    code: 'A',
    style: 'au',
    type: '853',
    country: 'AU',
    authority: 'AU-DAFF',
    parts: [
      { kind: 'literal', values: ['AU'] },
      SEPARATOR,
      { kind: 'year', as: 'year' },
      { kind: 'literal', values: ['/', '-', '.', ' '] },
      { kind: 'digits', least: 7, most: 7, as: 'number' },
    ],
    number: 'AU/{year}/{number}',
  },
  {
    code: 'P',
    style: 'nz',
    type: '851',
    country: 'NZ',
    authority: 'NZ-MPI',
    parts: [
      { kind: 'literal', values: ['PHYTO'] },
      SEPARATOR,
      { kind: 'year', as: 'year' },
      SEPARATOR,
      { kind: 'digits', least: 6, most: 6, as: 'number' },
    ],
    number: 'PHYTO{year}/{number}',
  },
];

export const SPECIMEN_PRACTICE: Practice = {
  waitingDays: 7,
  leastDigits: 4,
  foreignNomenclatures: ['CN', 'HTS'],
  fallback: 'hold',
  baselineMinutes: 20,
};

const requirement: DecisionTable = {
  name: 'documents-required',
  title: title('Documents required'),
  stage: 'requirement',
  hit: 'collect',
  inputs: ['item.commodity'],
  rows: [
    {
      id: 'meat',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['02', '0504'] } },
      outputs: { codes: 'A', type: '853' },
    },
    {
      id: 'fruit',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['08'] } },
      outputs: { codes: 'P', type: '851' },
    },
  ],
};

const paperless: DecisionTable = {
  name: 'paperless',
  title: title('Paperless schemes'),
  stage: 'paperless',
  hit: 'first',
  inputs: ['agreement.paperless', 'item.commodity'],
  rows: [
    {
      id: 'meat',
      mode: 'live',
      cells: {
        'agreement.paperless': { is: 'equal', value: true },
        'item.commodity': { is: 'prefix', values: ['02'] },
      },
      outputs: { paper: 'not-needed', scheme: 'electronic-meat' },
    },
  ],
};

const tolerance: DecisionTable = {
  name: 'tolerances',
  title: title('Tolerances'),
  stage: 'tolerance',
  hit: 'first',
  inputs: ['item.commodity'],
  rows: [
    {
      id: 'fruit',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['08'] } },
      outputs: { percent: '5' },
    },
    { id: 'other', mode: 'live', cells: {}, outputs: { absolute: '0.5', unit: 'KGM' } },
  ],
};

const measure: DecisionTable = {
  name: 'measures',
  title: title('Measures'),
  stage: 'measure',
  hit: 'first',
  inputs: ['item.commodity'],
  rows: [
    {
      id: 'live-plants',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['06'] } },
      outputs: { measure: 'statutory', fallback: 'net-mass' },
    },
    { id: 'other', mode: 'live', cells: {}, outputs: { measure: 'net-mass', fallback: 'statutory' } },
  ],
};

/** A row that refuses, asks or holds where a compared field differs. */
function differs(
  field: 'match.origin' | 'match.consignee' | 'match.containers' | 'match.type' | 'match.destination',
  outcome: 'hold' | 'inquire' | 'refuse',
): RuleRow {
  const name = field.slice('match.'.length);
  return {
    id: `${name}-differs`,
    mode: 'live',
    cells: { [field]: { is: 'equal', value: 'different' } },
    outcome,
    code: `${name}-differs`,
    actor: 'trader',
    sentence: {
      en: `The ${name} declared is {declared}, the certificate has {certified}: amend the declaration.`,
      zh: `申报为 {declared}，证书为 {certified}：请修改报关单。`,
    },
  };
}

const judgement: DecisionTable = {
  name: 'judgement',
  title: title('Judgement'),
  stage: 'judgement',
  hit: 'worst',
  inputs: [
    'certificate.state',
    'certificate.days-left',
    'match.type',
    'match.destination',
    'match.origin',
    'match.commodity',
    'match.consignee',
    'match.containers',
    'quantity.status',
  ],
  rows: [
    {
      id: 'in-order',
      mode: 'live',
      cells: {
        'certificate.state': { is: 'equal', value: 'issued' },
        'quantity.status': { is: 'in', values: ['within', 'within-tolerance'] },
      },
      outcome: 'pass',
      code: 'in-order',
      actor: 'nobody',
      sentence: { en: 'The certificate covers the goods.', zh: '证书与货物相符。' },
    },
    {
      id: 'not-in-force',
      mode: 'live',
      cells: { 'certificate.state': { is: 'not-equal', value: 'issued' } },
      outcome: 'refuse',
      code: 'certificate-not-in-force',
      actor: 'trader',
      sentence: { en: 'The certificate is {certificate.state}: cite one that is in force.' },
    },
    {
      id: 'expired',
      mode: 'live',
      cells: { 'certificate.days-left': { is: 'range', until: '0' } },
      outcome: 'refuse',
      code: 'certificate-expired',
      actor: 'trader',
      sentence: { en: 'The certificate was valid until {certificate.expires}.' },
    },
    {
      id: 'commodity-differs',
      mode: 'live',
      cells: { 'match.commodity': { is: 'in', values: ['different', 'too-short', 'absent-certified'] } },
      outcome: 'refuse',
      code: 'commodity-differs',
      actor: 'trader',
      sentence: { en: 'Declared {declared}, certified {certified}: amend the code or the reference.' },
    },
    {
      id: 'exceeds',
      mode: 'live',
      cells: { 'quantity.status': { is: 'in', values: ['exceeds-line', 'exceeds-account'] } },
      outcome: 'inquire',
      code: 'quantity-too-much',
      actor: 'officer',
      sentence: { en: 'Declared {declared} of {certified} certified: {quantity.excess} too much.' },
    },
    {
      id: 'quantity-unknown',
      mode: 'live',
      cells: {
        'quantity.status': {
          is: 'in',
          values: ['no-common-unit', 'absent-declared', 'zero-declared', 'absent-certified'],
        },
      },
      outcome: 'hold',
      code: 'quantity-unknown',
      actor: 'inspector',
      sentence: { en: 'Quantities cannot be compared ({quantity.status}): an inspector looks at the goods.' },
    },
    differs('match.origin', 'refuse'),
    differs('match.type', 'refuse'),
    differs('match.destination', 'refuse'),
    differs('match.consignee', 'hold'),
    differs('match.containers', 'hold'),
  ],
};

/** Rows of a table with which a country looks at particular goods of particular origins; none holds of what is in order. */
function particulars(rows: number): DecisionTable {
  return {
    name: 'particulars',
    title: title('Particular goods'),
    stage: 'judgement',
    hit: 'worst',
    inputs: ['item.commodity', 'item.origin', 'certificate.days-left', 'match.establishment'],
    rows: Array.from({ length: rows }, (_, place) => ({
      id: `particular-${String(place)}`,
      mode: place % 10 === 9 ? ('shadow' as const) : ('live' as const),
      cells: {
        'item.commodity': {
          is: 'prefix' as const,
          values: [`02${String(place % 10)}`, String(1000 + place)],
        },
        'item.origin': { is: 'in' as const, values: ['NZ', 'AU', 'FR', 'BR'].slice(place % 4) },
        'certificate.days-left': { is: 'range' as const, from: '0', until: String(1 + (place % 3)) },
        'match.establishment': { is: 'equal' as const, value: 'different' },
      },
      outcome: 'hold' as const,
      code: `particular-${String(place)}`,
      actor: 'inspector' as const,
      sentence: { en: 'An inspector looks at the establishment {declared}.' },
    })),
  };
}

/** Rows of the tables that a specimen book always has. */
const STANDING = [requirement, paperless, measure, tolerance, judgement].reduce(
  (sum, { rows }) => sum + rows.length,
  0,
);

/** A rule book of a country that imports meat and fruit; with `rules` rows in all where that is more than it always has. */
export function specimenBook(rules = 0, change: Partial<RuleBook> = {}): RuleBook {
  const further = rules - STANDING;
  return {
    tables: [
      requirement,
      paperless,
      measure,
      tolerance,
      judgement,
      ...(further > 0 ? [particulars(further)] : []),
    ],
    local: [],
    patterns: SPECIMEN_PATTERNS,
    mappings: [{ system: 'AHTN', from: '02023', to: '020230' }],
    practice: SPECIMEN_PRACTICE,
    versions: { 'rule-table': 3, 'reference-pattern': 1, 'verification-practice': 2 },
    day: '2026-11-22',
    ...change,
  };
}
