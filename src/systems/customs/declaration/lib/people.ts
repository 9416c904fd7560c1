import type { Database, Statement } from '../../../../database/index.ts';
import type { DeclarationCaller } from '../contract.ts';

const NAMES: Statement = {
  name: 'declaration-people',
  text: `select 'account/' || id as actor, name from account
         where 'account/' || id = any($3) and (authority = $1 or organisation = $2)`,
};

/** Names of those who acted, as far as they are the asker's own colleagues. */
export async function namesOf(
  database: Database,
  { scope, organisation }: DeclarationCaller,
  actors: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const authority = scope.kind === 'authority' ? scope.authority : undefined;
  if (actors.length === 0 || (authority === undefined && organisation === undefined)) return {};
  // Accounts are the platform's own.
  const rows = await database.read<{ actor: string; name: string }>({ kind: 'system' }, NAMES, [
    authority,
    organisation,
    actors,
  ]);
  return Object.fromEntries(rows.map(({ actor, name }) => [actor, name]));
}
