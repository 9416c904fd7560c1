import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows } from './csv-rows.ts';
import { jsonRows } from './json-rows.ts';
import type { Row } from './row.ts';

async function* pieces(text: string, size = 7): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield await Promise.resolve(text.slice(at, at + size));
}

async function all(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const csv = (text: string, wanted = ['A', 'B']): Promise<readonly Row[]> =>
  all(csvRows(pieces(text), wanted, ','));
const json = (text: string, wanted = ['A', 'B']): Promise<readonly Row[]> =>
  all(jsonRows(pieces(text), wanted));

describe('a CSV register', () => {
  it('gives the wanted columns in the wanted order, quotes and line breaks inside cells included', async () => {
    const rows = await csv('\uFEFFB,X,A\r\n2,x,"one ""1"""\r\n"two\r\nlines",,3\r\n');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['one "1"', '2'],
      ['3', 'two\r\nlines'],
    ]);
    expect(rows.map(({ position }) => position)).toEqual([0, 1]);
  });

  it('without a wanted column is refused as a whole, naming it', async () => {
    await expect(csv('A,C\n1,2\n')).rejects.toMatchObject({
      code: 'import-mapping-invalid',
      faults: [{ values: { rule: 'no column B' } }],
    });
  });

  it('gives a row with too few or too many columns as a fault, and reads on', async () => {
    const rows = await csv('A,B\n1\n1,2,3\n5,6\n');
    expect(rows.map(({ fault }) => fault?.code)).toEqual([
      'import-row-columns',
      'import-row-columns',
      undefined,
    ]);
    expect(rows[2]).toMatchObject({ position: 2, line: 4, cells: ['5', '6'] });
  });

  it('gives a row with a misplaced quote as a fault in its place, and reads on', async () => {
    const rows = await csv('A,B\n1,2\n"3"x,4\n5,6\n');
    expect(rows.map(({ fault, cells }) => fault?.code ?? cells.join())).toEqual([
      '1,2',
      'import-row-malformed',
      '5,6',
    ]);
  });

  it.each([7, 1000])('loses one line only to a quote that is never closed (pieces of %i)', async (size) => {
    const text = `A,B\n1,"2\n${'5,6\n'.repeat(300)}`;
    const rows = await all(csvRows(pieces(text, size), ['A', 'B'], ','));
    expect(rows.map(({ fault }) => fault?.code).slice(0, 2)).toEqual(['import-row-malformed', undefined]);
    expect(rows).toHaveLength(301);
    expect(rows.at(-1)).toMatchObject({ line: 302, cells: ['5', '6'] });
  });

  it.each([1_000, 65_536, 5_000_000])(
    'gives a row longer than the bound as a fault (pieces of %i)',
    async (size) => {
      const text = `A,B\n${'x'.repeat(1_200_000)},1\n5,6\n`;
      const rows = await all(csvRows(pieces(text, size), ['A', 'B'], ','));
      expect(rows.map(({ fault, cells }) => fault?.code ?? cells.join())).toEqual([
        'import-row-too-long',
        '5,6',
      ]);
    },
  );

  it('passes a fault of the file on', async () => {
    const broken = async function* (): AsyncGenerator<string> {
      yield await Promise.resolve('A,B\n1,2\n');
      throw new Error('the disk is gone');
    };
    await expect(all(csvRows(broken(), ['A', 'B'], ','))).rejects.toThrow('the disk is gone');
  });

  it('reads back any table of texts', async () => {
    const cell = fc.string({ maxLength: 12, unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '冻') });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        async (table, size) => {
          const text = ['"A","B"', ...table.map((row) => row.map(quoted).join(','))].join('\n');
          const rows = await all(csvRows(pieces(text, size), ['A', 'B'], ','));
          expect(rows.map(({ cells }) => cells)).toEqual(table);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('an NDJSON register', () => {
  it('keeps every digit of a number', async () => {
    const rows = await json('{"A": 12345678901234567890.1234567890123456789, "B": "-1.50e3"}\n{"A": -0.10}');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['12345678901234567890.1234567890123456789', '-1.50e3'],
      ['-0.10', undefined],
    ]);
  });

  it('reads nested members by JSON Pointer, and only own ones', async () => {
    const [row] = await json('{"a":{"b/c":["x",7]},"B":{"deep":1}}', [
      '/a/b~1c/1',
      'B',
      'constructor',
      '/a/length',
    ]);
    expect(row?.cells).toEqual(['7', undefined, undefined, undefined]);
  });

  it('gives a line that is no object as a fault, and reads on', async () => {
    const rows = await json('{"A":"1"}\n{"A":\n[1]\n\n"x"\n{"A":"2"}\n');
    expect(rows.map(({ fault, cells }) => fault?.code ?? cells[0])).toEqual([
      '1',
      'import-row-malformed',
      'import-row-malformed',
      'import-row-malformed',
      '2',
    ]);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 5, 6]);
  });

  it('gives a line longer than the bound as a fault without keeping it', async () => {
    const long = `{"A":"${'x'.repeat(1_100_000)}"}\n{"A":"2"}\n`;
    const rows = await all(jsonRows(pieces(long, 65_536), ['A']));
    expect(rows.map(({ fault, cells }) => fault?.code ?? cells[0])).toEqual(['import-row-too-long', '2']);
  });
});
