import { fork } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { ZipFile } from 'yazl';
import { migrate, startEmbedded } from '../src/database/index.ts';
import { spsCertificate17, writeMessage } from '../src/standards/index.ts';
import type { ImportFigures } from './load/import-process.ts';
import { limitRow, rateRow, type BenchRow } from './row.ts';
import { benchDocument } from './subject/certificates.ts';

const CERTIFICATES = Number(process.env['COUNTERFOIL_BENCH_CERTIFICATES'] ?? 100_000);
/** Certificates that are written one by one; the rest differ from these in their numbers only. */
const TEMPLATES = 5000;
const LIMIT_MEGABYTES = 300;
/** What one certificate leaves behind. */
const TABLES = [
  'certificate',
  'certificate_document',
  'certificate_code',
  'certificate_history',
  'evidence_leaf',
];

/** Bulk import of small certificates from a ZIP, against COPY of the rows that it makes into tables like theirs. */
export async function benchImport(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-bench-import-'));
  const server = await startEmbedded({ folder: join(folder, 'database') });
  await migrate({ url: server.migrationUrl });
  const client = new pg.Client(server.administratorUrl);
  try {
    const archive = join(folder, 'certificates.zip');
    await writeArchive(archive);
    const { accepted, seconds, megabytes } = await importIn(
      server.applicationUrl,
      archive,
      join(folder, 'report'),
    );
    if (accepted !== CERTIFICATES) throw new Error(`only ${String(accepted)} certificates were imported`);
    await client.connect();
    await client.query('set search_path = counterfoil, public');
    const floor = CERTIFICATES / (await copySeconds(client, folder));
    const what = `bulk import of ${CERTIFICATES.toLocaleString('en')} certificates`;
    return [
      rateRow({
        what: `${what}, against COPY of the same rows`,
        ours: accepted / seconds,
        floor,
        unit: 'certificates/s',
        atLeast: 0.2,
      }),
      limitRow({
        what: `memory of that import, at its highest`,
        ours: megabytes,
        floor: LIMIT_MEGABYTES,
        unit: 'MB',
      }),
    ];
  } finally {
    await client.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0');
}

async function writeArchive(path: string): Promise<void> {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const written = pipeline(output, createWriteStream(path));
  const templates = Array.from({ length: Math.min(CERTIFICATES, TEMPLATES) }, (_, number) =>
    writeMessage(spsCertificate17, benchDocument(number, 1, 0)),
  );
  for (let number = 0; number < CERTIFICATES; number += 1) {
    const model = number % templates.length;
    // Certificate, container and seal carry the number, padded to eight and seven digits.
    const text = (templates[model] ?? '')
      .replaceAll(digits(model, 8), digits(number, 8))
      .replaceAll(`MSKU${digits(1_000_000 + model, 7)}`, `MSKU${digits(1_000_000 + number, 7)}`)
      .replaceAll(`NZ${digits(model, 7)}`, `NZ${digits(number, 7)}`);
    zip.addBuffer(Buffer.from(text), `${String(number % 100)}/${String(number)}.xml`, { compress: false });
    // The writer runs when the loop rests; without that it would hold the whole archive.
    if (number % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  zip.end();
  await written;
}

function importIn(url: string, archive: string, report: string): Promise<ImportFigures> {
  const program = fileURLToPath(new URL(`load/import-process${extname(import.meta.url)}`, import.meta.url));
  return new Promise((resolve, reject) => {
    let figures: ImportFigures | undefined;
    const child = fork(program, [url, archive, report], { execArgv: process.execArgv });
    child.on('message', (message) => {
      // The only message that this program sends.
      figures = message as ImportFigures;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (figures) resolve(figures);
      else reject(new Error(`the import ended with ${String(code)}`));
    });
  });
}

/** Seconds that COPY takes for the rows of every table, into tables of the same columns, constraints and indexes. */
async function copySeconds(client: pg.Client, folder: string): Promise<number> {
  let milliseconds = 0;
  for (const table of TABLES) {
    const file = join(folder, `${table}.copy`);
    const columns = await columnsOf(client, table);
    await pipeline(client.query(to(`copy ${table} (${columns}) to stdout`)), createWriteStream(file));
    await client.query(`create table floor_${table} (like ${table} including all)`);
    const started = performance.now();
    const target = client.query(from(`copy floor_${table} (${columns}) from stdin`));
    await pipeline(createReadStream(file, { highWaterMark: 1_048_576 }), target);
    milliseconds += performance.now() - started;
    await rm(file);
  }
  return milliseconds / 1000;
}

/** Columns that are written, generated ones left out. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => `"${name}"`).join(', ');
}
