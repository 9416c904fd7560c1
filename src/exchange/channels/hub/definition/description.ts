import { escapeAttribute } from '../../../../base/index.ts';
import type { Choice, Field, Operation, Structure, Types } from './language.ts';
import { OPERATION_NAMES, OPERATIONS, type OperationName } from './operations.ts';
import { NAMESPACES, TYPES } from './types.ts';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const BUILT_IN: ReadonlySet<string> = new Set(['string', 'int', 'boolean', 'dateTime']);
const types: Types = TYPES;

/** What the contract's SOAPAction of an act is; nobody should go by it. */
export function soapAction(name: OperationName): string {
  const operation: Operation = OPERATIONS[name];
  return `${NAMESPACES.hub}IDeliveryService/${operation.action ?? name}`;
}

/**
 * The WSDL 1.1 of the Hub, document/literal, SOAP 1.1, for a service reached at `location`. Whole documents of UN/CEFACT stand in
 * it as any element of their namespace: their schemas are published elsewhere, and what is not valid is to be graded, not refused.
 */
export function hubDescription(location: string): string {
  const each = (line: (name: OperationName) => string): string => OPERATION_NAMES.map(line).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions xmlns:wsdl="${WSDL}" xmlns:soap="${WSDL}soap/" xmlns:h="${NAMESPACES.hub}" name="DeliveryService" targetNamespace="${NAMESPACES.hub}">
<wsdl:types>
${schema('entities')}
${schema('hub')}
</wsdl:types>
<wsdl:message name="HubWebException"><wsdl:part name="HubWebException" element="h:HubWebException"/></wsdl:message>
${each((name) => message(name) + message(`${name}Response`))}
<wsdl:portType name="IDeliveryService">
${each(portOperation)}
</wsdl:portType>
<wsdl:binding name="DeliveryServiceSoapBinding" type="h:IDeliveryService"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${each(boundOperation)}
</wsdl:binding>
<wsdl:service name="DeliveryService"><wsdl:port binding="h:DeliveryServiceSoapBinding" name="IDeliveryServiceImplPort"><soap:address location="${escapeAttribute(location)}"/></wsdl:port></wsdl:service>
</wsdl:definitions>
`;
}

function message(element: string): string {
  return `<wsdl:message name="${element}"><wsdl:part name="parameters" element="h:${element}"/></wsdl:message>`;
}

function portOperation(name: OperationName): string {
  return `<wsdl:operation name="${name}"><wsdl:input message="h:${name}" name="${name}"/><wsdl:output message="h:${name}Response" name="${name}Response"/><wsdl:fault message="h:HubWebException" name="HubWebException"/></wsdl:operation>`;
}

function boundOperation(name: OperationName): string {
  const body = '<soap:body use="literal"/>';
  return `<wsdl:operation name="${name}"><soap:operation soapAction="${soapAction(name)}" style="document"/><wsdl:input name="${name}">${body}</wsdl:input><wsdl:output name="${name}Response">${body}</wsdl:output><wsdl:fault name="HubWebException"><soap:fault name="HubWebException" use="literal"/></wsdl:fault></wsdl:operation>`;
}

function schema(space: 'hub' | 'entities'): string {
  const other = space === 'hub' ? 'entities' : 'hub';
  const own = Object.entries(types).filter(([, type]) => type.space === space);
  const elements = space === 'hub' ? operationElements() : [];
  return [
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:h="${NAMESPACES.hub}" xmlns:e="${NAMESPACES.entities}" targetNamespace="${NAMESPACES[space]}" elementFormDefault="qualified">`,
    `<xs:import namespace="${NAMESPACES[other]}"/>`,
    ...own.map(([name, type]) =>
      'values' in type ? choice(name, type) : structure(type, ` name="${name}"`),
    ),
    ...elements,
    '</xs:schema>',
  ].join('\n');
}

function operationElements(): readonly string[] {
  const element = (name: string, fields: readonly Field[]): string =>
    `<xs:element name="${name}">${structure({ space: 'hub', fields }, '')}</xs:element>`;
  return [
    ...OPERATION_NAMES.flatMap((name) => [
      element(name, OPERATIONS[name].request),
      element(`${name}Response`, OPERATIONS[name].response),
    ]),
    element('HubWebException', [{ name: 'message', type: 'string', occurs: '0..1' }]),
  ];
}

function choice(name: string, { values }: Choice): string {
  const each = values.map((value) => `<xs:enumeration value="${value}"/>`).join('');
  return `<xs:simpleType name="${name}"><xs:restriction base="xs:string">${each}</xs:restriction></xs:simpleType>`;
}

function structure({ fields, ...type }: Structure, name: string): string {
  const elements = fields.filter(({ attribute }) => attribute !== true).map(element);
  const attributes = fields.filter(({ attribute }) => attribute === true).map(attributeOf);
  const content = `<xs:sequence>${elements.join('')}</xs:sequence>${attributes.join('')}`;
  const whole =
    type.extends === undefined
      ? content
      : `<xs:complexContent><xs:extension base="${typeName(type.extends)}">${content}</xs:extension></xs:complexContent>`;
  return `<xs:complexType${name}>${whole}</xs:complexType>`;
}

function element({ name, type, occurs, plain, of }: Field): string {
  const times = `${occurs === '1..1' ? '' : ' minOccurs="0"'}${occurs === '0..n' ? ' maxOccurs="unbounded"' : ''}`;
  if (type === 'foreign') return `<xs:any namespace="${of ?? ''}" processContents="lax"${times}/>`;
  return `<xs:element name="${name}" type="${typeName(type)}"${times}${plain === true ? ' form="unqualified"' : ''}/>`;
}

function attributeOf({ name, type, occurs }: Field): string {
  return `<xs:attribute name="${name}" type="${typeName(type)}"${occurs === '1..1' ? ' use="required"' : ''}/>`;
}

function typeName(type: string): string {
  if (BUILT_IN.has(type)) return `xs:${type}`;
  return `${types[type]?.space === 'entities' ? 'e' : 'h'}:${type}`;
}
