import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Installation } from './support/program.ts';

const installation = new Installation();
afterAll(() => {
  installation.remove();
});

describe('counterfoil rules', () => {
  it('finds the packs of the release in the built program', () => {
    const listed = installation.command(['rules', 'list']);
    expect(listed.stdout.split('\n').filter((line) => /^[a-z]/.test(line))).toEqual([
      expect.stringMatching(
        /^china-import 1\.0\.0 \(CN\): 9 tables, \d+ rows, \d+ reference patterns, \d+ tests\.$/,
      ),
      expect.stringMatching(/^great-britain-border 1\.0\.0 \(GB\): /),
    ]);
  });

  it('shows an official what was expected and what was decided, and names the place of every fault', () => {
    const folder = join(installation.folder, 'honey');
    cpSync('docs/recipes/example-pack', folder, { recursive: true });
    const tests = join(folder, 'tests', 'honey.json');
    writeFileSync(tests, readFileSync(tests, 'utf8').replace('"3001 KGM"', '"3001.5 KGM"'));
    const tested = installation.command(['rules', 'test', folder]);
    expect([tested.status, tested.stdout]).toEqual([
      1,
      expect.stringContaining('outcome of item 1: expected pass, decided refuse'),
    ]);
    const table = join(folder, 'tables', 'honey-judgements.json');
    writeFileSync(table, readFileSync(table, 'utf8').replace('"match.origin",', '"match.colour",'));
    const checked = installation.command(['rules', 'check', folder]);
    expect([checked.status, checked.stdout]).toEqual([
      1,
      expect.stringContaining('fault  tables/honey-judgements.json/inputs/2: '),
    ]);
  });
});
