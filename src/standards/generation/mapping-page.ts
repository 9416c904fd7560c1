import { CODE_LISTS } from '../codes/code-lists.ts';
import { EPHYTO_TAGS } from '../codes/ephyto-tags.ts';
import type { TagRule } from '../codes/ephyto-tags.ts';
import { BASIC_TYPES } from '../message/basic-types.ts';
import { basicTypesOf } from '../message/compiled.ts';
import type { ElementDefinition, MessageDefinition } from '../message/definition.ts';
import { propertyName } from '../message/document-type.ts';

/** The page that maps a message's elements to our documents, as Markdown. */
export function mappingPage(definition: MessageDefinition): string {
  const profiled = definition.profile
    ? '*Format* is the form that it demands of the content: `an..35` at most 35 characters of one line, `a2` two letters, `n..16,3` a number of at most 16 digits, three of them after the point.'
    : '*UN* that of the UN/CEFACT library where it differs.';
  const lines = [
    `# ${definition.title}`,
    '',
    `Generated from the definition in \`src/standards\`. Version ${definition.version} is written${definition.alsoRead.length === 0 ? '' : `; ${definition.alsoRead.join(' and ')} are read too`}.`,
    '',
    '| prefix | namespace |',
    '|---|---|',
    ...definition.namespaces.map(({ prefix, uri }) => `| ${prefix} | \`${uri}\` |`),
    '',
    `How to read the tables: the elements stand in the order they are written. *Wire* is the cardinality of the XML Schema, ${profiled} *Absent* is the level of the finding when the element is missing; a dash means none. Properties of our documents are the element names without the infix, and each is optional.`,
    '',
    ...Object.entries(definition.structures).flatMap(([name, { meaning, elements }]) => [
      `## ${name}`,
      '',
      meaning,
      '',
      ...head(definition),
      ...elements.map((element) => row(definition, element)),
      '',
    ]),
    ...basicTypes(definition),
    ...codeLists(definition),
    ...tags(definition),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Where a message has a profile, its own schema says the form of contents; elsewhere the library says more than the schema. */
function head({ profile }: MessageDefinition): string[] {
  const columns = profile
    ? ['element', 'property', 'type', 'wire', 'format', 'id', 'code list', 'absent', 'meaning']
    : ['element', 'property', 'type', 'wire', 'UN', 'UN id', 'code list', 'absent', 'meaning'];
  return [`| ${columns.join(' | ')} |`, `|${'---|'.repeat(columns.length)}`];
}

function row(definition: MessageDefinition, element: ElementDefinition): string {
  const type = definition.structures[element.type]
    ? `[${element.type}](#${element.type.toLowerCase()})`
    : element.type;
  const list = element.list ? CODE_LISTS[element.list].title : '';
  const cells = [
    element.name,
    propertyName(element.name, definition.infix),
    type,
    element.only === undefined ? element.wire : `${element.wire} (only in ${element.only.join(', ')})`,
    definition.profile ? (element.format ?? '') : (element.un ?? '='),
    element.unId,
    list,
    element.missing ?? '–',
    element.meaning,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function basicTypes(definition: MessageDefinition): string[] {
  const { profile } = definition;
  return [
    '## Basic types',
    '',
    'Each is an object with `value`, a text (an indicator: true or false), and the properties of its attributes where they are stated.',
    '',
    '| type | XML Schema type | attributes |',
    '|---|---|---|',
    ...basicTypesOf(definition).map((name) => {
      const { xsd, attributes } = BASIC_TYPES[name];
      const described = attributes.map((one) => `\`@${one.name}\` → \`${one.property}\``);
      return `| ${name} | ${xsd} | ${described.join(', ')} |`;
    }),
    '',
    profile
      ? `A date stands in \`DateTimeString\`; \`format\` is its \`@${profile.dates.attribute}\`, one of ${Object.keys(profile.dates.formats).join(', ')}.`
      : 'A date stands in `DateTimeString`, or in `DateTime` where `form` is `dateTime`.',
    '',
  ];
}

function codeLists(definition: MessageDefinition): string[] {
  const used = new Set(
    Object.values(definition.structures).flatMap(({ elements }) =>
      elements.flatMap(({ list }) => list ?? []),
    ),
  );
  used.add('unit');
  return [
    '## Code lists',
    '',
    'A code outside a complete list is a WARNING, outside another an INFO; neither refuses a message.',
    '',
    '| list | codes | complete |',
    '|---|---|---|',
    ...[...used].map((name) => {
      const { title, codes, complete } = CODE_LISTS[name];
      return `| ${title} | ${String(codes.length)} | ${complete ? 'yes' : 'no'} |`;
    }),
    '',
  ];
}

function tags({ profile }: MessageDefinition): string[] {
  // Tags stand in notes of certificates; a message with a profile of its own has none.
  if (profile) return [];
  return [
    '## ePhyto tags',
    '',
    '| tag | where | value | meaning |',
    '|---|---|---|---|',
    ...EPHYTO_TAGS.map(
      ({ tag, place, rule, meaning }) => `| ${tag} | ${place} | ${ruleText(rule)} | ${meaning} |`,
    ),
    '',
  ];
}

function ruleText(rule: TagRule): string {
  switch (rule.kind) {
    case 'text':
      return `at most ${String(rule.maximum)} characters`;
    case 'integer':
      return `whole number, at most ${String(rule.digits)} digits`;
    case 'decimal':
      return `number, at most ${String(rule.digits)} digits, ${String(rule.fraction)} after the point`;
    case 'date':
      return 'date';
    case 'boolean':
      return 'true or false';
    case 'country':
      return 'country';
    case 'code':
      return 'code';
  }
}
