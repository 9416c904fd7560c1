/** Lists up to this length are put in order entry by entry: what is built in begins by copying, several times. */
const SHORT = 12;

/** A list in the order of `compare`, stable: itself where it is in order already, as most short ones are. */
export function ordered<Item extends object | string | number>(
  list: readonly Item[],
  compare: (left: Item, right: Item) => number,
): readonly Item[] {
  let before: Item | undefined;
  for (const each of list) {
    if (before !== undefined && compare(before, each) > 0)
      return list.length > SHORT ? list.toSorted(compare) : inserted(list, compare);
    before = each;
  }
  return list;
}

function inserted<Item>(
  list: readonly Item[],
  compare: (left: Item, right: Item) => number,
): readonly Item[] {
  const sorted = list.slice();
  for (let from = 1; from < sorted.length; from++) {
    const each = sorted[from];
    if (each === undefined) continue;
    let place = from;
    for (; place > 0; place--) {
      const before = sorted[place - 1];
      if (before === undefined || compare(before, each) <= 0) break;
      sorted[place] = before;
    }
    sorted[place] = each;
  }
  return sorted;
}
