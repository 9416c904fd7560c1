import type { Fault } from '../../base/index.ts';

type Tree = { [member: string]: unknown } | unknown[];

const MOST_STEPS = 12;
const LONGEST_LIST = 200;

/**
 * A copy of a JSON value with other values in some places. A place is a path of members, `declaration.items.1.origin`, in which
 * lists count from 1; a list grows by one at its end. Null takes away what stands there.
 */
export function withChanges(
  given: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): { readonly value: unknown; readonly faults: readonly Fault[] } {
  const value: Record<string, unknown> = structuredClone(given);
  const faults = Object.entries(changes).flatMap(([place, wanted]): readonly Fault[] =>
    put(value, place.split('.'), wanted)
      ? []
      : [{ code: 'pack-place-unknown', path: '/with', values: { place } }],
  );
  return { value, faults };
}

function put(root: Tree, steps: readonly string[], wanted: unknown): boolean {
  if (steps.length > MOST_STEPS) return false;
  let tree: Tree = root;
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    if (isLast) return set(tree, step, wanted);
    const next = stepInto(tree, step, steps[index + 1] ?? '');
    if (next === undefined) return false;
    tree = next;
  }
  return false;
}

/** What stands at a step; made where nothing does: a list where the next step is a number. */
function stepInto(tree: Tree, step: string, after: string): Tree | undefined {
  const found = at(tree, step);
  if (isTree(found)) return found;
  if (found !== undefined) return undefined;
  const made: Tree = isPlace(after) ? [] : {};
  return set(tree, step, made) ? made : undefined;
}

function at(tree: Tree, step: string): unknown {
  if (Array.isArray(tree)) return isPlace(step) ? tree[Number(step) - 1] : undefined;
  return Object.hasOwn(tree, step) ? tree[step] : undefined;
}

function set(tree: Tree, step: string, wanted: unknown): boolean {
  if (Array.isArray(tree)) {
    const place = Number(step) - 1;
    if (!isPlace(step) || place > tree.length || place >= LONGEST_LIST) return false;
    if (wanted === null) tree.splice(place, 1);
    else tree[place] = wanted;
    return true;
  }
  // What is assigned here would change an object's making, not its members.
  if (step === '' || step === '__proto__') return false;
  if (wanted === null) return Reflect.deleteProperty(tree, step);
  tree[step] = wanted;
  return true;
}

function isPlace(step: string): boolean {
  return /^[1-9]\d{0,3}$/.test(step);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}
