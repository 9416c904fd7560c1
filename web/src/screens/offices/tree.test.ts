import { describe, expect, it } from 'vitest';
import type { Office } from './holding.ts';
import { treeOf, type Branch } from './tree.ts';

const office = (key: string, parent?: string): Office => ({
  key,
  authority: 'CN-GACC',
  kind: 'branch',
  title: { en: key },
  names: [],
  below: 0,
  version: 1,
  ...(parent === undefined ? {} : { parent }),
});
const keys = (branches: readonly Branch[]): unknown =>
  branches.map(({ office: { key }, below }) => (below.length === 0 ? key : [key, keys(below)]));
const OFFICES = [office('head'), office('north', 'head'), office('port', 'north'), office('south', 'head')];

describe('the tree of offices', () => {
  it('holds every office below its parent', () => {
    expect(keys(treeOf(OFFICES, () => true))).toEqual([['head', [['north', ['port']], 'south']]]);
  });

  it('keeps the offices above the one that is sought', () => {
    expect(keys(treeOf(OFFICES, ({ key }) => key === 'port'))).toEqual([['head', [['north', ['port']]]]]);
  });

  it('shows an office whose parent is out of sight as a root', () => {
    expect(keys(treeOf([office('port', 'north')], () => true))).toEqual(['port']);
  });
});
