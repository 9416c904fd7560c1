import { fromUtf8 } from '../../base/index.ts';
import { verifyThen, type Verification } from '../../crypto/index.ts';
import {
  MAXIMUM_WRAPPERS,
  spsCertificate17,
  unwrap,
  unwrapText,
  type Unwrapped,
} from '../../standards/index.ts';
import type { OpenXml, SealReport, TrustAnchor } from '../../../verify/core/index.ts';

/** A certificate taken out of whatever it came in, and the verdict on its own seal. */
export interface Enclosed extends Verification {
  /** The certificate's own bytes; the bytes as handed in where nothing was around them. */
  readonly bytes: Uint8Array;
  /** Where in the wrapper it lay, outermost first. */
  readonly places: readonly { readonly path: string; readonly wrapping: Unwrapped['wrapping'] }[];
}

/**
 * Verifies a certificate that may lie in an envelope: as an element, as text or CDATA, or in base64. Each layer is opened
 * with the same care; a layer that bears a seal is not looked behind, since what is sealed is the document.
 */
export function verifyEnclosed(bytes: Uint8Array, anchors: readonly TrustAnchor[], time: string): Enclosed {
  const places: Enclosed['places'][number][] = [];
  let current = bytes;
  for (;;) {
    const isLast = places.length >= MAXIMUM_WRAPPERS;
    const { found, ...verification } = verifyThen(current, anchors, time, (document, report) =>
      isLast ? undefined : innerOf(document, report),
    );
    const isNoXml = verification.refusal?.code === 'xml-not-well-formed' && !isLast;
    const inner = isNoXml ? innerOfText(current) : found;
    if (inner === undefined) return { bytes: current, places, ...verification };
    places.push({ path: inner.path, wrapping: inner.wrapping });
    current = inner.bytes;
  }
}

interface Inner {
  readonly bytes: Uint8Array;
  readonly path: string;
  readonly wrapping: Unwrapped['wrapping'];
}

function innerOf(document: OpenXml, { content, indication, remarks }: SealReport): Inner | undefined {
  // The seal of a certificate inside an envelope stands where the envelope's own would not.
  if (remarks.some(({ code }) => code === 'seal-misplaced')) return innerOfElement(document);
  if (indication !== 'NO-SEAL' || content === undefined || content.name === spsCertificate17.root)
    return undefined;
  const found = unwrap(spsCertificate17, content);
  return found?.wrapping === 'element' ? innerOfElement(document) : found;
}

/** A body that is no XML may be the base64 of it. */
function innerOfText(bytes: Uint8Array): Inner | undefined {
  const text = fromUtf8(bytes);
  const found = text === undefined ? undefined : unwrapText(spsCertificate17, text.trim());
  return found === undefined || found.wrapping === 'element' ? undefined : found;
}

/** An element of an envelope as a document of its own: its exclusive canonical form, which keeps its seal valid. */
function innerOfElement(document: OpenXml): Inner | undefined {
  const found = unwrap(spsCertificate17, document.root);
  if (found?.wrapping !== 'element') return undefined;
  const { path, wrapping, root } = found;
  return { path, wrapping, bytes: document.canonical({ method: 'c14n-exclusive', of: root }) };
}
