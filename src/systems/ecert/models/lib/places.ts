/** One step of a place: a member, and which item of it where it is a list. */
export interface Step {
  readonly member: string;
  readonly item?: number | 'every' | { readonly by: string; readonly value: string };
}

/** A node of a certificate while it is being made. */
export type Node = Record<string, unknown>;

/** Members whose texts are lists, when an item is found by one of them. */
const LISTED: ReadonlySet<string> = new Set(['systemName', 'description']);

const STEP = /^([a-zA-Z]+)(?:\[(?:(\d+)|(\*)|([a-zA-Z]+)=([A-Za-z0-9_-]+))\])?$/;

/** The steps of a place. Throws on a text that is none: models are checked before they are used. */
export function stepsOf(place: string): readonly Step[] {
  return place.split('.').map((part): Step => {
    const [, member, index, every, by, value] = STEP.exec(part) ?? [];
    if (member === undefined) throw new Error(`${place} is no place in a certificate`);
    if (index !== undefined) return { member, item: Number(index) };
    if (every !== undefined) return { member, item: 'every' };
    if (by !== undefined && value !== undefined) return { member, item: { by, value } };
    return { member };
  });
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** Puts a value at a place, making what is missing on the way. `every` reaches the items that are there. */
export function put(node: Node, steps: readonly Step[], value: unknown): void {
  const [step, ...rest] = steps;
  if (step === undefined) return;
  if (step.item === undefined) {
    if (rest.length === 0) node[step.member] = value;
    else put(childOf(node, step.member), rest, value);
    return;
  }
  const items = listOf(node, step.member);
  if (step.item === 'every') {
    for (const item of items) if (isNode(item)) put(item, rest, structuredClone(value));
    return;
  }
  const position = typeof step.item === 'number' ? step.item : positionOf(items, step.item);
  while (items.length <= position) items.push({});
  if (rest.length === 0) items[position] = value;
  else {
    const item = items[position];
    if (isNode(item)) put(item, rest, value);
  }
}

/** What stands at a place; undefined where nothing does. `every` reads the first item. */
export function take(node: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return node;
  if (!isNode(node) || !Object.hasOwn(node, step.member)) return undefined;
  const found = node[step.member];
  if (step.item === undefined) return take(found, rest);
  if (!isList(found)) return undefined;
  const { item } = step;
  if (item === 'every') return take(found[0], rest);
  if (typeof item === 'number') return take(found[item], rest);
  return take(
    found.find((one) => isNode(one) && isNamed(one, item)),
    rest,
  );
}

function childOf(node: Node, member: string): Node {
  const found = node[member];
  if (isNode(found)) return found;
  const made: Node = {};
  node[member] = made;
  return made;
}

function listOf(node: Node, member: string): unknown[] {
  const found = node[member];
  if (isList(found)) return found;
  const made: unknown[] = [];
  node[member] = made;
  return made;
}

function isNamed(node: Node, { by, value }: { readonly by: string; readonly value: string }): boolean {
  const found = node[by];
  const named = isList(found) ? found[0] : found;
  return isNode(named) && named['value'] === value;
}

/** The item that is named so; a new one at the end where there is none. */
function positionOf(items: unknown[], name: { readonly by: string; readonly value: string }): number {
  const found = items.findIndex((item) => isNode(item) && isNamed(item, name));
  if (found >= 0) return found;
  const label = { value: name.value };
  items.push({ [name.by]: LISTED.has(name.by) ? [label] : label });
  return items.length - 1;
}
