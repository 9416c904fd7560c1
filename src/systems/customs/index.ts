export { formWords } from './declaration/forms/index.ts';
export { declarationWords } from './declaration/words.ts';
