/** Cases in the order in which the worklist last showed them, so that one goes from case to case without going back. */
let order: readonly string[] = [];

/** Keeps the ids of a portion: the first begins anew, the others follow it. */
export function keepOrder(ids: readonly string[], isFurther: boolean): void {
  order = isFurther ? [...new Set([...order, ...ids])] : ids;
}

/** The case before or after another; absent at the ends, and where the worklist was not opened. */
export function neighbour(id: string, by: 1 | -1): string | undefined {
  const place = order.indexOf(id);
  return place === -1 ? undefined : order[place + by];
}
