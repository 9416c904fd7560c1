/** A nomenclature as it is in force on one day: its codes by chapter. */
export interface Edition {
  readonly name: string;
  readonly chapters: ReadonlyMap<string, ChapterCodes>;
}

/** The codes of a chapter with their names, and how long the longest is: a list does not speak of what is beyond that. */
export interface ChapterCodes {
  readonly names: ReadonlyMap<string, string>;
  readonly depth: number;
  /** Since when it has been so; absent where that is not said. */
  readonly from?: string;
}

const MOST_NEAR = 5;
const CHAPTER = 2;
const HEADING = 4;

export function chapterCodes(
  codes: readonly { readonly code: string; readonly name: string }[],
  from?: string,
): ChapterCodes {
  const depth = codes.reduce((longest, { code }) => Math.max(longest, code.length), 0);
  const names = new Map(codes.map(({ code, name }) => [code, name]));
  return { names, depth, ...(from === undefined ? {} : { from }) };
}

/** Whether a nomenclature has a declared code, as far down as it goes. */
export function hasCode({ chapters }: Edition, commodity: string): boolean {
  const chapter = chapters.get(commodity.slice(0, CHAPTER));
  return chapter !== undefined && chapter.names.has(commodity.slice(0, chapter.depth));
}

/** The nearest heading above a code that is not there, with its name, and codes beside it; nothing where its chapter is not there. */
export function near(
  { chapters }: Edition,
  commodity: string,
): { readonly parent: string | undefined; readonly codes: readonly string[] } {
  const names = chapters.get(commodity.slice(0, CHAPTER))?.names ?? new Map<string, string>();
  const others = [...names.keys()].filter((code) => !commodity.startsWith(code));
  let parent: string | undefined;
  const codes = new Set<string>();
  for (let length = commodity.length; length >= CHAPTER; length -= 1) {
    const start = commodity.slice(0, length);
    const name = names.get(start);
    if (parent === undefined && name !== undefined) parent = `${start} ${name}`;
    if (codes.size >= MOST_NEAR || (length < HEADING && codes.size > 0)) continue;
    for (const code of nearest(
      others.filter((each) => each.startsWith(start)),
      commodity,
    ))
      codes.add(code);
  }
  return { parent, codes: [...codes].slice(0, MOST_NEAR) };
}

/** Codes as long as the declared one before shorter ones, the nearest numbers first. */
function nearest(codes: readonly string[], commodity: string): readonly string[] {
  const { length } = commodity;
  const distance = (code: string): number =>
    Math.abs(Number(code.padEnd(length, '0').slice(0, length)) - Number(commodity));
  const isShort = (code: string): number => (code.length === length ? 0 : 1);
  return codes
    .toSorted(
      (left, right) =>
        isShort(left) - isShort(right) ||
        distance(left) - distance(right) ||
        (left < right ? -1 : left > right ? 1 : 0),
    )
    .slice(0, MOST_NEAR);
}
