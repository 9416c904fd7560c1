import { describe, expect, test } from 'vitest';
import { ruleChanges } from './rule-changes.ts';

const CLASSES = { name: 'trader-class' };
const TABLES = { name: 'rule-table' };
const JUNE = { from: Date.parse('2026-06-01'), until: undefined };

type Row = ReturnType<Parameters<typeof ruleChanges>[0]['approvedSince']>[number];

function changes(approved: Readonly<Record<string, readonly Partial<Row>[]>>, day = '2026-06-15') {
  const asked: (readonly [string, number])[] = [];
  const found = ruleChanges(
    {
      approvedSince: ({ name }, version) => {
        asked.push([name, version]);
        return (approved[name] ?? []).map((row) => ({
          authority: 'CN-GACC',
          office: '',
          key: '{}',
          ...JUNE,
          ...row,
        }));
      },
    },
    [CLASSES, TABLES],
    { 'rule-table': 7 },
    day,
  );
  expect(asked).toEqual([
    ['trader-class', 0],
    ['rule-table', 7],
  ]);
  return found;
}
const trader = (key: string, more: Partial<Row> = {}): Partial<Row> => ({
  key: JSON.stringify({ trader: key }),
  ...more,
});

describe('whose cases are concerned by what was approved', () => {
  test('nobody’s where it does not count on the day', () => {
    const later = { from: Date.parse('2026-06-16') };
    const over = { from: 0, until: Date.parse('2026-06-15') };
    expect(changes({ 'rule-table': [later, over], 'trader-class': [trader('CN-ONE', later)] })).toEqual([]);
  });

  test('the traders of classes, by authority', () => {
    const rows = [trader('CN-ONE'), trader('CN-TWO'), trader('CN-ONE'), trader('CN-X', { authority: '' })];
    expect(changes({ 'trader-class': rows })).toEqual([
      { authority: 'CN-GACC', traders: ['CN-ONE', 'CN-TWO'] },
      { traders: ['CN-X'] },
    ]);
  });

  test('all of an authority’s of its own tables and its offices’, also where classes changed besides', () => {
    const rows = [{}, { office: 'CN-GACC/0200' }, { authority: 'GB-HMRC' }];
    expect(changes({ 'rule-table': rows, 'trader-class': [trader('CN-ONE')] })).toEqual([
      { authority: 'CN-GACC' },
      { authority: 'GB-HMRC' },
    ]);
  });

  test('everybody’s of what holds for the whole installation', () => {
    expect(changes({ 'rule-table': [{}, { authority: '' }], 'trader-class': [trader('CN-ONE')] })).toEqual([
      {},
    ]);
  });
});
