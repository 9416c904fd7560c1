import { attributeOf, elementsOf, type XmlElement } from '../../../../base/index.ts';
import type { SoapVersion } from '../../soap/index.ts';
import { DescriptionFault } from '../error.ts';
import { Schemas, XSD } from './schema.ts';
import { readSource, type QualifiedName, type Source } from './source.ts';

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const BINDINGS: Readonly<Record<string, SoapVersion>> = {
  'http://schemas.xmlsoap.org/wsdl/soap/': '1.1',
  'http://schemas.xmlsoap.org/wsdl/soap12/': '1.2',
};

/** An operation of document/literal: one element goes, one comes. */
export interface Operation {
  readonly name: string;
  readonly action: string;
  readonly input: QualifiedName;
  readonly output: QualifiedName;
}

/** What a description (WSDL 1.1) says of one port. */
export interface ServiceDescription {
  readonly version: SoapVersion;
  readonly schemas: Schemas;
  /** @throws {DescriptionFault} `wsdl-operation-unknown`, `wsdl-style-unfit`. */
  operation(name: string): Operation;
}

interface Part {
  readonly source: Source;
  readonly element: XmlElement;
}

const MOST_CHARACTERS = 1_000_000;

/** Reads the documents of a description together; nothing that they name is fetched. @throws {DescriptionFault} */
export function readDescription(
  documents: readonly { readonly name: string; readonly text: string }[],
  port: string | undefined,
): ServiceDescription {
  const length = documents.reduce((sum, { text }) => sum + text.length, 0);
  if (length > MOST_CHARACTERS)
    throw new DescriptionFault('wsdl-documents-too-large', { most: String(MOST_CHARACTERS) });
  const schemas = new Schemas();
  const definitions: Part[] = [];
  for (const { name, text } of documents) {
    const source = readSource(name, text);
    const { root } = source;
    if (root.name === 'schema' && root.namespace === XSD) schemas.add(source, root);
    else if (root.name === 'definitions' && root.namespace === WSDL) {
      definitions.push({ source, element: root });
      for (const types of childrenOf(root, WSDL, 'types'))
        for (const schema of childrenOf(types, XSD, 'schema')) schemas.add(source, schema);
    } else throw new DescriptionFault('wsdl-document-unfit', { name, reason: root.name.slice(0, 100) });
  }
  const parts = new Parts(definitions);
  const { binding, version, namespace } = chooseBinding(parts, port);
  return { version, schemas, operation: (name) => readOperation(parts, binding, namespace, name) };
}

/** Parts of the definitions by kind and qualified name. */
class Parts {
  readonly all: readonly Part[];
  readonly #byName = new Map<string, Part>();

  constructor(definitions: readonly Part[]) {
    this.all = definitions.flatMap(({ source, element }) =>
      elementsOf(element).map((one) => ({ source, element: one })),
    );
    for (const { source, element } of definitions) {
      const namespace = attributeOf(element, 'targetNamespace') ?? '';
      for (const one of elementsOf(element))
        this.#byName.set(`${one.name} ${namespace} ${attributeOf(one, 'name') ?? ''}`, {
          source,
          element: one,
        });
    }
  }

  /** The part that an attribute of an element names. */
  named(kind: string, { source, element }: Part, attribute: string): Part {
    const { namespace, name } = source.nameAt(element, attributeOf(element, attribute) ?? '');
    const found = this.#byName.get(`${kind} ${namespace} ${name}`);
    if (found === undefined)
      throw new DescriptionFault('wsdl-element-undeclared', { name: `${kind} ${name}` });
    return found;
  }
}

/** The port that was named, or the first; of SOAP 1.1 rather than 1.2 where both are there, for that is the better tried. */
function chooseBinding(parts: Parts, wanted: string | undefined) {
  const ports = parts.all
    .filter(({ element }) => element.name === 'service')
    .flatMap(({ source, element }) =>
      childrenOf(element, WSDL, 'port').map((one) => ({ source, element: one })),
    )
    .flatMap((port) => {
      const binding = parts.named('binding', port, 'binding');
      const spoken = elementsOf(binding.element).find(
        ({ name, namespace }) => name === 'binding' && BINDINGS[namespace] !== undefined,
      );
      const version = BINDINGS[spoken?.namespace ?? ''];
      if (spoken === undefined || version === undefined) return [];
      return [
        { name: attributeOf(port.element, 'name') ?? '', binding, version, namespace: spoken.namespace },
      ];
    })
    .toSorted((left, right) => left.version.localeCompare(right.version));
  const found = wanted === undefined ? ports[0] : ports.find(({ name }) => name === wanted);
  if (found === undefined)
    throw new DescriptionFault('wsdl-port-unknown', {
      port: wanted ?? '',
      known: ports
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 500),
    });
  return found;
}

function readOperation(parts: Parts, binding: Part, soap: string, name: string): Operation {
  const bound = childrenOf(binding.element, WSDL, 'operation');
  const own = bound.find((one) => attributeOf(one, 'name') === name);
  const portType = parts.named('portType', binding, 'type');
  const abstract = childrenOf(portType.element, WSDL, 'operation').find(
    (one) => attributeOf(one, 'name') === name,
  );
  if (own === undefined || abstract === undefined)
    throw new DescriptionFault('wsdl-operation-unknown', {
      operation: name,
      known: bound
        .map((one) => attributeOf(one, 'name') ?? '')
        .join(', ')
        .slice(0, 1_000),
    });
  const [how] = childrenOf(own, soap, 'operation');
  const [overall] = childrenOf(binding.element, soap, 'binding');
  const style = attributeOf(how ?? own, 'style') ?? attributeOf(overall ?? own, 'style') ?? 'document';
  if (style !== 'document') throw new DescriptionFault('wsdl-style-unfit', { operation: name });
  const side = (direction: 'input' | 'output'): QualifiedName => {
    const [said] = childrenOf(abstract, WSDL, direction);
    const [bodied] = childrenOf(own, WSDL, direction);
    const body = bodied && childrenOf(bodied, soap, 'body')[0];
    if (said === undefined || (body && attributeOf(body, 'use')) !== 'literal')
      throw new DescriptionFault('wsdl-style-unfit', { operation: name });
    const message = parts.named('message', { source: portType.source, element: said }, 'message');
    const wanted = body && attributeOf(body, 'parts');
    const found = childrenOf(message.element, WSDL, 'part').filter(
      (one) => wanted === undefined || attributeOf(one, 'name') === wanted.trim(),
    );
    const element = found[0] && attributeOf(found[0], 'element');
    if (found[0] === undefined || found.length > 1 || element === undefined)
      throw new DescriptionFault('wsdl-style-unfit', { operation: name });
    return message.source.nameAt(found[0], element);
  };
  return {
    name,
    action: attributeOf(how ?? own, 'soapAction') ?? '',
    input: side('input'),
    output: side('output'),
  };
}

function childrenOf(element: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return elementsOf(element).filter((one) => one.namespace === namespace && one.name === name);
}
