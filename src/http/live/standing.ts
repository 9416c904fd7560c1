import { toHex, utf8, type Clock } from '../../base/index.ts';
import { sha256 } from '../../crypto/index.ts';
import type { Database, Statement } from '../../database/index.ts';

const STANDING: Statement = {
  name: 'live-standing-sessions',
  text: `select encode(s.digest, 'hex') as digest from session s join account a on a.id = s.account
         where s.digest = any($1::bytea[]) and s.revoked is null and s.expires > $2
           and a.disabled is null and coalesce(a.expires > $2, true)`,
};

/** Which of some tokens still open a door: one query for any number. */
export function standingSessions(
  database: Database,
  clock: Clock,
): (tokens: readonly string[]) => Promise<ReadonlySet<string>> {
  return async (tokens) => {
    const digests = tokens.map((token) => sha256(utf8(token)));
    const rows = await database.read<{ digest: string }>({ kind: 'system' }, STANDING, [digests, clock()]);
    const found = new Set(rows.map(({ digest }) => digest));
    return new Set(tokens.filter((_, index) => found.has(toHex(digests[index] ?? new Uint8Array()))));
  };
}
