import {
  attributeOf,
  elementsOf,
  fromBase64,
  parseInstant,
  textOf,
  type XmlElement,
} from '../../base/index.ts';
import { BrokenSecurity, judged, type Judged } from './fault.ts';
import { BASE64, DSIG, PASSWORD_DIGEST, WSSE, WSSE11, WSU, X509_V3 } from './names.ts';

/** wsu:Timestamp: from when to when the sender stands by the message. */
export interface MessageTime {
  readonly element: XmlElement;
  readonly created: Date;
  readonly expires?: Date;
}

/** wsse:UsernameToken with a digest (Username Token Profile 1.1 §3.1). */
export interface UserToken {
  readonly user: string;
  /** Base64, as it came. */
  readonly digest: string;
  readonly nonce: Uint8Array;
  /** As it was written: the digest is over its characters. */
  readonly createdText: string;
  readonly created: Date;
}

/** A wsse:Security header, read strictly: what is not understood is refused, since it may change what is meant. */
export interface SecurityHeader {
  readonly element: XmlElement;
  readonly time?: MessageTime;
  readonly token?: UserToken;
  readonly signature?: XmlElement;
  /** Certificates (DER) by their wsu:Id. */
  readonly certificates: ReadonlyMap<string, Uint8Array>;
  /** wsse11:SignatureConfirmation: values of the request's signature that an answer confirms. */
  readonly confirmed: readonly { readonly element: XmlElement; readonly value: string }[];
}

const MOST_PARTS = 12;
const LONGEST_NONCE = 64;
const SHORTEST_NONCE = 8;
const LARGEST_CERTIFICATE = 16_384;

/** Reads the one security header of a message. */
export function readSecurity(element: XmlElement): Judged<SecurityHeader> {
  return judged(() => read(element));
}

function read(element: XmlElement): SecurityHeader {
  const parts = elementsOf(element);
  if (parts.length > MOST_PARTS || !isBlank(element)) throw malformed(element);
  const one = (namespace: string, name: string): XmlElement | undefined => {
    const found = parts.filter((part) => part.namespace === namespace && part.name === name);
    if (found.length > 1) throw new BrokenSecurity('ws-security-malformed', { element: name });
    return found[0];
  };
  const time = one(WSU, 'Timestamp');
  const token = one(WSSE, 'UsernameToken');
  const signature = one(DSIG, 'Signature');
  const certificates = parts.filter((part) => part.namespace === WSSE && part.name === 'BinarySecurityToken');
  const confirmed = parts.filter(
    (part) => part.namespace === WSSE11 && part.name === 'SignatureConfirmation',
  );
  const known = new Set([time, token, signature, ...certificates, ...confirmed]);
  const strange = parts.find((part) => !known.has(part));
  if (strange !== undefined) throw malformed(strange);
  return {
    element,
    ...(time === undefined ? {} : { time: readTime(time) }),
    ...(token === undefined ? {} : { token: readToken(token) }),
    ...(signature === undefined ? {} : { signature }),
    certificates: new Map(certificates.map(readCertificate)),
    confirmed: confirmed.map((part) => ({ element: part, value: attributeOf(part, 'Value') ?? '' })),
  };
}

function readTime(element: XmlElement): MessageTime {
  const [created, expires, ...rest] = elementsOf(element);
  if (!isWsu(created, 'Created') || rest.length > 0) throw malformed(element);
  if (expires !== undefined && !isWsu(expires, 'Expires')) throw malformed(element);
  return {
    element,
    created: instantOf(created),
    ...(expires === undefined ? {} : { expires: instantOf(expires) }),
  };
}

function readToken(element: XmlElement): UserToken {
  const parts = elementsOf(element);
  const one = (namespace: string, name: string): XmlElement => {
    const found = parts.filter((part) => part.namespace === namespace && part.name === name);
    const [only] = found;
    if (only === undefined || found.length > 1 || elementsOf(only).length > 0)
      throw new BrokenSecurity('ws-token-malformed', { element: name });
    return only;
  };
  if (parts.length !== 4) throw new BrokenSecurity('ws-token-malformed', { element: element.name });
  const password = one(WSSE, 'Password');
  if (attributeOf(password, 'Type') !== PASSWORD_DIGEST) throw new BrokenSecurity('ws-password-not-digest');
  const nonce = one(WSSE, 'Nonce');
  const encoding = attributeOf(nonce, 'EncodingType') ?? BASE64;
  const bytes = encoding === BASE64 ? fromBase64(textOf(nonce)) : undefined;
  if (bytes === undefined || bytes.length < SHORTEST_NONCE || bytes.length > LONGEST_NONCE)
    throw new BrokenSecurity('ws-token-malformed', { element: 'Nonce' });
  const user = textOf(one(WSSE, 'Username')).trim();
  const createdText = textOf(one(WSU, 'Created'));
  const created = parseInstant(createdText.trim());
  if (user === '' || user.length > 200 || created === undefined)
    throw new BrokenSecurity('ws-token-malformed', { element: user === '' ? 'Username' : 'Created' });
  return { user, digest: textOf(password).trim(), nonce: bytes, createdText, created };
}

function readCertificate(element: XmlElement): readonly [string, Uint8Array] {
  const id = attributeOf(element, 'Id', WSU) ?? '';
  const type = attributeOf(element, 'ValueType') ?? X509_V3;
  const encoding = attributeOf(element, 'EncodingType') ?? BASE64;
  const text = textOf(element);
  const bytes =
    type === X509_V3 && encoding === BASE64 && text.length < LARGEST_CERTIFICATE * 2
      ? fromBase64(text)
      : undefined;
  if (bytes === undefined || bytes.length > LARGEST_CERTIFICATE || elementsOf(element).length > 0)
    throw new BrokenSecurity('ws-certificate-unreadable');
  return [id, bytes];
}

function instantOf(element: XmlElement): Date {
  const instant = elementsOf(element).length === 0 ? parseInstant(textOf(element).trim()) : undefined;
  if (instant === undefined) throw malformed(element);
  return instant;
}

function isWsu(element: XmlElement | undefined, name: string): element is XmlElement {
  return element !== undefined && element.namespace === WSU && element.name === name;
}

function isBlank(element: XmlElement): boolean {
  return textOf(element).trim() === '';
}

function malformed(element: XmlElement): BrokenSecurity {
  return new BrokenSecurity('ws-security-malformed', { element: element.name.slice(0, 100) });
}
