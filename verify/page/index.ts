export { checkPaper } from './paper.ts';
export { fieldOf, sheetView } from './sheet.ts';
export { pageWords } from './words.ts';
