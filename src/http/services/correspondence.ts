import { say, type Catalogue, type Clock, type Language, type RandomBytes } from '../../base/index.ts';
import type { Database, Statement } from '../../database/index.ts';
import { readHistory, type HistoryLine, type Performance } from '../../ledger/index.ts';
import { actOnTask, tasksFor, type TaskEntry } from '../../ledger/tasks/index.ts';
import {
  AttachmentError,
  readAttachment,
  uploadAttachment,
  type Attachment,
} from '../../systems/ecert/attachments/index.ts';
import { noteVisit, readDesk, type Desk } from '../../systems/ecert/desk/index.ts';
import {
  Inquiries,
  inquiryRecord,
  listInquiries,
  type InquiryEntry,
  type InquiryQuery,
  type InquiryTerms,
  type Thread,
} from '../../systems/ecert/inquiry/index.ts';
import {
  keepNoticePreference,
  noticePreference,
  type NoticePreference,
} from '../../systems/ecert/notices/index.ts';
import {
  giveResult,
  getResult,
  resultsOf,
  type GivenResult,
  type NewResult,
  type ResultEntry,
} from '../../systems/ecert/results/index.ts';
import type { Poster } from '../../systems/ecert/exchanging/index.ts';
import type { Caller } from './access.ts';

export interface CorrespondenceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** How long answers may take; asked at each act. */
  readonly terms?: InquiryTerms;
  /** To whom partners' messages are given; nobody where absent. */
  readonly poster?: Poster;
  readonly onCommitted?: () => void;
}

const NAMES: Statement = {
  name: 'correspondence-names',
  text: `select key, title, names from authority union all select key, title, names from office`,
};

interface NameRow {
  readonly key: string;
  readonly title: Readonly<Record<string, string>>;
  readonly names: readonly string[];
}

/** How long names of authorities and offices are remembered, in milliseconds. */
const NAMES_FRESH = 30_000;

/** What the two sides of a certificate's way say to each other, as the API serves it: all under the caller's own scope. */
export class Correspondence {
  readonly inquiries: Inquiries;
  readonly #parts: CorrespondenceParts;
  #names: Promise<ReadonlyMap<string, NameRow>> | undefined;
  #namesRead = -Infinity;

  constructor(parts: CorrespondenceParts) {
    this.#parts = parts;
    this.inquiries = new Inquiries(parts);
  }

  results({ scope }: Caller, certificate: string): Promise<readonly ResultEntry[]> {
    return resultsOf(this.#parts.database, scope, certificate);
  }

  result({ scope }: Caller, id: string): Promise<ResultEntry> {
    return getResult(this.#parts.database, scope, id);
  }

  give(caller: Caller, certificate: string, given: NewResult): Promise<GivenResult> {
    return giveResult(this.#parts, certificate, given, caller);
  }

  list({ scope }: Caller, query: InquiryQuery) {
    return listInquiries(this.#parts.database, scope, query);
  }

  upload(
    caller: Caller,
    file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
  ): Promise<Attachment> {
    return uploadAttachment(this.#parts.database, file, this.#by(caller));
  }

  async attachment({ scope }: Caller, id: string): Promise<Attachment & { readonly bytes: Uint8Array }> {
    const found = await readAttachment(this.#parts.database, scope, id);
    if (found === undefined) throw new AttachmentError('attachment-not-found', { id });
    return found;
  }

  tasks(caller: Caller, limit: number): Promise<readonly TaskEntry[]> {
    return tasksFor(this.#parts.database, caller, limit);
  }

  desk(caller: Caller, account: string | undefined): Promise<Desk> {
    const { scope } = caller;
    const may = (permission: string): boolean => caller.may(permission);
    return readDesk(this.#parts.database, { scope, account, may }, this.#parts.clock);
  }

  noteVisit(account: string): Promise<void> {
    return noteVisit(this.#parts.database, account, this.#parts.clock());
  }

  noticePreference(account: string): Promise<NoticePreference | undefined> {
    return noticePreference(this.#parts.database, account);
  }

  keepNoticePreference(account: string, preference: NoticePreference): Promise<void> {
    return keepNoticePreference(this.#parts.database, account, preference, this.#parts.clock());
  }

  /** A thread with every act on it. */
  async record(
    { scope }: Caller,
    id: string,
  ): Promise<{ readonly thread: Thread; readonly acts: readonly HistoryLine[] }> {
    const thread = await this.inquiries.read(scope, id);
    const acts = await readHistory({ database: this.#parts.database, scope }, inquiryRecord, id);
    return { thread, acts };
  }

  async actOnTask(
    caller: Caller,
    request: {
      readonly id: string;
      readonly action: string;
      readonly input: unknown;
      readonly version: number;
    },
  ): Promise<TaskEntry> {
    const entry = await actOnTask(this.#parts.database, request, this.#by(caller));
    this.#parts.onCommitted?.();
    return entry;
  }

  /** What an authority or an office is called, in a language; its key where nobody named it. */
  async namesIn(language: Language): Promise<(key: string | undefined) => string | undefined> {
    const now = this.#parts.clock().getTime();
    if (this.#names === undefined || now - this.#namesRead > NAMES_FRESH) {
      this.#namesRead = now;
      const reading = this.#parts.database
        .read<NameRow>({ kind: 'system' }, NAMES)
        .then((rows) => new Map(rows.map((row) => [row.key, row])));
      reading.catch(() => {
        if (this.#names === reading) this.#names = undefined;
      });
      this.#names = reading;
    }
    const names = await this.#names;
    return (key) => {
      const row = key === undefined ? undefined : names.get(key);
      return row?.title[language] ?? row?.title['en'] ?? row?.names[0] ?? key;
    };
  }

  #by(caller: Caller): Performance {
    return { caller, now: this.#parts.clock(), random: this.#parts.random };
  }
}

/** How codes and names are said to a reader. */
export interface Telling {
  readonly words: Catalogue;
  readonly language: Language;
  readonly nameOf: (key: string | undefined) => string | undefined;
}

/** A result as the API shows it. */
export function shownResult({ id, country, authority, office, state, body }: ResultEntry, telling: Telling) {
  const { words, language, nameOf } = telling;
  return {
    id,
    certificate: body.certificate,
    country,
    authority,
    authorityName: nameOf(authority),
    ...(office === undefined ? {} : { office, officeName: nameOf(office) }),
    verdict: state,
    verdictText: say(words, language, `verdict-${state}`),
    reasons: (body.reasons ?? []).map((code) => ({ code, text: say(words, language, `refusal-${code}`) })),
    ...(body.remark === undefined ? {} : { remark: body.remark }),
    operator: body.operator,
    given: body.given,
    place: body.place,
    attachments: (body.attachments ?? []).map(shownAttachment),
  };
}

export function shownAttachment<Kept extends { readonly id: string }>(kept: Kept) {
  return { ...kept, href: `/v1/attachments/${kept.id}` };
}

/** A task as the API shows it, with its sentence. */
export function shownTask(entry: TaskEntry, caller: Pick<Caller, 'actor'>, telling: Telling) {
  const { id, version, state, office, authority, body, created } = entry;
  const { words, language, nameOf } = telling;
  const { kind, subject, certificate, due, level, assignee, byAct } = body;
  return {
    id,
    version,
    state,
    kind,
    title: say(words, language, `task-${kind}`, { number: subject.number ?? certificate?.number ?? '' }),
    subject,
    ...(byAct === true ? { byAct } : {}),
    ...(certificate === undefined ? {} : { certificate }),
    authority,
    ...(office === undefined ? {} : { office, officeName: nameOf(office) }),
    due,
    level,
    created,
    ...(assignee === undefined ? {} : { assignee, mine: assignee === caller.actor }),
  };
}

/** One line of a list of inquiries. */
export function shownInquiry(entry: InquiryEntry, telling: Telling) {
  const { id, version, state, country, authority, body, created } = entry;
  const { words, language, nameOf } = telling;
  return {
    id,
    version,
    state,
    stateText: say(words, language, `inquiry-state-${state}`),
    certificate: body.certificate,
    issuer: { ...body.issuer, name: nameOf(body.issuer.office ?? body.issuer.authority) },
    importing: body.importing,
    asker: body.asker,
    openedBy: { country, authority, name: nameOf(authority) },
    ...(body.result === undefined ? {} : { result: body.result }),
    ...(body.waiting === undefined ? {} : { waiting: body.waiting }),
    ...(body.due === undefined ? {} : { due: body.due }),
    opened: created,
    latest: body.latest,
  };
}
