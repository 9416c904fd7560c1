import { describe, expect, test } from 'vitest';
import { scopeText } from './scope.ts';

describe('the text of a scope', () => {
  test('tells kinds, countries, authorities, offices and organisations apart', () => {
    const authority = { kind: 'authority', country: 'CN', authority: 'CN-GACC' } as const;
    const organisation = { key: 'CN-GACC', country: 'CN' };
    const texts = [
      scopeText({ kind: 'system' }),
      scopeText({ kind: 'public' }),
      scopeText({ kind: 'public', organisation }),
      scopeText(authority),
      scopeText({ ...authority, office: 'CN-GACC/2200' }),
    ];
    expect(texts).toEqual([
      'system|||',
      'public|||',
      'public|CN|CN-GACC|',
      'authority|CN|CN-GACC|',
      'authority|CN|CN-GACC|CN-GACC/2200',
    ]);
  });

  test('has no place for a key that would be read as another scope', () => {
    for (const key of ['', 'x|y', '|', 'CN-GACC|', ' CN', "a'b"])
      expect(() => scopeText({ kind: 'public', organisation: { key, country: 'CN' } })).toThrow(RangeError);
    expect(() => scopeText({ kind: 'public', organisation: { key: 'CN-X', country: 'cn' } })).toThrow(
      RangeError,
    );
  });
});
