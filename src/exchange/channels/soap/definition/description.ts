import { escapeAttribute, escapeText } from '../../../../base/index.ts';
import { NAMESPACE, OPERATION_NAMES, OPERATIONS, type OperationName } from './operations.ts';
import { certificateSchemas, serviceSchema } from './schema.ts';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const HTTP = 'http://schemas.xmlsoap.org/soap/http';

/**
 * The WSDL 1.1 of the service, document/literal, for SOAP 1.1 and 1.2; with every schema inside, so that it needs no other file.
 * `location` is where the service is reached.
 */
export function serviceDescription(location: string): string {
  const each = (line: (name: OperationName) => string): string => OPERATION_NAMES.map(line).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions xmlns:wsdl="${WSDL}" xmlns:soap="${WSDL}soap/" xmlns:soap12="${WSDL}soap12/" xmlns:x="${NAMESPACE}" name="Exchange" targetNamespace="${NAMESPACE}">
<wsdl:documentation>Exchange of official certificates, verification results and inquiries. Who asks proves it by WS-Security (a UsernameToken with a digest, or an X.509 signature over Body and Timestamp) or by a TLS client certificate.</wsdl:documentation>
<wsdl:types>
${schemas()}
</wsdl:types>
${each(messages)}
<wsdl:message name="Fault"><wsdl:part name="fault" element="x:Fault"/></wsdl:message>
<wsdl:portType name="Exchange">
${each(portOperation)}
</wsdl:portType>
${binding('soap', 'ExchangeSoap11', each)}
${binding('soap12', 'ExchangeSoap12', each)}
<wsdl:service name="ExchangeService">
<wsdl:port name="Soap11" binding="x:ExchangeSoap11"><soap:address location="${escapeAttribute(location)}"/></wsdl:port>
<wsdl:port name="Soap12" binding="x:ExchangeSoap12"><soap12:address location="${escapeAttribute(location)}"/></wsdl:port>
</wsdl:service>
</wsdl:definitions>
`;
}

/** Every schema, found by its namespace and at no address. */
function schemas(): string {
  const inner = [...certificateSchemas().values()].map((text) =>
    text.replace(/^<\?xml[^>]*\?>\s*/, '').replaceAll(/ schemaLocation="[^"]*"/g, ''),
  );
  return [...inner, serviceSchema(undefined)].join('\n');
}

function messages(name: OperationName): string {
  const { request, response } = OPERATIONS[name];
  const message = (element: string): string =>
    `<wsdl:message name="${element}"><wsdl:part name="parameters" element="x:${element}"/></wsdl:message>`;
  return `${message(request)}\n${message(response)}`;
}

function portOperation(name: OperationName): string {
  const { meaning, request, response } = OPERATIONS[name];
  return `<wsdl:operation name="${name}"><wsdl:documentation>${escapeText(meaning)}</wsdl:documentation><wsdl:input message="x:${request}"/><wsdl:output message="x:${response}"/><wsdl:fault name="Fault" message="x:Fault"/></wsdl:operation>`;
}

function binding(
  prefix: 'soap' | 'soap12',
  name: string,
  each: (line: (operation: OperationName) => string) => string,
): string {
  const operations = each(
    (operation) =>
      `<wsdl:operation name="${operation}"><${prefix}:operation soapAction="${NAMESPACE}:${operation}" style="document"/><wsdl:input><${prefix}:body use="literal"/></wsdl:input><wsdl:output><${prefix}:body use="literal"/></wsdl:output><wsdl:fault name="Fault"><${prefix}:fault name="Fault" use="literal"/></wsdl:fault></wsdl:operation>`,
  );
  return `<wsdl:binding name="${name}" type="x:Exchange"><${prefix}:binding style="document" transport="${HTTP}"/>
${operations}
</wsdl:binding>`;
}
