import { attributeOf, elementsOf, textOf, type XmlElement } from '../../../../base/index.ts';
import { readSecurity, WSSE, type SecurityHeader } from '../../../../crypto/index.ts';
import { SoapError } from '../error.ts';
import { SOAP_VERSIONS, type SoapVersion } from './versions.ts';

/** A SOAP message, taken apart: each part is the very element that is acted on. */
export interface SoapMessage {
  readonly version: SoapVersion;
  readonly body: XmlElement;
  /** The one element in the body. */
  readonly content: XmlElement;
  readonly security?: SecurityHeader;
  /** Header blocks but the one of WS-Security. */
  readonly blocks: readonly XmlElement[];
}

const MOST_BLOCKS = 20;

/**
 * Reads an envelope strictly: at most one Header and then one Body, one element in it, and nothing beside; so there is one
 * place only where a request can stand. `understood` are the header blocks that the caller knows, by local name.
 */
export function readSoap(
  root: XmlElement,
  version: SoapVersion,
  understood: ReadonlySet<string> = new Set(),
): SoapMessage {
  const { namespace } = SOAP_VERSIONS[version];
  if (root.name !== 'Envelope') throw malformed(root);
  if (root.namespace !== namespace)
    throw new SoapError('soap-version', { namespace: root.namespace.slice(0, 200) }, { kind: 'version' });
  const parts = partsOf(root);
  const hasHeader = isSoap(parts[0], 'Header', namespace);
  const [body, ...rest] = hasHeader ? parts.slice(1) : parts;
  if (!isSoap(body, 'Body', namespace) || rest.length > 0) throw malformed(rest[0] ?? body ?? root);
  const [content, ...others] = partsOf(body);
  if (content === undefined || others.length > 0) throw malformed(body);
  const blocks = hasHeader && parts[0] !== undefined ? partsOf(parts[0]) : [];
  if (blocks.length > MOST_BLOCKS) throw malformed(root);
  const [own, ...more] = blocks.filter((block) => block.namespace === WSSE && block.name === 'Security');
  if (more.length > 0) throw malformed(more[0] ?? root);
  const otherBlocks = blocks.filter((block) => block !== own);
  for (const block of otherBlocks) demandUnderstanding(block, namespace, understood);
  return {
    version,
    body,
    content,
    blocks: otherBlocks,
    ...(own === undefined ? {} : { security: securityOf(own, namespace) }),
  };
}

/** A header for somebody else on the way is not for us, and would be a second truth about the same message. */
function securityOf(element: XmlElement, namespace: string): SecurityHeader {
  const isForOthers =
    attributeOf(element, 'actor', namespace) !== undefined ||
    attributeOf(element, 'role', namespace) !== undefined;
  if (isForOthers) throw malformed(element);
  const reading = readSecurity(element);
  if (!reading.sound) throw new SoapError(reading.code, reading.values, { kind: 'authentication' });
  return reading.found;
}

function demandUnderstanding(block: XmlElement, namespace: string, understood: ReadonlySet<string>): void {
  const must = attributeOf(block, 'mustUnderstand', namespace);
  if ((must === '1' || must === 'true') && !understood.has(block.name))
    throw new SoapError(
      'soap-must-understand',
      { element: block.name.slice(0, 100) },
      { kind: 'must-understand' },
    );
}

function partsOf(element: XmlElement): readonly XmlElement[] {
  if (textOf(element).trim() !== '') throw malformed(element);
  return elementsOf(element);
}

function isSoap(element: XmlElement | undefined, name: string, namespace: string): element is XmlElement {
  return element !== undefined && element.name === name && element.namespace === namespace;
}

function malformed({ name }: XmlElement): SoapError {
  return new SoapError('soap-envelope-malformed', { element: name.slice(0, 100) });
}
