import { expect, test } from 'vitest';
import { canonicalJson } from '../../base/index.ts';
import { shown } from '../switch/losses.ts';
import { clip } from './wording.ts';

test.each([
  ['a finding', clip, 57],
  ['a loss', shown, 197],
] as const)('%s shows the beginning of a long value, and no half of a character', (_, told, most) => {
  const start = 'x'.repeat(most - 1);
  expect(told(`${start}\u{20BB7}${'y'.repeat(9)}`)).toBe(`${start}...`);
  expect(told(`${start}x${'y'.repeat(9)}`)).toBe(`${start}x...`);
  // Findings and losses are kept as JSON, which carries well-formed text only.
  for (let place = most - 5; place < most + 5; place += 1)
    expect(() => canonicalJson(told(`${'x'.repeat(place)}${'\u{20BB7}'.repeat(9)}`))).not.toThrow();
});
