import type { Clock, Fault, RandomBytes } from '../../base/index.ts';
import { utf8, uuidV7 } from '../../base/index.ts';
import type { SealingKey } from '../../crypto/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import type { Database, Transaction } from '../../database/index.ts';
import type { Change, LedgerCaller, Performance, Written } from '../../ledger/index.ts';
import { createRecords, getRecord, keeps, LedgerError, takeAction } from '../../ledger/index.ts';
import type { SpsCertificate } from '../../standards/index.ts';
import { documentFaults, spsCertificate17 } from '../../standards/index.ts';
import type { TrustSource } from './authority.ts';
import type { CertificateBody } from './certificate-body.ts';
import { certificateRecord } from './certificate-record.ts';
import type { CertificateEntry } from './certificates.ts';
import { EcertError } from './error.ts';
import { statementOf } from './examination.ts';
import { sendCertificate, sendStatus, type Poster } from './exchanging/outgoing.ts';
import type { IssuingRules } from './application/index.ts';
import { storeCode } from './lib/codes.ts';
import { endReplaced } from './lib/replacement.ts';
import { sealedDocument, storeSealed, type Sealed } from './lib/sealed-document.ts';
import { printCertificate } from './printing.ts';
import { securityCodeOf } from './security-code.ts';
import type { CertificateState } from './states.ts';
import { statusOfState } from './status-codes.ts';
import { givePlace, placeKeyOf } from './status-list/index.ts';

export interface IssuingOptions {
  readonly database: Database;
  readonly trust: TrustSource;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly codeKey: Uint8Array;
  /** The key that seals for an authority, or for one of its offices. */
  readonly sealKeyOf: (authority: string, office: string | undefined) => SealingKey | undefined;
  /** What authorities demand of their offices' acts; nothing where absent. */
  readonly rules?: IssuingRules;
  /** To whom partners' messages are given; nobody where absent. */
  readonly poster?: Poster;
  readonly onCommitted?: () => void;
}

/** A document in the office's hands: it may still lack what the message demands. */
export type DraftDocument = SpsCertificate;

export interface CertificateAction {
  readonly id: string;
  readonly action: string;
  readonly input: unknown;
  /** Version the caller has seen (If-Match). */
  readonly version?: number;
}

/** Who acts, and whether that is a person: persons issue through applications where their authority demands three acts. */
export type IssuingCaller = LedgerCaller & { readonly kind?: 'person' | 'machine' };

export type CertificateWritten = Written<CertificateBody, CertificateState>;

/** What an authority's own offices do with certificates. */
export interface Issuing {
  /** Enters a draft under the caller's authority and office. The number is the document's. Throws `certificate-draft-invalid`. */
  draft(document: DraftDocument, caller: LedgerCaller): Promise<CertificateWritten>;
  /** Replaces a draft's document. */
  revise(
    id: string,
    document: DraftDocument,
    caller: LedgerCaller,
    version?: number,
  ): Promise<CertificateWritten>;
  /** Takes any action of the lifecycle; `issue` seals the draft's document first. */
  act(action: CertificateAction, caller: IssuingCaller): Promise<CertificateWritten>;
  /** The security code for the paper; only for who keeps the certificate and may issue. */
  securityCode(entry: CertificateEntry, caller: LedgerCaller): string | undefined;
}

export function createIssuing(options: IssuingOptions): Issuing {
  return {
    draft: (document, caller) => enterDraft(options, document, caller),
    revise: (id, document, caller, version) =>
      reviseDraft(options, document, caller, { id, ...(version === undefined ? {} : { version }) }),
    act: (action, caller) =>
      action.action === 'issue'
        ? issue(options, action, caller)
        : action.action === 'print'
          ? printCertificate(options, action, caller)
          : takeOther(options, action, caller),
    securityCode: (entry, caller) =>
      caller.may('certificate.issue') && keeps(caller.scope, entry)
        ? securityCodeOf(options.codeKey, entry.id)
        : undefined,
  };
}

async function enterDraft(
  options: IssuingOptions,
  document: DraftDocument,
  caller: LedgerCaller,
): Promise<CertificateWritten> {
  const { scope } = caller;
  if (scope.kind !== 'authority' || !caller.may('certificate.draft')) {
    throw new LedgerError('action-forbidden', { action: 'draft' });
  }
  const now = options.clock();
  const content = draftContent(document, now);
  const id = uuidV7(now.getTime(), options.random);
  const written = await options.database.transaction(scope, async (transaction) => {
    const created = await createRecords(
      transaction,
      certificateRecord,
      [
        {
          id,
          country: scope.country,
          authority: scope.authority,
          number: content.number,
          state: 'draft',
          ...(scope.office === undefined ? {} : { office: scope.office }),
          body: content.body,
          action: 'drafted',
          digest: content.digest,
        },
      ],
      { caller, now, random: options.random },
    );
    const result = created.get(id);
    if (result === undefined) {
      throw new EcertError('certificate-number-conflict', {
        number: content.number,
        authority: scope.authority,
      });
    }
    await storeCode(transaction, options.codeKey, result.entry);
    return result;
  });
  options.onCommitted?.();
  return written;
}

async function reviseDraft(
  options: IssuingOptions,
  document: DraftDocument,
  caller: LedgerCaller,
  which: { readonly id: string; readonly version?: number },
): Promise<CertificateWritten> {
  const now = options.clock();
  const content = draftContent(document, now);
  const before = await getRecord(options.database, caller.scope, certificateRecord, which.id);
  if (before !== undefined && before.number !== content.number) {
    const fault: Fault = {
      code: 'draft-number-changed',
      path: '/exchangedDocument/id',
      values: { number: before.number },
    };
    throw new EcertError('certificate-draft-invalid', { count: 1 }, { faults: [fault] });
  }
  return run(options, caller, (transaction) =>
    takeAction(
      transaction,
      certificateRecord,
      {
        ...which,
        action: 'revise',
        input: {},
        digest: content.digest,
        change: replacing(before?.body, content.body),
      },
      { caller, now, random: options.random },
    ),
  );
}

/** The document is sealed outside the transaction; the version that was read must still stand when it is entered. */
async function issue(
  options: IssuingOptions,
  action: CertificateAction,
  caller: IssuingCaller,
): Promise<CertificateWritten> {
  const entry = await getRecord(options.database, caller.scope, certificateRecord, action.id);
  if (entry === undefined) throw new LedgerError('record-not-found', { id: action.id });
  const allowed = caller.may('certificate.issue') && keeps(caller.scope, entry);
  if (!allowed) throw new LedgerError('action-forbidden', { action: 'issue' });
  if (entry.state !== 'draft') {
    throw new LedgerError('action-not-allowed', { action: 'issue', state: entry.state });
  }
  assertThreeActs(options, entry, caller);
  const now = options.clock();
  const sealed = await sealDraft(options, entry, now);
  const by: Performance = { caller, now, random: options.random };
  return run(options, caller, async (transaction) => {
    const written = await takeAction(
      transaction,
      certificateRecord,
      {
        id: entry.id,
        action: 'issue',
        input: action.input,
        version: action.version ?? entry.version,
        digest: sealed.digest,
        change: { ...replacing(entry.body, sealed.body), draft: undefined },
      },
      by,
    );
    const { id, country } = entry;
    // Neither needs the other: together they take one round trip.
    await Promise.all([
      storeSealed(transaction, sealed, { id, country, version: written.entry.version, received: now }),
      sendCertificate(options.poster, transaction, written.entry, sealed.bytes),
    ]);
    const { replaces } = sealed.body;
    if (replaces !== undefined) {
      const { authority, number } = entry;
      const successor = { country, authority, number, replaces, digest: sealed.digest, sealed: false };
      await endReplaced(transaction, [successor], by, options.poster);
    }
    await givePlace(transaction, placeKeyOf(options.codeKey), entry);
    return written;
  });
}

/** A draft that one person wrote is not issued by a person, where three must have seen it. */
function assertThreeActs({ rules }: IssuingOptions, entry: CertificateEntry, caller: IssuingCaller): void {
  if (caller.kind !== 'person' || rules?.(entry).threeActs !== true) return;
  const fault: Fault = { code: 'three-acts-required', path: '', values: { authority: entry.authority } };
  throw new LedgerError('action-not-allowed', { action: 'issue', state: entry.state }, { faults: [fault] });
}

function takeOther(
  options: IssuingOptions,
  { id, action, input, version }: CertificateAction,
  caller: LedgerCaller,
): Promise<CertificateWritten> {
  // A revision without a document would change nothing but the version.
  if (action === 'revise') throw new LedgerError('action-unknown', { action });
  const request = { id, action, input, ...(version === undefined ? {} : { version }) };
  return run(options, caller, async (transaction) => {
    const by = { caller, now: options.clock(), random: options.random };
    const written = await takeAction(transaction, certificateRecord, request, by);
    await sendStatus(options.poster, transaction, written.entry);
    return written;
  });
}

async function run(
  options: IssuingOptions,
  caller: LedgerCaller,
  act: (transaction: Transaction) => Promise<CertificateWritten>,
): Promise<CertificateWritten> {
  const written = await options.database.transaction(caller.scope, act);
  options.onCommitted?.();
  return written;
}

/** What the ledger keeps of a draft. Throws `certificate-draft-invalid` with every fault of what is there. */
function draftContent(
  document: DraftDocument,
  now: Date,
): { readonly number: string; readonly body: CertificateBody; readonly digest: string } {
  const faults = [...documentFaults(spsCertificate17, document, { complete: false })];
  const number = document.exchangedDocument?.id?.value ?? '';
  if (faults.length === 0 && number === '') {
    faults.push({ code: 'number-missing', path: '/exchangedDocument/id', values: {} });
  }
  if (faults.length > 0) {
    throw new EcertError('certificate-draft-invalid', { count: faults.length }, { faults });
  }
  const { body } = statementOf(document, now);
  return { number, body: { ...body, draft: document }, digest: sha256Hex(utf8(JSON.stringify(document))) };
}

/** The document in force from now: status, date and seal; and what the ledger keeps of it. */
function sealDraft(options: IssuingOptions, entry: CertificateEntry, now: Date): Promise<Sealed> {
  const issued = now.toISOString().replace(/\.\d{3}Z$/, 'Z');
  // A draft's document was checked by the message's definition when it was entered.
  const draft = entry.body.draft as SpsCertificate;
  const document: SpsCertificate = {
    ...draft,
    exchangedDocument: {
      ...draft.exchangedDocument,
      statusCode: { value: statusOfState('issued') },
      issueDateTime: { value: issued },
    },
  };
  const { id, authority, office } = entry;
  const of = { id, authority, ...(office === undefined ? {} : { office }) };
  return sealedDocument(options, { ...of, document, issued, now });
}

/** The change that turns one body into another: members that are gone are removed. */
function replacing(before: CertificateBody | undefined, after: CertificateBody): Change<CertificateBody> {
  const removed = Object.keys(before ?? {}).map((member) => [member, undefined] as const);
  return { ...Object.fromEntries(removed), ...after };
}
