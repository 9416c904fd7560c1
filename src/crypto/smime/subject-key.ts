import type { X509Certificate } from 'node:crypto';
import { identifierIn, membersIn, readElement } from '../lib/ber.ts';

const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';

/** The subject key identifier of a certificate (RFC 5280 §4.2.1.2), where it has one. */
export function subjectKeyIdentifier(certificate: X509Certificate): Uint8Array | undefined {
  const [body] = membersIn(readElement(certificate.raw));
  const wrapper = membersIn(body).find(({ tag }) => tag === 0xa3);
  const extensions = wrapper === undefined ? [] : membersIn(membersIn(wrapper)[0]);
  for (const extension of extensions) {
    const members = membersIn(extension);
    const value = members.at(-1);
    if (identifierIn(members[0]) === SUBJECT_KEY_IDENTIFIER && value !== undefined)
      return readElement(value.content).content;
  }
  return undefined;
}
