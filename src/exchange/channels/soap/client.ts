import { elementsOf, textOf, type Clock, type RandomBytes, type XmlElement } from '../../../base/index.ts';
import type { OpenXml, XmlBounds } from '../../../../verify/core/index.ts';
import {
  openXml,
  readCertificatesPem,
  userToken,
  verifyMessage,
  type SealingKey,
} from '../../../crypto/index.ts';
import type { Caller } from '../../index.ts';
import type { SoapAddress } from './address.ts';
import {
  NAMESPACE,
  SERVICE_SCHEMA,
  type OperationName,
  type RequestOf,
  type ResponseOf,
} from './definition/index.ts';
import { SoapError } from './error.ts';
import { readElement, writeElement, type ElementName } from './message/codec.ts';
import { readSoap, type SoapMessage } from './message/reading.ts';
import { SOAP_VERSIONS, versionOf, type SoapVersion } from './message/versions.ts';
import { writeSoap } from './message/writing.ts';
import { fingerprintOf, type SoapPartner } from './partners.ts';
import { openPassword, type PasswordBox } from './passwords.ts';

export interface SoapClientOptions {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly passwords: PasswordBox;
  /** The key by which requests to a partner are signed, where it asks for that. */
  readonly keyFor: (partner: string) => SealingKey | undefined;
  /** How calls leave the house. */
  readonly call: Caller;
  /** The same with a client certificate, for partners who ask for one. */
  readonly identified?: Caller;
}

/** What a partner answered instead of carrying out a request. */
export class PartnerFault extends SoapError {
  /** Code of the partner's own fault, where it is one of ours; else the fault code of SOAP. */
  readonly partnerCode: string;
  readonly isTheirs: boolean;

  constructor(code: string, sentence: string, isTheirs: boolean) {
    super('soap-partner-refused', { fault: `${code}: ${sentence}`.slice(0, 500) });
    this.partnerCode = code;
    this.isTheirs = isTheirs;
  }
}

const VERSION: SoapVersion = '1.2';
const BOUNDS: XmlBounds = { maximumBytes: 33_554_432, maximumDepth: 48, maximumAttributes: 64 };
const NONCE_BYTES = 24;
/** How long a request is good for, in milliseconds. */
const LIFE = 120_000;
const WINDOW = 300_000;

/** The client of a service like ours at a partner. */
export class SoapClient {
  readonly #options: SoapClientOptions;

  constructor(options: SoapClientOptions) {
    this.#options = options;
  }

  /** Carries out an operation. @throws {PartnerFault} for a refusal, {SoapError} `soap-answer-unfit` for what proves nothing. */
  call<Name extends OperationName>(
    partner: SoapPartner,
    name: Name,
    request: RequestOf<Name>,
    signal: AbortSignal,
  ): Promise<ResponseOf<Name>> {
    return this.send(partner, name, writeElement(name, request), signal);
  }

  /** The same with a request that is written already. */
  async send<Name extends OperationName>(
    partner: SoapPartner,
    name: Name,
    request: string,
    signal: AbortSignal,
  ): Promise<ResponseOf<Name>> {
    const service = serviceOf(partner);
    const { bytes, signature } = await this.#written(partner, service, request);
    const { call, identified = call } = this.#options;
    const posted = await (service.ways.includes('mutual-tls') ? identified : call)({
      method: 'POST',
      url: service.url,
      headers: {
        'content-type': `${SOAP_VERSIONS[VERSION].mediaType}; charset=utf-8; action="${NAMESPACE}:${name}"`,
        accept: SOAP_VERSIONS[VERSION].mediaType,
      },
      body: bytes,
      signal,
      maximumAnswer: BOUNDS.maximumBytes,
      authorities: readCertificatesPem(service.authorities ?? ''),
    });
    if (versionOf(posted.headers['content-type'] ?? '') !== VERSION)
      throw new SoapError('soap-answer-unfit', { reason: `HTTP ${String(posted.status)}` });
    const opening = openXml(posted.body, BOUNDS);
    if (!opening.opened) throw new SoapError('soap-answer-unfit', { reason: opening.refusal });
    try {
      return this.#read(name, opening.document, partner, signature);
    } finally {
      opening.document.close();
    }
  }

  #written(
    { road }: SoapPartner,
    service: NonNullable<SoapAddress['service']>,
    request: string,
  ): ReturnType<typeof writeSoap> {
    const { clock, random, passwords, keyFor } = this.#options;
    const now = clock();
    const created = now.toISOString();
    const { ways, user, password } = service;
    const key = ways.includes('signature') ? keyFor(road.partner) : undefined;
    const token =
      ways.includes('digest') && user !== undefined && password !== undefined
        ? userToken({
            user,
            password: openPassword(passwords, password, road.partner),
            nonce: random(NONCE_BYTES),
            created,
          })
        : undefined;
    return writeSoap(
      VERSION,
      { text: request, certificates: [] },
      {
        created,
        expires: new Date(now.getTime() + LIFE).toISOString(),
        ...(token === undefined ? {} : { token }),
        ...(key === undefined ? {} : { key }),
      },
    );
  }

  #read<Name extends OperationName>(
    name: Name,
    document: OpenXml,
    partner: SoapPartner,
    signature: string | undefined,
  ): ResponseOf<Name> {
    const message = readSoap(document.root, VERSION);
    const { content } = message;
    const fault = isFault(content) ? readFault(content) : undefined;
    if (signature !== undefined) {
      const reason = this.#objection(document, message, partner, signature);
      if (reason !== undefined)
        throw new SoapError('soap-answer-unfit', {
          reason: fault === undefined ? reason : `${reason}, ${fault.message}`,
        });
    }
    if (fault !== undefined) throw fault;
    const element: ElementName = `${name}Response`;
    if (content.name !== element || SERVICE_SCHEMA.faultsOf(document, content).length > 0)
      throw new SoapError('soap-answer-unfit', { reason: content.name.slice(0, 100) });
    // The element is the response of this very operation, as its name has just said.
    return readElement(element, content, document) as ResponseOf<Name>;
  }

  /** Why a signed request's answer proves nothing: it must be signed by the partner, now, and confirm our signature. */
  #objection(
    document: OpenXml,
    { body, security }: SoapMessage,
    { road }: SoapPartner,
    signature: string,
  ): string | undefined {
    const confirmed = security?.confirmed.find(({ value }) => value === signature);
    if (security?.time === undefined || confirmed === undefined) return 'ws-signature-incomplete';
    const verdict = verifyMessage(document, security, [body, security.time.element, confirmed.element]);
    if (!verdict.sound) return verdict.code;
    const now = this.#options.clock().getTime();
    const { certificate, begins, ends } = verdict.found;
    if (now < begins.getTime() || now >= ends.getTime()) return 'ws-certificate-unreadable';
    const known = [...road.certificates.transport, ...road.certificates.seal];
    if (!known.some((one) => fingerprintOf(one) === fingerprintOf(certificate)))
      return 'soap-authentication-failed';
    return Math.abs(now - security.time.created.getTime()) > WINDOW ? 'ws-timestamp-outside' : undefined;
  }
}

function serviceOf({ road, address }: SoapPartner): NonNullable<SoapAddress['service']> {
  if (address.service === undefined) throw new SoapError('soap-address-missing', { partner: road.partner });
  return address.service;
}

function isFault({ name, namespace }: XmlElement): boolean {
  return name === 'Fault' && namespace === SOAP_VERSIONS[VERSION].namespace;
}

/** A fault of SOAP 1.2; the detail of ours has a code that stays. */
function readFault(fault: XmlElement): PartnerFault {
  const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
    element && elementsOf(element).find((one) => one.name === name);
  const value = textOf(child(child(fault, 'Code'), 'Value') ?? fault).trim();
  const detail = child(child(fault, 'Detail'), 'Fault');
  const own = detail?.namespace === NAMESPACE ? detail : undefined;
  const code = textOf(child(own, 'Code') ?? { ...fault, children: [value] });
  const sentence = textOf(child(own, 'Sentence') ?? child(child(fault, 'Reason'), 'Text') ?? fault);
  return new PartnerFault(code.slice(0, 100), sentence.slice(0, 300), value.endsWith('Receiver'));
}
