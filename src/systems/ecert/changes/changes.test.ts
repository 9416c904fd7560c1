import { describe, expect, it } from 'vitest';
import { seesChange, type LedgerChange } from './changes.ts';

const change: LedgerChange = {
  position: 7,
  kind: 'declaration',
  record: 'd',
  version: 2,
  action: 'decide',
  state: 'held',
  actor: 'system/cases',
  at: '2026-06-01T12:00:00.000Z',
  country: 'CN',
  authority: 'CN-GACC',
  office: 'CN-GACC/2200',
  concerned: [],
  declarant: 'CN-PDCOLD',
};

describe('who is told of a declaration', () => {
  it('is the authority that keeps it, and its office', () => {
    const authority = { kind: 'authority', country: 'CN', authority: 'CN-GACC' } as const;
    expect(seesChange(authority, change)).toBe(true);
    expect(seesChange({ ...authority, office: 'CN-GACC/2200' }, change)).toBe(true);
    expect(seesChange({ ...authority, office: 'CN-GACC/5301' }, change)).toBe(false);
    expect(seesChange({ kind: 'authority', country: 'NZ', authority: 'NZ-MPI' }, change)).toBe(false);
  });
  it('is its trader, and nobody else of the public', () => {
    const organisation = { key: 'CN-PDCOLD', country: 'CN' };
    expect(seesChange({ kind: 'public', organisation }, change)).toBe(true);
    expect(seesChange({ kind: 'public', organisation: { ...organisation, key: 'CN-OTHER' } }, change)).toBe(
      false,
    );
    expect(seesChange({ kind: 'public' }, change)).toBe(false);
    const { declarant: _, ...task } = change;
    expect(seesChange({ kind: 'public', organisation }, { ...task, kind: 'task' })).toBe(false);
  });
});
