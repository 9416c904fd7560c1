import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GUIDE_PARTS } from './parts.ts';

const words = new URL('../../../words/', import.meta.url);
/** Words are texts by key: the guard over them finds anything else. */
const wordsOf = (file: string) =>
  JSON.parse(readFileSync(new URL(file, words), 'utf8')) as Readonly<Record<string, string>>;

describe('the guide', () => {
  it.each(readdirSync(words))(
    'has a heading and a sentence for every step in %s, and no sentence besides',
    (file) => {
      const known = wordsOf(file);
      const steps = GUIDE_PARTS.flatMap(({ name, steps: its }) =>
        its.map((step) => `web-help-${name}-${step.name}`),
      );
      const titles = GUIDE_PARTS.map(({ title }) => title);
      expect([...steps, ...titles].filter((key) => known[key] === undefined)).toEqual([]);
      const written = Object.keys(known).filter((key) => key.startsWith('web-help-'));
      expect(written.filter((key) => !steps.includes(key) && !titles.includes(key))).toEqual([]);
    },
  );

  it('leads from a step to screens that there are', () => {
    const table = readFileSync(new URL('../../navigation.ts', import.meta.url), 'utf8');
    const paths = GUIDE_PARTS.flatMap(({ steps }) => steps.flatMap(({ path }) => path ?? []));
    expect(paths.filter((path) => !table.includes(`path: '${path}'`))).toEqual([]);
  });
});
