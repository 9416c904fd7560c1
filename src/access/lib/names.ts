import type { Database, Statement } from '../../database/index.ts';
import { accountOf, type Asker } from './governing.ts';
import { SYSTEM } from './system.ts';

const NAMES: Statement = {
  name: 'access-names',
  text: `select id, name from account where id = any ($1)
           and ($2::text is null or authority = $2) and ($3::text is null or organisation = $3)`,
};

/** Names of people by their keys, as far as they are the asker's own colleagues; the platform knows all. */
export async function namesOf(
  database: Database,
  { scope, organisation }: Asker,
  actors: readonly (string | undefined)[],
): Promise<Readonly<Record<string, string>>> {
  const ids = [...new Set(actors)].flatMap((actor) => (actor === undefined ? [] : (accountOf(actor) ?? [])));
  if (ids.length === 0 || (scope.kind === 'public' && organisation === undefined)) return {};
  const authority = scope.kind === 'authority' ? scope.authority : undefined;
  const values = [ids, authority, scope.kind === 'public' ? organisation : undefined];
  const rows = await database.read<{ id: string; name: string }>(SYSTEM, NAMES, values);
  return Object.fromEntries(rows.map(({ id, name }) => [`account/${id}`, name]));
}
