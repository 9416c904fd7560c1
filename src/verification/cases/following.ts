import type { Clock } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import { STATEMENTS } from './lib/statements.ts';
import { documentName, soughtNumber } from './naming.ts';
import type { DocumentChange, DocumentSource, PartnerStanding } from './ports.ts';

const SYSTEM = { kind: 'system' } as const;
/** Acts of the log that are looked at in one transaction. */
const PORTION = 1_000;

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly documents: DocumentSource;
  readonly standing: PartnerStanding;
}

/**
 * Follows the evidence log: whoever seeks a document that changed is due. One process at a time; the position moves in the transaction
 * that writes the marks. The number of acts looked at.
 */
export async function follow({ database, clock, documents }: Parts): Promise<number> {
  return database.transaction(SYSTEM, async (transaction) => {
    const [follower] = await transaction.query<{ position: string }>(STATEMENTS.position);
    if (follower === undefined) return 0;
    const from = Number(follower.position);
    const { changes, next } = await documents.changes(from, PORTION);
    if (next === from) return 0;
    const keys = [...new Set(changes.flatMap(soughtOf))];
    if (keys.length > 0) await transaction.query(STATEMENTS.markSeekers, [keys, clock()]);
    await transaction.query(STATEMENTS.follow, [next]);
    return next - from;
  });
}

/** By whom a change is sought: who seeks its number, its name, or what it replaces. */
function soughtOf({ key, replaces }: DocumentChange): readonly string[] {
  const own = [soughtNumber(key.number), documentName(key)];
  if (replaces === undefined) return own;
  return [...own, soughtNumber(replaces), documentName({ ...key, number: replaces })];
}

/** Makes due what was decided without a road that is open again. */
export async function followRoads({ database, clock, standing }: Parts): Promise<void> {
  const waiting = await database.read<{ country: string; partners: readonly string[] }>(
    SYSTEM,
    STATEMENTS.unverified,
  );
  for (const { country, partners } of waiting) {
    const open = await standing.reachable(country, partners);
    if (open.size === 0) continue;
    await database.transaction(SYSTEM, (transaction) =>
      transaction.query(STATEMENTS.markUnverified, [country, [...open], clock()]),
    );
  }
}
