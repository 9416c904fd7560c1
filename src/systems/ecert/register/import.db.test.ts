import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { testDatabase, type TestDatabase } from '../../../database/testing/index.ts';
import { systemCaller } from '../../../ledger/index.ts';
import { writeOlderDialect } from '../../../standards/index.ts';
import type { Intake } from '../intake.ts';
import { sampleDocument, sampleXml } from '../testing/certificates.ts';
import { NOW, testIntake } from '../testing/setting.ts';
import { importCertificates, type ImportOptions, type ImportSummary } from './entry-points.ts';
import { registerWords } from './words.ts';

let store: TestDatabase;
let intake: Intake;
let home = '';
let folder = '';
let count = 0;

beforeAll(async () => {
  store = await testDatabase();
  intake = testIntake(store.database);
});
afterAll(async () => {
  await intake.close();
  await store.drop();
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'counterfoil-import-'));
  folder = join(home, 'register');
  await mkdir(folder);
  count += 1;
  return () => rm(home, { recursive: true, force: true });
});

const certificate = (n: number): string =>
  sampleXml({ number: `IMP${String(count)}-${String(n).padStart(5, '0')}` });

function run(path: string, options: Partial<ImportOptions> = {}): Promise<ImportSummary> {
  return importCertificates({
    path,
    database: store.database,
    intake,
    caller: systemCaller('system/import'),
    clock: () => NOW,
    reportPath: reportFile(),
    words: registerWords,
    language: 'en',
    ...options,
  });
}

/** Beside what is imported, not in it: a report is no certificate. */
function reportFile(): string {
  return join(home, 'report.ndjson');
}

async function report(): Promise<readonly { item: number; path: string; code: string; sentence: string }[]> {
  const text = await readFile(reportFile(), 'utf8');
  await rm(reportFile());
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { item: number; path: string; code: string; sentence: string });
}

async function stored(): Promise<number> {
  const [row] = await store.administrator.query<{ count: string }>(
    { name: '', text: `select count(*) from certificate where number like $1` },
    [`IMP${String(count)}-%`],
  );
  return Number(row?.count);
}

async function writeZip(path: string, items: number): Promise<void> {
  const zip = new ZipFile();
  for (let n = 0; n < items; n += 1) zip.addBuffer(Buffer.from(certificate(n)), `${String(n)}.xml`);
  zip.end();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  await pipeline(output, createWriteStream(path));
}

describe('an import', () => {
  it('of a folder takes in what is good and tells of all else, with its place and a sentence', async () => {
    await mkdir(join(folder, 'b', 'deep'), { recursive: true });
    await writeFile(join(folder, 'a.xml'), certificate(1));
    await writeFile(join(folder, 'b', 'deep', 'c.xml'), certificate(2));
    await writeFile(join(folder, 'b', 'again.xml'), certificate(1));
    await writeFile(join(folder, 'b', 'broken.xml'), '<SPSCertificate>');
    await writeFile(join(folder, 'b', 'empty.xml'), '');
    await writeFile(join(folder, 'b', 'inner.zip'), Buffer.from('PK\u0003\u0004'));
    await symlink('/dev/zero', join(folder, 'z-link.xml'));
    const summary = await run(folder);
    expect(summary).toMatchObject({ position: 7, accepted: 2, repeated: 1, refused: 4 });
    const lines = await report();
    expect(lines.map(({ item, path, code }) => [item, path, code])).toEqual([
      [2, 'b/broken.xml', 'xml-not-well-formed'],
      [4, 'b/empty.xml', 'document-empty'],
      [5, 'b/inner.zip', 'import-entry-archive'],
      [6, 'z-link.xml', 'import-item-not-file'],
    ]);
    expect(lines[2]?.sentence).toBe('It is an archive itself; import it on its own.');
    expect(await stored()).toBe(2);
  });

  it('that has been finished is not done again, unless its source has changed', async () => {
    await writeFile(join(folder, 'a.xml'), certificate(1));
    await run(folder);
    expect(await run(folder)).toMatchObject({ accepted: 1, alreadyFinished: NOW.toISOString() });
    await writeFile(join(folder, 'b.xml'), certificate(2));
    expect(await run(folder)).toMatchObject({ position: 2, accepted: 1, repeated: 1, resumedAt: 0 });
  });

  it('that refused something begins anew: what is in is known already, and what is refused is told again', async () => {
    await writeFile(join(folder, 'a.xml'), certificate(1));
    await writeFile(join(folder, 'b.xml'), '<SPSCertificate>');
    expect(await run(folder)).toMatchObject({ accepted: 1, repeated: 0, refused: 1 });
    const again = await run(folder);
    expect(again).toMatchObject({ position: 2, accepted: 0, repeated: 1, refused: 1, resumedAt: 0 });
    expect(again.alreadyFinished).toBeUndefined();
    expect((await report()).map(({ path, code }) => [path, code])).toEqual([
      ['b.xml', 'xml-not-well-formed'],
    ]);
    expect(await stored()).toBe(1);
  });

  it('that fails is taken up where it was noted last, and shows how far it has come', async () => {
    const path = join(folder, 'many.zip');
    await writeZip(path, 700);
    let batches = 0;
    const failing: Intake = {
      accept: (items, caller) => {
        batches += 1;
        return batches > 1 ? Promise.reject(new Error('the database is gone')) : intake.accept(items, caller);
      },
      examine: (request) => intake.examine(request),
      close: () => Promise.resolve(),
    };
    await expect(run(path, { intake: failing, concurrency: 1 })).rejects.toThrow('the database is gone');
    expect(await stored()).toBe(100);
    const seen: (readonly [number, number | undefined])[] = [];
    const summary = await run(path, { onProgress: ({ done, total }) => seen.push([done, total]) });
    expect(seen).toEqual([200, 300, 400, 500, 600, 700, 700].map((done) => [done, 700]));
    expect(summary).toMatchObject({ resumedAt: 100, position: 700, accepted: 700, repeated: 0, refused: 0 });
    expect(await stored()).toBe(700);
    expect(await report()).toEqual([]);
  });

  it('that another process has taken up stops', async () => {
    const path = join(folder, 'many.zip');
    await writeZip(path, 300);
    let taken = false;
    const slow: Intake = {
      accept: async (items, caller) => {
        if (!taken) {
          taken = true;
          await run(path);
        }
        return intake.accept(items, caller);
      },
      examine: (request) => intake.examine(request),
      close: () => Promise.resolve(),
    };
    await expect(run(path, { intake: slow })).rejects.toMatchObject({ code: 'import-taken-over' });
    expect(await stored()).toBe(300);
  });

  it('of a ZIP that was cut off takes in what is whole and says what could not be read', async () => {
    const path = join(folder, 'cut.zip');
    await writeZip(path, 20);
    const { length } = await readFile(path);
    await truncate(path, Math.floor(length / 2));
    const summary = await run(path);
    expect(summary.accepted).toBeGreaterThan(5);
    const lines = await report();
    expect(lines.at(-1)).toMatchObject({ path: 'cut.zip', code: 'import-zip-truncated' });
    expect(lines.at(-1)?.sentence).toMatch(
      /^The archive is cut off: of its \d+ bytes nothing after byte \d+/,
    );
    expect(await stored()).toBe(summary.accepted);
  });

  it('of a ZIP bomb refuses the entry and takes in the rest', async () => {
    const path = join(folder, 'bomb.zip');
    const zip = new ZipFile();
    zip.addBuffer(Buffer.alloc(30_000_000, 32), 'bomb.xml');
    zip.addBuffer(Buffer.from(certificate(1)), 'good.xml');
    zip.end();
    const output = new PassThrough();
    zip.outputStream.pipe(output);
    await pipeline(output, createWriteStream(path));
    expect(await run(path)).toMatchObject({ accepted: 1, refused: 1 });
    expect((await report()).map(({ code }) => code)).toEqual(['import-entry-ratio']);
  });

  it('of a single certificate is an import of one', async () => {
    const path = join(folder, 'one.xml');
    await writeFile(path, certificate(1));
    expect(await run(path)).toMatchObject({ position: 1, accepted: 1 });
  });

  it('of a document of the older dialect takes each of its certificates, and refuses each by its place', async () => {
    const { xml } = writeOlderDialect(
      ['OLD/1', 'OLD/2', 'OLD/3'].map((number) => sampleDocument({ number })),
    );
    const path = join(folder, 'older.xml');
    await writeFile(path, xml.replace(/(id="OLD\/3"[^>]*status=")[^"]*/, '$1Unheard-of'));
    expect(await run(path)).toMatchObject({ position: 1, accepted: 2, refused: 1 });
    expect(await report()).toMatchObject([{ item: 0, path: 'older.xml#3' }]);
  });

  it('of nothing is refused as a whole', async () => {
    await expect(run(join(folder, 'missing'))).rejects.toMatchObject({ code: 'import-path-missing' });
    await expect(run('/dev/null')).rejects.toMatchObject({ code: 'import-path-unusable' });
  });
});
