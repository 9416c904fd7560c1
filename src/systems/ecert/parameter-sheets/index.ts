export { cellOf, parameterColumns, PERIOD_COLUMNS, type SheetColumn } from './columns.ts';
export { readParameterSheet, type ParameterSheet, type PlacedFault } from './reading.ts';
