import { expect, test } from 'vitest';
import type { Exchange } from '../../../exchange/index.ts';
import { fromUtf8 } from '../../../base/index.ts';
import type { Transaction } from '../../../database/index.ts';
import type { DeclarationEntry } from './contract.ts';
import { isNews, OUTCOME_DIALECT, outcomeTeller } from './telling.ts';

type Posting = Parameters<Exchange['post']>[1];

const ENTRY: DeclarationEntry = {
  id: '01936b3a-0000-7000-8000-000000000001',
  country: 'CN',
  authority: 'CN-GACC',
  number: '220020261000100411',
  version: 2,
  state: 'refused',
  body: {
    form: 'facts',
    revision: 1,
    digest: '00',
    declarant: 'CN-ORIENT',
    direction: 'import',
    lodged: '2026-06-01',
    transportDocuments: [],
    containers: [],
    items: 1,
    commodities: ['0202300090'],
    origins: ['NZ'],
    documents: [],
    touched: '2026-06-01T09:00:00.000Z',
    since: '2026-06-01T09:00:00.000Z',
    outcome: 'refuse',
    reasons: [{ code: 'too-much', actor: 'trader', items: [1] }],
    waitsFor: [],
    inquiries: [],
    alerts: [{ code: 'certificate-void', at: '2026-06-01T09:00:00.000Z' }],
    resembles: ['another trader’s'],
  },
  created: '2026-06-01T09:00:00.000Z',
  updated: '2026-06-01T09:00:00.000Z',
};

test('a trader’s system with an agreement is told what was decided, and nothing that only officials know', async () => {
  const posted: Posting[] = [];
  const exchange = {
    partners: { find: (_: string, partner: string) => (partner === 'CN-ORIENT' ? {} : undefined) },
    post: (_: Transaction, posting: Posting) => {
      posted.push(posting);
      return Promise.resolve([]);
    },
  } as unknown as Parameters<typeof outcomeTeller>[0];
  const transaction = {} as Transaction;
  const other = { ...ENTRY, body: { ...ENTRY.body, declarant: 'CN-RIVAL' } };
  await outcomeTeller(exchange)(transaction, [ENTRY, other]);
  expect(posted).toMatchObject([
    {
      authority: 'CN-GACC',
      to: 'CN-ORIENT',
      type: 'declaration-outcome',
      subject: 'CN/CN-GACC/220020261000100411',
    },
  ]);
  const said = await posted[0]?.render(OUTCOME_DIALECT);
  const content = said !== undefined && 'content' in said ? (fromUtf8(said.content) ?? '') : '';
  expect(JSON.parse(content)).toMatchObject({
    form: OUTCOME_DIALECT,
    version: 1,
    state: 'refused',
    outcome: 'refuse',
    reasons: [{ code: 'too-much', actor: 'trader', items: [1] }],
  });
  expect(content).not.toMatch(/another trader|certificate-void/);
  expect(await posted[0]?.render('sps-certificate:17')).toBeUndefined();
});

test('there is news where something else is to be told, not where another decision says the same', () => {
  const later = { ...ENTRY, version: 3, updated: '2026-06-02T09:00:00.000Z' };
  expect(isNews(ENTRY, { ...later, body: { ...ENTRY.body, decision: 2, resembles: [] } })).toBe(false);
  expect(isNews(undefined, ENTRY)).toBe(true);
  expect(isNews(ENTRY, { ...later, state: 'passed' })).toBe(true);
  expect(isNews(ENTRY, { ...later, body: { ...ENTRY.body, reasons: [] } })).toBe(true);
  expect(isNews(ENTRY, { ...later, body: { ...ENTRY.body, revision: 2 } })).toBe(true);
});
