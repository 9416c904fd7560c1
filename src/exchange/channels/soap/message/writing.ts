import { concatBytes, escapeText, utf8 } from '../../../../base/index.ts';
import { BODY_ID, securityHeader, WSSE, WSU, type HeaderOptions } from '../../../../crypto/index.ts';
import type { SoapFaultKind } from '../error.ts';
import { HOLE } from './codec.ts';
import { faultCode, SOAP_VERSIONS, type SoapVersion } from './versions.ts';

/** What stands in a body: XML with holes, and the certificates that belong there. */
export interface Content {
  readonly text: string;
  readonly certificates: readonly Uint8Array[];
}

/** The body of a message in pieces, as XML that declares every prefix it uses. */
export function bodyOf(version: SoapVersion, { text, certificates }: Content): readonly Uint8Array[] {
  const { namespace } = SOAP_VERSIONS[version];
  const body = `<S:Body xmlns:S="${namespace}" xmlns:wsu="${WSU}" wsu:Id="${BODY_ID}">${text}</S:Body>`;
  if (certificates.length === 0) return [utf8(body)];
  return body.split(HOLE).flatMap((part, index) => [utf8(part), certificates[index] ?? NOTHING]);
}

const NOTHING = new Uint8Array();
const END = utf8('</S:Envelope>');

/** A whole message with its security header, and the value of its signature where it has one. */
export async function writeSoap(
  version: SoapVersion,
  content: Content,
  security: Omit<HeaderOptions, 'body'>,
): Promise<{ readonly bytes: Uint8Array; readonly signature?: string }> {
  const body = bodyOf(version, content);
  // Only what is signed is needed in one piece; what is not is copied once.
  const signing = security.key === undefined ? {} : { body: concatBytes(...body) };
  const { xml, signature } = await securityHeader({ ...security, ...signing });
  const start = `<?xml version="1.0" encoding="UTF-8"?>\n<S:Envelope xmlns:S="${SOAP_VERSIONS[version].namespace}"><S:Header>${xml}</S:Header>`;
  const bytes = concatBytes(utf8(start), ...body, END);
  return { bytes, ...(signature === undefined ? {} : { signature }) };
}

export interface FaultTelling {
  readonly kind: SoapFaultKind;
  readonly sentence: string;
  /** BCP 47. */
  readonly language: string;
  /** The detail's one element, as XML. */
  readonly detail: string;
}

/** A fault as the content of a body. */
export function faultContent(version: SoapVersion, fault: FaultTelling): string {
  const { namespace } = SOAP_VERSIONS[version];
  const { kind, language, detail } = fault;
  const code = faultCode(version, kind);
  const sentence = escapeText(fault.sentence);
  if (version === '1.1') {
    return (
      `<S:Fault xmlns:S="${namespace}" xmlns:wsse="${WSSE}"><faultcode>${code}</faultcode>` +
      `<faultstring xml:lang="${language}">${sentence}</faultstring><detail>${detail}</detail></S:Fault>`
    );
  }
  const subcode =
    kind === 'authentication' ? '<S:Subcode><S:Value>wsse:FailedAuthentication</S:Value></S:Subcode>' : '';
  return (
    `<S:Fault xmlns:S="${namespace}" xmlns:wsse="${WSSE}"><S:Code><S:Value>${code}</S:Value>${subcode}</S:Code>` +
    `<S:Reason><S:Text xml:lang="${language}">${sentence}</S:Text></S:Reason><S:Detail>${detail}</S:Detail></S:Fault>`
  );
}
