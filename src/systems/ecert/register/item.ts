/** Why one item of an import was refused before its content was looked at; each a key of the words. */
export const ITEM_REFUSALS = [
  'import-item-not-file',
  'import-item-unreadable',
  'import-item-too-large',
  'import-item-too-deep',
  'import-entry-archive',
  'import-entry-name',
  'import-entry-duplicate',
  'import-entry-encrypted',
  'import-entry-method',
  'import-entry-ratio',
  'import-entry-overlap',
  'import-entry-damaged',
  'import-entry-truncated',
  'import-zip-truncated',
  'import-zip-damaged',
] as const;
export type ItemRefusal = (typeof ITEM_REFUSALS)[number];

export type RefusalValues = Readonly<Record<string, string>>;

export type ItemContent =
  | { readonly readable: true; readonly bytes: Uint8Array }
  | { readonly readable: false; readonly code: ItemRefusal; readonly values: RefusalValues };

/** One thing of a source, in the source's own stable order. */
export interface Item {
  /** Counts from 0; an import resumes at a position. */
  readonly position: number;
  /** Path inside the source, with forward slashes; what the report of refusals names. */
  readonly path: string;
  readonly content: ItemContent;
}

/** A file, a folder or a ZIP, opened for reading. */
export interface Source {
  readonly kind: 'file' | 'folder' | 'zip';
  /** What names this source: the same text as long as nothing in it has changed. */
  readonly identity: string;
  /** Number of items, where it is known before they are read. */
  readonly total: number | undefined;
  items(from: number): AsyncIterable<Item>;
  close(): Promise<void>;
}

/** The largest single document: the bound of the strict parser. */
export const MAXIMUM_ITEM_BYTES = 33_554_432;

export function readable(bytes: Uint8Array): ItemContent {
  return { readable: true, bytes };
}

export function refused(code: ItemRefusal, values: RefusalValues = {}): ItemContent {
  return { readable: false, code, values };
}

export function isZip(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return a === 0x50 && b === 0x4b && ((c === 0x03 && d === 0x04) || (c === 0x05 && d === 0x06));
}

/** ZIP, gzip and 7z by their first bytes: an archive inside an archive is never opened. */
export function isArchive(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return isZip(bytes) || (a === 0x1f && b === 0x8b) || (a === 0x37 && b === 0x7a && c === 0xbc && d === 0xaf);
}
