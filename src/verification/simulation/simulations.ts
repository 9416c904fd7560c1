import { uuidV7, type Clock, type RandomBytes } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { governs, ParameterError, type ParameterOwner } from '../../ledger/parameters/index.ts';
import { ruleTableParameter } from '../parameters/index.ts';
import { checkTable, isTable, RuleError, type DecisionTable } from '../rules/index.ts';
import { MOST_OPEN, STATEMENTS } from './lib/statements.ts';
import { runSimulation, type AskedSimulation, type Books, type Ending } from './running.ts';
import { shownSimulation, type SimulationRow, type SimulationShown } from './showing.ts';

const SYSTEM = { kind: 'system' } as const;
const DAY = 86_400_000;

export interface SimulationsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly books: Books;
  /** Threads of one simulation, as many as there are cores to spare; with none the process itself decides. */
  readonly threads: number;
  readonly onFault: (error: unknown) => void;
}

export interface SimulationRequest {
  /** A drafted table; in the place of the one of its name, or beside the others where there is none. */
  readonly table: unknown;
  readonly owner: ParameterOwner;
  /** Days back from today, today among them, whose cases are taken. */
  readonly days: number;
}

/** Drafts of rules tried on stored cases, in the background of whichever process has time. */
export class Simulations {
  readonly #options: SimulationsOptions;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<unknown> = Promise.resolve();
  #isWorking = false;
  #isClosing = false;

  constructor(options: SimulationsOptions) {
    this.#options = options;
  }

  /**
   * @throws RuleError `rule-table-invalid` with its faults, `rule-simulations-many`; ParameterError `parameter-forbidden` where the
   * owner is not the caller's own.
   */
  async begin(caller: LedgerCaller, { table, owner, days }: SimulationRequest): Promise<SimulationShown> {
    const { authority, office } = owner;
    if (authority === undefined || !governs(caller, owner) || !caller.may('parameter.read'))
      throw new ParameterError('parameter-forbidden', { parameter: ruleTableParameter.name });
    const draft = drafted(table);
    const { database, clock, random } = this.#options;
    const now = clock();
    const day = dayOf(now);
    const row = await database.transaction(caller.scope, async (transaction) => {
      const [open] = await transaction.query<{ open: number }>(STATEMENTS.open, [authority]);
      if ((open?.open ?? 0) >= MOST_OPEN) throw new RuleError('rule-simulations-many', { most: MOST_OPEN });
      await transaction.query(STATEMENTS.forget, [authority]);
      const [written] = await transaction.query<SimulationRow>(STATEMENTS.ask, [
        uuidV7(now.getTime(), random),
        authority.slice(0, 2),
        authority,
        office ?? null,
        caller.actor,
        draft.name,
        JSON.stringify(draft),
        dayOf(new Date(now.getTime() - (days - 1) * DAY)),
        dayOf(new Date(now.getTime() + DAY)),
        day,
        now,
      ]);
      return written;
    });
    if (row === undefined) throw new Error('what is inserted is returned');
    if (this.#timer !== undefined) this.wake();
    return shownSimulation(row);
  }

  /** Those that the caller's scope has, newest first. */
  async list({ scope }: LedgerCaller): Promise<readonly SimulationShown[]> {
    const rows = await this.#options.database.read<SimulationRow>(scope, STATEMENTS.list, []);
    return rows.map(shownSimulation);
  }

  async read({ scope }: LedgerCaller, id: string): Promise<SimulationShown | undefined> {
    const [row] = await this.#options.database.read<SimulationRow>(scope, STATEMENTS.read, [id]);
    return row === undefined ? undefined : shownSimulation(row);
  }

  /** Stops one that waits or runs: what it has counted until then stays. One that has ended is left as it is. */
  async stop(caller: LedgerCaller, id: string): Promise<SimulationShown | undefined> {
    const { database, clock } = this.#options;
    const [row] = await database.transaction(caller.scope, (transaction) =>
      transaction.query<SimulationRow>(STATEMENTS.stop, [id, clock()]),
    );
    return row === undefined ? this.read(caller, id) : shownSimulation(row);
  }

  /** Runs one that waits; false where none does. Those that were broken off are marked so. */
  async work(): Promise<boolean> {
    const { database, clock, random } = this.#options;
    const now = clock();
    const worker = uuidV7(now.getTime(), random);
    const taken = await database.transaction(SYSTEM, async (transaction) => {
      await transaction.query(STATEMENTS.breakOff, [now]);
      const [row] = await transaction.query<AskedSimulation>(STATEMENTS.take, [worker, now]);
      return row;
    });
    if (taken === undefined) return false;
    const ending = await this.#run(taken, worker);
    await database.transaction(SYSTEM, (transaction) =>
      transaction.query(STATEMENTS.end, [taken.id, worker, ending, clock()]),
    );
    return true;
  }

  /** Looks for work every so many milliseconds until closed. */
  start(milliseconds: number): void {
    this.#timer ??= setInterval(() => this.wake(), milliseconds).unref();
    this.wake();
  }

  /** Works until nothing waits. */
  wake(): void {
    if (this.#isWorking || this.#isClosing) return;
    this.#isWorking = true;
    this.#working = this.#workAll()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#isWorking = false;
      });
  }

  /** Breaks off what runs here, and says so. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#timer);
    await this.#working;
  }

  async #workAll(): Promise<void> {
    while (!this.#isClosing && (await this.work()));
  }

  async #run(taken: AskedSimulation, worker: string): Promise<Ending> {
    try {
      return await runSimulation(taken, {
        ...this.#options,
        worker,
        isClosing: () => this.#isClosing,
      });
    } catch (error) {
      this.#options.onFault(error);
      return 'failed';
    }
  }
}

function drafted(table: unknown): DecisionTable {
  const { faults } = checkTable(table);
  if (faults.length > 0 || !isTable(table))
    throw new RuleError('rule-table-invalid', { table: '' }, { faults });
  return table;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
