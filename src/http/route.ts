import type { AuditKind } from '../access/index.ts';
import type { Language } from '../base/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Services } from './services.ts';
import type { Caller, Permission } from './services/access.ts';

/** Who may call a route: anyone, anyone signed in, or who holds a permission. */
export type Admission = 'public' | 'signed-in' | Permission;

/**
 * What caches may keep. `none`: nothing. `revalidate`: a private copy that is asked about each time (ETag). `short`: a
 * public page for five minutes. `immutable`: a public resource that never changes under its name.
 */
export type CachePolicy = 'none' | 'revalidate' | 'short' | 'immutable';

/** What a call costs of the caller's allowance: a read 1, a document to read and verify 10, a guess is limited apart. */
export type Cost = 'free' | 'read' | 'document' | 'login' | 'guess';

export interface ResponseSchema {
  /** Absent for a media type that is not JSON. */
  readonly schema?: TSchema;
  readonly mediaType?: string;
  /** Whether the handler writes the JSON itself. */
  readonly raw?: boolean;
}

export interface RouteSchema {
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly responses: Readonly<Record<number, ResponseSchema>>;
}

type Part<Schema, Name extends string> =
  Schema extends Readonly<Record<Name, infer Found>>
    ? Found extends TSchema
      ? Static<Found>
      : undefined
    : undefined;

/** What a handler is given: the validated parts of the request, and who asks. */
export interface Call<Schema extends RouteSchema = RouteSchema> {
  readonly params: Part<Schema, 'params'>;
  readonly query: Part<Schema, 'query'>;
  readonly body: Part<Schema, 'body'>;
  /** The body as it came, before any reading; empty where there is none. */
  readonly bytes: Uint8Array;
  readonly caller: Caller;
  readonly language: Language;
  readonly services: Services;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** One line of the table of routes. Its words are `route-<name>` (a sentence) and `route-<name>-more` (optional). */
export interface Route {
  readonly name: string;
  readonly method: (typeof ROUTE_METHODS)[number];
  readonly path: string;
  readonly admission: Admission;
  readonly area: RouteArea;
  readonly cost: Cost;
  readonly cache: CachePolicy;
  /** Media types of the body; absent where there is none. */
  readonly consumes?: readonly string[];
  /** Largest body; the server's limit for documents where it says so. */
  readonly bodyLimit?: 'document' | number;
  /** Whether a repeated request with the same Idempotency-Key gets the first one's answer. */
  readonly idempotent?: boolean;
  /** Whether the caller must say by If-Match which state it has seen. */
  readonly requiresMatch?: boolean;
  /**
   * Whether the caller must have proved who they are within the last minutes: for whatever is asked, or for the actions named
   * here, which stand as `action` in the path or in the body.
   */
  readonly stepUp?: boolean | readonly string[];
  /** Whether `Prefer: wait=…` and `Prefer: respond-async` (RFC 7240) have a meaning. */
  readonly prefers?: boolean;
  /** Whether the answer is a stream, which a HEAD would read for nothing. */
  readonly streams?: boolean;
  /**
   * How the audit log names a call. Where absent: a change by whoever is signed in is a `change`; what needs a permission is a
   * `search` where it has filters, an `export` where it is exported, and else a `view`. `none`: the call is of nobody's
   * concern.
   */
  readonly audit?: AuditKind | 'none';
  /** A page for people: other headers, and left out of the API's description. */
  readonly page?: boolean;
  readonly schema: RouteSchema;
  readonly handle: (call: Call) => unknown;
}

/** Chapters of the documentation, in its order; the heading is the word `area-<name>`. */
export const ROUTE_AREAS = [
  'session',
  'organisations',
  'accounts',
  'joining',
  'certificates',
  'correspondence',
  'issuing',
  'customs',
  'verification',
  'exchange',
  'evidence',
  'administration',
  'forgeries',
  'figures',
  'audit',
  'reference',
  'operation',
  'page',
] as const;
export type RouteArea = (typeof ROUTE_AREAS)[number];

export const ROUTE_METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Declares a route; the handler's parameters take their types from the schema. */
export function route<const Schema extends RouteSchema>(
  declaration: Omit<Route, 'schema' | 'handle'> & {
    readonly schema: Schema;
    readonly handle: (call: Call<Schema>) => unknown;
  },
): Route {
  // The server hands a handler only what the validator of this very schema has passed.
  return declaration as unknown as Route;
}

export const CACHE_CONTROL: Readonly<Record<CachePolicy, string>> = {
  none: 'no-store',
  revalidate: 'private, no-cache',
  short: 'public, max-age=300',
  immutable: 'public, max-age=31536000, immutable',
};
