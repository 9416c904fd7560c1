import { describe, expect, test } from 'vitest';
import {
  compileTable,
  evaluate,
  reasonOf,
  reasonOfUnanswered,
  toldSentence,
  type DecisionTable,
} from './index.ts';

const TABLE: DecisionTable = {
  name: 'origins',
  title: { en: 'Origins', zh: '原产地' },
  stage: 'judgement',
  hit: 'worst',
  inputs: ['item.net-mass', 'match.origin', 'quantity.status'],
  rows: [
    {
      id: 'origin',
      basis: 'Law 1',
      mode: 'live',
      cells: { 'match.origin': { is: 'equal', value: 'different' } },
      outcome: 'refuse',
      actor: 'trader',
      code: 'origin-differs',
      sentence: {
        en: 'Declared {declared}, certified {certified}: {item.net-mass} of {item.commodity}, {item.checks}.',
      },
    },
    {
      id: 'quantity',
      mode: 'live',
      cells: { 'quantity.status': { is: 'equal', value: 'exceeds-line' } },
      outcome: 'inquire',
      actor: 'issuer',
      code: 'too-much',
      sentence: { en: '{declared} of {certified}.' },
    },
  ],
};
const facts = {
  'item.commodity': '0202300090',
  'item.net-mass': { value: '12.5', unit: 'KGM' },
  'item.checks': ['H219', 'H220'],
  'match.origin': 'different',
  'quantity.status': 'exceeds-line',
  'quantity.declared': { value: '12.5', unit: 'KGM' },
  'quantity.certified': { value: '0.01', unit: 'TNE' },
};

describe('the reason of a row that holds', () => {
  const { hits } = evaluate(compileTable(TABLE), facts);
  const reasons = hits.map((hit) =>
    reasonOf(hit, facts, (field) => ({ declared: `${field} CN`, certified: 'NZ' })),
  );

  test('names both sides of what it compares, and every value of its sentence', () => {
    expect(reasons).toMatchObject([
      {
        code: 'origin-differs',
        outcome: 'refuse',
        table: 'origins',
        row: 'origin',
        basis: 'Law 1',
        values: {
          declared: 'match.origin CN',
          certified: 'NZ',
          'item.net-mass': '12.5 KGM',
          'item.commodity': '0202300090',
          'item.checks': 'H219, H220',
        },
      },
      { code: 'too-much', values: { declared: '12.5 KGM', certified: '0.01 TNE' } },
    ]);
    expect(toldSentence(reasons[0]?.sentence['en'] ?? '', reasons[0]?.values ?? {})).toBe(
      'Declared match.origin CN, certified NZ: 12.5 KGM of 0202300090, H219, H220.',
    );
  });

  test('leaves out what is not stated, and a sentence shows that', () => {
    const [hit] = evaluate(compileTable(TABLE), { 'match.origin': 'different' }).hits;
    const reason = hit === undefined ? undefined : reasonOf(hit, {});
    expect(reason?.values).toEqual({});
    expect(toldSentence('{declared}, {constructor}, {item.net-mass}', {})).toBe(
      '{declared}, {constructor}, {item.net-mass}',
    );
  });

  test('of a table without an answer holds, for an officer to look', () => {
    expect(reasonOfUnanswered({ code: 'rule-unanswerable', table: 'origins', rows: ['a', 'b'] })).toEqual({
      code: 'rule-unanswerable',
      outcome: 'hold',
      actor: 'officer',
      table: 'origins',
      row: 'a',
      values: { table: 'origins', rows: 'a, b' },
      sentence: {},
    });
  });
});
