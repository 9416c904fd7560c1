export { previewedParameters } from './preview.ts';
export { ownCases } from './refusing.ts';
export { readStoredCase } from './stored-case.ts';
export { SIMULATION_STATES, type ShownGoods, type SimulationShown } from './showing.ts';
export { Simulations, type SimulationRequest, type SimulationsOptions } from './simulations.ts';
export { type ChangedCase, type Tally } from './tally.ts';
