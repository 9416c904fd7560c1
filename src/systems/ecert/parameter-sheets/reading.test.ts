import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../base/index.ts';
import { agreementParameter } from '../agreements/index.ts';
import { entryOfficeParameter } from '../parameters/entry-office.ts';
import { parameterColumns, readParameterSheet } from './index.ts';

const START = '2026-06-02';
const read = (lines: readonly string[]) =>
  readParameterSheet(agreementParameter, utf8(lines.join('\r\n')), { start: START });
const HEADING = 'key.country,key.commodity,value.electronic,value.channel,value.paperlessFrom,from,until,end';

describe('the sheet of a parameter', () => {
  test('has a column for each member of its key and its value', () => {
    expect(parameterColumns(agreementParameter).map(({ name, form }) => `${name} ${form}`)).toEqual([
      'key.country text',
      'key.commodity text',
      'value.electronic switch',
      'value.paperlessFrom text',
      'value.channel text',
      ...['en', 'zh', 'fr', 'es', 'ru', 'ar'].map((language) => `value.note.${language} text`),
    ]);
  });

  test('adds, changes and ends rows, in whatever order its columns stand', async () => {
    const sheet = await read([
      HEADING,
      'ZA,0808,yes,smtp,2026-07-01,,,',
      '',
      'BR,,否,rest,,2026-08-01,2027-01-01,',
      'CL,0809,,,,,,x',
    ]);
    expect(sheet.faults).toEqual([]);
    expect(sheet.places).toEqual([2, 4, 5]);
    expect(sheet.rows).toEqual([
      {
        key: { country: 'ZA', commodity: '0808' },
        value: { electronic: true, channel: 'smtp', paperlessFrom: '2026-07-01' },
        from: START,
      },
      {
        key: { country: 'BR', commodity: '' },
        value: { electronic: false, channel: 'rest' },
        from: '2026-08-01',
        until: '2027-01-01',
      },
      { key: { country: 'CL', commodity: '0809' }, value: null, from: START },
    ]);
  });

  test('names every cell that cannot be read, and every column that it does not know', async () => {
    const sheet = await read([`${HEADING},weather`, 'ZA,,perhaps,smtp,,,,', 'BR,,yes,rest,,,,maybe,fine']);
    expect(sheet.unknown).toEqual(['weather']);
    expect(sheet.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'value.electronic', 'parameter-sheet-cell'],
      [3, 'end', 'parameter-sheet-cell'],
    ]);
  });

  test('takes lists by the semicolon, and sets nothing but members of the schema', async () => {
    const lines = [
      'key.place,value.offices,value.__proto__.polluted',
      'CNSHG,CN-GACC/2200; CN-GACC/3100,yes',
    ];
    const sheet = await readParameterSheet(entryOfficeParameter, utf8(lines.join('\n')), { start: START });
    expect(sheet.rows).toEqual([
      {
        key: { place: 'CNSHG' },
        value: { offices: ['CN-GACC/2200', 'CN-GACC/3100'] },
        from: START,
      },
    ]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('is refused where it is no sheet of the parameter, empty, or longer than anybody looks over', async () => {
    await expect(read(['a,b', '1,2'])).rejects.toThrow('sheet-columns');
    await expect(read([HEADING])).rejects.toThrow('sheet-empty');
    const rows = Array.from({ length: 501 }, () => 'ZA,,yes,smtp,,,,');
    await expect(read([HEADING, ...rows])).rejects.toThrow('sheet-too-many-rows');
  });
});
