import type { FieldKind, FieldName } from '../../../src/verification/facts/index.ts';
import { fieldOf } from '../../../src/verification/facts/index.ts';
import type { DecisionTable, RuleRow, Stage } from '../../../src/verification/rules/index.ts';
import { cellOfText, textOfCell } from './notation.ts';
import { withCell, withOutput, withRow } from './editing.ts';

/** A column of the grid: what a row is asked with, or what it says. */
export type GridColumn =
  | { readonly id: string; readonly kind: 'mode' | 'outcome' | 'code' }
  | { readonly id: string; readonly kind: 'input'; readonly field: FieldName; readonly of: FieldKind }
  | { readonly id: string; readonly kind: 'output'; readonly output: string };

/** What each stage's rows give, besides what a table adds. */
const STAGE_OUTPUTS: Readonly<Record<Stage, readonly string[]>> = {
  requirement: ['codes', 'type', 'check'],
  paperless: ['paper', 'scheme'],
  measure: ['measure', 'fallback'],
  tolerance: ['absolute', 'unit', 'percent'],
  judgement: [],
};

export function outputsOf({ stage, outputs = [] }: DecisionTable): readonly string[] {
  return [...new Set([...STAGE_OUTPUTS[stage], ...outputs])];
}

export function columnsOf(table: DecisionTable): readonly GridColumn[] {
  return [
    { id: 'mode', kind: 'mode' },
    ...table.inputs.map((field): GridColumn => ({
      id: `cells.${field}`,
      kind: 'input',
      field,
      of: fieldOf(field).kind,
    })),
    ...(table.stage === 'judgement'
      ? ([
          { id: 'outcome', kind: 'outcome' },
          { id: 'code', kind: 'code' },
        ] as const)
      : []),
    ...outputsOf(table).map((output): GridColumn => ({ id: `outputs.${output}`, kind: 'output', output })),
  ];
}

/** What stands in a place, as text. */
export function textAt(row: RuleRow, column: GridColumn): string {
  switch (column.kind) {
    case 'mode':
      return row.mode;
    case 'outcome':
      return row.outcome ?? '';
    case 'code':
      return row.code ?? '';
    case 'input':
      return textOfCell(row.cells[column.field], column.of);
    case 'output':
      return row.outputs?.[column.output] ?? '';
  }
}

const MODES = ['live', 'shadow', 'off'] as const;
const OUTCOMES = ['pass', 'hold', 'inquire', 'refuse'] as const;

/** The table with another text in a place; `undefined` where the text means nothing there. */
export function withText(
  table: DecisionTable,
  place: number,
  column: GridColumn,
  text: string,
): DecisionTable | undefined {
  const row = table.rows[place];
  if (row === undefined) return undefined;
  switch (column.kind) {
    case 'mode': {
      const mode = MODES.find((each) => each === text.trim());
      return mode === undefined ? undefined : withRow(table, place, { ...row, mode });
    }
    case 'outcome': {
      const { outcome: _, ...others } = row;
      if (text.trim() === '') return withRow(table, place, others);
      const outcome = OUTCOMES.find((each) => each === text.trim());
      return outcome === undefined ? undefined : withRow(table, place, { ...row, outcome });
    }
    case 'code': {
      const { code: _, ...others } = row;
      return withRow(table, place, text.trim() === '' ? others : { ...row, code: text.trim() });
    }
    case 'input': {
      const cell = cellOfText(text, column.of);
      return cell === undefined ? undefined : withCell(table, place, column.field, cell);
    }
    case 'output':
      return withOutput(table, place, column.output, text.trim());
  }
}
