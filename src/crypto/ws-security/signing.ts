import { escapeAttribute, toBase64, utf8 } from '../../base/index.ts';
import { CryptoError } from '../error.ts';
import { sha256 } from '../digests.ts';
import type { SealingKey } from '../seal-key.ts';
import { openXml } from '../xml.ts';
import { BASE64, DSIG, ECDSA_SHA256, EXCLUSIVE, SHA256, WSSE, WSSE11, WSU, X509_V3 } from './names.ts';

/** Identifier of the Body of a message that is to be signed: its `wsu:Id`. */
export const BODY_ID = 'body';

export interface HeaderOptions {
  /** RFC 3339, UTC. */
  readonly created: string;
  readonly expires: string;
  /** A UsernameToken, as XML. */
  readonly token?: string;
  /** Signature value (base64) of the request that an answer answers (WS-Security 1.1 §8.5). */
  readonly confirms?: string;
  /** Whose signature the message bears; with `body`, the Body element as XML (UTF-8) that declares every prefix it uses. */
  readonly key?: SealingKey;
  readonly body?: Uint8Array;
}

/** A header as XML, and the value of its signature (base64), which an answer has to confirm. */
export interface SecurityText {
  readonly xml: string;
  readonly signature?: string;
}

/**
 * A wsse:Security header as XML: Timestamp, the token, and a signature (ECDSA P-256, exclusive canonicalisation) over the Body,
 * the Timestamp and the confirmation. Throws CryptoError `seal-document-refused` where the body is not XML that we accept.
 */
export async function securityHeader(options: HeaderOptions): Promise<SecurityText> {
  const { created, expires, token = '', confirms, key, body } = options;
  // Written in their exclusive canonical form, so that no parse is needed to sign them.
  const time =
    `<wsu:Timestamp xmlns:wsu="${WSU}" wsu:Id="time"><wsu:Created>${created}</wsu:Created>` +
    `<wsu:Expires>${expires}</wsu:Expires></wsu:Timestamp>`;
  const confirmation =
    confirms === undefined
      ? ''
      : `<wsse11:SignatureConfirmation xmlns:wsse11="${WSSE11}" xmlns:wsu="${WSU}" Value="${escapeAttribute(confirms)}" wsu:Id="confirmation"></wsse11:SignatureConfirmation>`;
  const signature =
    key === undefined || body === undefined
      ? undefined
      : await signatureOver(key, [
          [BODY_ID, canonical(body)],
          ['time', utf8(time)],
          ...(confirmation === '' ? [] : ([['confirmation', utf8(confirmation)]] as const)),
        ]);
  return {
    xml:
      `<wsse:Security xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}">${time}${token}${confirmation}` +
      `${signature?.xml ?? ''}</wsse:Security>`,
    ...(signature === undefined ? {} : { signature: signature.value }),
  };
}

function canonical(body: Uint8Array): Uint8Array {
  const opening = openXml(body);
  if (!opening.opened) throw new CryptoError('seal-document-refused', { refusal: opening.refusal });
  try {
    return opening.document.canonical({ method: 'c14n-exclusive', of: opening.document.root });
  } finally {
    opening.document.close();
  }
}

async function signatureOver(
  key: SealingKey,
  parts: readonly (readonly [id: string, bytes: Uint8Array])[],
): Promise<{ readonly xml: string; readonly value: string }> {
  const info =
    `<ds:SignedInfo xmlns:ds="${DSIG}"><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${ECDSA_SHA256}"></ds:SignatureMethod>${parts.map(reference).join('')}</ds:SignedInfo>`;
  const value = toBase64(await key.sign(utf8(info)));
  const xml =
    `<wsse:BinarySecurityToken wsu:Id="certificate" EncodingType="${BASE64}" ValueType="${X509_V3}">${toBase64(key.certificate)}</wsse:BinarySecurityToken>` +
    `<ds:Signature xmlns:ds="${DSIG}">${info}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI="#certificate" ValueType="${X509_V3}"/></wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature>`;
  return { xml, value };
}

function reference([id, bytes]: readonly [id: string, bytes: Uint8Array]): string {
  return (
    `<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${EXCLUSIVE}"></ds:Transform></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod><ds:DigestValue>${toBase64(sha256(bytes))}</ds:DigestValue></ds:Reference>`
  );
}
