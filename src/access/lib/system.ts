import type { Scope } from '../../database/index.ts';

/** The tables of this room are the platform's own; what a caller may do with them is decided here. */
export const SYSTEM: Scope = Object.freeze({ kind: 'system' });
