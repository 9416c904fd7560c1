import { fromBase64, uuidV7, utf8, type Fault } from '../../base/index.ts';
import { sha256, sha256Hex } from '../../crypto/index.ts';
import type { Statement, Transaction } from '../../database/index.ts';
import {
  allowedActions,
  createRecords,
  getRecord,
  readHistory,
  searchRecords,
  systemCaller,
  takeAction,
  type Entry,
  type HistoryLine,
  type LedgerCaller,
  type Page,
  type Search,
} from '../../ledger/index.ts';
import { actorOf } from '../caller.ts';
import type { DirectoryOptions } from '../directory.ts';
import { AccessError } from '../error.ts';
import { recordAct } from '../lib/history.ts';
import { namesOf } from '../lib/names.ts';
import { SYSTEM } from '../lib/system.ts';
import { invite } from '../organisations/invitations.ts';
import { hostOf } from '../organisations/organisations.ts';
import { documentKind, extensionOf } from './document-kind.ts';
import { admitApplicant, loginOf } from './admission.ts';
import { joiningRecord, type Application, type JoiningBody, type JoiningState } from './joining-record.ts';

export type JoiningEntry = Entry<JoiningBody, JoiningState>;

/** A document as it comes: its name for people, and its content in base64. */
export interface GivenDocument {
  readonly name: string;
  readonly content: string;
}

/** What opens an application to its applicant, told once. */
export interface JoiningKey {
  readonly reference: string;
  readonly code: string;
}

/** An application as its applicant sees it. */
export interface FollowedJoining {
  readonly reference: string;
  readonly state: JoiningState;
  readonly kind: JoiningBody['kind'];
  readonly country: string;
  readonly name: string;
  readonly lodged: string;
  readonly updated: string;
  readonly officials: JoiningBody['officials'];
  readonly documents: readonly { readonly name: string; readonly mediaType: string; readonly size: number }[];
  readonly thread: JoiningBody['thread'];
  readonly decision?: JoiningBody['decision'];
}

/** By this an official of an approved application comes in for the first time. */
export interface JoiningInvitation {
  readonly name: string;
  readonly email: string;
  readonly login: string;
  readonly token: string;
  /** RFC 3339. */
  readonly expires: string;
}

export interface JoiningDocument {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Made by us of the reference: an applicant's own name for it never reaches a file system. */
  readonly fileName: string;
}

/** Applications to join: the applicant's side, by reference and code, and the officials'. */
export interface Joining {
  lodge(application: Application, document?: GivenDocument): Promise<JoiningKey>;
  /** @throws AccessError `joining-not-known` for an unknown reference as for a wrong code, as the next two do. */
  follow(key: JoiningKey): Promise<FollowedJoining>;
  /** Answers the question that was asked. @throws AccessError `joining-not-open` where none was. */
  answer(key: JoiningKey, text: string, document?: GivenDocument): Promise<FollowedJoining>;
  /** New invitations for officials who have not come in yet; those told before end. */
  invitations(key: JoiningKey): Promise<readonly JoiningInvitation[]>;
  search(by: LedgerCaller, search: Search): Promise<Page<JoiningBody, JoiningState>>;
  get(by: LedgerCaller, id: string): Promise<JoiningEntry & { readonly actions: readonly string[] }>;
  /** The acts, and the names of those who acted as far as the asker may know them. */
  history(
    by: LedgerCaller,
    id: string,
  ): Promise<{ readonly items: readonly HistoryLine[]; readonly names: Readonly<Record<string, string>> }>;
  document(by: LedgerCaller, id: string, document: string): Promise<JoiningDocument>;
  /** Takes an action of the lifecycle; approving opens the accounts in the same transaction. */
  act(
    by: LedgerCaller,
    request: {
      readonly id: string;
      readonly action: string;
      readonly input: unknown;
      readonly version?: number;
    },
  ): Promise<JoiningEntry>;
}

/** Keeper of applications where no authority is named as the host: the platform alone sees them. */
const NO_HOST = { key: 'platform', country: 'ZZ' } as const;
const MOST_DOCUMENTS = 5;
/** Letters and digits that nobody mistakes for another when reading aloud (Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const APPLICANT = systemCaller('applicant');
/** Days after approval in which invitations are given out. */
const COLLECTING = 60 * 86_400_000;

const KEEP_CODE: Statement = {
  name: 'joining-keep-code',
  text: 'insert into joining_code (digest, joining) values ($1, $2)',
};
const BY_CODE: Statement = {
  name: 'joining-by-code',
  text: 'select joining as id from joining_code where digest = $1',
};
const KEEP_DOCUMENT: Statement = {
  name: 'joining-keep-document',
  text: `insert into joining_document (country, joining, id, media_type, size, digest, bytes, received)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
};
const DOCUMENT: Statement = {
  name: 'joining-document',
  text: 'select media_type, bytes from joining_document where joining = $1 and id = $2',
};
/** Accounts that this application opened and that nobody has entered yet. */
const WAITING: Statement = {
  name: 'joining-waiting-accounts',
  text: `select a.id, a.login from account a
         where a.login = any ($1) and a.password is null and a.disabled is null
           and coalesce(a.authority, a.organisation) = $2
           and not exists (select from invitation i where i.account = a.id and i.used is not null)
           and not exists (select from session s where s.account = a.id)
         for update of a`,
};

export function openJoining(options: DirectoryOptions): Joining {
  return new Desk(options);
}

class Desk implements Joining {
  readonly #options: DirectoryOptions;

  constructor(options: DirectoryOptions) {
    this.#options = options;
  }

  async lodge(application: Application, document?: GivenDocument): Promise<JoiningKey> {
    const { database, clock, random } = this.#options;
    assertOfficialsDiffer(application);
    const read = document === undefined ? undefined : readDocument(document);
    const host = (await hostOf(database)) ?? NO_HOST;
    const now = clock();
    const id = uuidV7(now.getTime(), random);
    const reference = `J${this.#text(4)}-${this.#text(5)}`;
    const code = [1, 2, 3, 4].map(() => this.#text(5)).join('-');
    await database.transaction(SYSTEM, async (transaction) => {
      const body: JoiningBody = { ...application, lodged: now.toISOString(), documents: [], thread: [] };
      const kept = read === undefined ? undefined : this.#kept(read, now);
      const record = {
        id,
        country: host.country,
        authority: host.key,
        number: reference,
        state: 'lodged' as const,
        body: kept === undefined ? body : { ...body, documents: [kept.listed] },
        action: 'lodged',
        digest: kept?.listed.digest ?? sha256Hex(utf8(JSON.stringify(application))),
      };
      await createRecords(transaction, joiningRecord, [record], { caller: APPLICANT, now, random });
      if (kept !== undefined) await keepDocument(transaction, { country: host.country, id }, kept, now);
      await transaction.query(KEEP_CODE, [digestOf({ reference, code }), id]);
    });
    return { reference, code };
  }

  async follow(key: JoiningKey): Promise<FollowedJoining> {
    return followed(await this.#opened(key));
  }

  async answer(key: JoiningKey, text: string, document?: GivenDocument): Promise<FollowedJoining> {
    const { database, clock, random } = this.#options;
    const entry = await this.#opened(key);
    if (entry.state !== 'questioned') throw new AccessError('joining-not-open');
    if (document !== undefined && entry.body.documents.length >= MOST_DOCUMENTS)
      throw new AccessError('joining-documents-full', { count: MOST_DOCUMENTS });
    const now = clock();
    const kept = document === undefined ? undefined : this.#kept(readDocument(document), now);
    const { entry: answered } = await database.transaction(SYSTEM, async (transaction) => {
      if (kept !== undefined) await keepDocument(transaction, entry, kept, now);
      const request = {
        id: entry.id,
        action: 'answer',
        input: { text },
        version: entry.version,
        ...(kept === undefined ? {} : { change: { documents: [...entry.body.documents, kept.listed] } }),
      };
      return takeAction(transaction, joiningRecord, request, { caller: APPLICANT, now, random });
    });
    return followed(answered);
  }

  async invitations(key: JoiningKey): Promise<readonly JoiningInvitation[]> {
    const { database, clock, random } = this.#options;
    const { body, state } = await this.#opened(key);
    const { decision } = body;
    const now = clock();
    const isOpen =
      state === 'approved' && decision !== undefined && now.getTime() - Date.parse(decision.at) < COLLECTING;
    if (!isOpen) throw new AccessError('joining-not-open');
    const logins = new Map(body.officials.map((official) => [loginOf(official), official]));
    return database.transaction(SYSTEM, async (transaction) => {
      const rows = await transaction.query<{ id: string; login: string }>(WAITING, [
        [...logins.keys()],
        decision.organisation,
      ]);
      const invitations: JoiningInvitation[] = [];
      for (const { id, login } of rows) {
        const official = logins.get(login);
        if (official === undefined) continue;
        const { token, expires } = await invite(transaction, id, now, { random });
        const act = {
          kind: 'account.changed',
          actor: APPLICANT.actor,
          subject: actorOf(id),
          at: now,
        } as const;
        await recordAct(transaction, { ...act, state: { invited: true } }, random);
        invitations.push({ name: official.name, email: official.email, login, token, expires });
      }
      return invitations;
    });
  }

  search(by: LedgerCaller, search: Search): Promise<Page<JoiningBody, JoiningState>> {
    return searchRecords(this.#options.database, by.scope, joiningRecord, search);
  }

  async get(by: LedgerCaller, id: string) {
    const entry = await this.#seen(by, id);
    return { ...entry, actions: allowedActions(joiningRecord.lifecycle, entry, by) };
  }

  async history(by: LedgerCaller, id: string) {
    await this.#seen(by, id);
    const { database } = this.#options;
    const items = await readHistory({ database, scope: by.scope }, joiningRecord, id);
    const actors = items.flatMap(({ actor, behalf }) => [actor, behalf]);
    return { items, names: await namesOf(database, by, actors) };
  }

  async document(by: LedgerCaller, id: string, document: string): Promise<JoiningDocument> {
    const { number } = await this.#seen(by, id);
    const [row] = await this.#options.database.read<{ media_type: string; bytes: Uint8Array }>(
      by.scope,
      DOCUMENT,
      [id, document],
    );
    if (row === undefined) throw new AccessError('joining-not-known');
    const fileName = `${number}-${document.slice(-6)}.${extensionOf(row.media_type)}`;
    return { bytes: row.bytes, mediaType: row.media_type, fileName };
  }

  async act(by: LedgerCaller, request: Parameters<Joining['act']>[1]): Promise<JoiningEntry> {
    // What the caller does not see is not found, before anything is said of what it may do.
    await this.#seen(by, request.id);
    const { database, clock, random } = this.#options;
    return database.transaction(SYSTEM, async (transaction) => {
      const performance = { caller: by, now: clock(), random };
      const { entry } = await takeAction(transaction, joiningRecord, request, performance);
      // The action's own schema has passed the input.
      const title = (request.input as { readonly title?: Readonly<Record<string, string>> } | null)?.title;
      if (entry.state === 'approved') await admitApplicant(transaction, by, entry, title, this.#options);
      return entry;
    });
  }

  async #seen(by: LedgerCaller, id: string): Promise<JoiningEntry> {
    const entry = await getRecord(this.#options.database, by.scope, joiningRecord, id);
    if (entry === undefined) throw new AccessError('joining-not-known');
    return entry;
  }

  /** One look-up by the digest of both: a wrong code and an unknown reference miss in the same place. */
  async #opened(key: JoiningKey): Promise<JoiningEntry> {
    const { database } = this.#options;
    const [row] = await database.read<{ id: string }>(SYSTEM, BY_CODE, [digestOf(key)]);
    const entry = row === undefined ? undefined : await getRecord(database, SYSTEM, joiningRecord, row.id);
    if (entry === undefined) throw new AccessError('joining-not-known');
    return entry;
  }

  #text(length: number): string {
    return [...this.#options.random(length)].map((byte) => ALPHABET[byte % 32] ?? '0').join('');
  }

  #kept({ name, bytes, mediaType }: ReadDocument, now: Date): KeptDocument {
    const id = uuidV7(now.getTime(), this.#options.random);
    return { bytes, listed: { id, name, mediaType, size: bytes.length, digest: sha256Hex(bytes) } };
  }
}

interface ReadDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

interface KeptDocument {
  readonly bytes: Uint8Array;
  readonly listed: JoiningBody['documents'][number];
}

function readDocument({ name, content }: GivenDocument): ReadDocument {
  const bytes = fromBase64(content);
  const mediaType = bytes === undefined ? undefined : documentKind(bytes);
  if (bytes === undefined || mediaType === undefined) throw new AccessError('joining-document-unfit');
  return { name, bytes, mediaType };
}

async function keepDocument(
  transaction: Transaction,
  { country, id }: { readonly country: string; readonly id: string },
  { bytes, listed }: KeptDocument,
  now: Date,
): Promise<void> {
  const { mediaType, size, digest } = listed;
  const values = [country, id, listed.id, mediaType, size, Buffer.from(digest, 'hex'), bytes, now];
  await transaction.query(KEEP_DOCUMENT, values);
}

function digestOf({ reference, code }: JoiningKey): Uint8Array {
  const plain = (text: string) =>
    text
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .slice(0, 40);
  return sha256(utf8(`${plain(reference)}|${plain(code)}`));
}

/** Addresses are the logins to be: no two officials share one. */
function assertOfficialsDiffer({ officials }: Application): void {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const [index, official] of officials.entries()) {
    const login = loginOf(official);
    if (seen.has(login))
      faults.push({ code: 'account-exists', path: `/officials/${index}/email`, values: {} });
    seen.add(login);
  }
  if (faults.length > 0) throw new AccessError('account-exists', {}, { faults });
}

function followed(entry: JoiningEntry): FollowedJoining {
  const { body } = entry;
  return {
    reference: entry.number,
    state: entry.state,
    kind: body.kind,
    country: body.country,
    name: body.name,
    lodged: body.lodged,
    updated: entry.updated,
    officials: body.officials,
    documents: body.documents.map(({ name, mediaType, size }) => ({ name, mediaType, size })),
    thread: body.thread,
    ...(body.decision === undefined ? {} : { decision: body.decision }),
  };
}
