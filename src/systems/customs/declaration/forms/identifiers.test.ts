import { expect, test } from 'vitest';
import { chinaNumber, isContainerNumber, isMovementReference } from './identifiers.ts';

test.each([
  ['MSKU1234565', true],
  ['msku 123456-5', true],
  ['MSKU1234566', false],
  ['CSQU3054383', true],
  ['MSKA1234565', false],
  ['', false],
])('%s is a container number: %s', (text, expected) => {
  expect(isContainerNumber(text)).toBe(expected);
});

test.each([
  ['23GB66GVO0X3GBZAR3', true],
  ['23GB66GVO0X3GBZAR4', false],
  ['23GB66GVO0X3GBZRA3', false],
  ['20GB66GVO0X3GBZAR8', true],
  ['30GB66GVO0X3GBZAR9', true],
  ['23gb66GVO0X3GBZAR3', false],
])('%s is a movement reference number: %s', (text, expected) => {
  expect(isMovementReference(text)).toBe(expected);
});

test('a number of China says its office and direction', () => {
  expect(chinaNumber('530120261000000017')).toEqual({ office: '5301', direction: 'import' });
  expect(chinaNumber('530120300000000017')).toEqual({ office: '5301', direction: 'export' });
  expect(chinaNumber('53012026100000001')).toBeUndefined();
});
