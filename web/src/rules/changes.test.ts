import { describe, expect, it } from 'vitest';
import { comingDay, dayIn, tablesIn } from './changes.ts';

const OWNER = { authority: 'CN-GACC' };
const change = (state: string, from: string, owner: object = OWNER, table = 'tolerances') => ({
  state,
  body: {
    parameter: 'rule-table',
    owner,
    rows: [{ key: { table }, value: { title: { en: 'Tolerances', zh: '允差' } }, from }],
  },
});

describe('the version of a table that a draft is of', () => {
  it('is the last that is approved, though its day is to come', () => {
    const changes = [
      change('approved', '2026-12-01T00:00:00Z'),
      change('approved', '2026-11-24'),
      change('approved', '2026-07-26'),
    ];
    expect(comingDay(changes, 'tolerances', OWNER, '2026-11-23')).toBe('2026-12-01');
    expect(comingDay(changes, 'tolerances', OWNER, '2026-12-01')).toBeUndefined();
  });

  it('is not one that is only proposed or refused, of another table, or of another owner', () => {
    const changes = [
      change('proposed', '2026-12-01'),
      change('refused', '2026-12-01'),
      change('approved', '2026-12-01', OWNER, 'measures'),
      change('approved', '2026-12-01', { authority: 'CN-GACC', office: 'CN-GACC/2200' }),
      change('approved', '2026-12-01', {}),
    ];
    expect(comingDay(changes, 'tolerances', OWNER, '2026-11-23')).toBeUndefined();
  });

  it('and a change that says nothing of a table has no day for it', () => {
    expect(dayIn({ state: 'approved', body: {} }, 'tolerances', {})).toBeUndefined();
  });
});

it('a change of rules is called by its tables, in the reader’s language', () => {
  const { body } = change('proposed', '2026-12-01');
  expect(tablesIn(body, 'zh')).toEqual(['允差']);
  expect(tablesIn(body, 'ru')).toEqual(['Tolerances']);
  expect(tablesIn({ ...body, parameter: 'agreement' }, 'en')).toEqual([]);
});
