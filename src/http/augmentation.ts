import type { Language } from '../base/index.ts';
import type { Route } from './route.ts';
import type { Caller } from './services/access.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; known after admission. */
    caller: Caller;
    /** The body as it came. */
    bytes: Uint8Array;
    language: Language;
    /** The Idempotency-Key that this request holds until it is answered. */
    idempotencyKey: string | undefined;
    /** What an answer showed, where the path does not name it: `certificates/<id>`. For the audit log. */
    shown: string | undefined;
  }
  interface FastifyContextConfig {
    /** The line of the table that this route is; absent for the not-found handler. */
    readonly route?: Route;
  }
}
