export {
  changeLifecycle,
  changeRecord,
  canonicalText,
  ChangeBody,
  type ChangeState,
  type ParameterChange,
} from './change-record.ts';
export {
  defineParameter,
  PARAMETER_LEVELS,
  type AnyParameter,
  type Approval,
  type ParameterDefinition,
  type ParameterLevel,
  type ParameterOwner,
  type ProposedRow,
} from './definition.ts';
export { PARAMETER_CODES, PARAMETER_FAULTS, ParameterError, type ParameterCode } from './error.ts';
export {
  governs,
  mayRead,
  ownerOf,
  ParameterTables,
  type ParameterReading,
  type ParameterRow,
  type ParametersOptions,
  type ReadOptions,
} from './parameters.ts';
export type { ChangePreview, RowPreview } from './preview.ts';
export { MOST_ROWS, type Proposal } from './proposal.ts';
export { effectiveRows, type AsOf, type Assertion, type Effective, type StandardRows } from './resolution.ts';
