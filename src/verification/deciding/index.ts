export { BUILT_IN, BUILT_IN_REASONS, type BuiltInCode } from './built-in.ts';
export type { AccountFacts, CaseInput, LineBalance } from './case-input.ts';
export { compileRuleBook, type CompiledRuleBook } from './compiled-book.ts';
export { decide, decisionText } from './decide.ts';
export { explain, sentenceOf, type Explanation } from './explanation.ts';
export {
  MOVEMENT_SIGNS,
  type CommodityMapping,
  type MovementSign,
  type Practice,
  type ReferencePattern,
  type RuleBook,
} from './rule-book.ts';
