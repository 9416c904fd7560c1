export * from './primitives.ts';
export * from './seal-report.ts';
