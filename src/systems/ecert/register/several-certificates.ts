import { elementsOf } from '../../../base/index.ts';
import { openXml } from '../../../crypto/index.ts';
import { isOlderDialect } from '../../../standards/index.ts';

/** Bytes within which the document element of the older dialect begins: after a declaration and some white space. */
const OPENING_BYTES = 1024;
const SEAL = 'Signature';

/**
 * The certificates of a document in the older dialect that holds several, each as a document of its own in exclusive
 * canonical form; undefined for every other document, and for one under a seal, which covers them together.
 */
export function certificatesWithin(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const opening = new TextDecoder('utf-8').decode(bytes.subarray(0, OPENING_BYTES));
  if (!/<certificates[\s>]/.test(opening)) return undefined;
  const opened = openXml(bytes);
  if (!opened.opened) return undefined;
  const { document } = opened;
  try {
    const elements = elementsOf(document.root);
    const certificates = elements.filter(({ name }) => name === 'certificate');
    const isSealed = elements.some(({ name }) => name === SEAL);
    if (!isOlderDialect(document.root) || isSealed || certificates.length < 2) return undefined;
    return certificates.map((of) => document.canonical({ method: 'c14n-exclusive', of }));
  } finally {
    document.close();
  }
}
