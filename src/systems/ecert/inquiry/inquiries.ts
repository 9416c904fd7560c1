import type { Clock, RandomBytes } from '../../../base/index.ts';
import type { Database, Scope, Statement, Transaction } from '../../../database/index.ts';
import type { LedgerCaller, Performance } from '../../../ledger/index.ts';
import {
  ENTRY_COLUMNS,
  entryOf,
  getRecord,
  LedgerError,
  takeAction,
  type EntryRow,
} from '../../../ledger/index.ts';
import { endTasks } from '../../../ledger/tasks/index.ts';
import { takeUploads } from '../attachments/index.ts';
import { sendInquiry, type Poster } from '../exchanging/outgoing.ts';
import { InquiryError } from './error.ts';
import { inquiryRecord, otherSide, sideOf, type InquiryEntry } from './inquiry-record.ts';
import {
  keepMessage,
  messageDigest,
  readMessages,
  type InquiryMessage,
  type MessageDraft,
  type WrittenKind,
} from './messages.ts';
import {
  certificateFacts,
  cleanContent,
  daysFor,
  dueMoment,
  leaveToOther,
  openInquiry,
  usualTerms,
  type InquiryTerms,
} from './opening.ts';

export interface InquiryOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly terms?: InquiryTerms;
  /** To whom partners' messages are given; nobody where absent. */
  readonly poster?: Poster;
  readonly onCommitted?: () => void;
}

/** Who writes: the caller, and the name a reader is shown. */
export interface Writer extends LedgerCaller {
  readonly name: string;
}

/** What somebody writes, as it comes in. */
export interface Writing {
  readonly content: string;
  /** Ids of uploads. */
  readonly attachments?: readonly string[];
  /** Last day for the answer (`yyyy-mm-dd`, UTC). */
  readonly due?: string;
}

export interface Thread {
  readonly entry: InquiryEntry;
  readonly messages: readonly InquiryMessage[];
}

const ACTION_OF: Readonly<Record<WrittenKind, (state: string) => string>> = {
  request: (state) => (state === 'closed' ? 'reopen' : 'ask'),
  response: () => 'answer',
  note: (state) => (state === 'answered' ? 'note-answered' : 'note'),
};

/** What both sides do with inquiries. Everything asks and acts under the caller's own scope. */
export class Inquiries {
  readonly #options: InquiryOptions;

  constructor(options: InquiryOptions) {
    this.#options = options;
  }

  /** Opens an inquiry about a certificate. Throws `certificate-not-found`, `inquiry-…`, `attachment-…`, `action-forbidden`. */
  open(certificate: string, writing: Writing, writer: Writer): Promise<Thread> {
    assertMayWrite(writer);
    const content = cleanContent(writing.content);
    return this.#run(writer, async (transaction, by) => {
      const facts = await certificateFacts(transaction, certificate);
      const attachments = await takeUploads(transaction, writing.attachments ?? [], writer);
      const draft = { content, attachments, operator: writer.name };
      const day = writing.due === undefined ? {} : { day: writing.due };
      return openInquiry(transaction, facts, { draft, ...day, terms: this.#terms }, by);
    });
  }

  /** Writes into a thread: a further request, a response or a note. */
  write(
    request: Writing & { readonly id: string; readonly kind: WrittenKind; readonly version?: number },
    writer: Writer,
  ): Promise<Thread> {
    const content = cleanContent(request.content);
    return this.#run(writer, async (transaction, by) => {
      const before = await this.#entry(transaction, request.id);
      const action = ACTION_OF[request.kind](before.state);
      const attachments = await takeUploads(transaction, request.attachments ?? [], writer);
      const side = sideOf(writer.scope, before.body) ?? 'issuing';
      const draft = { kind: request.kind, side, content, attachments, operator: writer.name };
      const { asker } = before.body;
      const next = request.kind === 'request' ? otherSide(asker) : asker;
      const days = await daysFor(transaction, before, next, this.#terms);
      const due = dueMoment(request.due, by.now, days).toISOString();
      const { entry } = await takeAction(
        transaction,
        inquiryRecord,
        {
          id: request.id,
          action,
          input: request.kind === 'note' ? {} : { due },
          digest: messageDigest(draft),
          ...versionOf(request),
        },
        by,
      );
      await keepMessage(transaction, entry, draft, writer.actor);
      if (request.kind !== 'note') {
        await endTasks(transaction, { subject: entry.id, action: 'settle' }, by);
        await leaveToOther(transaction, entry, this.#terms, by);
      }
      return entry;
    });
  }

  /** Closes an inquiry, with a last word where there is one. */
  close(
    request: { readonly id: string; readonly content?: string; readonly version?: number },
    writer: Writer,
  ): Promise<Thread> {
    const content = request.content === undefined ? undefined : cleanContent(request.content);
    return this.#run(writer, async (transaction, by) => {
      const before = await this.#entry(transaction, request.id);
      const draft: MessageDraft | undefined =
        content === undefined
          ? undefined
          : { kind: 'note', side: before.body.asker, content, attachments: [], operator: writer.name };
      const { entry } = await takeAction(
        transaction,
        inquiryRecord,
        {
          id: request.id,
          action: 'close',
          input: {},
          ...(draft === undefined ? {} : { digest: messageDigest(draft) }),
          ...versionOf(request),
        },
        by,
      );
      if (draft !== undefined) await keepMessage(transaction, entry, draft, writer.actor);
      await endTasks(transaction, { subject: entry.id, action: 'drop' }, by);
      return entry;
    });
  }

  /** Gives another day for the answer, and says why: a message of the thread, so that the other side is told. */
  async extend(
    request: {
      readonly id: string;
      readonly due: string;
      readonly reason: string;
      readonly version?: number;
    },
    writer: Writer,
  ): Promise<Thread> {
    const content = cleanContent(request.reason, '/reason');
    return this.#run(writer, async (transaction, by) => {
      const before = await this.#entry(transaction, request.id);
      const due = dueMoment(request.due, by.now, 0).toISOString();
      const draft: MessageDraft = {
        kind: 'extension',
        side: before.body.asker,
        content,
        due,
        attachments: [],
        operator: writer.name,
      };
      const act = {
        id: request.id,
        action: 'extend',
        input: { due },
        digest: messageDigest(draft),
        ...versionOf(request),
      };
      const { entry } = await takeAction(transaction, inquiryRecord, act, by);
      await keepMessage(transaction, entry, draft, writer.actor);
      await endTasks(transaction, { subject: entry.id, action: 'drop' }, by);
      await leaveToOther(transaction, entry, this.#terms, by);
      return entry;
    });
  }

  /** Throws `inquiry-not-found`. */
  async read(scope: Scope, id: string): Promise<Thread> {
    const { database } = this.#options;
    const entry = await getRecord(database, scope, inquiryRecord, id);
    if (entry === undefined) throw new InquiryError('inquiry-not-found', { id });
    const session = {
      query: <Row>(statement: Statement, values: readonly unknown[] = []) =>
        database.read<Row>(scope, statement, values),
    };
    return { entry, messages: await readMessages(session, id) };
  }

  get #terms(): InquiryTerms {
    return this.#options.terms ?? usualTerms;
  }

  async #entry(transaction: Transaction, id: string): Promise<InquiryEntry> {
    const [row] = await transaction.query<EntryRow>(BY_ID, [id]);
    if (row === undefined) throw new InquiryError('inquiry-not-found', { id });
    return entryOf(row);
  }

  async #run(
    writer: Writer,
    act: (transaction: Transaction, by: Performance) => Promise<InquiryEntry>,
  ): Promise<Thread> {
    const { database, clock, random, poster, onCommitted } = this.#options;
    const by: Performance = { caller: writer, now: clock(), random };
    const thread = await database.transaction(writer.scope, async (transaction) => {
      const entry = await act(transaction, by);
      const messages = await readMessages(transaction, entry.id);
      const message = messages.find(({ version }) => version === entry.version);
      await sendInquiry(poster, transaction, entry, { message, random, operator: writer.name });
      return { entry, messages };
    });
    onCommitted?.();
    return thread;
  }
}

const BY_ID: Statement = {
  name: 'inquiry-by-id',
  text: `select ${ENTRY_COLUMNS} from inquiry where id = $1`,
};

function versionOf({ version }: { readonly version?: number }): { readonly version?: number } {
  return version === undefined ? {} : { version };
}

function assertMayWrite(writer: LedgerCaller): void {
  if (!writer.may('inquiry.write')) throw new LedgerError('action-forbidden', { action: 'ask' });
}
