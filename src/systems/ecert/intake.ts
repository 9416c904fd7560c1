import type { Clock, RandomBytes } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import { DatabaseError, scopeText } from '../../database/index.ts';
import type { LedgerCaller } from '../../ledger/index.ts';
import { AuthorityDirectory } from './authority.ts';
import type { AuthorityProfile, TrustSource } from './authority.ts';
import { EcertError } from './error.ts';
import type { Examination, MediaType } from './examination.ts';
import { MEDIA_TYPES, unexamined } from './examination.ts';
import type { ExaminerTask } from './examiner.ts';
import { ExaminerPool } from './examiner-pool.ts';
import type { Poster } from './exchanging/outgoing.ts';
import type { Checked } from './lib/batch.ts';
import { refused, writeBatch } from './lib/batch.ts';
import { check } from './lib/checks.ts';
import { keepDocumentsYoung } from './lib/collection.ts';
import { GroupCommit } from './lib/group-commit.ts';
import type { Outcome } from './receipt.ts';

export interface IntakeItem {
  readonly bytes: Uint8Array;
  readonly mediaType: MediaType;
}

/** Something to be judged and not to be entered; a bundle by the policy given. */
export type ExaminationRequest = Pick<ExaminerTask, 'bytes' | 'mediaType' | 'policy'>;

export interface IntakeOptions {
  readonly database: Database;
  readonly trust: TrustSource;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Secret from which security codes are derived, at least 32 bytes. */
  readonly codeKey: Uint8Array;
  /** Threads that examine documents: as many as there are cores. */
  readonly workers: number;
  /** To whom partners' messages are given; nobody where absent. */
  readonly poster?: Poster;
  /** Called after a batch has committed; wakes the evidence sequencer. */
  readonly onCommitted?: () => void;
  /** Told of an examining thread that crashed; its document was answered, another thread has taken its place. */
  readonly onFault?: (error: unknown) => void;
  /** Largest document in bytes (33 554 432). */
  readonly maximumBytes?: number;
  /** Milliseconds by which an issuer's clock may be ahead (86 400 000). */
  readonly issueTolerance?: number;
  /** Milliseconds one document may be examined (20 000). */
  readonly timeLimit?: number;
  /** Transactions under way at a time (2). */
  readonly transactions?: number;
}

/** The one way in for certificates: REST, bulk import and channels all come through it. */
export interface Intake {
  /**
   * Reads, verifies, grades and enters documents; the outcomes in their order, each final once it is there: what was
   * stored has been committed. Documents of concurrent calls under one scope share transactions. Rejects only when the
   * database fails (nothing of the failing part is stored), or with EcertError `intake-busy` or `intake-closed`.
   */
  accept(items: readonly IntakeItem[], caller: LedgerCaller): Promise<readonly Outcome[]>;
  /**
   * What a document or an evidence bundle is worth, on the same threads and by the same trust; nothing is entered. Rejects with
   * EcertError `intake-busy` where too many are under way already, so that whoever only asks holds up nobody who lodges.
   */
  examine(request: ExaminationRequest): Promise<Examination>;
  close(): Promise<void>;
}

const MAXIMUM_BYTES = 33_554_432;
const DAY = 86_400_000;
/** Examinations under way for those who only ask. */
const MOST_ASKED = 32;

export function createIntake(options: IntakeOptions): Intake {
  if (options.codeKey.length < 32) throw new RangeError('the key of security codes has at least 32 bytes');
  keepDocumentsYoung();
  return new RunningIntake(options);
}

class RunningIntake implements Intake {
  readonly #options: IntakeOptions;
  readonly #pool: ExaminerPool;
  readonly #commits: GroupCommit<Checked, LedgerCaller, Outcome>;
  #anchors: ReturnType<TrustSource['anchors']>;
  #authorities: readonly AuthorityProfile[] | undefined;
  #directory = new AuthorityDirectory([]);
  #asked = 0;
  /** Documents on their way from an examiner to a transaction. */
  #examining = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#anchors = options.trust.anchors();
    this.#pool = new ExaminerPool({
      threads: options.workers,
      anchors: this.#anchors,
      ...(options.onFault === undefined ? {} : { onFault: options.onFault }),
      ...(options.timeLimit === undefined ? {} : { timeLimit: options.timeLimit }),
    });
    this.#commits = new GroupCommit({
      transactions: options.transactions ?? 2,
      groupOf: (caller) => `${scopeText(caller.scope)}\n${caller.actor}`,
      sizeOf: ({ original }) => original.length,
      commit: (documents, caller) => this.#commit(documents, caller),
      isolates: isFaultOfContent,
      expected: () => this.#examining,
    });
  }

  async accept(items: readonly IntakeItem[], caller: LedgerCaller): Promise<readonly Outcome[]> {
    this.#refreshTrust();
    const now = this.#options.clock();
    const checked = await this.#checkAll(items, caller, now);
    // All at once and in order: of two documents with one number the first one enters.
    return Promise.all(
      checked.map((document) =>
        isUnreadable(document)
          ? Promise.resolve(refused(document, document.faults))
          : this.#commits.add(document, caller),
      ),
    );
  }

  async examine(request: ExaminationRequest): Promise<Examination> {
    if (this.#asked >= MOST_ASKED) throw new EcertError('intake-busy');
    this.#refreshTrust();
    this.#asked += 1;
    try {
      return await this.#pool.examine({ ...request, now: this.#options.clock().getTime() });
    } finally {
      this.#asked -= 1;
    }
  }

  async close(): Promise<void> {
    await this.#commits.close();
    await this.#pool.close();
  }

  async #checkAll(
    items: readonly IntakeItem[],
    caller: LedgerCaller,
    now: Date,
  ): Promise<readonly Checked[]> {
    this.#examining += items.length;
    try {
      return await Promise.all(items.map((item) => this.#check(item, caller, now)));
    } finally {
      this.#examining -= items.length;
      this.#commits.reconsider();
    }
  }

  async #check(item: IntakeItem, caller: LedgerCaller, now: Date): Promise<Checked> {
    if (item.bytes.length > (this.#options.maximumBytes ?? MAXIMUM_BYTES)) {
      const examination = unexamined('document-too-large');
      return { examination, original: item.bytes, faults: examination.faults };
    }
    if (!MEDIA_TYPES.includes(item.mediaType)) {
      const examination = unexamined('document-media-type', '', {
        found: String(item.mediaType).slice(0, 100),
      });
      return { examination, original: item.bytes, faults: examination.faults };
    }
    const examined = await this.#examine(item, caller, now);
    // Another process may have learnt of the authority a moment ago: nobody is turned away on old news.
    if (!wantsTrust(examined) || !(await this.#learnsMore())) return examined;
    return this.#examine(item, caller, now);
  }

  async #examine(item: IntakeItem, caller: LedgerCaller, now: Date): Promise<Checked> {
    const { bytes, mediaType } = item;
    const examination = await this.#pool.examine({ bytes, mediaType, now: now.getTime() });
    const verdict = check(examination, {
      directory: this.#directory,
      caller,
      now,
      tolerance: this.#options.issueTolerance ?? DAY,
    });
    return { examination, original: examination.made ?? bytes, faults: [], ...verdict };
  }

  async #learnsMore(): Promise<boolean> {
    const anchors = this.#anchors;
    const authorities = this.#authorities;
    await this.#options.trust.renew?.();
    this.#refreshTrust();
    return anchors !== this.#anchors || authorities !== this.#authorities;
  }

  async #commit(documents: readonly Checked[], caller: LedgerCaller): Promise<readonly Outcome[]> {
    const { database, clock, random, codeKey, poster } = this.#options;
    const context = {
      caller,
      now: clock(),
      random,
      codeKey,
      ...(poster === undefined ? {} : { poster }),
    };
    const outcomes = await database.transaction(caller.scope, (transaction) =>
      writeBatch(transaction, documents, context),
    );
    this.#options.onCommitted?.();
    return outcomes;
  }

  #refreshTrust(): void {
    const anchors = this.#options.trust.anchors();
    if (anchors !== this.#anchors) {
      this.#anchors = anchors;
      this.#pool.setAnchors(anchors);
    }
    const authorities = this.#options.trust.authorities();
    if (authorities !== this.#authorities) {
      this.#authorities = authorities;
      this.#directory = new AuthorityDirectory(authorities);
    }
  }
}

/** What was never readable cannot be in the ledger: nothing to look up, nothing to write. */
function isUnreadable({ examination }: Checked): boolean {
  return examination.statement === undefined && examination.seal.indication === 'NO-SEAL';
}

/** Whether more trust than this process knows of could change the answer. */
function wantsTrust({ examination, faults }: Checked): boolean {
  return (
    examination.seal.indication === 'INDETERMINATE' ||
    faults.some(({ code }) => code.startsWith('authority-'))
  );
}

/** SQLSTATE classes 22 and 23, and row-level security: one document of the batch does not fit; the others must not suffer for it. */
function isFaultOfContent(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  return error.code === 'database-permission-denied' || /^2[23]/.test(error.sqlState ?? '');
}
