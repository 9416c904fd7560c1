import type { FastifyRequest } from 'fastify';
import type { AuditKind } from '../access/index.ts';
import { textWithin } from '../base/index.ts';
import { HttpError } from './codes.ts';
import type { Route } from './route.ts';
import type { AuditService } from './services/registers.ts';
import { ANYONE } from './services/access.ts';

/** How a call of a route is audited; undefined where it is not. */
export function auditKindOf(route: Route): AuditKind | undefined {
  const { audit, admission, method, schema, streams } = route;
  if (audit !== undefined) return audit === 'none' ? undefined : audit;
  if (method !== 'GET') return admission === 'public' ? undefined : 'change';
  if (admission === 'public' || admission === 'signed-in') return undefined;
  if (streams === true || admission.endsWith('.export')) return 'export';
  // What is named by its path is looked at, however it is to be shown.
  return !route.path.includes(':') && filtersOf(schema.query).length > 0 ? 'search' : 'view';
}

const kinds = new WeakMap<Route, { readonly kind: AuditKind | undefined }>();

/** The kind of a route of the table, which does not change while every request asks for it twice. */
function knownKindOf(route: Route): AuditKind | undefined {
  let known = kinds.get(route);
  if (known === undefined) kinds.set(route, (known = { kind: auditKindOf(route) }));
  return known.kind;
}

/** Refuses what could not be audited. @throws {HttpError} `service-unavailable`. */
export function assertAuditable(route: Route, { log }: AuditService): void {
  if (knownKindOf(route) !== undefined && !log.accepting()) throw new HttpError('service-unavailable');
}

/** Notes an answered request. The path and the names of the filters are kept, never what was sought. */
export function auditRequest(
  request: FastifyRequest,
  route: Route,
  status: number,
  { log }: AuditService,
): void {
  const kind = knownKindOf(route);
  const { caller, shown } = request;
  // Whoever was not let in and was shown nothing is slowed by the limits, and does not fill the log.
  if (kind === undefined || (caller === ANYONE && shown === undefined)) return;
  const subject = shown ?? decoded(request.url.split('?')[0] ?? '').replace(/^\/v1\//, '');
  log.note({ kind, caller, route: route.name, subject, status, sought: soughtOf(request) });
}

function soughtOf({ query }: FastifyRequest): Readonly<Record<string, string>> {
  if (typeof query !== 'object' || query === null) return {};
  return Object.fromEntries(
    Object.entries(query)
      .filter(([name]) => name !== 'limit' && name !== 'after')
      .slice(0, 30)
      .map(([name, value]) => [textWithin(name, 40), textWithin(String(value), 1000)]),
  );
}

function filtersOf(query: unknown): readonly string[] {
  if (typeof query !== 'object' || query === null || !('properties' in query)) return [];
  return Object.keys(Object(query.properties)).filter((name) => name !== 'limit' && name !== 'after');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path).replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');
  } catch {
    return path;
  }
}
