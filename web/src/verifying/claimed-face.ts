import { elementsOf, type XmlElement } from '../../../src/base/index.ts';
import {
  certificateFace,
  readCertificate,
  type Face,
  type SpsCertificate,
} from '../../../src/standards/index.ts';
import { openXml } from '../../../verify/browser/index.ts';

const DEEPEST = 6;

/**
 * What a document claims to say though no seal holds over it. Never to be shown as a certificate: only beside the true
 * one, so that the eye finds what a forger changed. Undefined where it is no certificate at all.
 */
export function claimedFace(bytes: Uint8Array): Face | undefined {
  return openCertificate(bytes, certificateFace);
}

/** What is made of the certificate in a document; undefined where there is none. */
export function openCertificate<Result>(
  bytes: Uint8Array,
  make: (certificate: SpsCertificate) => Result,
): Result | undefined {
  const opening = openXml(bytes);
  if (!opening.opened) return undefined;
  try {
    const certificate = certificateIn(opening.document.root, 0);
    if (certificate === undefined) return undefined;
    return make(readCertificate(certificate, { now: new Date() }).document);
  } finally {
    opening.document.close();
  }
}

function certificateIn(element: XmlElement, depth: number): XmlElement | undefined {
  if (element.name === 'SPSCertificate') return element;
  if (depth === DEEPEST) return undefined;
  for (const child of elementsOf(element)) {
    const found = certificateIn(child, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
