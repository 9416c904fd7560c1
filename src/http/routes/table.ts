import type { Route } from '../route.ts';
import type { Shared } from '../shared.ts';
import { actionRoutes } from './actions.ts';
import { certificatePartRoutes } from './certificate-parts.ts';
import { certificateRoutes } from './certificates.ts';
import { checkRoutes } from './check.ts';
import { draftRoutes } from './drafts.ts';
import { evidenceRoutes, referenceRoutes } from './evidence.ts';
import { operationRoutes } from './operation.ts';
import { documentationRoutes, pageRoutes } from './pages.ts';
import { sessionRoutes } from './session.ts';
import { verificationRoutes } from './verification.ts';

/** The table: every route of the server. */
export async function routesOf(shared: Shared): Promise<readonly Route[]> {
  const table: Route[] = [
    ...sessionRoutes(shared),
    ...certificateRoutes(shared),
    ...certificatePartRoutes(shared),
    ...actionRoutes(shared),
    ...draftRoutes(shared),
    ...verificationRoutes(shared),
    ...evidenceRoutes(shared),
    ...referenceRoutes(shared),
    ...operationRoutes(shared),
    ...checkRoutes(shared),
    ...(await pageRoutes(shared)),
  ];
  table.push(...documentationRoutes(shared, () => table));
  return table;
}
