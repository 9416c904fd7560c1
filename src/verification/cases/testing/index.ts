export { TEST_BOOK, testBooks } from './book.ts';
export { Crash, crashing } from './crashes.ts';
export { addDeclaration, beefDeclaration, TEST_DESK, testDesk } from './desk.ts';
export { beef, endPaper, issuePaper, PAPER_LEDGER, paperLedger } from './paper-ledger.ts';
export { claimantOf, openSetting, prepareSetting, type Setting } from './setting.ts';
