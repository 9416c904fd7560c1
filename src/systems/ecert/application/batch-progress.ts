import { CounterfoilError, uuidV7 } from '../../../base/index.ts';
import type { Database, Statement } from '../../../database/index.ts';
import type { LedgerCaller } from '../../../ledger/index.ts';
import type { ApplicationOptions } from './office.ts';

export const BATCH_PURPOSES = ['preview', 'enter'] as const;
export const PROGRESS_STATES = ['running', 'done', 'failed'] as const;

/** How far the reading of a sheet, or the making of its applications, has come. */
export interface BatchProgress {
  readonly id: string;
  readonly actor: string;
  readonly model: string;
  readonly purpose: (typeof BATCH_PURPOSES)[number];
  readonly state: (typeof PROGRESS_STATES)[number];
  /** Steps that are done, of `total`; no total is known until the sheet is unpacked. */
  readonly done: number;
  readonly total: number;
  /** The batch that came of it. */
  readonly batch?: string;
  /** What went wrong. */
  readonly fault?: { readonly code: string; readonly values: Readonly<Record<string, string | number>> };
  /** RFC 3339. */
  readonly begun: string;
}

/** Tells how far something has come: steps done, of so many. */
export type TellProgress = (done: number, total: number) => void;

/** Who has told nothing for so many seconds is not at work any more: its process was ended. */
const SILENT_SECONDS = 60;
/** What is over is remembered for so many minutes, for whoever loads the screen anew meanwhile. */
const REMEMBERED_MINUTES = 30;
/** Milliseconds between two figures that are written. */
const PACE = 250;

const BEGIN: Statement = {
  name: 'batch-progress-begin',
  text: `with old as (delete from application_batch_progress
                      where stirred < clock_timestamp() - interval '${String(REMEMBERED_MINUTES)} minutes')
         insert into application_batch_progress
           (id, country, authority, office, actor, model, purpose, state, done, total, begun)
         values ($1, $2, $3, $4, $5, $6, $7, 'running', 0, 0, $8)`,
};
const TELL: Statement = {
  name: 'batch-progress-tell',
  text: `update application_batch_progress set done = $2, total = $3, stirred = clock_timestamp()
         where id = $1 and state = 'running'`,
};
const FINISH: Statement = {
  name: 'batch-progress-finish',
  text: `update application_batch_progress set state = $2, done = case when $2 = 'done' then total else done end,
           batch = $3, fault = $4, stirred = clock_timestamp() where id = $1`,
};
const LIST: Statement = {
  name: 'batch-progress-list',
  text: `select id, actor, model, purpose, state, done, total, batch, fault, begun from application_batch_progress
         where actor = $1 and (state = 'running' and stirred > clock_timestamp() - interval '${String(SILENT_SECONDS)} seconds'
           or state <> 'running' and stirred > clock_timestamp() - interval '${String(REMEMBERED_MINUTES)} minutes')
         order by begun desc limit 20`,
};

/** What is no refusal of ours is told without its inside. */
function toldOf(error: unknown): NonNullable<BatchProgress['fault']> {
  if (!(error instanceof CounterfoilError)) return { code: 'internal-fault', values: {} };
  return { code: String(error.code), values: error.values };
}

interface ProgressRow extends Omit<BatchProgress, 'batch' | 'fault' | 'begun'> {
  readonly batch: string | null;
  readonly fault: BatchProgress['fault'] | null;
  readonly begun: Date;
}

/** What the caller has set going, and what came of it lately; the newest first. */
export async function progressOf(
  database: Database,
  { scope, actor }: LedgerCaller,
): Promise<readonly BatchProgress[]> {
  const rows = await database.transaction(scope, (session) => session.query<ProgressRow>(LIST, [actor]));
  return rows.map(({ batch, fault, begun, ...row }) => ({
    ...row,
    begun: begun.toISOString(),
    ...(batch === null ? {} : { batch }),
    ...(fault == null ? {} : { fault }),
  }));
}

/**
 * Does something with a sheet and writes down how far it has come. The figures are written beside the work, one at a time, in
 * transactions of their own: a figure that could not be written holds nothing up.
 */
export async function withProgress<Result>(
  { database, clock, random }: Pick<ApplicationOptions, 'database' | 'clock' | 'random'>,
  caller: LedgerCaller,
  of: {
    readonly purpose: BatchProgress['purpose'];
    readonly model: string;
    readonly office: string | undefined;
  },
  work: (tell: TellProgress) => Promise<Result>,
  batchOf: (result: Result) => string | undefined,
): Promise<Result> {
  const { scope } = caller;
  if (scope.kind !== 'authority') return work(() => undefined);
  const now = clock();
  const id = uuidV7(now.getTime(), random);
  const write = async (statement: Statement, values: readonly unknown[]): Promise<void> => {
    await database.transaction(scope, (transaction) => transaction.query(statement, [id, ...values]));
  };
  const { country, authority } = scope;
  await write(BEGIN, [country, authority, of.office, caller.actor, of.model, of.purpose, now.toISOString()]);
  const figures = new Figures(
    (done, total) => write(TELL, [done, total]),
    () => clock().getTime(),
  );
  try {
    const result = await work((done, total) => figures.tell(done, total));
    await figures.settled();
    await write(FINISH, ['done', batchOf(result), undefined]);
    return result;
  } catch (error) {
    await figures.settled();
    const { code, values } = toldOf(error);
    // What went wrong is told by the error itself; a figure that stays behind is forgotten after a minute.
    await write(FINISH, ['failed', undefined, JSON.stringify({ code, values })]).catch(() => undefined);
    throw error;
  }
}

/** Writes the newest figure when the one before is written, and not more often than a person can read. */
class Figures {
  readonly #write: (done: number, total: number) => Promise<void>;
  readonly #milliseconds: () => number;
  #writing: Promise<void> | undefined;
  #last = -Infinity;

  constructor(write: (done: number, total: number) => Promise<void>, milliseconds: () => number) {
    this.#write = write;
    this.#milliseconds = milliseconds;
  }

  tell(done: number, total: number): void {
    const now = this.#milliseconds();
    if (this.#writing !== undefined || (now - this.#last < PACE && now >= this.#last)) return;
    this.#last = now;
    this.#writing = this.#write(done, total)
      .catch(() => undefined)
      .finally(() => {
        this.#writing = undefined;
      });
  }

  async settled(): Promise<void> {
    await this.#writing;
  }
}
