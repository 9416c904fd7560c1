import type { Finding } from '../../base/index.ts';
import type { FindingCode } from '../message/finding-codes.ts';
import type { Segment } from './syntax.ts';
import type { GroupUse, MessageTable, Use } from './table.ts';
import { triggerOf } from './table.ts';

/** Segments of a message arranged by its table. The root has no name; a group's trigger is its first segment. */
export interface SegmentGroup {
  readonly name: string;
  readonly segments: Segment[];
  readonly groups: SegmentGroup[];
}

export interface Arrangement {
  readonly root: SegmentGroup;
  readonly findings: readonly Finding[];
  /** Segments that the table does not know. */
  readonly unknown: readonly Segment[];
}

const MAXIMUM_FINDINGS = 500;

interface Level {
  readonly group: SegmentGroup;
  readonly uses: readonly Use[];
  /** The use that the last segment was of: the table is followed forward. */
  at: number;
  /** How often each use was met. */
  readonly counts: number[];
}

/**
 * Arranges segments by the table: forward from where one stands, in the innermost group first, as the syntax has it; a segment out of order is taken where it
 * belongs, with a remark.
 */
export function arrange(table: MessageTable, segments: readonly Segment[]): Arrangement {
  const root: SegmentGroup = { name: '', segments: [], groups: [] };
  const levels: Level[] = [{ group: root, uses: table.content, at: 0, counts: [] }];
  const findings: Finding[] = [];
  const unknown: Segment[] = [];
  const find = (level: Finding['level'], code: FindingCode, segment: Segment, more = {}): void => {
    if (findings.length < MAXIMUM_FINDINGS) {
      const path = `/${segment.tag}[${String(segment.position)}]`;
      findings.push({ area: 'Schema', level, code, path, values: { segment: segment.tag, ...more } });
    }
  };
  for (const segment of segments) {
    const forward = locate(levels, segment.tag, true);
    const found = forward ?? locate(levels, segment.tag, false);
    if (!found) {
      unknown.push(segment);
      find('WARNING', 'segment-unknown', segment);
      continue;
    }
    if (!forward) find('WARNING', 'segment-order', segment);
    levels.length = found.depth + 1;
    enter(levels, found, segment, find);
  }
  for (const use of missing(root, table.content)) {
    const code: FindingCode = 'segment-missing';
    findings.push({ area: 'MandatoryElements', level: 'WARNING', code, path: '/', values: { segment: use } });
  }
  return { root, findings, unknown };
}

interface Located {
  readonly depth: number;
  readonly index: number;
}

function locate(levels: readonly Level[], tag: string, forward: boolean): Located | undefined {
  for (let depth = levels.length - 1; depth >= 0; depth -= 1) {
    const level = levels[depth];
    if (!level) continue;
    const index = level.uses.findIndex(
      (use, position) => (forward ? position >= level.at : true) && tagOf(use) === tag,
    );
    // A group's own trigger begins the group anew, which is its parent's affair.
    if (index > 0 || (index === 0 && depth === 0)) return { depth, index };
  }
  return undefined;
}

const tagOf = (use: Use): string => ('tag' in use ? use.tag : triggerOf(use));

type FindSegment = (level: Finding['level'], code: FindingCode, segment: Segment, more?: object) => void;

function enter(levels: Level[], { depth, index }: Located, segment: Segment, find: FindSegment): void {
  const level = levels[depth];
  const use = level?.uses[index];
  if (!level || !use) return;
  level.at = index;
  const count = (level.counts[index] ?? 0) + 1;
  level.counts[index] = count;
  if (count === use.maximum + 1)
    find('WARNING', 'segment-too-many', segment, { maximum: String(use.maximum) });
  if ('tag' in use) level.group.segments.push(segment);
  else {
    const group: SegmentGroup = { name: use.group, segments: [segment], groups: [] };
    level.group.groups.push(group);
    levels.push({ group, uses: use.content, at: 0, counts: [1] });
  }
}

function missing(root: SegmentGroup, uses: readonly Use[]): string[] {
  return uses.flatMap((use) => {
    if (!use.mandatory) return [];
    if ('tag' in use) return root.segments.some(({ tag }) => tag === use.tag) ? [] : [use.tag];
    return root.groups.some(({ name }) => name === use.group) ? [] : [triggerOf(use)];
  });
}

/** The segments of an arrangement in the order of its table, none more often than it allows. */
export function flatten(group: SegmentGroup, uses: readonly Use[]): Segment[] {
  return uses.flatMap((use) =>
    'tag' in use
      ? group.segments.filter(({ tag }) => tag === use.tag).slice(0, use.maximum)
      : groupsOf(group, use).flatMap((inner) => flatten(inner, use.content)),
  );
}

function groupsOf(group: SegmentGroup, use: GroupUse): SegmentGroup[] {
  return group.groups.filter(({ name }) => name === use.group).slice(0, use.maximum);
}
