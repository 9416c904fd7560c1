import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { generatedFiles } from './generated-files.ts';

test.each(generatedFiles())('$path is what its definition says', async ({ path, content }) => {
  const isFormatted = /\.(md|json)$/.test(path);
  const expected = isFormatted
    ? await format(content, { ...(await resolveConfig(path)), filepath: path })
    : content;
  expect(readFileSync(path, 'utf8') === expected, `${path} is stale: run npm run generate`).toBe(true);
});
