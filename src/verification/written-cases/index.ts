export { CaseName, Expected, GivenCase, type ExpectedItem } from './case-shapes.ts';
export { faultsOfCases, TableCase } from './table-case.ts';
