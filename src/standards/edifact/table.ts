/** A component: its number in the directory, how it is written (`an..35`, `n..6`), and where it stands in its segment. */
export interface ComponentDefinition {
  /** `2380`, or `C507.2380` within a composite; a repeated one has its position, `C108.4440#2`. */
  readonly address: string;
  readonly numeric: boolean;
  readonly maximum: number;
  /** Element and component of the segment, from 0. */
  readonly element: number;
  readonly component: number;
}

export interface SegmentDefinition {
  readonly tag: string;
  readonly components: readonly ComponentDefinition[];
  readonly byAddress: ReadonlyMap<string, ComponentDefinition>;
}

/** A segment's use in a message or group. */
export interface SegmentUse {
  readonly tag: string;
  readonly mandatory: boolean;
  readonly maximum: number;
}

/** A group's use; its first segment is the trigger, by which it is known. */
export interface GroupUse {
  readonly group: string;
  readonly mandatory: boolean;
  readonly maximum: number;
  readonly content: readonly Use[];
}

export type Use = SegmentUse | GroupUse;

/** A message of a directory as data. */
export interface MessageTable {
  readonly type: string;
  readonly version: string;
  readonly release: string;
  readonly agency: string;
  readonly segments: ReadonlyMap<string, SegmentDefinition>;
  readonly content: readonly Use[];
}

/**
 * Reads a table of segments: a line each, `TAG` and its elements; a composite is `C507(2005 an..3, 2380 an..35)`, a repeated part
 * has its count before it, `5*4440 an..70`.
 */
export function segmentTable(text: string): ReadonlyMap<string, SegmentDefinition> {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line): [string, SegmentDefinition] => {
        const [tag = '', ...rest] = line.trim().split(/\s+(.*)/s);
        return [tag, segmentOf(tag, rest[0] ?? '')];
      }),
  );
}

const PART = /(?:(\d+)\*)?(?:(C\d{3})\(([^)]*)\)|(\d{4}) (a?n)\.\.(\d+))/g;
const INNER = /(?:(\d+)\*)?(\d{4}) (a?n)\.\.(\d+)/g;

function segmentOf(tag: string, text: string): SegmentDefinition {
  const components: ComponentDefinition[] = [];
  const used = new Map<string, number>();
  const put = (name: string, form: readonly [string, string], element: number, component: number): void => {
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    const address = count === 1 ? name : `${name}#${String(count)}`;
    components.push({ address, numeric: form[0] === 'n', maximum: Number(form[1]), element, component });
  };
  let element = 0;
  for (const [, times = '1', composite, inner = '', id = '', kind = '', length = ''] of text.matchAll(PART)) {
    for (let time = 0; time < Number(times); time += 1) {
      if (composite === undefined) put(id, [kind, length], element, 0);
      else {
        let component = 0;
        for (const [, several = '1', part = '', partKind = '', partLength = ''] of inner.matchAll(INNER)) {
          for (let count = 0; count < Number(several); count += 1) {
            put(`${composite}.${part}`, [partKind, partLength], element, component);
            component += 1;
          }
        }
      }
      element += 1;
    }
  }
  return { tag, components, byAddress: new Map(components.map((one) => [one.address, one])) };
}

/** Reads a table of uses, a line each: `M 1 BGM`, or `C 9 1:` for group 1, whose content is indented below it. */
export function useTable(text: string): readonly Use[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return usesAt(lines, 0, indentOf(lines[0] ?? '')).uses;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function usesAt(lines: readonly string[], from: number, indent: number): { uses: Use[]; next: number } {
  const uses: Use[] = [];
  let at = from;
  while (at < lines.length && indentOf(lines[at] ?? '') === indent) {
    const [status = '', count = '', name = ''] = (lines[at] ?? '').trim().split(/\s+/);
    const head = { mandatory: status === 'M', maximum: Number(count) };
    at += 1;
    if (name.endsWith(':')) {
      const below = usesAt(lines, at, indentOf(lines[at] ?? ''));
      uses.push({ ...head, group: name.slice(0, -1), content: below.uses });
      at = below.next;
    } else uses.push({ ...head, tag: name });
  }
  return { uses, next: at };
}

/** The segment by which a group is known. */
export function triggerOf(group: GroupUse): string {
  const [first] = group.content;
  return first && 'tag' in first ? first.tag : '';
}
