import type { SoapFaultKind } from '../error.ts';

/** The two versions of SOAP that are spoken; an answer is in the version of its request. */
export const SOAP_VERSIONS = {
  '1.1': { namespace: 'http://schemas.xmlsoap.org/soap/envelope/', mediaType: 'text/xml' },
  '1.2': { namespace: 'http://www.w3.org/2003/05/soap-envelope', mediaType: 'application/soap+xml' },
} as const;
export type SoapVersion = keyof typeof SOAP_VERSIONS;

const CODES: Readonly<Record<SoapVersion, Readonly<Record<SoapFaultKind, string>>>> = {
  '1.1': {
    sender: 'S:Client',
    receiver: 'S:Server',
    'must-understand': 'S:MustUnderstand',
    version: 'S:VersionMismatch',
    authentication: 'wsse:FailedAuthentication',
  },
  '1.2': {
    sender: 'S:Sender',
    receiver: 'S:Receiver',
    'must-understand': 'S:MustUnderstand',
    version: 'S:VersionMismatch',
    authentication: 'S:Sender',
  },
};

export function faultCode(version: SoapVersion, kind: SoapFaultKind): string {
  return CODES[version][kind];
}

/** HTTP status of a fault: SOAP 1.1 knows 500 only (§6.2), SOAP 1.2 tells whose fault it is (part 2 §7.5.2.2). */
export function faultStatus(version: SoapVersion, kind: SoapFaultKind): 400 | 500 {
  return version === '1.1' || kind === 'receiver' || kind === 'must-understand' || kind === 'version'
    ? 500
    : 400;
}

/** The version that a media type promises; undefined where it is neither. */
export function versionOf(contentType: string): SoapVersion | undefined {
  const essence = contentType.split(';')[0]?.trim().toLowerCase();
  if (essence === SOAP_VERSIONS['1.1'].mediaType) return '1.1';
  return essence === SOAP_VERSIONS['1.2'].mediaType ? '1.2' : undefined;
}
