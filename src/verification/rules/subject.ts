import type { FieldName } from '../facts/index.ts';
import type { RuleRow } from './table.ts';

/** The first compared field that a row asks about: the one whose two sides its sentence names. */
export function subjectOf(inputs: readonly FieldName[], row: RuleRow): FieldName | undefined {
  return inputs.find((field) => {
    const cell = row.cells[field];
    return cell !== undefined && cell.is !== 'any' && /^(?:match|quantity)\./.test(field);
  });
}
