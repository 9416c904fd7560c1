import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { testDatabase, type TestDatabase } from '../src/database/testing/index.ts';
import { sampleXml } from '../src/systems/ecert/testing/certificates.ts';

const scale = Number(process.env['COUNTERFOIL_SOAK'] ?? '0');
const ITEMS = Math.round(2000 + 58_000 * scale);
const KILLS = Math.round(2 + 98 * scale);
/** Every such item is no certificate. */
const BAD_EVERY = 100;

let store: TestDatabase;
let folder = '';

beforeAll(async () => {
  store = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-kill-'));
});
afterAll(async () => {
  await store.drop();
  await rm(folder, { recursive: true, force: true });
});

async function writeArchive(path: string): Promise<void> {
  const zip = new ZipFile();
  const template = sampleXml({ number: 'NUMBER' });
  for (let n = 0; n < ITEMS; n += 1) {
    const text = n % BAD_EVERY === 0 ? '<broken' : template.replaceAll('NUMBER', `KILL-${String(n)}`);
    zip.addBuffer(Buffer.from(text), `${String(n).padStart(6, '0')}.xml`, { compress: false });
  }
  zip.end();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  await pipeline(output, createWriteStream(path));
}

/** Runs an import; kills it some milliseconds after it has shown so many lines of progress. Gives what it printed. */
function runImport(
  archive: string,
  report: string,
  kill?: { lines: number; after: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = join(import.meta.dirname, 'support', 'import-process.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, archive, report], {
      env: { ...process.env, DATABASE_URL: store.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (kill && printed.split('\n').length > kill.lines)
        setTimeout(() => child.kill('SIGKILL'), kill.after);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(printed);
      else reject(new Error(`the import ended with ${String(code)}: ${printed}`));
    });
  });
}

async function countOf(table: string): Promise<number> {
  const [row] = await store.administrator.query<{ count: string }>({
    name: '',
    text: `select count(*) from ${table}`,
  });
  return Number(row?.count);
}

describe('an import that is killed', () => {
  it(
    'again and again ends with every certificate once, and every refusal told once',
    async () => {
      const archive = join(folder, 'archive.zip');
      const report = join(folder, 'report.ndjson');
      await writeArchive(archive);
      let kills = 0;
      let printed = '';
      while (!printed.includes('finished')) {
        const again = kills < KILLS;
        printed = await runImport(
          archive,
          report,
          again ? { lines: 1, after: (kills * 37) % 400 } : undefined,
        );
        kills += printed.includes('finished') ? 0 : 1;
      }
      const bad = Math.ceil(ITEMS / BAD_EVERY);
      expect(kills).toBeGreaterThan(0);
      expect(printed).toContain(`"position":${String(ITEMS)}`);
      expect(await countOf('certificate')).toBe(ITEMS - bad);
      expect(await countOf('certificate_history')).toBe(ITEMS - bad);
      expect(await countOf('certificate_document')).toBe(ITEMS - bad);
      expect(await countOf('evidence_leaf')).toBe(ITEMS - bad);
      const told = (await readFile(report, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { item: number }).item);
      expect(told).toEqual(Array.from({ length: bad }, (_, index) => index * BAD_EVERY));
      if (scale > 0)
        console.log(
          `soak: import of ${String(ITEMS)} items killed ${String(kills)} times, none lost or doubled`,
        );
    },
    scale > 0 ? 0 : undefined,
  );
});
