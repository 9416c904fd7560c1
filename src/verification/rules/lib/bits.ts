/** A set of rows, one bit a row, thirty-two a word. */
export type RowSet = Uint32Array;

export function emptySet(rows: number): RowSet {
  return new Uint32Array(Math.max(1, Math.ceil(rows / 32)));
}

export function addRow(set: RowSet, row: number): void {
  const word = row >>> 5;
  set[word] = (set[word] ?? 0) | (1 << (row & 31));
}

export function removeRow(set: RowSet, row: number): void {
  const word = row >>> 5;
  set[word] = (set[word] ?? 0) & ~(1 << (row & 31));
}

export function hasRow(set: RowSet, row: number): boolean {
  return ((set[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0;
}

/** Makes one set the other; they are too small for the copying that is built in to pay. */
export function copyRows(set: RowSet, other: RowSet): void {
  for (let word = 0; word < set.length; word++) set[word] = other[word] ?? 0;
}

/** Keeps of the set what is in the other too; whether anything is left. */
export function keepCommon(set: RowSet, other: RowSet): boolean {
  let left = 0;
  for (let word = 0; word < set.length; word++) {
    const common = (set[word] ?? 0) & (other[word] ?? 0);
    set[word] = common;
    left |= common;
  }
  return left !== 0;
}

export function addAll(set: RowSet, other: RowSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

export function removeAll(set: RowSet, other: RowSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & ~(other[word] ?? 0);
}
