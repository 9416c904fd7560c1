import { openApiDocument } from './openapi.ts';
import { STANDARD_OPTIONS } from './options.ts';
import { routesOf } from './routes/table.ts';
import type { Shared } from './shared.ts';
import { httpWords } from './words.ts';

/** Stands for services that nobody calls: a route is declared without them, and handles nothing here. */
const nobody: unknown = new Proxy(() => undefined, {
  get: (_, name) => (name === 'then' ? undefined : nobody),
  apply: () => nobody,
});

/** The API's description in English without a server behind it: for what is written from it. */
export async function apiDescription(): Promise<ReturnType<typeof openApiDocument>> {
  // The table is only read, never served.
  const shared = { services: nobody, callers: nobody, allowance: nobody, measurements: nobody } as Omit<
    Shared,
    'settings'
  >;
  const table = await routesOf({ ...shared, settings: STANDARD_OPTIONS });
  return openApiDocument(table, httpWords, 'en', STANDARD_OPTIONS.version);
}
