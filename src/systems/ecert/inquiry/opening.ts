import { uuidV7, type Fault } from '../../../base/index.ts';
import type { Statement, Transaction } from '../../../database/index.ts';
import type { LedgerCaller, Performance } from '../../../ledger/index.ts';
import { createRecords, ENTRY_COLUMNS, entryOf, takeAction, type EntryRow } from '../../../ledger/index.ts';
import {
  addWorkingDays,
  DEFAULT_TERM,
  openTasks,
  endTasks,
  type TaskTerm,
} from '../../../ledger/tasks/index.ts';
import { EcertError } from '../error.ts';
import { InquiryError } from './error.ts';
import {
  inquiryRecord,
  otherSide,
  sideOf,
  type InquiryBody,
  type InquiryEntry,
  type Side,
} from './inquiry-record.ts';
import { keepMessage, LONGEST_CONTENT, messageDigest, type MessageDraft } from './messages.ts';

/** Whose work an answer or a decision is. */
export interface TermOwner {
  readonly country: string;
  readonly authority: string;
  readonly office?: string;
}

/** How long an answer, or a decision after it, may take: asked at each act, so that an approved change counts at once. */
export type InquiryTerms = (owner: TermOwner) => TaskTerm;

/** Where nobody says otherwise. */
export const usualTerms: InquiryTerms = () => DEFAULT_TERM;

const LONGEST_DAYS = 366;
const DAY = 86_400_000;

/** The certificate that an inquiry is about, as the caller sees it. */
export interface CertificateFacts {
  readonly id: string;
  readonly country: string;
  readonly authority: string;
  readonly office: string | null;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly destination: string | null;
}

const FACTS: Statement = {
  name: 'inquiry-certificate',
  text: 'select id, country, authority, office, number, state, version, destination from certificate where id = $1',
};

/** Throws `certificate-not-found` for what the caller does not see, and for drafts. */
export async function certificateFacts(transaction: Transaction, id: string): Promise<CertificateFacts> {
  const [row] = await transaction.query<CertificateFacts>(FACTS, [id]);
  if (row === undefined || row.state === 'draft') throw new EcertError('certificate-not-found', { id });
  return row;
}

/** The moment until which an answer is awaited. Throws `inquiry-invalid`. */
export function dueMoment(day: string | undefined, now: Date, days: number): Date {
  if (day === undefined) return addWorkingDays(now, days);
  const moment = new Date(`${day}T23:59:59Z`);
  const last = now.getTime() + LONGEST_DAYS * DAY;
  if (!(moment.getTime() > now.getTime() && moment.getTime() <= last))
    refuse([{ code: 'inquiry-due-unfit', path: '/due', values: { days: LONGEST_DAYS } }]);
  return moment;
}

function refuse(faults: readonly Fault[]): never {
  throw new InquiryError('inquiry-invalid', { count: faults.length }, { faults });
}

/** The text as it is kept: one kind of line end, no blanks around it. */
export function cleanContent(content: string, path = '/content'): string {
  const clean = content.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (clean.length === 0 || clean.length > LONGEST_CONTENT || clean.includes('\u0000'))
    refuse([{ code: 'inquiry-content-missing', path, values: { most: LONGEST_CONTENT } }]);
  return clean;
}

/** Opens an inquiry in the transaction of the act that leads to it. */
export async function openInquiry(
  transaction: Transaction,
  certificate: CertificateFacts,
  request: {
    readonly draft: Omit<MessageDraft, 'kind' | 'side'>;
    /** Last day for the answer (`yyyy-mm-dd`, UTC); the usual term where absent. */
    readonly day?: string;
    readonly result?: string;
    readonly terms: InquiryTerms;
  },
  by: Performance,
): Promise<InquiryEntry> {
  const { scope } = by.caller;
  const importing = certificate.destination;
  if (scope.kind !== 'authority' || importing === null) throw new InquiryError('inquiry-not-yours');
  const { country, authority, office } = certificate;
  const issuer = { country, authority, ...(office === null ? {} : { office }) };
  const now = by.now.toISOString();
  const shared = { certificate: { id: certificate.id, number: certificate.number }, issuer, importing };
  const asker = sideOf(scope, { ...shared, asker: 'issuing', latest: now });
  if (asker === undefined) throw new InquiryError('inquiry-not-yours');
  const owner = await ownerOf(transaction, { ...shared, asker }, undefined, otherSide(asker));
  const due = dueMoment(request.day, by.now, request.terms(owner ?? NOBODY).days);
  const body: InquiryBody = {
    ...shared,
    asker,
    waiting: otherSide(asker),
    due: due.toISOString(),
    latest: now,
    ...(request.result === undefined ? {} : { result: request.result }),
  };
  const draft: MessageDraft = { ...request.draft, kind: 'request', side: asker };
  const id = uuidV7(by.now.getTime(), by.random);
  const record = {
    id,
    country: scope.country,
    authority: scope.authority,
    ...(scope.office === undefined ? {} : { office: scope.office }),
    number: id,
    state: 'open' as const,
    body,
    action: 'opened',
    digest: messageDigest(draft, { country, authority, number: certificate.number }),
  };
  const created = (await createRecords(transaction, inquiryRecord, [record], by)).get(id);
  if (created === undefined) throw new Error('a new inquiry has a number of its own');
  await keepMessage(transaction, created.entry, draft, by.caller.actor);
  await leaveToOther(transaction, created.entry, request.terms, by);
  return created.entry;
}

const IMPORTING_AUTHORITY: Statement = {
  name: 'inquiry-importing-authority',
  text: `select coalesce(
           (select authority from verification_result where certificate = $1 and country = $2 order by place desc limit 1),
           (select min(key) from authority where country = $2)) as authority`,
};

/** The work that follows: an answer by one side, or a decision by the other. */
export async function leaveToOther(
  transaction: Transaction,
  entry: InquiryEntry,
  terms: InquiryTerms,
  by: Performance,
): Promise<void> {
  const { body } = entry;
  const { waiting, due, certificate } = body;
  if (waiting === undefined || due === undefined) return;
  const owner = await ownerOf(transaction, body, entry, waiting);
  if (owner === undefined) return;
  await openTasks(
    transaction,
    [
      {
        kind: waiting === body.asker ? 'decide-inquiry' : 'answer-inquiry',
        subject: { record: 'inquiry', id: entry.id },
        certificate,
        owner,
        permission: 'inquiry.write',
        due: new Date(due),
        term: terms(owner),
      },
    ],
    by,
  );
}

/** Days for the next step, by the term of who has to take it. */
export async function daysFor(
  transaction: Transaction,
  entry: InquiryEntry,
  side: Side,
  terms: InquiryTerms,
): Promise<number> {
  const owner = await ownerOf(transaction, entry.body, entry, side);
  return terms(owner ?? NOBODY).days;
}

/** No authority of the country is known here yet: what holds everywhere counts. */
const NOBODY: TermOwner = { country: '', authority: '' };

async function ownerOf(
  transaction: Transaction,
  body: Pick<InquiryBody, 'issuer' | 'asker' | 'certificate' | 'importing'>,
  opened: TermOwner | undefined,
  side: Side,
): Promise<TermOwner | undefined> {
  if (side === 'issuing') return body.issuer;
  if (side === body.asker && opened !== undefined) {
    const { country, authority, office } = opened;
    return { country, authority, ...(office === undefined ? {} : { office }) };
  }
  const [row] = await transaction.query<{ authority: string | null }>(IMPORTING_AUTHORITY, [
    body.certificate.id,
    body.importing,
  ]);
  const authority = row?.authority ?? undefined;
  return authority === undefined ? undefined : { country: body.importing, authority };
}

/** Closes the inquiries that a country still has open about a certificate, because it has decided. */
export async function closeInquiriesOf(
  transaction: Transaction,
  certificate: string,
  by: Performance,
): Promise<void> {
  const rows = await transaction.query<EntryRow>(OPEN_ABOUT, [certificate]);
  for (const row of rows) {
    const entry = entryOf<InquiryBody, InquiryEntry['state']>(row);
    if (sideOf(by.caller.scope, entry.body) !== entry.body.asker) continue;
    const caller: LedgerCaller = { ...by.caller, may: () => true };
    await takeAction(
      transaction,
      inquiryRecord,
      { id: entry.id, action: 'close', input: {} },
      { ...by, caller },
    );
    await endTasks(transaction, { subject: entry.id, action: 'settle' }, by);
  }
}

const OPEN_ABOUT: Statement = {
  name: 'inquiry-open-about',
  text: `select ${ENTRY_COLUMNS} from inquiry where certificate = $1 and state <> 'closed' order by id limit 50`,
};
