/**
 * Fewest signs to insert, leave out, change, or exchange with their neighbour to turn one text into the other (optimal string
 * alignment); `beyond` + 1 where it is more than `beyond`. Texts are at most 100 signs.
 */
export function editDistance(left: string, right: string, beyond: number): number {
  const [one, other] = [left.slice(0, 100), right.slice(0, 100)];
  if (Math.abs(one.length - other.length) > beyond) return beyond + 1;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
      );
      const exchanged = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && exchanged) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      line.push(least);
    }
    if (Math.min(...line) > beyond) return beyond + 1;
    before = last;
    last = line;
  }
  return Math.min(last[other.length] ?? beyond + 1, beyond + 1);
}
