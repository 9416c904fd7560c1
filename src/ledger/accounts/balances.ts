import type { Clock, RandomBytes } from '../../base/index.ts';
import type { Database } from '../../database/index.ts';
import type { LedgerCaller } from '../caller.ts';
import { allowedActions } from '../lifecycle.ts';
import { getRecord, readHistory, type HistoryLine } from '../reading.ts';
import { searchRecords, type Page } from '../searching.ts';
import type { Book, Share } from './book.ts';
import {
  correctionLifecycle,
  correctionRecord,
  type CorrectionBody,
  type CorrectionEntry,
  type CorrectionState,
} from './correction-record.ts';
import { actOnCorrection, proposeCorrection, type ProposedCorrection } from './corrections.ts';
import { readBook, readMovements, type BookMovement, type BookName } from './lib/storage.ts';

/** A correction, its acts, and what the reader may do about it. */
export interface CorrectionReading {
  readonly correction: CorrectionEntry;
  readonly history: readonly HistoryLine[];
  readonly actions: readonly string[];
}

/** Accounts as officials see them: those that their own country keeps. */
export interface Balances {
  /** The account of a document as the caller's country keeps it. */
  read(
    caller: LedgerCaller,
    document: Pick<BookName, 'kind' | 'subject'>,
  ): Promise<{ readonly book: Book; readonly shares: readonly Share[] } | undefined>;
  /** Its movements, oldest first, after a version. */
  movements(
    caller: LedgerCaller,
    document: Pick<BookName, 'kind' | 'subject'>,
    after: number,
    limit: number,
  ): Promise<readonly BookMovement[]>;
  propose(
    caller: LedgerCaller,
    document: Pick<BookName, 'kind' | 'subject'>,
    proposal: ProposedCorrection,
  ): Promise<CorrectionEntry>;
  corrections(
    caller: LedgerCaller,
    search: {
      readonly filters: Readonly<Record<string, string>>;
      readonly limit: number;
      readonly after?: string;
    },
  ): Promise<Page<CorrectionBody, CorrectionState>>;
  correction(caller: LedgerCaller, id: string): Promise<CorrectionReading | undefined>;
  act(
    caller: LedgerCaller,
    request: {
      readonly id: string;
      readonly action: string;
      readonly input: unknown;
      readonly version?: number;
    },
  ): Promise<CorrectionEntry>;
}

export interface BalancesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly onCommitted?: () => void;
}

export function openBalances({ database, clock, random, onCommitted }: BalancesOptions): Balances {
  const by = (caller: LedgerCaller) => ({ caller, now: clock(), random });
  const kept = ({ scope }: LedgerCaller, document: Pick<BookName, 'kind' | 'subject'>) =>
    scope.kind === 'authority' ? { ...document, country: scope.country } : undefined;
  const inside = async <Result>(
    caller: LedgerCaller,
    work: (transaction: Parameters<typeof actOnCorrection>[0]) => Promise<Result>,
  ): Promise<Result> => {
    const result = await database.transaction(caller.scope, work);
    onCommitted?.();
    return result;
  };
  return {
    async read(caller, document) {
      const name = kept(caller, document);
      if (name === undefined) return undefined;
      return database.transaction(caller.scope, (transaction) => readBook(transaction, name));
    },
    async movements(caller, document, after, limit) {
      const name = kept(caller, document);
      if (name === undefined) return [];
      return readMovements(
        { query: (statement, values) => database.read(caller.scope, statement, values) },
        name,
        after,
        limit,
      );
    },
    propose: (caller, document, proposal) =>
      inside(caller, (transaction) =>
        proposeCorrection(
          transaction,
          kept(caller, document) ?? { ...document, country: '' },
          proposal,
          by(caller),
        ),
      ),
    corrections: (caller, search) => searchRecords(database, caller.scope, correctionRecord, search),
    async correction(caller, id) {
      const correction = await getRecord(database, caller.scope, correctionRecord, id);
      if (correction === undefined) return undefined;
      const history = await readHistory({ database, scope: caller.scope }, correctionRecord, id);
      return { correction, history, actions: allowedActions(correctionLifecycle, correction, caller) };
    },
    act: (caller, request) =>
      inside(caller, (transaction) => actOnCorrection(transaction, request, by(caller))),
  };
}
