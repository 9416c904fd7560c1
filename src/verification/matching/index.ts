export {
  commodityPractice,
  isCovered,
  matchCommodity,
  type CommodityMatch,
  type CommodityPractice,
} from './commodity.ts';
export type { Comparison, Match, Sides } from './comparison.ts';
export { declarationRow, enterCertificate, enterItem, joinedRow, type FactsRow } from './facts-row.ts';
export { matchHeader } from './header.ts';
export { chooseLines, type Choice, type ChosenLine } from './item.ts';
export { dayAfter, daysBetween } from './lib/days.ts';
export { isSameParty } from './parties.ts';
export { spreadOver, type Part } from './parts.ts';
export {
  type Balances,
  type PlannedShare,
  type QuantityClaim,
  type QuantityMatch,
  type QuantityPlan,
  type QuantityStatus,
  type Tolerance,
} from './claim.ts';
export { planQuantities } from './quantities.ts';
export {
  comparisonsOf,
  enterHeader,
  enterItemMatches,
  enterQuantity,
  sidesOf,
  valueText,
  type Side,
} from './rows.ts';
