import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReport, type Refusal } from './refusal-report.ts';
import { registerWords } from './words.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const refusal = (position: number, path: string): Refusal => ({
  position,
  path,
  code: 'import-entry-method',
  values: { method: '12' },
});

async function write(name: string, keep: number, refusals: readonly Refusal[]): Promise<number> {
  const report = await openReport({ path: join(folder, name), words: registerWords, language: 'en', keep });
  const length = await report.append(refusals);
  await report.close();
  return length;
}

const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

describe('the report of refusals', () => {
  it('tells item, path, code and sentence, one JSON object a line', async () => {
    await write('report.ndjson', 0, [refusal(3, '2024/冻.xml')]);
    expect(JSON.parse(await read('report.ndjson'))).toEqual({
      item: 3,
      path: '2024/冻.xml',
      code: 'import-entry-method',
      sentence: 'It is compressed by method 12; use deflate or none.',
      values: { method: '12' },
    });
  });

  it('as a table quotes what needs it, and lets no path act as a formula', async () => {
    await write('report.csv', 0, [refusal(0, '=cmd(),"x"'), refusal(1, 'a\r\nb')]);
    const [header, first] = (await read('report.csv')).split('\r\n');
    expect(header).toBe('item,path,code,sentence');
    expect(first?.startsWith(`0,"'=cmd(),""x""",import-entry-method,`)).toBe(true);
  });

  it('keeps what an earlier run made sure of, and nothing behind it', async () => {
    const kept = await write('resumed.ndjson', 0, [refusal(0, 'a')]);
    await write('resumed.ndjson', kept, [refusal(1, 'lost')]);
    await write('resumed.ndjson', kept, [refusal(1, 'b'), refusal(2, 'c')]);
    const paths = (await read('resumed.ndjson'))
      .trim()
      .split('\n')
      .map((line) => /"path":"(\w+)"/.exec(line)?.[1]);
    expect(paths).toEqual(['a', 'b', 'c']);
  });

  it('taken away between two runs begins anew rather than with a hole', async () => {
    await write('gone.ndjson', 0, [refusal(0, 'a')]);
    await rm(join(folder, 'gone.ndjson'));
    await write('gone.ndjson', 100, [refusal(1, 'b')]);
    expect(await read('gone.ndjson')).toMatch(/^\{"item":1/);
  });
});
