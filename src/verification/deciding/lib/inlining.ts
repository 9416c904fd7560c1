import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 make one function of more of a decision's parts: 2000 bytes of their code where it takes 920, which a decision has used up
 * half-way. Measured: on Node 20 a decision needs a fourteenth less time, on Node 24 none. Called before the first decision is
 * compiled; holds for the whole process.
 */
export function inlineDecisions(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=2000');
}
