import { escapeAttribute, escapeText } from '../../base/index.ts';
import type { CodeList } from '../codes/code-list.ts';
import { CODE_LISTS } from '../codes/code-lists.ts';
import { BASIC_TYPES, isBasicType } from '../message/basic-types.ts';
import { basicTypesOf } from '../message/compiled.ts';
import type {
  ElementDefinition,
  MessageDefinition,
  NamespaceDefinition,
  StructureDefinition,
} from '../message/definition.ts';
import { isMandatory, isRepeatable } from '../message/definition.ts';

/** A generated file, its path from the root of the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

/** The XML Schema of what we write, one file for each namespace; the set needs no other file. */
export function schemaFiles(definition: MessageDefinition, folder: string): GeneratedFile[] {
  const uses = new Map(definition.namespaces.map((namespace) => [namespace.prefix, namespace]));
  return definition.namespaces.map((namespace) => ({
    path: `${folder}/${namespace.file}`,
    content: schema(definition, namespace, [...uses.values()]),
  }));
}

function schema(
  definition: MessageDefinition,
  namespace: NamespaceDefinition,
  all: readonly NamespaceDefinition[],
): string {
  const { prefix } = namespace;
  const body =
    prefix === definition.dataNamespace
      ? dataTypes(definition)
      : prefix === 'qdt'
        ? qualifiedTypes(definition)
        : structures(definition, prefix);
  const named = [...body.join('\n').matchAll(/(?:type|base)="(\w+):/g)].map(([, used]) => used);
  const imports = all.filter((other) => other.prefix !== prefix && named.includes(other.prefix));
  const declared = [...imports, namespace].map((one) => ` xmlns:${one.prefix}="${one.uri}"`).join('');
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- Generated from the definition of ${definition.title}. -->`,
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"${declared} targetNamespace="${namespace.uri}" elementFormDefault="qualified" attributeFormDefault="unqualified">`,
    ...imports.map((one) => `  <xs:import namespace="${one.uri}" schemaLocation="${one.file}"/>`),
    ...body.map((line) => `  ${line}`),
    '</xs:schema>',
  ].join('\n')}\n`;
}

/** The name of the qualified type that an enumerated element has. */
function qualifiedName(element: ElementDefinition): string | undefined {
  if (element.enumerated !== true || element.list === undefined) return undefined;
  const words = element.list.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}${element.type === 'id' ? 'IDType' : element.type === 'text' ? 'TextType' : 'CodeType'}`;
}

function structures(definition: MessageDefinition, prefix: string): string[] {
  const lines: string[] = [];
  if (prefix === definition.rootNamespace) {
    lines.push(`<xs:element name="${definition.root}" type="${prefix}:${definition.root}Type"/>`);
  }
  for (const [name, structure] of Object.entries(definition.structures)) {
    if (structure.namespace !== prefix) continue;
    lines.push(
      `<xs:complexType name="${name}Type">`,
      `  <xs:annotation><xs:documentation>${escapeText(structure.meaning)}</xs:documentation></xs:annotation>`,
      '  <xs:sequence>',
      ...elementsOf(definition, structure).flatMap((element) => elementLines(definition, element, structure)),
      ...(name === definition.root
        ? [`    <xs:any namespace="${SIGNATURE}" processContents="lax" minOccurs="0"/>`]
        : []),
      '  </xs:sequence>',
      '</xs:complexType>',
    );
  }
  return lines;
}

/** The elements that the schema of this version has. */
function elementsOf(
  { version }: MessageDefinition,
  { elements }: StructureDefinition,
): readonly ElementDefinition[] {
  return elements.filter(({ only }) => only?.includes(version) ?? true);
}

function elementLines(
  definition: MessageDefinition,
  element: ElementDefinition,
  structure: StructureDefinition,
): string[] {
  const qualified = qualifiedName(element);
  const composed = definition.structures[element.type];
  const type = qualified
    ? `qdt:${qualified}`
    : isBasicType(element.type)
      ? `${definition.dataNamespace}:${BASIC_TYPES[element.type].xsd}`
      : `${composed?.namespace ?? structure.namespace}:${element.type}Type`;
  const minimum = isMandatory(element.wire) ? '' : ' minOccurs="0"';
  const maximum = isRepeatable(element.wire) ? ' maxOccurs="unbounded"' : '';
  return [
    `    <xs:element name="${element.name}" type="${type}"${minimum}${maximum}>`,
    `      <xs:annotation><xs:documentation>${escapeText(`${element.unId} ${element.meaning}`.trim())}</xs:documentation></xs:annotation>`,
    '    </xs:element>',
  ];
}

function qualifiedTypes(definition: MessageDefinition): string[] {
  const lines: string[] = [];
  const done = new Set<string>();
  for (const element of Object.values(definition.structures).flatMap(({ elements }) => elements)) {
    const name = qualifiedName(element);
    if (name === undefined || element.list === undefined || done.has(name)) continue;
    done.add(name);
    const list: CodeList = CODE_LISTS[element.list];
    lines.push(
      `<xs:simpleType name="${name}Content">`,
      `  <xs:annotation><xs:documentation>${escapeText(list.title)}</xs:documentation></xs:annotation>`,
      '  <xs:restriction base="xs:token">',
      ...rowsOf(
        list.codes.map((code) => `<xs:enumeration value="${escapeAttribute(code)}"/>`),
        4,
      ),
      '  </xs:restriction>',
      '</xs:simpleType>',
      `<xs:complexType name="${name}">`,
      '  <xs:simpleContent>',
      `    <xs:extension base="qdt:${name}Content">`,
      ...listAttributes(element, list).map((line) => `      ${line}`),
      '    </xs:extension>',
      '  </xs:simpleContent>',
      '</xs:complexType>',
    );
  }
  return lines;
}

function rowsOf(parts: readonly string[], size: number): string[] {
  const rows: string[] = [];
  for (let index = 0; index < parts.length; index += size) {
    rows.push(`    ${parts.slice(index, index + size).join('')}`);
  }
  return rows;
}

function listAttributes(element: ElementDefinition, list: CodeList): string[] {
  const fixed = (name: string, value: string | undefined): string[] =>
    value === undefined
      ? []
      : [`<xs:attribute name="${name}" type="xs:token" fixed="${escapeAttribute(value)}"/>`];
  if (element.type === 'id') return ['<xs:attribute name="schemeID" type="xs:token"/>'];
  if (element.type === 'text') return [];
  return [
    ...fixed('listID', list.listId),
    ...fixed('listAgencyID', list.agencyId),
    ...fixed('listVersionID', list.versionId),
    '<xs:attribute name="name" type="xs:string"/>',
  ];
}

function dataTypes(definition: MessageDefinition): string[] {
  return basicTypesOf(definition).flatMap((name) => {
    const { xsd, content, attributes } = BASIC_TYPES[name];
    if (content === 'choice') return choiceType(xsd);
    return [
      `<xs:complexType name="${xsd}">`,
      '  <xs:simpleContent>',
      `    <xs:extension base="xs:${content}">`,
      ...attributes.map(({ name, type }) => `      <xs:attribute name="${name}" type="xs:${type}"/>`),
      '    </xs:extension>',
      '  </xs:simpleContent>',
      '</xs:complexType>',
    ];
  });
}

function choiceType(xsd: string): string[] {
  const isDate = xsd === BASIC_TYPES.dateTime.xsd;
  const name = isDate ? 'DateTime' : 'Indicator';
  return [
    `<xs:complexType name="${xsd}">`,
    '  <xs:choice>',
    `    <xs:element name="${name}String">`,
    '      <xs:complexType><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="format" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType>',
    '    </xs:element>',
    `    <xs:element name="${name}" type="xs:${isDate ? 'dateTime' : 'boolean'}"/>`,
    '  </xs:choice>',
    '</xs:complexType>',
  ];
}
