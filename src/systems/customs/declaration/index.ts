export type {
  ComparedAccount,
  DeclarationCaller,
  DeclarationComparison,
  DeclarationEntry,
  DeclarationOptions,
  Declarations,
  DeclarationVersion,
  DeclarationView,
  Feed,
  FeedLine,
  InquiryDesk,
  Lodged,
  Lodging,
  SecondOfficialFrom,
} from './contract.ts';
export {
  DECLARATION_STATES,
  DeclarationBody,
  FINAL_RESULTS,
  OVERRULINGS,
  type DeclarationState,
} from './declaration-body.ts';
export { declarationLifecycle } from './declaration-lifecycle.ts';
export { ATTENTIONS, declarationRecord } from './declaration-record.ts';
export {
  DECLARATION_CODES,
  DECLARATION_FAULTS,
  DECLARATION_REFUSALS,
  DeclarationError,
  type DeclarationCode,
} from './error.ts';
export { DeclarationForm, LARGEST_DECLARATION } from './reading.ts';
export { openDeclarations } from './declarations.ts';
export { declarationKeeper } from './keeper.ts';
export { OUTCOME_DIALECT, outcomeTeller, type OutcomeTeller } from './telling.ts';
