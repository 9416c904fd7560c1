import { canonicalJson, utf8, uuidV7, type Language } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import type { Session, Statement } from '../../../database/index.ts';
import { appendActs } from '../../../evidence/index.ts';
import { createRecords, type LedgerCaller } from '../../../ledger/index.ts';
import { checkDocument, hasFaults, type CertificateModel } from '../models/index.ts';
import { applicationRecord } from './application-record.ts';
import { dayOf, settingOf, type ApplicationOptions, type OfficeCaller } from './office.ts';
import { progressOf, withProgress, type BatchProgress, type TellProgress } from './batch-progress.ts';
import { assertMayDraft, newApplication, officeOf } from './beginning.ts';
import { ApplicationError } from './error.ts';
import {
  readSheetForms,
  turn,
  type SheetCertificate,
  type SheetFinding,
  type SheetReading,
} from './sheet-reading.ts';
import { sheetTemplate, type SheetFormat } from './sheet-template.ts';

/** What a batch brought in, and what it left out with its faults. */
export interface BatchReport {
  readonly rows: number;
  readonly made: readonly {
    readonly id: string;
    readonly number: string;
    readonly reference: string;
    readonly rows: readonly number[];
  }[];
  readonly leftOut: readonly Omit<SheetCertificate, 'form' | 'good'>[];
}

export interface Batch {
  readonly id: string;
  readonly model: string;
  readonly modelVersion: number;
  readonly office?: string;
  readonly actor: string;
  /** RFC 3339. */
  readonly at: string;
  /** SHA-256 of the sheet, hex. */
  readonly digest: string;
  readonly report: BatchReport;
  /** Whether this very sheet had been entered before; nothing was made anew. */
  readonly repeated: boolean;
}

export interface BatchRequest {
  readonly model: CertificateModel;
  readonly bytes: Uint8Array;
  readonly office?: string;
}

/** Certificates by the sheet: a template, a preview of every fault, and the good rows in one act. */
export interface Batches {
  template(model: CertificateModel, format: SheetFormat, language: Language): Promise<Uint8Array>;
  preview(caller: OfficeCaller, request: BatchRequest): Promise<SheetReading>;
  /** Makes applications of everything without faults, all or none. Throws `batch-nothing-good`. */
  enter(caller: OfficeCaller, request: BatchRequest): Promise<Batch>;
  /** The newest batches, at most fifty. */
  list(caller: LedgerCaller): Promise<readonly Batch[]>;
  /** What the caller has set going, and what came of it in the last half hour. */
  running(caller: LedgerCaller): Promise<readonly BatchProgress[]>;
  get(caller: LedgerCaller, id: string): Promise<Batch>;
}

interface BatchRow {
  readonly id: string;
  readonly model: string;
  readonly model_version: number;
  readonly office: string;
  readonly actor: string;
  readonly at: Date;
  readonly digest: string;
  readonly report: BatchReport;
}

const COLUMNS = `id, model, model_version, office, actor, at, encode(digest, 'hex') as digest, report`;

const STORE: Statement = {
  name: 'application-batch-store',
  text: `insert into application_batch (id, country, authority, office, model, model_version, digest, actor, at, report, leaf, opening)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (digest, authority, office, model, country) do nothing returning id`,
};
const SAME: Statement = {
  name: 'application-batch-same',
  text: `select ${COLUMNS} from application_batch
         where country = $1 and authority = $2 and office = $3 and model = $4 and digest = $5`,
};
const LIST: Statement = {
  name: 'application-batch-list',
  text: `select ${COLUMNS} from application_batch order by at desc, id desc limit 50`,
};
const GET: Statement = {
  name: 'application-batch-get',
  text: `select ${COLUMNS} from application_batch where id = $1`,
};

export function createBatches(options: ApplicationOptions): Batches {
  const { database } = options;
  return {
    template: sheetTemplate,
    preview: (caller, request) =>
      withProgress(
        options,
        caller,
        { purpose: 'preview', model: request.model.key, office: officeOf(options, caller, request.office) },
        (tell) => read(options, caller, request, tell),
        () => undefined,
      ),
    enter: (caller, request) => enter(options, caller, request),
    running: (caller) => progressOf(database, caller),
    list: async ({ scope }) =>
      (await database.transaction(scope, (session) => session.query<BatchRow>(LIST))).map((row) =>
        batchOf(row),
      ),
    async get({ scope }, id) {
      const [row] = await database.transaction(scope, (session) => session.query<BatchRow>(GET, [id]));
      if (row === undefined) throw new ApplicationError('batch-not-found');
      return batchOf(row);
    },
  };
}

/** The sheet as forms, each held against its model and against the message. */
async function read(
  { trust, clock }: ApplicationOptions,
  caller: OfficeCaller,
  { model, bytes, office }: BatchRequest,
  tell: TellProgress,
): Promise<SheetReading> {
  const { country } = assertMayDraft(caller);
  const place = officeOf({ trust }, caller, office);
  const now = clock();
  const today = dayOf(now);
  const onChecked = (done: number, all: number): void => tell(done, STEPS * all);
  const reading = await readSheetForms(model, bytes, { today, country, onChecked });
  const all = reading.certificates.length;
  const setting = settingOf({ trust, now }, caller, place === undefined ? {} : { office: place });
  const whole = { ...setting, number: 'DRAFT', issued: `${today}T00:00:00Z` };
  const certificates: SheetCertificate[] = [];
  let room = MOST_FINDINGS;
  for (const certificate of reading.certificates) {
    // A sheet of two thousand takes seconds; whoever else asks meanwhile is answered between two of them.
    if (certificates.length % PORTION === PORTION - 1) {
      tell(all + certificates.length, STEPS * all);
      await turn();
    }
    const row = certificate.rows[0] ?? 1;
    const more = certificate.good ? checkDocument(model, certificate.form, whole) : [];
    const findings = [...certificate.findings, ...more.map((finding) => ({ ...finding, row }))];
    const told = gravestFirst(findings).slice(0, Math.max(1, Math.min(MOST_OF_ONE, room)));
    room -= told.length;
    certificates.push({ ...certificate, findings: told, good: !hasFaults(findings) });
  }
  return { ...reading, certificates };
}

/** Findings that are told of one sheet, and of one certificate in it; of each faulty one there is at least one. */
const MOST_FINDINGS = 10_000;
const MOST_OF_ONE = 100;
const PORTION = 50;
const MADE_AT_ONCE = 200;

/** A certificate of a sheet is held against its model, then against the message, and then made. */
const STEPS = 3;

function gravestFirst(findings: readonly SheetFinding[]): readonly SheetFinding[] {
  const grave = findings.filter(({ level }) => level === 'SEVERE');
  return [...grave, ...findings.filter(({ level }) => level !== 'SEVERE')];
}

async function enter(
  options: ApplicationOptions,
  caller: OfficeCaller,
  request: BatchRequest,
): Promise<Batch> {
  const { database } = options;
  const { country, authority } = assertMayDraft(caller);
  const { model, bytes } = request;
  const office = officeOf(options, caller, request.office);
  const digest = sha256Hex(bytes);
  const key = [country, authority, office ?? '', model.key, `\\x${digest}`];
  const sameOf = async (session: Session): Promise<Batch | undefined> => {
    const [row] = await session.query<BatchRow>(SAME, key);
    return row === undefined ? undefined : { ...batchOf(row), repeated: true };
  };
  const before = await database.transaction(caller.scope, sameOf);
  if (before !== undefined) return before;
  return withProgress(
    options,
    caller,
    { purpose: 'enter', model: model.key, office },
    (tell) => enterAnew(options, caller, request, { digest, office, sameOf, tell }),
    ({ id }) => id,
  );
}

interface Entering {
  readonly digest: string;
  readonly office: string | undefined;
  readonly sameOf: (session: Session) => Promise<Batch | undefined>;
  readonly tell: TellProgress;
}

async function enterAnew(
  options: ApplicationOptions,
  caller: OfficeCaller,
  request: BatchRequest,
  { digest, office, sameOf, tell }: Entering,
): Promise<Batch> {
  const { database, clock, random, onCommitted } = options;
  const { country, authority } = assertMayDraft(caller);
  const { model } = request;
  const reading = await read(options, caller, request, tell);
  const good = reading.certificates.filter((certificate) => certificate.good);
  if (good.length === 0) throw new ApplicationError('batch-nothing-good');
  const now = clock();
  const id = uuidV7(now.getTime(), random);
  const by = { caller, now, random };
  const records = good.map(({ form, rows }) =>
    newApplication(options, caller, {
      model,
      form,
      now,
      ...(office === undefined ? {} : { office }),
      batch: { id, row: rows[0] ?? 1 },
    }),
  );
  const report = reportOf(reading, good, records);
  const at = now.toISOString();
  const details = { sheet: digest, made: report.made.length, leftOut: report.leftOut.length };
  const batch = await database
    .transaction(caller.scope, async (transaction) => {
      const act = {
        kind: 'application-batch.entered',
        actor: caller.actor,
        subject: `application-batch/${country}/${authority}/${id}`,
        at,
        digest: sha256Hex(utf8(canonicalJson(details))),
        details,
      };
      const [leaf] = await appendActs(transaction, [act], random);
      const stored = await transaction.query(STORE, [
        id,
        country,
        authority,
        office ?? '',
        model.key,
        model.version,
        `\\x${digest}`,
        caller.actor,
        at,
        JSON.stringify(report),
        leaf?.id,
        JSON.stringify(leaf?.opening),
      ]);
      // Of two who send the same sheet at once the second has waited at its key, and enters nothing.
      if (stored.length === 0) throw new SameSheet();
      const all = reading.certificates.length;
      for (let from = 0; from < records.length; from += MADE_AT_ONCE) {
        const portion = records.slice(from, from + MADE_AT_ONCE);
        const created = await createRecords(transaction, applicationRecord, portion, by);
        if (created.size !== portion.length) throw new Error('a number of the batch is taken');
        tell(2 * all + Math.min(all, from + portion.length), STEPS * all);
      }
      return {
        id,
        model: model.key,
        modelVersion: model.version,
        ...(office === undefined ? {} : { office }),
        actor: caller.actor,
        at,
        digest,
        report,
        repeated: false,
      };
    })
    .catch(async (error: unknown) => {
      const same = error instanceof SameSheet ? await database.transaction(caller.scope, sameOf) : undefined;
      if (same === undefined) throw error;
      return same;
    });
  onCommitted?.();
  return batch;
}

/** The sheet is in already; what this transaction wrote is undone. */
class SameSheet extends Error {}

function reportOf(
  reading: SheetReading,
  good: readonly SheetCertificate[],
  records: readonly { readonly id: string; readonly number: string }[],
): BatchReport {
  return {
    rows: reading.rows,
    made: records.map(({ id, number }, index) => ({
      id,
      number,
      reference: good[index]?.reference ?? '',
      rows: good[index]?.rows ?? [],
    })),
    leftOut: reading.certificates
      .filter((certificate) => !certificate.good)
      .map(({ reference, rows, findings }) => ({ reference, rows, findings })),
  };
}

function batchOf(row: BatchRow): Batch {
  return {
    id: row.id,
    model: row.model,
    modelVersion: row.model_version,
    ...(row.office === '' ? {} : { office: row.office }),
    actor: row.actor,
    at: row.at.toISOString(),
    digest: row.digest,
    report: row.report,
    repeated: false,
  };
}
