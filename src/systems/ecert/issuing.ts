import type { Clock, Fault, RandomBytes } from '../../base/index.ts';
import { fromUtf8, toHex, utf8, uuidV7 } from '../../base/index.ts';
import type { SealKey } from '../../crypto/index.ts';
import { seal, sha256Hex } from '../../crypto/index.ts';
import type { Database, Transaction } from '../../database/index.ts';
import type { Change, LedgerCaller, Written } from '../../ledger/index.ts';
import { createRecords, getRecord, keeps, LedgerError, takeAction } from '../../ledger/index.ts';
import type { SpsCertificate } from '../../standards/index.ts';
import { documentFaults, spsCertificate17 } from '../../standards/index.ts';
import type { AuthorityProfile, TrustSource } from './authority.ts';
import type { CertificateBody } from './certificate-body.ts';
import { certificateRecord } from './certificate-record.ts';
import type { CertificateEntry } from './certificates.ts';
import { EcertError } from './error.ts';
import { examine, statementOf, writtenDocument } from './examination.ts';
import { expiryOf } from './lib/checks.ts';
import { STORE_CODES, STORE_DOCUMENTS } from './lib/document-statements.ts';
import { pack } from './lib/packing.ts';
import { codeDigestOf, securityCodeOf } from './security-code.ts';
import type { CertificateState } from './states.ts';
import { statusOfState } from './status-codes.ts';

export interface IssuingOptions {
  readonly database: Database;
  readonly trust: TrustSource;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly codeKey: Uint8Array;
  /** The key that seals for an authority, or for one of its offices. */
  readonly sealKeyOf: (authority: string, office: string | undefined) => SealKey | undefined;
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
  act(action: CertificateAction, caller: LedgerCaller): Promise<CertificateWritten>;
  /** The security code for the paper; only for who keeps the certificate and may issue. */
  securityCode(entry: CertificateEntry, caller: LedgerCaller): string | undefined;
}

export function createIssuing(options: IssuingOptions): Issuing {
  return {
    draft: (document, caller) => enterDraft(options, document, caller),
    revise: (id, document, caller, version) =>
      reviseDraft(options, document, caller, { id, ...(version === undefined ? {} : { version }) }),
    act: (action, caller) =>
      action.action === 'issue' ? issue(options, action, caller) : takeOther(options, action, caller),
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
    await storeCode(transaction, options, result.entry);
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
  caller: LedgerCaller,
): Promise<CertificateWritten> {
  const entry = await getRecord(options.database, caller.scope, certificateRecord, action.id);
  if (entry === undefined) throw new LedgerError('record-not-found', { id: action.id });
  const allowed = caller.may('certificate.issue') && keeps(caller.scope, entry);
  if (!allowed) throw new LedgerError('action-forbidden', { action: 'issue' });
  if (entry.state !== 'draft') {
    throw new LedgerError('action-not-allowed', { action: 'issue', state: entry.state });
  }
  const now = options.clock();
  const sealed = sealDraft(options, entry, now);
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
      { caller, now, random: options.random },
    );
    const packed = pack(sealed.bytes);
    const document = {
      country: entry.country,
      certificate: entry.id,
      version: written.entry.version,
      digest: `\\x${sealed.digest}`,
      media_type: 'application/xml',
      packing: packed.packing,
      size: packed.size,
      place: 1,
      length: packed.bytes.length,
      findings: sealed.findings,
      seal: sealed.seal,
      received: now.toISOString(),
    };
    await transaction.query(STORE_DOCUMENTS, [JSON.stringify([document]), packed.bytes]);
    return written;
  });
}

function takeOther(
  options: IssuingOptions,
  { id, action, input, version }: CertificateAction,
  caller: LedgerCaller,
): Promise<CertificateWritten> {
  // A revision without a document would change nothing but the version.
  if (action === 'revise') throw new LedgerError('action-unknown', { action });
  const request = { id, action, input, ...(version === undefined ? {} : { version }) };
  return run(options, caller, (transaction) =>
    takeAction(transaction, certificateRecord, request, {
      caller,
      now: options.clock(),
      random: options.random,
    }),
  );
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
function sealDraft(options: IssuingOptions, entry: CertificateEntry, now: Date) {
  const key = options.sealKeyOf(entry.authority, entry.office);
  if (key === undefined) {
    throw new EcertError('certificate-seal-key-missing', { authority: entry.authority });
  }
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
  const written = writtenDocument(document);
  if ('faults' in written) {
    throw new EcertError(
      'certificate-draft-invalid',
      { count: written.faults.length },
      { faults: written.faults },
    );
  }
  const bytes = utf8(seal(fromUtf8(written.bytes) ?? '', key, { time: issued, id: entry.id }));
  const examination = examine(bytes, 'application/xml', { anchors: options.trust.anchors(), now });
  const faults = [
    ...examination.faults,
    ...examination.findings.filter(({ level }) => level === 'SEVERE'),
  ].map(({ code, path, values }): Fault => ({ code, path, values }));
  if (examination.statement === undefined || faults.length > 0) {
    throw new EcertError('certificate-draft-invalid', { count: faults.length }, { faults });
  }
  const { body } = examination.statement;
  const expires = expiryOf(authorityOf(options.trust, entry.authority), body.issued);
  return {
    bytes,
    digest: examination.digest,
    findings: examination.findings,
    seal: examination.seal,
    body: expires === undefined ? body : { ...body, expires },
  };
}

function authorityOf(trust: TrustSource, key: string): AuthorityProfile {
  const authority = trust.authorities().find((candidate) => candidate.key === key);
  if (authority === undefined) throw new EcertError('certificate-seal-key-missing', { authority: key });
  return authority;
}

/** The change that turns one body into another: members that are gone are removed. */
function replacing(before: CertificateBody | undefined, after: CertificateBody): Change<CertificateBody> {
  const removed = Object.keys(before ?? {}).map((member) => [member, undefined] as const);
  return { ...Object.fromEntries(removed), ...after };
}

async function storeCode(
  transaction: Transaction,
  { codeKey }: IssuingOptions,
  { id, country }: CertificateEntry,
): Promise<void> {
  const digest = toHex(codeDigestOf(securityCodeOf(codeKey, id)));
  await transaction.query(STORE_CODES, [
    JSON.stringify([{ country, certificate: id, digest: `\\x${digest}` }]),
  ]);
}
