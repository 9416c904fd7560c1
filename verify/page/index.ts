export { pageWords } from './words.ts';
