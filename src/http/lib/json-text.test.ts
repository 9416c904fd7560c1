import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { scanJson } from './json-text.ts';

describe('scan of a JSON text', () => {
  it('finds nothing in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__') && !text.includes('\\u0000'));
        expect(scanJson(text, 40)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', '/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"x":[{"n":1},{"n":1,"m":2,"n":3}]}', '/x/1/n'],
    ['{"a/b":{"~":1,"~":2}}', '/a~1b/~0'],
    ['{"q":"\\\\","q":1}', '/q'],
    ['{"q":"\\"","q":1}', '/q'],
  ])('%s gives a member twice at %s', (text, path) => {
    expect(scanJson(text, 40)).toEqual({ code: 'request-duplicate-member', path });
  });

  it('a text inside a value is no member', () => {
    expect(scanJson('{"a":"\\"a\\":1","b":["a","a"],"c":{"a":1}}', 40)).toBeUndefined();
  });

  it('nesting is bounded, and a hundred thousand levels cost nothing', () => {
    expect(scanJson('[[[]]]', 3)).toBeUndefined();
    expect(scanJson('[[[[]]]]', 3)).toEqual({ code: 'request-too-deep', path: '/0/0/0' });
    expect(scanJson('['.repeat(100_000), 40)?.code).toBe('request-too-deep');
  });

  it('__proto__ is refused however it is written', () => {
    expect(scanJson('{"__proto__":{}}', 40)?.code).toBe('request-field-unknown');
    expect(scanJson('{"a":{"\\u005f_proto__":{}}}', 40)?.path).toBe('/a/__proto__');
  });

  it.each(['{"a":["\\u0000"]}', '{"a":["x\\ud800y"]}', '{"a":["\\uDC00"]}'])(
    '%s holds a text that nobody can keep',
    (text) => {
      expect(scanJson(text, 40)).toEqual({ code: 'request-text-unfit', path: '/a/0' });
    },
  );

  it('an escape that says a whole character is as good as the character', () => {
    expect(scanJson('{"a":"\\ud83d\\ude00 \\u0041 \\\\u0000"}', 40)).toBeUndefined();
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', 'a') }),
        (text) => {
          scanJson(text, 5);
        },
      ),
    );
  });
});
