import { describe, expect, test } from 'vitest';
import type { Facts } from '../facts/index.ts';
import { expressionOf, faultsOfExpression } from './expression.ts';

const FACTS: Facts = {
  'item.commodity': '0202300090',
  'item.checks': ['H219', 'H220'],
  'item.net-mass': { value: '1000', unit: 'KGM' },
  'quantity.excess-percent': '0.3',
  'declaration.arrival': '2026-11-20',
  'certificate.issued': '2026-10-01',
  'agreement.in-force': true,
};

function codes(text: string): readonly string[] {
  return faultsOfExpression(text).map(({ code }) => code);
}

describe('an expression', () => {
  test.each([
    ['regular expressions', `item_commodity.matches("(a+)+$")`],
    ['regular expressions in a loop', `item_checks.exists(c, c.matches("(a+)+$"))`],
    ['splitting', `item_commodity.split("").size() > 3`],
    ['members', `item_commodity.constructor == "x"`],
    ['members by index', `item_checks["constructor"] == "x"`],
    ['prototypes', `{"a": 1}["__proto__"] == 1`],
    ['binding names', `cel.bind(x, item_commodity, x == "a")`],
    ['types', `type(item_commodity) == string`],
    ['dynamic values', `dyn(item_commodity) == 1`],
    ['doubles', `double("0.1") == 0.1`],
    ['exponents', `quantity_excess_percent > 1.0e3`],
    ['division', `1 / 3 == 0`],
    ['remainders', `item_checks.size() % 2 == 0`],
    ['bytes', `b"a" == b"a"`],
    ['loops within loops', `item_checks.all(a, item_checks.all(b, a == b))`],
    ['lists made by loops', `item_checks.map(c, c + c).size() > 1`],
    ['nothing', `null == null`],
  ])('has no %s', (_, text) => {
    expect(codes(text)).toEqual(['rule-expression-forbidden']);
  });

  test.each([
    ['constructor == "x"', 'rule-expression-unfit'],
    ['__proto__ == "x"', 'rule-expression-unreadable'],
    ['toString == "x"', 'rule-expression-unfit'],
    ['item_unknown == "x"', 'rule-expression-unfit'],
    ['item_commodity > 3', 'rule-expression-unfit'],
    ['item_net_mass > 3', 'rule-expression-unfit'],
    ['item_commodity', 'rule-expression-no-condition'],
    ['item_commodity ==', 'rule-expression-unreadable'],
  ])('is refused: %s', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  test('is refused where it is deep, wide or long', () => {
    expect(codes(`${'('.repeat(400)}true${')'.repeat(400)}`)).toEqual(['rule-expression-unreadable']);
    expect(codes(`true ${'|| true '.repeat(220)}`)).toEqual(['rule-expression-unreadable']);
    expect(codes(`item_commodity == "${'a'.repeat(2000)}"`)).toEqual(['rule-expression-long']);
  });

  test.each([
    ['0.1 + 0.2 == 0.3', 'yes'],
    ['0.1 + 0.2 != 0.3', 'no'],
    ['0.10 == 0.1', 'yes'],
    ['-0.5 < 0.0', 'yes'],
    ['quantity_excess_percent <= 0.3', 'yes'],
    ['quantity_excess_percent * 2 == 0.6', 'yes'],
    ['quantity_excess_percent > 1', 'no'],
    ['1 > quantity_excess_percent', 'yes'],
    ['item_net_mass == quantity("1", "TNE")', 'yes'],
    ['item_net_mass + quantity("1", "GRM") > quantity("1", "TNE")', 'yes'],
    ['item_net_mass * 1.05 >= quantity("1050.0", "KGM")', 'yes'],
    ['declaration_arrival - certificate_issued == 50', 'yes'],
    ['certificate_issued + 30 < declaration_arrival', 'yes'],
    ['declaration_arrival < day("2026-11-21")', 'yes'],
    ['agreement_in_force && "H219" in item_checks', 'yes'],
    ['item_checks.exists(check, check.startsWith("H22"))', 'yes'],
    ['item_commodity.startsWith("0202") ? size(item_checks) == 2 : false', 'yes'],
    ['"0.1 + 0.2" == "0.3"', 'no'],
  ])('%s: %s', (text, expected) => {
    expect(codes(text)).toEqual([]);
    expect(expressionOf(text).holds(FACTS)).toBe(expected);
  });

  test.each([
    ['item_origin == "CN"', 'no'],
    ['item_origin != "CN"', 'no'],
    ['!(item_origin == "CN")', 'no'],
    ['!known_item_origin', 'yes'],
    ['known_item_origin && item_origin == "CN"', 'no'],
    ['item_origin == "CN" || agreement_in_force', 'yes'],
  ])('takes nothing absent for a value: %s is %s', (text, expected) => {
    expect(codes(text)).toEqual([]);
    expect(expressionOf(text).holds(FACTS)).toBe(expected);
  });

  test('cannot be answered where units measure different things, or a fact is none of its kind', () => {
    expect(expressionOf('item_net_mass > quantity("3", "H87")').holds(FACTS)).toBe('unknown');
    expect(expressionOf('quantity_excess_percent > 1').holds({ 'quantity.excess-percent': '1e400' })).toBe(
      'unknown',
    );
    expect(
      expressionOf('declaration_arrival > certificate_issued').holds({ ...FACTS, 'certificate.issued': 'x' }),
    ).toBe('unknown');
  });

  test('names the fields that it depends on', () => {
    expect(expressionOf('known_item_origin || item_commodity == "1"').fields).toEqual([
      'item.origin',
      'item.commodity',
    ]);
  });
});
