import type { FieldValue } from '../../facts/index.ts';
import type { Cell } from '../table.ts';

/** What a test says of a value: `unknown` where it cannot be answered, as of a mass in pieces. */
export type Answer = 'yes' | 'no' | 'unknown';

/** What is not stated passes only a test for that, or none. */
export function holdsOfAbsent(cell: Cell | undefined): boolean {
  return cell === undefined || cell.is === 'any' || cell.is === 'absent';
}

/** Whether the cell asks for the value itself. */
export function isTyped(cell: Cell | undefined): cell is Exclude<Cell, { is: 'any' | 'absent' | 'present' }> {
  return cell !== undefined && cell.is !== 'any' && cell.is !== 'absent' && cell.is !== 'present';
}

export function isAmount(value: FieldValue): value is { readonly value: string; readonly unit: string } {
  return typeof value === 'object' && 'unit' in value;
}

export function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}
