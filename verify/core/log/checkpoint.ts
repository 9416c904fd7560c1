import { fromBase64, toBase64 } from '../../../src/base/index.ts';
import { HASH_BYTES } from './merkle.ts';

/** A log's state (c2sp.org/tlog-checkpoint): so many leaves, with this root. */
export interface Checkpoint {
  /** Identity of the log, a URL without scheme. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Lines after the root. We write none and keep those that others write. */
  readonly extensions: readonly string[];
}

/** A decimal size or index without sign or leading zeros, at most 2^53-1; undefined for anything else. */
export function parseLogSize(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const size = Number(text);
  return Number.isSafeInteger(size) ? size : undefined;
}

/** A SHA-256 hash in standard base64; undefined for anything else. */
export function parseLogHash(text: string): Uint8Array | undefined {
  if (text.length !== 44 || /\s/.test(text)) return undefined;
  const hash = fromBase64(text);
  return hash?.length === HASH_BYTES ? hash : undefined;
}

/** Reads the text of a checkpoint note; undefined when it is none. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined;
  const [origin = '', sizeLine = '', rootLine = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = parseLogSize(sizeLine);
  const root = parseLogHash(rootLine);
  if (origin === '' || size === undefined || root === undefined) return undefined;
  if (extensions.includes('')) return undefined;
  return { origin, size, root, extensions };
}

/** The text that is signed: origin, size and root, each on its line. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const lines = [
    checkpoint.origin,
    String(checkpoint.size),
    toBase64(checkpoint.root),
    ...checkpoint.extensions,
  ];
  return `${lines.join('\n')}\n`;
}
