import { describe, expect, it } from 'vitest';
import { linesOf, rowRange, sheetOf } from './sheet-lines.ts';

describe('the preview of a sheet', () => {
  it('tells rows that follow one another by the first and the last', () => {
    expect(rowRange([2, 3, 4, 7, 9, 10])).toBe('2–4, 7, 9–10');
    expect(rowRange([])).toBe('');
  });
  it('shows what is faulty before what is good, each fault in the order of the rows', () => {
    const finding = (row: number) => ({
      area: 'Mapping',
      level: 'SEVERE',
      code: 'c',
      path: '/x',
      detail: 'd',
      row,
    });
    const lines = linesOf({
      certificates: [
        { reference: 'A', rows: [2], good: true, findings: [] },
        { reference: 'B', rows: [3, 4], good: false, findings: [finding(4), finding(3)] },
      ],
    });
    expect(lines.map(({ reference }) => reference)).toEqual(['B', 'A']);
    expect(lines[0]?.findings.map(({ row }) => row)).toEqual([3, 4]);
  });
  it('takes a spreadsheet by its ending, and nothing else', () => {
    expect(sheetOf(new File(['a'], 'Sheet.CSV', { type: 'application/vnd.ms-excel' }))?.type).toBe(
      'text/csv',
    );
    expect(sheetOf(new File(['a'], 'sheet.pdf'))).toBeUndefined();
  });
});
