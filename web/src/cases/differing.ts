/** A piece of a text, and whether the other text has it. */
export interface MarkedPart {
  readonly text: string;
  readonly differs: boolean;
}

const LONGEST = 400;

/** A text in words, those marked that the other text does not have in their place. */
export function markedParts(text: string, other: string): readonly MarkedPart[] {
  if (text.length > LONGEST || other.length > LONGEST)
    return [{ text, differs: folded(text) !== folded(other) }];
  const words = wordsOf(text);
  const common = commonPlaces(words.map(folded), wordsOf(other).map(folded));
  const parts: { text: string; differs: boolean }[] = [];
  for (const [index, word] of words.entries()) {
    const differs = word.trim() !== '' && !common.has(index);
    const last = parts.at(-1);
    if (last?.differs === differs) last.text += word;
    else parts.push({ text: word, differs });
  }
  return parts;
}

/** Words, spaces and marks; where a writing has no spaces, its signs one by one. */
function wordsOf(text: string): readonly string[] {
  return (
    text.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+|\s+|[^\s\p{L}\p{M}\p{N}]/gu,
    ) ?? []
  );
}

/** Places of the left row that belong to the longest common row of both. */
function commonPlaces(left: readonly string[], right: readonly string[]): ReadonlySet<number> {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1)
    for (let column = right.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const found = new Set<number>();
  let [row, column] = [0, 0];
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      found.add(row);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return found;
}

function folded(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/\s+/g, ' ').trim();
}
