import type { Form } from './form-values.ts';

/** A field that two people changed to different values since both began. */
export interface Conflict {
  /** JSON Pointer into the form. */
  readonly path: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

interface Merged {
  /** Both people's changes; where they conflict, mine. */
  readonly form: Form;
  readonly conflicts: readonly Conflict[];
  /** Pointers of what only the other changed. */
  readonly taken: readonly string[];
}

type Parts = Readonly<Record<'base' | 'mine' | 'theirs', unknown>>;

/** Joins the changes of two people to one form, field by field, and line by line where no line came or went. */
export function mergeForms(base: Form, mine: Form, theirs: Form): Merged {
  const conflicts: Conflict[] = [];
  const taken: string[] = [];
  const join = (path: string, parts: Parts): unknown => {
    if (isSame(parts.mine, parts.theirs) || isSame(parts.base, parts.theirs)) return parts.mine;
    const inner = innerOf(parts);
    if (inner === undefined && isSame(parts.base, parts.mine)) {
      taken.push(path);
      return parts.theirs;
    }
    if (inner !== undefined) {
      const entries = inner.keys.map((key) => {
        const at = (side: keyof Parts) => inner[side][key];
        return [
          key,
          join(`${path}/${key}`, { base: at('base'), mine: at('mine'), theirs: at('theirs') }),
        ] as const;
      });
      const joined = entries.filter(([, value]) => value !== undefined);
      return Array.isArray(parts.mine) ? joined.map(([, value]) => value) : Object.fromEntries(joined);
    }
    conflicts.push({ path, mine: parts.mine, theirs: parts.theirs });
    return parts.mine;
  };
  const form = join('', { base, mine, theirs });
  return { form: isNode(form) ? form : mine, conflicts, taken };
}

/** The form with another value at a pointer. */
export function withValueAt(form: Form, path: string, value: unknown): Form {
  const set = (node: unknown, keys: readonly string[]): unknown => {
    const [key, ...rest] = keys;
    if (key === undefined) return value;
    if (Array.isArray(node))
      return node.map((item: unknown, index) => (String(index) === key ? set(item, rest) : item));
    const known = isNode(node) ? node : {};
    const next = set(known[key], rest);
    const { [key]: _, ...others } = known;
    return next === undefined ? others : { ...others, [key]: next };
  };
  const made = set(form, path.split('/').slice(1));
  return isNode(made) ? made : form;
}

interface Inner extends Readonly<Record<keyof Parts, Readonly<Record<string, unknown>>>> {
  readonly keys: readonly string[];
}

/** What can be joined member by member: objects, and lists of as many lines; a quantity is one value. */
function innerOf({ base, mine, theirs }: Parts): Inner | undefined {
  const all = [base, mine, theirs];
  if (all.every((side) => Array.isArray(side) && side.every(isNode) && side.length === lengthOf(mine))) {
    return innerOf({ base: { ...lines(base) }, mine: { ...lines(mine) }, theirs: { ...lines(theirs) } });
  }
  if (!isNode(base) || !isNode(mine) || !isNode(theirs)) return undefined;
  if ('unit' in mine || 'unit' in theirs) return undefined;
  return { base, mine, theirs, keys: [...new Set([...Object.keys(mine), ...Object.keys(theirs)])] };
}

function lines(side: unknown): readonly unknown[] {
  return Array.isArray(side) ? side : [];
}

function lengthOf(side: unknown): number {
  return lines(side).length;
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(ordered(left)) === JSON.stringify(ordered(right));
}

/** The order of members is none of the content. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, ordered(value[key])]),
  );
}

/** What stands at a pointer of a form. */
export function valueAt(form: Form, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (node, key) =>
        Array.isArray(node) ? (node[Number(key)] as unknown) : isNode(node) ? node[key] : undefined,
      form,
    );
}

/** A value in one line, whatever its kind. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(shownValue).join(' | ');
  if (typeof value !== 'object') return JSON.stringify(value);
  return Object.values(value).map(shownValue).join(' ');
}
