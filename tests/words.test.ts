import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Words } from '../src/base/index.ts';

const root = join(import.meta.dirname, '..');
const folders = ['src', 'verify'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('words/en.json'))
    .map((path) => dirname(join(top, path))),
);

/** A file of words is what the guard has found it to be. */
const wordsOf = (path: string): Words => JSON.parse(readFileSync(path, 'utf8')) as Words;

/** The module that makes a catalogue of a folder of words: of its room, or of the room around. */
function moduleOf(folder: string): string {
  const beside = join(root, dirname(folder), 'words.ts');
  return existsSync(beside) ? beside : join(root, dirname(dirname(folder)), 'words.ts');
}

describe('the words', () => {
  it('are complete and translated in six languages, with the same placeholders', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, 'scripts/check.mjs'), '--only', 'words'],
      { encoding: 'utf8' },
    );
    expect(stdout).toMatch(/^pass/);
    expect(status).toBe(0);
  });

  it.each(folders)('%s are spoken in every language that they are written in', async (folder) => {
    const catalogues: unknown[] = Object.values(Object(await import(moduleOf(folder))) as object);
    for (const language of LANGUAGES) {
      const written = wordsOf(join(root, folder, `${language}.json`));
      expect(catalogues).toContainEqual(
        expect.objectContaining({ [language]: expect.objectContaining(written) as unknown }),
      );
    }
  });
});
