import { admitXml, XML_BOUNDS } from '../../../../verify/core/index.ts';
import { openXml } from '../../../crypto/index.ts';
import { SERVICE_SCHEMA } from './definition/index.ts';

/** Contents whose typed form is remembered, by digest; the oldest goes first. */
const MOST_REMEMBERED = 256;
/** Larger ones are looked at each time. */
const LARGEST_REMEMBERED = 262_144;

/**
 * Certificates as they may stand inside an answer. Only what the published schema admits is sent as an element: a reader made from
 * our WSDL must not stumble over what we received leniently.
 */
export class TypedForms {
  readonly #known = new Map<string, Uint8Array | undefined>();

  /** The certificate's element as XML; undefined where the content can go as bytes only. `digest` names the content. */
  of(digest: string, content: Uint8Array): Uint8Array | undefined {
    if (this.#known.has(digest)) return this.#known.get(digest);
    const form = typedForm(content);
    if (content.length > LARGEST_REMEMBERED) return form;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(digest, form);
    return form;
  }
}

function typedForm(content: Uint8Array): Uint8Array | undefined {
  const opening = openXml(content);
  if (!opening.opened) return undefined;
  const { document } = opening;
  try {
    if (document.warnings.length > 0 || document.root.name !== 'SPSCertificate') return undefined;
    if (SERVICE_SCHEMA.faultsOf(document, document.root).length > 0) return undefined;
  } finally {
    document.close();
  }
  // The same characters without the declaration of XML, which may stand at the start of a document only.
  const admission = admitXml(content, XML_BOUNDS);
  return admission.admitted ? admission.body : undefined;
}
