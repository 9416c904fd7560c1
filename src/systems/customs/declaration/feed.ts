import { LedgerError } from '../../../ledger/index.ts';
import type { Database, Scope, Statement } from '../../../database/index.ts';
import type { Outcome } from '../../../verification/facts/index.ts';
import type { Feed, FeedLine } from './contract.ts';

const SYSTEM: Scope = { kind: 'system' };
/** Acts of the log looked through for one answer; the cursor goes on after them, so that nobody waits for a scan of everything. */
const PORTION = 5_000;
const PORTIONS = 4;

const LEAVES: Statement = {
  name: 'declaration-feed-leaves',
  text: `select s.index::text as position, s.leaf_id as leaf from evidence_sequence s
         where s.index >= $1 order by s.index limit $2`,
};
const DECISIONS: Statement = {
  name: 'declaration-feed',
  text: `select h.leaf, h.record as declaration, d.country, d.authority, d.number, d.declarant, h.at, h.change
         from declaration_history h join declaration_search d on d.id = h.record and d.country = h.country
         where h.leaf = any($1::uuid[]) and h.action in ('decide', 'decide-beside')`,
};

interface DecisionRow {
  readonly leaf: string;
  readonly declaration: string;
  readonly country: string;
  readonly authority: string;
  readonly number: string;
  readonly declarant: string;
  readonly at: Date;
  readonly change: {
    readonly outcome: Outcome;
    readonly decision: number;
    readonly revision?: number;
    readonly reasons: readonly { readonly code: string }[];
  };
}

/**
 * Decisions that a scope may see, in the order of the evidence log, from a position on: the same for every process, without gaps,
 * and nothing that is committed later comes before it.
 */
export async function readFeed(
  database: Database,
  scope: Scope,
  after: string | undefined,
  limit: number,
): Promise<Feed> {
  if (after !== undefined && !/^\d{1,15}$/.test(after)) throw new LedgerError('search-cursor-invalid');
  let from = Number(after ?? 0);
  const items: FeedLine[] = [];
  for (let portion = 0; portion < PORTIONS && items.length < limit; portion += 1) {
    const leaves = await database.read<{ position: string; leaf: string }>(SYSTEM, LEAVES, [from, PORTION]);
    const last = leaves.at(-1);
    if (last === undefined) break;
    const rows = await database.read<DecisionRow>(scope, DECISIONS, [leaves.map(({ leaf }) => leaf)]);
    const byLeaf = new Map(rows.map((row) => [row.leaf, row]));
    from = Number(last.position) + 1;
    for (const { position, leaf } of leaves) {
      const row = byLeaf.get(leaf);
      if (row === undefined) continue;
      items.push(lineOf(row));
      if (items.length === limit) {
        from = Number(position) + 1;
        break;
      }
    }
    if (leaves.length < PORTION) break;
  }
  return { items, next: String(from) };
}

function lineOf({ leaf: _leaf, at, change, ...row }: DecisionRow): FeedLine {
  return {
    ...row,
    place: change.decision,
    revision: change.revision ?? 1,
    at: at.toISOString(),
    outcome: change.outcome,
    reasons: change.reasons.map(({ code }) => code),
  };
}
