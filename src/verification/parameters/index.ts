export { commodityMappingParameter } from './commodity-mapping.ts';
export { movementSignParameter } from './movement-sign.ts';
export { narrower, practiceParameter } from './practice.ts';
export { referencePatternParameter } from './reference-pattern.ts';
export { RuleShelf, VERIFICATION_PARAMETERS, type RuleBookOwner, type RuleVersions } from './rule-books.ts';
export { ruleTableParameter } from './rule-table.ts';
export { traderClassParameter } from './trader-class.ts';
