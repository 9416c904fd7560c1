export { fillDemonstration, type Filled } from './filling.ts';
export type { DemonstrationAccount } from './parties.ts';
