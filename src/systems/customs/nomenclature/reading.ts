import { CODE, LONGEST_NAME, MOST_CODES, type NomenclatureFault } from './nomenclature-parameter.ts';

/** A row of a file: its code and its name, or why it could not be read. */
export interface NomenclatureRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly cells: readonly (string | undefined)[];
  readonly fault?: { readonly code: string; readonly values: Readonly<Record<string, string>> };
}

/** A row that is not taken. */
export interface RefusedRow {
  readonly line: number;
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface NomenclatureReading {
  /** Codes and names by chapter, in the order of the codes. */
  readonly chapters: ReadonlyMap<string, readonly { readonly code: string; readonly name: string }[]>;
  readonly codes: number;
  /** At most {@link MOST_REFUSED}; how many there were in all is `faults`. */
  readonly refused: readonly RefusedRow[];
  readonly faults: number;
}

const MOST_REFUSED = 1_000;

/** Reads a nomenclature row by row; only what it says is kept. Points and spaces within codes are for readers' eyes. */
export async function readNomenclature(rows: AsyncIterable<NomenclatureRow>): Promise<NomenclatureReading> {
  const chapters = new Map<string, Map<string, string>>();
  const refused: RefusedRow[] = [];
  let [faults, codes] = [0, 0];
  const refuse = (line: number, code: string, values: RefusedRow['values']): void => {
    faults += 1;
    if (refused.length < MOST_REFUSED) refused.push({ line, code, values });
  };
  for await (const { line, cells, fault } of rows) {
    if (fault !== undefined) {
      refuse(line, fault.code, fault.values);
      continue;
    }
    const code = (cells[0] ?? '').replaceAll(/[.\s]/g, '');
    const name = (cells[1] ?? '').trim().replaceAll(/\s+/g, ' ');
    const chapter = chapters.get(code.slice(0, 2));
    const wrong = faultOf(code, name, chapter);
    if (wrong !== undefined) refuse(line, wrong, { code: code.slice(0, 40), most: String(MOST_CODES) });
    else {
      codes += 1;
      if (chapter === undefined) chapters.set(code.slice(0, 2), new Map([[code, name]]));
      else chapter.set(code, name);
    }
  }
  return { chapters: inOrder(chapters), codes, refused, faults };
}

function faultOf(
  code: string,
  name: string,
  chapter: ReadonlyMap<string, string> | undefined,
): NomenclatureFault | undefined {
  if (!CODE.test(code)) return 'nomenclature-code';
  if (name === '' || name.length > LONGEST_NAME) return 'nomenclature-name';
  if (chapter === undefined) return undefined;
  if (chapter.has(code)) return 'nomenclature-repeated';
  return chapter.size >= MOST_CODES ? 'nomenclature-full' : undefined;
}

function inOrder(
  chapters: ReadonlyMap<string, ReadonlyMap<string, string>>,
): NomenclatureReading['chapters'] {
  const order = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
    left < right ? -1 : 1;
  return new Map(
    [...chapters]
      .toSorted(order)
      .map(([chapter, codes]) => [
        chapter,
        [...codes].toSorted(order).map(([code, name]) => ({ code, name })),
      ]),
  );
}
