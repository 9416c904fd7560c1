import type { Route } from '../route.ts';
import type { Shared } from '../shared.ts';
import { evidenceRoutes, referenceRoutes } from './evidence.ts';
import { operationRoutes } from './operation.ts';
import { documentationRoutes, pageRoutes } from './pages.ts';
import { sessionRoutes } from './session.ts';

/** The table: every route of the server. */
export async function routesOf(shared: Shared): Promise<readonly Route[]> {
  const table: Route[] = [
    ...sessionRoutes(shared),
    ...evidenceRoutes(shared),
    ...referenceRoutes(shared),
    ...operationRoutes(shared),
    ...(await pageRoutes(shared)),
  ];
  table.push(...documentationRoutes(shared, '0.1.0', () => table));
  return table;
}
