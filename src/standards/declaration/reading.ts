import type { XmlElement } from '../../base/index.ts';
import type { MessageReading } from '../message/reader.ts';
import { readMessage } from '../message/reader.ts';
import { unwrap } from '../message/wrapper.ts';
import type { WcoDeclarationMessage } from './definition.ts';
import { wcoDeclaration } from './definition.ts';

export type DeclarationReading = MessageReading<WcoDeclarationMessage>;

/**
 * Reads a declaration leniently: the message itself, the message inside a request that carries it, or a bare `Declaration` without
 * `MetaData`. What the definition does not know is told in `unknown` and `findings`; the caller keeps the bytes.
 */
export function readDeclaration(root: XmlElement): DeclarationReading {
  return readMessage(wcoDeclaration, declarationRoot(root));
}

/** The document element of the declaration that a document is or carries; the document's own where it carries none. */
export function declarationRoot(root: XmlElement): XmlElement {
  if (root.name === wcoDeclaration.root) return root;
  if (root.name === 'Declaration' && root.namespace.startsWith('urn:wco:datamodel:WCO:DEC')) {
    const namespace = wcoDeclaration.namespaces[0].uri;
    return { name: wcoDeclaration.root, namespace, attributes: [], children: [root] };
  }
  const unwrapped = unwrap(wcoDeclaration, root);
  return unwrapped?.wrapping === 'element' ? unwrapped.root : root;
}
