import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { toHex, utf8 } from '../../../base/index.ts';
import { runningSha256 } from '../../../crypto/index.ts';
import { csvRows } from './csv-rows.ts';
import { jsonRows } from './json-rows.ts';
import type { RegisterMapping } from './register-mapping.ts';
import type { Row } from './row.ts';

/** A pass over the file of an old register. */
export interface RegisterPass {
  readonly rows: AsyncIterable<Row>;
  /** Bytes read so far, for the display of progress. */
  readonly bytes: () => number;
  /** SHA-256 (hex) of the whole file; to be asked once, after the last row. */
  readonly digest: () => string;
}

/** Reads a register front to back with constant memory; every pass reads, and digests, the whole file. */
export function readRegister(
  path: string,
  mapping: Pick<RegisterMapping, 'format' | 'encoding' | 'delimiter'>,
  wanted: readonly string[],
): RegisterPass {
  const digest = runningSha256();
  let read = 0;
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    // A stream of bytes without encoding yields buffers; its types say any.
    for await (const chunk of createReadStream(path, {
      highWaterMark: 262_144,
    }) as AsyncIterable<Uint8Array>) {
      digest.update(chunk);
      read += chunk.length;
      yield chunk;
    }
  };
  const texts = decoded(watched(), mapping.encoding ?? 'utf-8');
  const rows =
    mapping.format === 'csv' ? csvRows(texts, wanted, mapping.delimiter ?? ',') : jsonRows(texts, wanted);
  return { rows, bytes: () => read, digest: () => toHex(digest.finish()) };
}

/** Texts of the bytes; what is no character in the encoding becomes U+FFFD, by which its cell is refused. */
async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  encoding: NonNullable<RegisterMapping['encoding']>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

const IDENTITY_BYTES = 1_048_576;

/** Size, beginning and end of a file, digested: what tells one register from another without reading it whole. */
export async function registerIdentity(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const digest = runningSha256();
    digest.update(utf8(`register ${String(size)} `));
    for (const start of [0, Math.max(0, size - IDENTITY_BYTES)]) {
      const buffer = new Uint8Array(Math.min(size, IDENTITY_BYTES));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      digest.update(buffer.subarray(0, bytesRead));
    }
    return toHex(digest.finish());
  } finally {
    await handle.close();
  }
}
