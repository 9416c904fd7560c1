import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { utf8, type Catalogue, type Clock, type Language } from '../../../base/index.ts';
import { sha256Hex } from '../../../crypto/index.ts';
import type { Database } from '../../../database/index.ts';
import { systemCaller, type LedgerCaller } from '../../../ledger/index.ts';
import type { TrustSource } from '../authority.ts';
import type { Intake, IntakeItem } from '../intake.ts';
import type { Outcome } from '../receipt.ts';
import { takeUpImport, type ImportPosition } from './import-job.ts';
import { runImport, type AcceptBatch, type Candidate, type ItemVerdict } from './importing.ts';
import type { Item } from './item.ts';
import { compileMapping, type CompiledMapping } from './mapped-row.ts';
import type { Progress } from './progress.ts';
import { openReport } from './refusal-report.ts';
import { parseMapping } from './register-mapping.ts';
import { readRegister, registerIdentity, type RegisterPass } from './row-source.ts';
import { certificatesWithin } from './several-certificates.ts';
import { openSource } from './source.ts';

export interface ImportOptions {
  /** A file, a folder, a ZIP; for a register its CSV or NDJSON file. */
  readonly path: string;
  readonly database: Database;
  readonly intake: Intake;
  readonly clock: Clock;
  /** Where refusals are told: `.csv` makes a table, any other name NDJSON. */
  readonly reportPath: string;
  readonly words: Catalogue;
  readonly language: Language;
  readonly onProgress?: (progress: Progress) => void;
  /** Batches under way at a time (2). */
  readonly concurrency?: number;
}

export interface ImportSummary extends ImportPosition {
  /** Name of the source in the import's table. */
  readonly identity: string;
  /** Items an earlier run had done before this one began. */
  readonly resumedAt: number;
  /** When an earlier run had brought it to its end; nothing was done then. */
  readonly alreadyFinished?: string;
}

/**
 * Imports certificates from a file, a folder or a ZIP, and goes on where an earlier run of the same source stopped. One bad
 * item never stops the rest. Throws RegisterError, and whatever the database throws; what was noted stays noted.
 */
export async function importCertificates(
  options: ImportOptions & { readonly caller: LedgerCaller },
): Promise<ImportSummary> {
  const source = await openSource(options.path);
  try {
    return await importFrom(options, {
      identity: source.identity,
      kind: source.kind,
      total: () => source.total,
      candidates: (from) => certificateCandidates(source.items(from)),
      accept: acceptBy(options.intake, options.caller),
    });
  } finally {
    await source.close();
  }
}

async function* certificateCandidates(items: AsyncIterable<Item>): AsyncGenerator<Candidate<IntakeItem>> {
  for await (const { position, path, content } of items) {
    const place = { position, path, size: content.readable ? content.bytes.length : 0 };
    if (!content.readable) {
      yield { ...place, content: { ready: false, code: content.code, values: content.values } };
      continue;
    }
    const parts = certificatesWithin(content.bytes) ?? [content.bytes];
    for (const [index, bytes] of parts.entries()) {
      yield {
        position,
        isPart: index < parts.length - 1,
        path: parts.length === 1 ? path : `${path}#${String(index + 1)}`,
        size: bytes.length,
        content: { ready: true, value: { bytes, mediaType: mediaTypeOf(bytes) } },
      };
    }
  }
}

/** JSON begins with a brace, after a byte order mark and white space; all else has to prove itself as XML. */
function mediaTypeOf(bytes: Uint8Array): IntakeItem['mediaType'] {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (const byte of bytes.subarray(start, start + 64)) {
    if (byte === 0x7b) return 'application/json';
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return 'application/xml';
}

/**
 * Moves the register of an old system: each row becomes a certificate without a seal, and the register's name stands as the
 * actor of the act by which it entered, in the history and in the evidence. Goes on where an earlier run stopped.
 */
export async function moveRegister(
  options: ImportOptions & { readonly mapping: string },
): Promise<ImportSummary> {
  const mapping = compileMapping(parseMapping(options.mapping));
  const { size } = await stat(options.path);
  const pass = readRegister(options.path, mapping.mapping, mapping.wanted);
  let rows = 0;
  const counted = (row: number): void => {
    rows = row + 1;
  };
  return importFrom(options, {
    identity: sha256Hex(utf8(`${await registerIdentity(options.path)} ${sha256Hex(utf8(options.mapping))}`)),
    kind: 'register',
    // The rows there will be, if those to come are as long as those that came.
    total: () => (pass.bytes() === 0 ? undefined : Math.max(rows, Math.round((rows * size) / pass.bytes()))),
    candidates: (from) => rowCandidates(pass, mapping, from, counted),
    accept: acceptBy(options.intake, registerCaller(mapping.mapping.register)),
  });
}

async function* rowCandidates(
  pass: RegisterPass,
  { map }: CompiledMapping,
  from: number,
  counted: (row: number) => void,
): AsyncGenerator<Candidate<IntakeItem>> {
  for await (const row of pass.rows) {
    counted(row.position);
    if (row.position < from) continue;
    const place = { position: row.position, path: `line ${String(row.line)}` };
    const mapped = map(row);
    if (mapped.mapped) {
      const bytes = utf8(JSON.stringify(mapped.document));
      yield {
        ...place,
        size: bytes.length,
        content: { ready: true, value: { bytes, mediaType: 'application/json' } },
      };
    } else {
      yield { ...place, size: 0, content: { ready: false, ...mapped.fault } };
    }
  }
}

/** The actor by which records of an old register are known in history and evidence. */
export function registerActor(register: string): string {
  return `register/${register}`;
}

function registerCaller(register: string): LedgerCaller {
  return systemCaller(registerActor(register));
}

/** Trust for moving registers: records of an old system bear no seal, whatever their authority asks of new ones. */
export function registerTrust(trust: TrustSource): TrustSource {
  let before = trust.authorities();
  const unsealed = () => before.map((authority) => ({ ...authority, sealRequired: false }));
  let authorities = unsealed();
  return {
    anchors: () => trust.anchors(),
    authorities() {
      if (trust.authorities() !== before) {
        before = trust.authorities();
        authorities = unsealed();
      }
      return authorities;
    },
    renew: async () => trust.renew?.(),
  };
}

interface ImportSource {
  readonly identity: string;
  readonly kind: 'file' | 'folder' | 'zip' | 'register';
  readonly total: () => number | undefined;
  readonly candidates: (from: number) => AsyncIterable<Candidate<IntakeItem>>;
  readonly accept: AcceptBatch<IntakeItem>;
}

async function importFrom(options: ImportOptions, source: ImportSource): Promise<ImportSummary> {
  const { database, clock, words, language } = options;
  const job = await takeUpImport(database, { ...source, path: basename(options.path) }, clock);
  const found = { identity: source.identity, resumedAt: job.start.position };
  if (job.finished !== undefined) return { ...job.start, ...found, alreadyFinished: job.finished };
  const report = await openReport({
    path: options.reportPath,
    words,
    language,
    keep: job.start.reportLength,
  });
  try {
    const end = await runImport({
      job,
      candidates: source.candidates(job.start.position),
      total: source.total,
      accept: source.accept,
      report,
      clock,
      onProgress: (progress) => options.onProgress?.(progress),
      concurrency: options.concurrency ?? 2,
    });
    return { ...end, ...found };
  } finally {
    await report.close();
  }
}

function acceptBy(intake: Intake, caller: LedgerCaller): AcceptBatch<IntakeItem> {
  return async (items) => (await intake.accept(items, caller)).map(verdictOf);
}

function verdictOf(outcome: Outcome): ItemVerdict {
  switch (outcome.kind) {
    case 'stored':
      return { verdict: 'accepted' };
    case 'duplicate':
      return { verdict: 'repeated' };
    case 'refused': {
      const { code, faults } = outcome;
      const [first] = faults;
      return { verdict: 'refused', code: first?.code ?? code, values: first?.values ?? {}, faults };
    }
  }
}
