import type { Database } from '../database/index.ts';

const PERSON = { name: 'demonstration-person', text: `select id, name from account where login = $1` };

/**
 * Who acts: the person of that login, so that histories name them and nobody is their own second pair of eyes. Where accounts were
 * not opened, an invented one.
 */
export async function personOf(
  database: Database,
  login: string,
): Promise<{ readonly actor: string; readonly name: string }> {
  const [account] = await database.read<{ id: string; name: string }>({ kind: 'system' }, PERSON, [login]);
  return account === undefined
    ? { actor: `demonstration/${login}`, name: login }
    : { actor: `account/${account.id}`, name: account.name };
}
