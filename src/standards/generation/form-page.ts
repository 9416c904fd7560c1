import type { JsonForm, Member } from '../json-form/shape.ts';

/** The page that maps the members of a JSON form to the elements of our documents, as Markdown. */
export function formPage(form: JsonForm): string {
  const lines = [
    `# ${form.title}`,
    '',
    `Generated from the definition in \`src/standards\`. The elements are those of [${form.definition.title}](${form.definition.name}.md).`,
    '',
    'A value is an object with `content` and the attributes that stand beside it; a moment is a text of RFC 3339, an indicator is true or false. *As* tells whether the member is the value itself, an array of one at most, or an array. What an element has beyond that, and every element that is not in the table of its structure, is not carried and is reported as a loss.',
    '',
    ...table('Document', form.root),
    ...Object.entries(form.structures).flatMap(([name, members]) => table(name, members)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function table(name: string, members: readonly Member[]): string[] {
  return [
    `## ${name}`,
    '',
    '| member | element | as | attributes | required |',
    '|---|---|---|---|---|',
    ...members.flatMap((member) => rows(member, '')),
    '',
  ];
}

const FORMS = { list: 'array', one: 'array of one' } as const;

function rows(member: Member, prefix: string): string[] {
  const path = `${prefix}${member.json}`;
  if ('group' in member) return member.group.flatMap((inner) => rows(inner, `${path}/`));
  if ('each' in member) return rows(member.each, `${path}[]/`);
  const as = member.as === undefined ? 'value' : FORMS[member.as];
  const attributes =
    member.attributes?.length === 0 ? 'none' : (member.attributes?.join(', ') ?? 'those of its type');
  const codes = member.codes
    ? ` (codes ${member.codes.map(([ours, theirs]) => `${ours} → ${theirs}`).join(', ')})`
    : '';
  return [
    `| ${path} | ${member.element}${codes} | ${as} | ${attributes} | ${member.required === true ? 'yes' : '–'} |`,
  ];
}
