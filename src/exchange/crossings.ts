import { uuidV7, type RandomBytes } from '../base/index.ts';
import { sha256Hex } from '../crypto/index.ts';
import type { Database, Statement } from '../database/index.ts';
import { appendActs } from '../evidence/index.ts';

/** What crossed between the zones, or was to. */
export interface Crossing {
  readonly direction: 'in' | 'out';
  /** Absent where not even the header could be believed. */
  readonly frame?: { readonly id: string; readonly kind: string; readonly digest: string };
  /** Code of what was wrong with it; then it went no further. */
  readonly refusal?: string;
}

const SYSTEM = { kind: 'system' } as const;
const KEEP: Statement = {
  name: 'exchange-crossing-keep',
  text: `insert into exchange_crossing (id, frame, kind, direction, refusal, at, leaf, opening)
         values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)`,
};
const LIST: Statement = {
  name: 'exchange-crossing-list',
  text: `select id, frame, kind, direction, refusal, at, leaf from exchange_crossing
         where ($1::uuid is null or id < $1) order by id desc limit $2`,
};
const NOTHING = sha256Hex(new Uint8Array());

/** A crossing as it was kept. */
export interface CrossingView {
  readonly id: string;
  readonly frame: string | null;
  readonly kind: string | null;
  readonly direction: 'in' | 'out';
  readonly refusal: string | null;
  readonly at: Date;
  readonly leaf: string;
}

/** What crossed, the latest first; ids are in the order of their making. */
export function listCrossings(
  database: Database,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly CrossingView[]> {
  return database.read<CrossingView>(SYSTEM, LIST, [after ?? null, limit]);
}

/** Keeps a crossing with its evidence, before anything follows from it. */
export async function keepCrossing(
  database: Database,
  { direction, frame, refusal }: Crossing,
  { now, random }: { readonly now: Date; readonly random: RandomBytes },
): Promise<void> {
  const id = uuidV7(now.getTime(), random);
  const at = now.toISOString();
  await database.transaction(SYSTEM, async (transaction) => {
    const [leaf] = await appendActs(
      transaction,
      [
        {
          kind: refusal === undefined ? `crossing.${frame?.kind ?? 'frame'}` : 'crossing.refused',
          actor: 'gateway',
          subject: `crossing/${frame?.id ?? id}`,
          at,
          digest: frame?.digest ?? NOTHING,
          details: { direction, ...(refusal === undefined ? {} : { refusal }) },
        },
      ],
      random,
    );
    if (leaf === undefined) throw new RangeError('an act has a leaf');
    await transaction.query(KEEP, [
      id,
      frame?.id ?? null,
      frame?.kind ?? null,
      direction,
      refusal ?? null,
      at,
      leaf.id,
      JSON.stringify(leaf.opening),
    ]);
  });
}
