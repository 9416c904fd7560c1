import type { Clock, RandomBytes } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import { systemCaller, type Performance } from '../../ledger/index.ts';
import { replay, whatIf } from './asking.ts';
import type { Cases } from './contract.ts';
import { finalise, reverse, withdraw } from './ending.ts';
import { enter } from './entering.ts';
import { CaseError } from './error.ts';
import { standingOf, storedOf, type CaseRow, type DecisionRow } from './lib/rows.ts';
import { STATEMENTS } from './lib/statements.ts';
import type { CaseKeeper, DocumentSource, PartnerStanding, RuleBooks } from './ports.ts';
import { decideLocked } from './round.ts';
import { startCaseWork, type CaseWork, type CaseWorkOptions, type WorkParts } from './working.ts';

const SYSTEM = { kind: 'system' } as const;
/** Who decides by the rules, in history and evidence. */
const DECIDER = 'system/verification';

export interface CasesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly ruleBooks: RuleBooks;
  readonly documents: DocumentSource;
  readonly keepers: readonly CaseKeeper[];
  readonly standing: PartnerStanding;
  /** Decisions were committed: there is evidence to sequence, and perhaps messages to send. */
  readonly onCommitted?: () => void;
  readonly onFault?: (error: unknown) => void;
}

/** Cases, and the work that keeps them decided. */
export interface OpenCases extends Cases {
  /** Follows changes and decides what is due, in this process as in any number of others. */
  work(options?: CaseWorkOptions): CaseWork;
}

export function openCases(options: CasesOptions): OpenCases {
  const { database, clock, random, ruleBooks, onCommitted } = options;
  const decider = (): Performance => ({ caller: systemCaller(DECIDER), now: clock(), random });
  const parts: WorkParts = {
    ...options,
    decider,
    keepers: new Map(options.keepers.map((keeper) => [keeper.kind, keeper])),
  };
  return {
    async lock(transaction, claimant) {
      const [row] = await transaction.query<CaseRow>(STATEMENTS.lockNamed, [claimant]);
      return row === undefined ? undefined : standingOf(row);
    },
    enter: (transaction, entering, by) => enter(ruleBooks, transaction, entering, by),
    async decide(id) {
      const [decided] = await database.transaction(SYSTEM, async (transaction) => {
        const rows = await transaction.query<CaseRow>(STATEMENTS.lockOne, [id]);
        return decideLocked(parts, transaction, rows, decider());
      });
      if (decided?.changed === true) onCommitted?.();
      return decided;
    },
    finalise: (transaction, claimant, by) => finalise(parts, transaction, claimant, by, decider()),
    withdraw,
    reverse,
    async overrule(transaction, claimant, outcome) {
      const row = await lockedCase(transaction, claimant);
      await transaction.query(STATEMENTS.overrule, [row.id, outcome ?? null]);
      await mark(transaction, row, clock());
    },
    async stir(transaction, claimant) {
      await mark(transaction, await lockedCase(transaction, claimant), clock());
    },
    whatIf: (asked) => whatIf(parts, asked, decider()),
    async read(session, claimant) {
      const [row] = await session.query<CaseRow>(STATEMENTS.named, [claimant]);
      return row === undefined ? undefined : standingOf(row);
    },
    async decision(session, claimant, place) {
      const [row] = await session.query<DecisionRow>(STATEMENTS.decision, [claimant, place - 1, 1]);
      return row?.place === place ? storedOf(row) : undefined;
    },
    async decisions(session, claimant, after, limit) {
      const rows = await session.query<DecisionRow>(STATEMENTS.decision, [
        claimant,
        after,
        Math.min(limit, 100),
      ]);
      return rows.map(storedOf);
    },
    replay: (stored, { day } = {}) => replay(ruleBooks, stored, day),
    work: (working) => startCaseWork(parts, working),
  };
}

type Acting = Parameters<Cases['stir']>[0];

async function lockedCase(transaction: Acting, claimant: string): Promise<CaseRow> {
  const [row] = await transaction.query<CaseRow>(STATEMENTS.lockNamed, [claimant]);
  if (row === undefined) throw new CaseError('case-unknown', { claimant });
  if (row.state !== 'open') throw new CaseError('case-finished', { claimant, state: row.state });
  return row;
}

async function mark(transaction: Acting, { id, country }: CaseRow, now: Date): Promise<void> {
  const marks = [{ country, case_id: id, due: now.toISOString(), cause: 'asked' }];
  await transaction.query(STATEMENTS.mark, [JSON.stringify(marks)]);
}
