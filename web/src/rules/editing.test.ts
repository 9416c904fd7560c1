import { describe, expect, it } from 'vitest';
import type { DecisionTable } from '../../../src/verification/rules/index.ts';
import { differenceOf } from './difference.ts';
import {
  added,
  begunWith,
  duplicated,
  moved,
  redone,
  removed,
  stepped,
  undone,
  withCell,
  withInputs,
  withOutput,
} from './editing.ts';

const table: DecisionTable = {
  name: 'tolerance',
  title: { en: 'Tolerance' },
  stage: 'tolerance',
  hit: 'first',
  inputs: ['item.commodity', 'item.origin'],
  rows: [
    {
      id: 'grain',
      mode: 'live',
      cells: { 'item.commodity': { is: 'prefix', values: ['1001'] } },
      outputs: { percent: '1' },
    },
    { id: 'meat', mode: 'live', cells: { 'item.origin': { is: 'equal', value: 'NZ' } } },
    { id: 'all', mode: 'live', cells: {} },
  ],
};
const ids = ({ rows }: DecisionTable) => rows.map(({ id }) => id);

describe('writing a decision table', () => {
  it('gives a new row a name of its own, and begins it in shadow', () => {
    expect(ids(added(table, -1))).toEqual(['row', 'grain', 'meat', 'all']);
    expect(added(table, 0).rows[1]).toEqual({ id: 'row', mode: 'shadow', cells: {} });
    expect(ids(duplicated(duplicated(table, 0), 0))).toEqual(['grain', 'grain-3', 'grain-2', 'meat', 'all']);
  });

  it('moves no row beyond the table', () => {
    expect(moved(table, 0, -1)).toBe(table);
    expect(moved(table, 2, 1)).toBe(table);
    expect(ids(moved(table, 1, -1))).toEqual(['meat', 'grain', 'all']);
  });

  it('keeps no cell that says anything, and no cell of a column that is gone', () => {
    expect(withCell(table, 0, 'item.commodity', { is: 'any' }).rows[0]?.cells).toEqual({});
    expect(withInputs(table, ['item.commodity']).rows[1]?.cells).toEqual({});
    expect(withOutput(table, 0, 'percent', '').rows[0]).not.toHaveProperty('outputs');
  });

  it('goes back and forth step by step, and forgets the way forth once something else is done', () => {
    const one = stepped(begunWith(table), removed(table, 0));
    const two = stepped(one, removed(one.table, 0));
    expect(ids(undone(two).table)).toEqual(['meat', 'all']);
    expect(undone(undone(undone(two))).table).toBe(table);
    expect(redone(undone(two)).table).toEqual(two.table);
    expect(stepped(undone(two), table).future).toEqual([]);
    expect(stepped(two, two.table)).toBe(two);
  });
});

describe('the difference to the version in force', () => {
  it('is none where only the order of members differs', () => {
    const { cells, ...grain } = table.rows[0] ?? { id: '', mode: 'off', cells: {} };
    expect(differenceOf(table, { ...table, rows: [{ cells, ...grain }, ...table.rows.slice(1)] })).toEqual({
      parts: [],
      rows: [],
    });
  });

  it('names the cells that changed, the rows that came and went, and the least rows that moved', () => {
    const draft = added(withOutput(removed(table, 1), 0, 'percent', '2'), 0);
    expect(differenceOf(table, draft)).toEqual({
      parts: [],
      rows: [
        { kind: 'changed', id: 'grain', parts: [{ part: 'outputs.percent', before: '1', after: '2' }] },
        { kind: 'added', id: 'row', parts: [{ part: 'mode', before: undefined, after: 'shadow' }] },
        {
          kind: 'ended',
          id: 'meat',
          parts: [
            { part: 'mode', before: 'live', after: undefined },
            { part: 'cells.item.origin', before: { is: 'equal', value: 'NZ' }, after: undefined },
          ],
        },
      ],
    });
    const turned = { ...table, rows: [2, 0, 1].flatMap((place) => table.rows[place] ?? []) };
    expect(differenceOf(table, turned).rows).toEqual([{ kind: 'moved', id: 'all', parts: [] }]);
  });
});
