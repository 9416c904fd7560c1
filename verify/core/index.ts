export * from './primitives.ts';
export * from './seal-report.ts';
export * from './log/index.ts';
export * from './bundle/index.ts';
export * from './seal/index.ts';
export * from './paper/index.ts';
export { actWords } from './story/words.ts';
