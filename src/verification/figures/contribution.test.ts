import { expect, test } from 'vitest';
import type { Decision, Finding, Reason } from '../facts/index.ts';
import { contributionOf, shadowOf, type CountedCase } from './contribution.ts';

const reason = (code: string, outcome: Reason['outcome'], table = 'judgement'): Reason => ({
  code,
  outcome,
  actor: 'trader',
  table,
  row: code,
  values: {},
  sentence: {},
});
const finding = (changes: Partial<Finding>): Finding => ({
  item: 1,
  outcome: 'pass',
  reasons: [],
  shadow: [],
  outputs: {},
  facts: {},
  ...changes,
});
const decided = (...findings: Finding[]): Decision => ({
  outcome: 'pass',
  items: [],
  findings,
  drawings: [],
  waitsFor: [],
  versions: { declaration: 1, certificates: [], parameters: {}, day: '2026-06-01' },
});
const counted = (decision: Decision, changes: Partial<CountedCase> = {}): CountedCase => ({
  id: 'a',
  country: 'CN',
  authority: 'CN-GACC',
  office: null,
  claimant: 'declaration/CN/CN-GACC/1',
  version: 1,
  state: 'open',
  overruled: null,
  entered: '2026-06-01T00:00:00.000Z',
  decided: '2026-06-01T00:00:00.000Z',
  decision,
  declaration: {
    country: 'CN',
    authority: 'CN-GACC',
    number: '1',
    version: 1,
    direction: 'import',
    declarant: 'CN-1',
    lodged: '2026-06-01',
    routeCountries: [],
    transportDocuments: [],
    containers: [],
    seals: [],
    documents: [],
    port: 'CNSHA',
    items: ['0202300090', '0202200000', '1001990000'].map((commodity, index) => ({
      item: index + 1,
      commodity,
      origin: 'NZ',
      quantities: [],
      documents: [],
    })),
  },
  ...changes,
});

test('a paper of several goods items is one paper that was not asked for', () => {
  const paper = (item: number, reference: string) =>
    finding({
      item,
      document: { code: 'A', reference },
      facts: { 'document.paper': 'not-needed' },
      outputs: { scheme: 'beef' },
    });
  const made = contributionOf(counted(decided(paper(1, 'X1'), paper(2, 'X1'), paper(3, 'X2'))), 30);
  expect(made).toMatchObject({
    'all paper-not-asked ': 2,
    'scheme paper-not-asked beef': 2,
    'all automatic ': 1,
    'all minutes-saved ': 30,
    'chapter cases 02': 1,
    'chapter cases 10': 1,
    'heading cases 0202': 1,
    'port cases CNSHA': 1,
  });
});

test('what an official decided is manual and saves nobody a minute; what was withdrawn counts as nothing', () => {
  const made = contributionOf(counted(decided(finding({})), { overruled: 'refuse' }), 30);
  expect(made).toMatchObject({ 'all manual ': 1 });
  expect(made).not.toHaveProperty('all refused ');
  expect(made).not.toHaveProperty('all automatic ');
  expect(made).not.toHaveProperty('all minutes-saved ');
  expect(contributionOf(counted(decided(finding({})), { state: 'withdrawn' }), 30)).toEqual({});
});

test('a rule in shadow agrees exactly, in outcome, or not at all; of several combinations the worst agreement counts', () => {
  const live = reason('over', 'refuse');
  const hit = (shadow: Reason, changes: Partial<Finding>) => finding({ shadow: [shadow], ...changes });
  const kinds = (...findings: Finding[]) => shadowOf(decided(...findings)).map(({ kind }) => kind);
  const refused = { outcome: 'refuse', reasons: [live] } as const;
  expect(kinds(hit(reason('over', 'refuse', 'new'), refused))).toEqual(['exact']);
  expect(kinds(hit(reason('other', 'refuse'), refused))).toEqual(['group']);
  expect(kinds(hit(reason('other', 'hold'), refused))).toEqual(['different']);
  expect(kinds(hit(reason('over', 'refuse'), refused), hit(reason('over', 'refuse'), {}))).toEqual([
    'different',
  ]);
});
