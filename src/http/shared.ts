import type { Allowance } from './allowance.ts';
import type { CallerCache } from './caller-cache.ts';
import type { Measurements } from './measurements.ts';
import type { ServerOptions } from './options.ts';
import type { Services } from './services.ts';

/** What the routes of one server share. */
export interface Shared {
  readonly services: Services;
  readonly settings: ServerOptions;
  readonly callers: CallerCache;
  readonly allowance: Allowance;
  readonly measurements: Measurements;
}
