import { concatBytes, utf8, type Clock, type RandomBytes, type XmlElement } from '../../../base/index.ts';
import type { OpenXml } from '../../../../verify/core/index.ts';
import { readCertificatesPem, securityHeader, userToken } from '../../../crypto/index.ts';
import type { Caller } from '../../index.ts';
import { openPassword, SOAP_VERSIONS, type PasswordBox, type SoapVersion } from '../soap/index.ts';
import { WsdlError } from './error.ts';
import type { Act, Mapping } from './mapping.ts';
import { withAnswer } from './message/answer.ts';

export interface WsdlClientOptions {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly passwords: PasswordBox;
  /** How calls leave the house. */
  readonly call: Caller;
  /** The same with a client certificate, for partners who ask for one. */
  readonly identified: Caller;
}

/** One call of an operation. */
export interface Calling {
  readonly mapping: Mapping;
  readonly act: Act;
  /** The request element, as XML. */
  readonly request: string;
  readonly partner: string;
  /** Largest answer, bytes. */
  readonly most: number;
  readonly signal: AbortSignal;
}

const NONCE_BYTES = 24;
/** How long a request is good for, in milliseconds. */
const LIFE = 120_000;
/** Statuses under which SOAP puts answers and faults; everything else is somebody else's page. */
const STATUSES: ReadonlySet<number> = new Set([200, 400, 500]);

/**
 * Calls an operation; `use` has the answer while it is open. @throws {ServiceFault} for a fault, {WsdlError} `wsdl-answer-unfit` for
 * what proves nothing, such as a redirection, which is never followed.
 */
export async function callService<Result>(
  options: WsdlClientOptions,
  calling: Calling,
  use: (answer: {
    readonly element: XmlElement;
    readonly document: OpenXml;
    readonly bytes: Uint8Array;
  }) => Result,
): Promise<Result> {
  const { mapping, act, most, signal } = calling;
  const { address, description } = mapping;
  const { version } = description;
  const body = await written(options, calling);
  const { status, body: bytes } = await (address.mutualTls === true ? options.identified : options.call)({
    method: 'POST',
    url: address.url,
    headers: headersOf(version, act.operation.action),
    body,
    signal,
    maximumAnswer: most,
    authorities: readCertificatesPem(address.authorities ?? ''),
  });
  if (!STATUSES.has(status)) throw new WsdlError('wsdl-answer-unfit', { reason: `HTTP ${String(status)}` });
  return withAnswer({ bytes, version, expected: act.operation.output }, (element, document) =>
    use({ element, document, bytes }),
  );
}

function headersOf(version: SoapVersion, text: string): Readonly<Record<string, string>> {
  const { mediaType } = SOAP_VERSIONS[version];
  // A header is one line of plain characters, whatever a description says.
  const action = text.replaceAll(/[^\u0021\u0023-\u005b\u005d-\u007e]/g, '');
  return version === '1.1'
    ? { 'content-type': `${mediaType}; charset=utf-8`, accept: mediaType, soapaction: `"${action}"` }
    : { 'content-type': `${mediaType}; charset=utf-8; action="${action}"`, accept: mediaType };
}

async function written(
  { clock, random, passwords }: WsdlClientOptions,
  { mapping, request, partner }: Calling,
): Promise<Uint8Array> {
  const { address, description } = mapping;
  const { user, password } = address;
  const { namespace } = SOAP_VERSIONS[description.version];
  let header = '';
  if (user !== undefined && password !== undefined) {
    const now = clock();
    const created = now.toISOString();
    const token = userToken({
      user,
      password: openPassword(passwords, password, partner),
      nonce: random(NONCE_BYTES),
      created,
    });
    const { xml } = await securityHeader({
      created,
      expires: new Date(now.getTime() + LIFE).toISOString(),
      token,
    });
    header = `<S:Header>${xml}</S:Header>`;
  }
  const start = `<?xml version="1.0" encoding="UTF-8"?>\n<S:Envelope xmlns:S="${namespace}">${header}<S:Body>`;
  return concatBytes(utf8(start), utf8(request), utf8('</S:Body></S:Envelope>'));
}
