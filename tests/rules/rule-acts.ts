import { newRandom } from '../../src/crypto/index.ts';
import type { Database } from '../../src/database/index.ts';
import type { LedgerCaller } from '../../src/ledger/index.ts';
import { ParameterTables, type ParameterChange } from '../../src/ledger/parameters/index.ts';
import {
  proposalsOf,
  readPack,
  readPackFolder,
  shippedPackFolder,
} from '../../src/verification/packs/index.ts';
import { VERIFICATION_PARAMETERS } from '../../src/verification/parameters/index.ts';
import { Simulations } from '../../src/verification/simulation/index.ts';
import { TEST_BOOK } from '../../src/verification/cases/testing/index.ts';

/** What the parent sends: what to do, and how many statements inside transactions it lives. */
export interface RuleOrders {
  readonly url: string;
  readonly act: 'simulate' | 'load' | 'approve';
  /** Change to approve. */
  readonly change?: string;
  /** RFC 3339. */
  readonly at: string;
  readonly statements: number;
}

const OWNER = { authority: 'CN-GACC' };

export function official(actor: string): LedgerCaller {
  const scope = { kind: 'authority', country: 'CN', authority: 'CN-GACC' } as const;
  return { actor, scope, may: () => true };
}

/** Simulations whose clock goes on by a second whenever it is asked, so that every portion is noted. */
export function openSimulations(database: Database, at: string): Simulations {
  let now = Date.parse(at);
  return new Simulations({
    database,
    clock: () => new Date((now += 1_000)),
    random: newRandom,
    books: { inForce: (_owner, day) => Promise.resolve({ ...TEST_BOOK, day }) },
    threads: 0,
    onFault: (error) => {
      throw error;
    },
  });
}

export function openTables(database: Database, at: string): Promise<ParameterTables> {
  const clock = (): Date => new Date(at);
  return ParameterTables.open({ database, clock, random: newRandom, definitions: VERIFICATION_PARAMETERS });
}

/** Proposes all of the pack of China. */
export async function loadPack(tables: ParameterTables): Promise<readonly ParameterChange[]> {
  const reading = readPack(await readPackFolder(await shippedPackFolder('china-import')));
  if (!('pack' in reading)) throw new Error('the shipped pack has no faults');
  const proposals = proposalsOf(tables, reading.pack, { owner: OWNER, from: '2026-01-01' });
  return tables.proposeAll(
    official('account/ada'),
    proposals.map((proposal) => ({ ...proposal, owner: OWNER, reason: 'the pack of China' })),
  );
}
