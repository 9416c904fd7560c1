import { escapeAttribute, escapeText } from '../../../../base/index.ts';
import { compileSchema, type XmlSchema } from '../../../../crypto/index.ts';
import { generatedFiles, spsCertificate17 } from '../../../../standards/index.ts';
import type { ComplexType, Field, SimpleType, Types } from './language.ts';
import { ALL_TYPES, ELEMENTS, NAMESPACE } from './operations.ts';

/** Namespace of the document element of a certificate. */
export const CERTIFICATE_NAMESPACE =
  spsCertificate17.namespaces.find(({ prefix }) => prefix === spsCertificate17.rootNamespace)?.uri ?? '';

let files: ReadonlyMap<string, string> | undefined;

/** The schema files of a certificate, by the name under which they import one another; made when they are first wanted. */
export function certificateSchemas(): ReadonlyMap<string, string> {
  const folder = `docs/schemas/${spsCertificate17.name}/`;
  files ??= new Map(
    generatedFiles()
      .filter(({ path }) => path.startsWith(folder) && path.endsWith('.xsd'))
      .map(({ path, content }) => [path.slice(folder.length), content]),
  );
  return files;
}
const CERTIFICATE_FILE =
  spsCertificate17.namespaces.find(({ prefix }) => prefix === spsCertificate17.rootNamespace)?.file ?? '';

/** The schema of the service, without the declaration of XML. */
export function serviceSchema(location: string | undefined): string {
  const types: Types = ALL_TYPES;
  return [
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:x="${NAMESPACE}" xmlns:rsm="${CERTIFICATE_NAMESPACE}" targetNamespace="${NAMESPACE}" elementFormDefault="qualified">`,
    `  <xs:import namespace="${CERTIFICATE_NAMESPACE}"${location === undefined ? '' : ` schemaLocation="${location}"`}/>`,
    ...Object.entries(types).flatMap(([name, type]) =>
      type.kind === 'simple' ? simpleType(name, type) : complexType(type, ` name="${name}"`),
    ),
    ...Object.entries(ELEMENTS).flatMap(([name, type]) => [
      `<xs:element name="${name}">`,
      ...complexType(type, ''),
      '</xs:element>',
    ]),
    '</xs:schema>',
  ].join('\n');
}

let compiled: XmlSchema | undefined;

/** The schema by which requests and answers are validated; compiled when it is first wanted. */
export const SERVICE_SCHEMA: XmlSchema = {
  faultsOf(document, element) {
    compiled ??= compileSchema(serviceSchema(CERTIFICATE_FILE), certificateSchemas());
    return compiled.faultsOf(document, element);
  },
};

function meaning(text: string): string {
  return `<xs:annotation><xs:documentation>${escapeText(text)}</xs:documentation></xs:annotation>`;
}

function simpleType(name: string, type: SimpleType): string[] {
  const facet = (kind: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`<xs:${kind} value="${escapeAttribute(String(value))}"/>`];
  return [
    `<xs:simpleType name="${name}">`,
    meaning(type.meaning),
    `<xs:restriction base="xs:${type.base}">`,
    ...facet('minLength', type.shortest),
    ...facet('maxLength', type.longest),
    ...facet('minInclusive', type.minimum),
    ...facet('maxInclusive', type.maximum),
    ...facet('pattern', type.pattern),
    ...(type.enumeration ?? []).flatMap((value) => facet('enumeration', value)),
    '</xs:restriction>',
    '</xs:simpleType>',
  ];
}

function complexType(type: ComplexType, name: string): string[] {
  return [
    `<xs:complexType${name}>`,
    meaning(type.meaning),
    `<xs:${type.kind}>`,
    ...type.fields.map(fieldElement),
    `</xs:${type.kind}>`,
    '</xs:complexType>',
  ];
}

function fieldElement(field: Field): string {
  const minimum = field.occurs === '1..1' ? '' : ' minOccurs="0"';
  const maximum = field.occurs === '0..n' ? ' maxOccurs="unbounded"' : '';
  const named =
    field.type === 'certificate' ? `ref="rsm:${field.name}"` : `name="${field.name}" type="x:${field.type}"`;
  return `<xs:element ${named}${minimum}${maximum}>${meaning(field.meaning)}</xs:element>`;
}
