/** A list in the order of `compare`, stable: itself where it is in order already, as most short ones are. */
export function ordered<Item extends object | string | number>(
  list: readonly Item[],
  compare: (left: Item, right: Item) => number,
): readonly Item[] {
  let before: Item | undefined;
  for (const each of list) {
    if (before !== undefined && compare(before, each) > 0) return list.toSorted(compare);
    before = each;
  }
  return list;
}
