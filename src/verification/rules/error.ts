import { CounterfoilError } from '../../base/index.ts';

/** Why an act on rule tables did not take place; each a key of the words. */
export const RULE_CODES = ['rule-table-invalid', 'rule-simulations-many'] as const;
export type RuleCode = (typeof RULE_CODES)[number];

/** A rule table that cannot be used; its faults say why. */
export class RuleError extends CounterfoilError<RuleCode> {
  override readonly name = 'RuleError';
}

/** What can be wrong with a table, or worth another look; each a key of the words. */
export const RULE_FAULTS = [
  'rule-table-shape',
  'rule-table-wide',
  'rule-field-unknown',
  'rule-column-repeated',
  'rule-row-repeated',
  'rule-field-no-column',
  'rule-cell-unfit',
  'rule-value-unfit',
  'rule-value-unknown',
  'rule-unit-unknown',
  'rule-unit-unfit',
  'rule-unit-missing',
  'rule-unit-needless',
  'rule-range-open',
  'rule-expression-long',
  'rule-expression-unreadable',
  'rule-expression-unfit',
  'rule-expression-forbidden',
  'rule-expression-no-condition',
  'rule-row-empty',
  'rule-rows-overlap',
  'rule-rows-may-overlap',
  'rule-row-unreachable',
  'rule-hole',
  'rule-analysis-partial',
  'rule-hit-unfit',
  'rule-language-missing',
  'rule-code-repeated',
  'rule-code-shared',
  'rule-table-repeated',
  'rule-member-missing',
  'rule-placeholder-unknown',
  'rule-output-unknown',
  'rule-output-unfit',
  'rule-case-repeated',
  'rule-case-large',
  'rule-case-fails',
  'rule-cases-nobodys',
  'rule-table-misnamed',
  'rule-table-widens',
  'rule-row-widens',
  'pattern-literal-empty',
  'pattern-length-order',
  'practice-widens',
] as const;
