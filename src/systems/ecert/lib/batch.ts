import type { Fault, RandomBytes } from '../../../base/index.ts';
import { concatBytes, fromHex, toHex, uuidV7 } from '../../../base/index.ts';
import type { Transaction } from '../../../database/index.ts';
import type { LedgerCaller, Performance } from '../../../ledger/index.ts';
import { createRecords, LedgerError, recordKey, takeAction } from '../../../ledger/index.ts';
import { pack } from '../../../packing/index.ts';
import type { CertificateBody } from '../certificate-body.ts';
import { sendCertificate, sendStatus, type Poster } from '../exchanging/outgoing.ts';
import { certificateRecord } from '../certificate-record.ts';
import type { Examination } from '../examination.ts';
import type { Outcome, Receipt } from '../receipt.ts';
import { codeDigestOf, securityCodeOf } from '../security-code.ts';
import type { CertificateState } from '../states.ts';
import type { Admissible } from './checks.ts';
import { expiryOf } from './checks.ts';
import { HOLDERS, KNOWN, RECEIPTS, STORE_CODES, STORE_DOCUMENTS } from './document-statements.ts';
import { endReplaced } from './replacement.ts';
import type { ReceiptRow } from './receipts.ts';
import { receiptOf } from './receipts.ts';

/** A document that was examined and checked, on its way into a transaction. */
export interface Checked {
  readonly examination: Examination;
  /** What is kept for ever: the bytes as handed in, or the message that was made of them. */
  readonly original: Uint8Array;
  readonly admissible?: Admissible;
  readonly faults: readonly Fault[];
}

export interface BatchContext {
  readonly caller: LedgerCaller;
  readonly now: Date;
  readonly random: RandomBytes;
  readonly codeKey: Uint8Array;
  readonly poster?: Poster;
}

type Action = 'withdraw' | 'replace' | 'cancel';

/** What a later message about the same number does to the record, by the state it announces. */
const ACTIONS: Readonly<Partial<Record<CertificateState, Action>>> = {
  withdrawn: 'withdraw',
  replaced: 'replace',
  cancelled: 'cancel',
};

/**
 * Brings a batch into the ledger in one transaction. Outcomes in the order of the documents. Whatever is refused leaves
 * nothing behind; bytes that the ledger holds already get their receipt again, whatever the checks say today.
 */
export async function writeBatch(
  transaction: Transaction,
  documents: readonly Checked[],
  context: BatchContext,
): Promise<readonly Outcome[]> {
  const writing = new BatchWriting(transaction, context);
  const first = new Map<string, Checked>();
  for (const document of documents) {
    if (!first.has(document.examination.digest)) first.set(document.examination.digest, document);
  }
  const outcomes = await writing.write(first);
  const told = new Set<string>();
  return documents.map((document) => {
    const { digest } = document.examination;
    const outcome = outcomes.get(digest) ?? refused(document, document.faults);
    if (outcome.kind !== 'stored' || !told.has(digest)) {
      told.add(digest);
      return outcome;
    }
    return { kind: 'duplicate', receipt: outcome.receipt };
  });
}

/** The outcome of a document that does not enter. */
export function refused({ examination }: Checked, faults: readonly Fault[]): Outcome {
  const [only, another] = faults;
  return {
    kind: 'refused',
    code: only === undefined || another !== undefined ? 'certificate-refused' : only.code,
    digest: examination.digest,
    faults,
    findings: examination.findings,
    seal: examination.seal,
  };
}

class BatchWriting {
  readonly #transaction: Transaction;
  readonly #context: BatchContext;
  readonly #by: Performance;
  readonly #outcomes = new Map<string, Outcome>();

  constructor(transaction: Transaction, context: BatchContext) {
    this.#transaction = transaction;
    this.#context = context;
    this.#by = context;
  }

  async write(documents: ReadonlyMap<string, Checked>): Promise<ReadonlyMap<string, Outcome>> {
    await this.#recognise([...documents.keys()]);
    const entering = [...documents.values()].filter(
      ({ examination, admissible }) => admissible !== undefined && !this.#outcomes.has(examination.digest),
    );
    if (entering.length > 0) await this.#enter(entering);
    return this.#outcomes;
  }

  /** Receipts of what is there already. */
  async #recognise(digests: readonly string[]): Promise<void> {
    const sought = digests.flatMap((digest) => (digest === '' ? [] : [fromHex(digest)]));
    const known = await this.#transaction.query<{ digest: Uint8Array }>(KNOWN, [sought]);
    if (known.length === 0) return;
    const rows = await this.#transaction.query<ReceiptRow>(RECEIPTS, [known.map(({ digest }) => digest)]);
    for (const row of rows) this.#outcomes.set(row.digest, { kind: 'duplicate', receipt: receiptOf(row) });
  }

  async #enter(entering: readonly Checked[]): Promise<void> {
    const records = new Map<string, Checked>();
    for (const document of entering) records.set(this.#newId(), document);
    const created = await createRecords(
      this.#transaction,
      certificateRecord,
      [...records].flatMap(([id, document]) => newRecord(id, document)),
      this.#by,
    );
    const stored: { readonly document: Checked; readonly receipt: Receipt }[] = [];
    const conflicting: Checked[] = [];
    for (const [id, document] of records) {
      const written = created.get(id);
      if (written === undefined) conflicting.push(document);
      else {
        const { entry, evidence } = written;
        stored.push({ document, receipt: this.#receipt(document, entry, 'received', evidence.id) });
      }
    }
    if (stored.length > 0) {
      await this.#storeDocuments(stored);
      await this.#endReplaced(stored);
      await this.#send(stored);
    }
    if (conflicting.length > 0) await this.#resolve(conflicting);
  }

  /** Certificates in force that name the one they replace end it: a statement more only for a batch that has one. */
  async #endReplaced(
    stored: readonly { readonly document: Checked; readonly receipt: Receipt }[],
  ): Promise<void> {
    const successors = stored.flatMap(({ document, receipt }) => {
      const replaces = document.examination.statement?.body.replaces;
      if (replaces === undefined || receipt.state !== 'issued') return [];
      const { country, authority, number, digest, seal } = receipt;
      const sealed = seal.indication === 'TOTAL-PASSED' && seal.authority === authority;
      return [{ country, authority, number, replaces, digest, sealed }];
    });
    if (successors.length > 0)
      await endReplaced(this.#transaction, successors, this.#by, this.#context.poster);
  }

  /** What our own authority's machines lodge goes to partners as what its people sign does. */
  async #send(stored: readonly { readonly document: Checked; readonly receipt: Receipt }[]): Promise<void> {
    const { poster } = this.#context;
    if (poster === undefined) return;
    for (const { document, receipt } of stored) {
      const body = document.examination.statement?.body;
      if (body === undefined || receipt.state !== 'issued') continue;
      await sendCertificate(poster, this.#transaction, { ...receipt, body }, document.original);
    }
  }

  #newId(): string {
    return uuidV7(this.#context.now.getTime(), this.#context.random);
  }

  #receipt(
    { examination }: Checked,
    entry: {
      readonly id: string;
      readonly country: string;
      readonly authority: string;
      readonly number: string;
      readonly version: number;
      readonly state: CertificateState;
    },
    action: string,
    leaf: string,
  ): Receipt {
    const { id, country, authority, number, version, state } = entry;
    const receipt: Receipt = {
      id,
      country,
      authority,
      number,
      key: recordKey('certificate', entry),
      version,
      state,
      action,
      digest: examination.digest,
      received: this.#context.now.toISOString(),
      findings: examination.findings,
      seal: examination.seal,
      leaf,
    };
    this.#outcomes.set(examination.digest, { kind: 'stored', receipt });
    return receipt;
  }

  async #storeDocuments(
    stored: readonly { readonly document: Checked; readonly receipt: Receipt }[],
  ): Promise<void> {
    let place = 1;
    const packed = stored.map(({ document, receipt }) => ({
      receipt,
      ...(document.examination.packed ?? pack(document.original, 'brotli')),
    }));
    const rows = packed.map(({ receipt, packing, size, bytes }) => {
      const row = {
        country: receipt.country,
        certificate: receipt.id,
        version: receipt.version,
        digest: `\\x${receipt.digest}`,
        media_type: 'application/xml',
        packing,
        size,
        place,
        length: bytes.length,
        findings: receipt.findings,
        seal: receipt.seal,
        received: receipt.received,
      };
      place += bytes.length;
      return row;
    });
    const bytes = concatBytes(...packed.map((one) => one.bytes));
    const codes = stored.flatMap(({ receipt: { id, country, version } }) => {
      if (version !== 1) return [];
      const digest = codeDigestOf(securityCodeOf(this.#context.codeKey, id));
      return [{ country, certificate: id, digest: `\\x${toHex(digest)}` }];
    });
    await Promise.all([
      this.#transaction.query(STORE_DOCUMENTS, [JSON.stringify(rows), bytes]),
      codes.length === 0 ? undefined : this.#transaction.query(STORE_CODES, [JSON.stringify(codes)]),
    ]);
  }

  /** Documents whose number is taken: the same bytes a moment ago, a later message of the issuer, or a conflict. */
  async #resolve(conflicting: readonly Checked[]): Promise<void> {
    await this.#recognise(conflicting.map(({ examination }) => examination.digest));
    const open = conflicting.filter(({ examination }) => !this.#outcomes.has(examination.digest));
    if (open.length === 0) return;
    const keys = open.map(({ admissible }) => [
      admissible?.authority.country,
      admissible?.authority.key,
      admissible?.number,
    ]);
    const holders = await this.#transaction.query<{
      id: string;
      country: string;
      authority: string;
      number: string;
    }>(
      HOLDERS,
      [0, 1, 2].map((member) => keys.map((key) => key[member])),
    );
    const byKey = new Map(holders.map((holder) => [recordKey('certificate', holder), holder.id]));
    for (const document of open) {
      const { admissible } = document;
      if (admissible === undefined) continue;
      const { authority, number } = admissible;
      const id = byKey.get(recordKey('certificate', { ...authority, authority: authority.key, number }));
      await this.#takeUp(document, admissible, id);
    }
  }

  async #takeUp(document: Checked, admissible: Admissible, id: string | undefined): Promise<void> {
    const action = ACTIONS[admissible.state];
    const { digest, statement } = document.examination;
    if (id === undefined || action === undefined) {
      this.#conflict(document, admissible);
      return;
    }
    const successor = statement?.body.replaces;
    if (action === 'replace' && successor === undefined) {
      const path = '/SPSCertificate/SPSExchangedDocument/IncludedSPSNote';
      this.#outcomes.set(
        digest,
        refused(document, [
          { code: 'certificate-successor-missing', path, values: { number: admissible.number } },
        ]),
      );
      return;
    }
    try {
      const input = action === 'replace' ? { successor } : {};
      const written = await takeAction(
        this.#transaction,
        certificateRecord,
        { id, action, input, digest },
        this.#by,
      );
      const receipt = this.#receipt(document, written.entry, action, written.evidence.id);
      await this.#storeDocuments([{ document, receipt }]);
      await sendStatus(this.#context.poster, this.#transaction, written.entry);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (error.code === 'action-not-allowed' && error.faults.length === 0) {
        this.#conflict(document, admissible);
        return;
      }
      const { code, values, faults } = error;
      const path = '/SPSCertificate/SPSExchangedDocument/StatusCode';
      this.#outcomes.set(digest, refused(document, faults.length > 0 ? faults : [{ code, path, values }]));
    }
  }

  #conflict(document: Checked, { authority, number }: Admissible): void {
    const fault: Fault = {
      code: 'certificate-number-conflict',
      path: '/SPSCertificate/SPSExchangedDocument/ID',
      values: { number, authority: authority.key },
    };
    this.#outcomes.set(document.examination.digest, refused(document, [fault]));
  }
}

function newRecord(id: string, { examination, admissible }: Checked) {
  const { statement, digest } = examination;
  if (statement === undefined || admissible === undefined) return [];
  const { authority, office, number, state } = admissible;
  const expires = statement.body.expires ?? expiryOf(authority, statement.body.issued);
  const body: CertificateBody = expires === undefined ? statement.body : { expires, ...statement.body };
  return [
    {
      id,
      country: authority.country,
      authority: authority.key,
      number,
      state,
      ...(office === undefined ? {} : { office }),
      body,
      action: 'received',
      digest,
    },
  ];
}
