import type { Language } from '../../base/index.ts';

/** A message to a web service, as it came over HTTP. */
export interface WebServiceCall {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly language: Language;
  /** SHA-256 (hexadecimal) of the client certificate of the connection. */
  readonly certificate?: string;
  /** Seconds that a partner has to wait before it may ask again; 0 where it may now. */
  readonly spend: (partner: string) => number;
}

export interface WebServiceAnswer {
  readonly status: 200 | 400 | 500;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Who asked, once it is proved. */
  readonly partner?: string;
  readonly operation?: string;
}

/** A service that speaks SOAP: it proves by itself who asks, bounds and validates what comes, and tells its own faults. */
export interface WebService {
  /** The WSDL, for a service that is reached at this address; absent where there is none to give. */
  description?(location: string): string;
  answer(call: WebServiceCall): Promise<WebServiceAnswer>;
}

/** `exchange`: the switch centre's own; `customs`: quantities of certificates, in the form of TRACES NT. */
export const WEB_SERVICES = ['exchange', 'customs'] as const;
/** `hub`: the IPPC ePhyto Hub of this house, which stands where national systems look for one. */
export type WebServices = Readonly<Partial<Record<(typeof WEB_SERVICES)[number] | 'hub', WebService>>>;
