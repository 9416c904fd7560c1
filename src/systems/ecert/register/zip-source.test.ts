import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openZip } from './zip-source.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const digest = (bytes: Uint8Array): string => String(bytes.length);
const xml = (n: number): Buffer => Buffer.from(`<c>${String(n).repeat(50)}</c>`);

async function write(name: string, fill: (zip: ZipFile) => void): Promise<string> {
  const zip = new ZipFile();
  fill(zip);
  zip.end();
  const path = join(folder, name);
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  await pipeline(output, createWriteStream(path));
  return path;
}

interface Seen {
  readonly position: number;
  readonly path: string;
  readonly was: string;
}

/** `was` is the text of a readable item, or the code of its refusal. */
async function read(path: string, from = 0): Promise<readonly Seen[]> {
  const source = await openZip(path, 'archive.zip', digest);
  try {
    const seen: Seen[] = [];
    for await (const { position, path: name, content } of source.items(from)) {
      const was = content.readable ? Buffer.from(content.bytes).toString() : content.code;
      seen.push({ position, path: name, was });
    }
    return seen;
  } finally {
    await source.close();
  }
}

interface RawEntry {
  readonly name: string;
  readonly data: Buffer;
  readonly flags?: number;
  readonly method?: number;
  readonly size?: number;
  readonly crc?: number;
  /** Points at the local header of another entry. */
  readonly at?: number;
}

/** A ZIP written by hand, so that it can lie. */
function rawZip(entries: readonly RawEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, flags = 0, method = 0, size = data.length, crc = 0, at } of entries) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    if (at === undefined)
      locals.push(Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), data]));
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at ?? offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, tail, Buffer.from(name)]));
    if (at === undefined) offset += locals.at(-1)?.length ?? 0;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

async function readRaw(name: string, entries: readonly RawEntry[]): Promise<readonly Seen[]> {
  const path = join(folder, name);
  await writeFile(path, rawZip(entries));
  return read(path);
}

describe('a ZIP', () => {
  it('gives its entries in stable order, and the same from any position', async () => {
    const path = await write('plain.zip', (zip) => {
      zip.addEmptyDirectory('2024/');
      for (let n = 0; n < 5; n += 1)
        zip.addBuffer(xml(n), `2024/${String(n)}.xml`, { compress: n % 2 === 0 });
    });
    const all = await read(path);
    expect(all.map(({ path: name }) => name)).toEqual([0, 1, 2, 3, 4].map((n) => `2024/${String(n)}.xml`));
    expect(all.map(({ was }) => was)).toEqual([0, 1, 2, 3, 4].map((n) => xml(n).toString()));
    expect(await read(path, 3)).toEqual(all.slice(3));
  });

  it('gives bytes that stay what they were, however much is read after them', async () => {
    const body = (n: number): Buffer => Buffer.alloc(30_000, `<c>${String(n)}</c>`);
    const path = await write('windows.zip', (zip) => {
      for (let n = 0; n < 60; n += 1) zip.addBuffer(body(n), `${String(n)}.xml`, { compress: n % 3 === 0 });
      zip.addBuffer(Buffer.alloc(700_000, 'larger than a window'), 'large.xml', { compress: false });
    });
    const source = await openZip(path, 'archive.zip', digest);
    const kept: Uint8Array[] = [];
    for await (const { content } of source.items(0)) if (content.readable) kept.push(content.bytes);
    await source.close();
    expect(kept).toHaveLength(61);
    expect(kept.slice(0, 60).every((bytes, n) => body(n).equals(bytes))).toBe(true);
    expect(Buffer.alloc(700_000, 'larger than a window').equals(kept[60] ?? new Uint8Array())).toBe(true);
  });

  it('that was cut off gives the whole entries and says from where on nothing could be read', async () => {
    const path = await write('cut.zip', (zip) => {
      for (let n = 0; n < 5; n += 1) zip.addBuffer(xml(n), `${String(n)}.xml`);
    });
    await truncate(path, 4 * (30 + 5) + 4 * deflateRawSync(xml(0)).length);
    const seen = await read(path);
    expect(seen.slice(0, 3).map(({ was }) => was)).toEqual([0, 1, 2].map((n) => xml(n).toString()));
    expect(seen.at(-1)).toMatchObject({ path: 'archive.zip', was: 'import-zip-truncated' });
  });

  it('that was cut off is read also where entries were streamed into it', async () => {
    const path = await write('streamed.zip', (zip) => {
      for (let n = 0; n < 4; n += 1) zip.addReadStream(Readable.from([xml(n), xml(n)]), `${String(n)}.xml`);
    });
    const whole = await read(path);
    expect(whole).toHaveLength(4);
    await truncate(path, 3 * (30 + 5 + 16 + deflateRawSync(Buffer.concat([xml(0), xml(0)])).length) + 45);
    const seen = await read(path);
    expect(seen.slice(0, 3)).toEqual(whole.slice(0, 3));
    expect(seen.at(-1)).toMatchObject({ was: 'import-zip-truncated' });
  });

  it('with bytes that are no ZIP at all behind its mark is refused, not thrown', async () => {
    const path = join(folder, 'noise.zip');
    await writeFile(path, Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 7)]));
    expect((await read(path)).map(({ was }) => was).at(-1)).toBe('import-zip-truncated');
  });
});

describe('an entry', () => {
  it.each(['../out.xml', '/etc/out.xml', 'C:/out.xml', 'a/../../out.xml', 'a\\out.xml', 'bell\u0007.xml'])(
    'named %j is refused by its name, and the rest is read',
    async (name) => {
      const seen = await readRaw('slip.zip', [
        { name, data: Buffer.from('<a/>'), flags: 0x800 },
        { name: 'good.xml', data: Buffer.from(''), crc: 0 },
      ]);
      expect(seen.map(({ was }) => was)).toEqual(['import-entry-name', '']);
    },
  );

  it('of a name that was there before is refused', async () => {
    const seen = await readRaw('twice.zip', [
      { name: 'a.xml', data: Buffer.alloc(0) },
      { name: 'a.xml', data: Buffer.alloc(0) },
    ]);
    expect(seen.map(({ was }) => was)).toEqual(['', 'import-entry-duplicate']);
  });

  it.each([
    ['that is encrypted', { flags: 1 }, 'import-entry-encrypted'],
    ['that is compressed by another method', { method: 12 }, 'import-entry-method'],
    ['of more than 32 MiB', { method: 8, size: 33_554_433 }, 'import-item-too-large'],
    ['that swells a thousandfold', { method: 8, size: 2_000_000 }, 'import-entry-ratio'],
    ['with a wrong checksum', { crc: 1 }, 'import-entry-damaged'],
    ['that is no deflate stream', { method: 8 }, 'import-entry-damaged'],
  ])('%s is refused', async (_title, claim, code) => {
    const seen = await readRaw('claims.zip', [
      { name: 'a.xml', data: Buffer.from('\xff\xff<a/>'), ...claim },
    ]);
    expect(seen.map(({ was }) => was)).toEqual([code]);
  });

  it('that unpacks to more than it claims is stopped at its claim', async () => {
    const data = deflateRawSync(Buffer.alloc(5_000_000));
    const seen = await readRaw('liar.zip', [{ name: 'a.xml', data, method: 8, size: 100 }]);
    expect(seen.map(({ was }) => was)).toEqual(['import-entry-damaged']);
  });

  it('over the bytes of another entry is refused', async () => {
    const data = Buffer.alloc(0);
    const seen = await readRaw('overlap.zip', [
      { name: 'a.xml', data },
      { name: 'b.xml', data, at: 0 },
      { name: 'c.xml', data },
    ]);
    expect(seen.map(({ was }) => was)).toEqual(['', 'import-entry-overlap', '']);
  });

  it('that is an archive itself is refused', async () => {
    const inner = rawZip([{ name: 'a.xml', data: Buffer.alloc(0) }]);
    const path = await write('nested.zip', (zip) => {
      zip.addBuffer(inner, 'inner.zip');
      zip.addBuffer(xml(1), 'good.xml');
    });
    expect((await read(path)).map(({ was }) => was)).toEqual(['import-entry-archive', xml(1).toString()]);
  });
});
