import { describe, expect, test } from 'vitest';
import { EVIDENCE_CODES } from './error.ts';
import { FSCK_DIFFERENCES } from './fsck.ts';
import { evidenceWords } from './words.ts';

describe('words of evidence', () => {
  test('every code has its sentence', () => {
    const { en = {} } = evidenceWords;
    for (const code of [...EVIDENCE_CODES, ...FSCK_DIFFERENCES]) expect(en).toHaveProperty([code]);
  });

  test('every sentence belongs to a code or to the page', () => {
    const known: readonly string[] = [...EVIDENCE_CODES, ...FSCK_DIFFERENCES];
    const others = Object.keys(evidenceWords.en ?? {}).filter((key) => !known.includes(key));
    expect(others.filter((key) => !key.startsWith('bundle-page-'))).toEqual([]);
  });
});
