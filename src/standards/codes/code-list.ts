/**
 * A published list of codes. `complete` says whether `has` knows every code of the list: only then does an unknown
 * code deserve a warning; otherwise it is a remark.
 */
export interface CodeList {
  /** Our name and the prefix of its words: the sentence of a code has the key `document-type.851`. */
  readonly name: string;
  readonly title: string;
  /** `@listID`, `@listAgencyID` and `@listVersionID` that the wire schema fixes for this list, where it does. */
  readonly listId?: string;
  readonly agencyId?: string;
  readonly versionId?: string;
  readonly complete: boolean;
  /** Codes that may be written, in the list's own order. */
  readonly codes: readonly string[];
  /** Whether a code is known for reading; editions newer than the written one included. */
  readonly has: (code: string) => boolean;
}

/** Expands `1-3 7 AA` to its codes. */
export function expandCodes(compact: string): string[] {
  return compact
    .trim()
    .split(/\s+/)
    .flatMap((part) => {
      const range = /^(\d+)-(\d+)$/.exec(part);
      if (!range) return [part];
      const first = Number(range[1]);
      return Array.from({ length: Number(range[2]) - first + 1 }, (_, index) => String(first + index));
    });
}

/** Makes a list of its compact text; `alsoRead` are codes accepted from others but not written. */
export function codeList(
  description: Omit<CodeList, 'codes' | 'has'> & { readonly compact: string; readonly alsoRead?: string },
): CodeList {
  const { compact, alsoRead = '', ...head } = description;
  const codes = expandCodes(compact);
  const readable = new Set([...codes, ...alsoRead.split(/\s+/)]);
  readable.delete('');
  return { ...head, codes, has: (code) => readable.has(code) };
}
