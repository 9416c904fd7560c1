import { algorithmOf, hasSignatureForm, readX509, type OpenXml } from '../../../verify/core/index.ts';
import { elementsOf, equalBytes, type XmlElement } from '../../base/index.ts';
import { answerNow } from '../answers.ts';
import { BrokenSecurity, judged, type Judged } from './fault.ts';
import type { SecurityHeader } from './header.ts';
import { identifiersOf } from './identifiers.ts';
import { readSignature, type MessageSignature } from './signature-reading.ts';

/** Who signed a message. Whether this certificate is anybody's is for the caller to know. */
export interface MessageSigner {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly begins: Date;
  readonly ends: Date;
  /** Base64 of the signature value, without white space. */
  readonly value: string;
}

/** RSA keys below this are guessable within the life of a message's evidence. */
const SMALLEST_RSA = 2048;

/**
 * Verifies the signature of an open message over `required`, the elements that the caller is about to act on: each must be
 * signed itself, by identity, and no identifier may stand twice anywhere. Verdicts are values; throws never on content.
 */
export function verifyMessage(
  document: OpenXml,
  header: SecurityHeader,
  required: readonly XmlElement[],
): Judged<MessageSigner> {
  return judged(() => {
    const { signature } = header;
    if (signature === undefined)
      throw new BrokenSecurity('ws-signature-incomplete', { element: 'Signature' });
    // A comment changes no digest, and a reader that stops at it reads another value.
    if (document.warnings.some(({ code }) => code === 'xml-comment-in-signature'))
      throw new BrokenSecurity('ws-signature-malformed', { element: 'Signature' });
    const structure = readSignature(header, signature);
    checkParts(document, structure, required, signature);
    return checkValue(document, structure);
  });
}

function checkParts(
  document: OpenXml,
  { parts }: MessageSignature,
  required: readonly XmlElement[],
  signature: XmlElement,
): void {
  const identifiers = identifiersOf(document.root);
  const signed = new Set<XmlElement>();
  for (const { id, algorithm, value, method, inclusivePrefixes, isEnveloped } of parts) {
    const element = identifiers.get(id);
    const isHolder = element !== undefined && isEnveloped && holds(element, signature);
    if (element === undefined || signed.has(element) || isHolder)
      throw new BrokenSecurity('ws-signature-reference', { uri: `#${id}` });
    const bytes = document.canonical({ method, of: element, inclusivePrefixes });
    const digest = answerNow({ ask: 'digest', algorithm, bytes });
    if (typeof digest === 'boolean' || !equalBytes(digest, value))
      throw new BrokenSecurity('ws-signature-wrong', { element: element.name.slice(0, 100) });
    signed.add(element);
  }
  const missing = required.find((element) => !signed.has(element));
  if (missing !== undefined) throw new BrokenSecurity('ws-signature-incomplete', { element: missing.name });
}

/** Whether an element is, or has inside it, another. */
function holds(element: XmlElement, other: XmlElement): boolean {
  return element === other || elementsOf(element).some((child) => holds(child, other));
}

function checkValue(document: OpenXml, structure: MessageSignature): MessageSigner {
  const certificate = readX509(structure.certificate);
  if (certificate === undefined) throw new BrokenSecurity('ws-certificate-unreadable');
  const { key } = certificate;
  const algorithm = algorithmOf(structure.scheme, key);
  const isWeak = key.kind === 'rsa' && key.bits < SMALLEST_RSA;
  if (algorithm === undefined || isWeak)
    throw new BrokenSecurity('ws-signature-algorithm', { algorithm: key.text });
  const { method, inclusivePrefixes } = structure.form;
  const bytes = document.canonical({ method, of: structure.signedInfo, inclusivePrefixes });
  const verifies =
    hasSignatureForm(key, structure.value) &&
    answerNow({ ask: 'verify', algorithm, key: key.spki, bytes, signature: structure.value }) === true;
  if (!verifies) throw new BrokenSecurity('ws-signature-wrong', { element: 'SignedInfo' });
  return {
    certificate: structure.certificate,
    begins: new Date(certificate.notBefore),
    ends: new Date(certificate.notAfter),
    value: structure.valueText,
  };
}
