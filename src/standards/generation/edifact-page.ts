import type { EdifactMapping, GroupMapping, SegmentMapping } from '../edifact/mapping.ts';
import type { Use } from '../edifact/table.ts';

/** The page of an EDIFACT message: its table, and how each segment maps to our documents, as Markdown. */
export function edifactPage(mapping: EdifactMapping): string {
  const { table, definition } = mapping;
  const lines = [
    `# ${mapping.title}`,
    '',
    `Generated from the definition in \`src/standards\`. The elements are those of [${definition.title}](${definition.name}.md).`,
    '',
    'One message is written in one interchange, in ISO 8859-1 (UNOC) where that suffices and else in UTF-8 (UNOW). Texts are cut at the length of their component, identifiers that are too long and numbers that do not fit are left out, and segments beyond the number allowed are not written: each is reported as a loss. Other releases are read by the same table, with a remark.',
    '',
    '## Segment table',
    '',
    '| segment | status | at most |',
    '|---|---|---|',
    ...table.content.flatMap((use) => useRows(use, '')),
    '',
    '## Mapping',
    '',
    'A segment is known by its fixed components. *Each* names the elements of which each is one segment; *where* restricts them.',
    '',
    '| group | segment | fixed | each | component | element |',
    '|---|---|---|---|---|---|',
    ...mapping.segments.flatMap((segment) => segmentRows('–', segment)),
    ...mapping.groups.flatMap((group) => groupRows(group, '')),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function useRows(use: Use, indent: string): string[] {
  const status = use.mandatory ? 'M' : 'C';
  if ('tag' in use) return [`| ${indent}${use.tag} | ${status} | ${String(use.maximum)} |`];
  return [
    `| ${indent}group ${use.group} | ${status} | ${String(use.maximum)} |`,
    ...use.content.flatMap((inner) => useRows(inner, `${indent}· `)),
  ];
}

function groupRows(group: GroupMapping, around: string): string[] {
  const each = `${around}${group.each ?? ''}`;
  const name = each === '' ? group.group : `${group.group} (${each})`;
  return [
    ...group.segments.flatMap((segment) => segmentRows(name, segment)),
    ...(group.groups ?? []).flatMap((inner) => groupRows(inner, each === '' ? '' : `${each}/`)),
  ];
}

function segmentRows(group: string, segment: SegmentMapping): string[] {
  const fixed = Object.entries({ ...segment.fixed, ...segment.assumed })
    .map(([address, value]) => `${address}=${value}`)
    .join(', ');
  const where = Object.entries(segment.where ?? {}).map(([path, value]) => `${path}=${value}`);
  const each = [segment.each ?? '–', ...where].join(' where ');
  return segment.values.map(
    ([place, from]) => `| ${group} | ${segment.segment} | ${fixed} | ${each} | ${place} | ${from} |`,
  );
}
