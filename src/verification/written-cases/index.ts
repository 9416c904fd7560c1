export { CaseName, Expected, GivenCase, type ExpectedItem } from './case-shapes.ts';
export { faultsOfCases, MOST_TABLE_CASES, TableCase } from './table-case.ts';
