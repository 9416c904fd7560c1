import {
  fromUtf8,
  say,
  utf8,
  uuidV7,
  type Catalogue,
  type Clock,
  type Language,
  type RandomBytes,
} from '../../../base/index.ts';
import { admitXml, XML_BOUNDS } from '../../../../verify/core/index.ts';
import { openXml } from '../../../crypto/index.ts';
import { authenticate, readSoap, SoapError, type PasswordBox, type UsedProofs } from '../soap/index.ts';
import {
  certificateAnswer,
  clearanceAnswer,
  deniedFault,
  envelope,
  fault,
  processedAnswer,
  UNAUTHENTICATED,
} from './answers.ts';
import type { TracesPartners } from './partners.ts';
import type { QuantityAccounts } from './quantities.ts';
import { readHead, readRequest, UNDERSTOOD, type TracesRequest } from './requests.ts';

/** A certificate for a partner, as it is kept; undefined where there is none that concerns it. */
export interface TracesCertificates {
  find(partner: string, certificate: string): Promise<Uint8Array | undefined>;
}

export interface TracesOptions {
  readonly accounts: QuantityAccounts;
  readonly certificates: TracesCertificates;
  readonly partners: TracesPartners;
  readonly proofs: UsedProofs;
  readonly passwords: PasswordBox;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly words: Catalogue;
  /** Minutes east of Greenwich of the times in answers. */
  readonly zone: number;
  readonly report: (error: unknown) => void;
}

export interface TracesCall {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly language: Language;
  readonly spend?: (partner: string) => number;
}

export interface TracesAnswer {
  readonly status: 200 | 500;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly partner?: string;
  readonly operation?: string;
}

const BOUNDS = { maximumBytes: 2_097_152, maximumDepth: 24, maximumAttributes: 64 };
/** How long an answer says that it is good for, in milliseconds. */
const LIFE = 5_000;

/** The customs service in the form of TRACES NT: certificates, and the quantities that declarations write off. */
export class TracesService {
  readonly #options: TracesOptions;

  constructor(options: TracesOptions) {
    this.#options = options;
  }

  /** Answers a request; never throws on what it contains. A write is carried out once for each message, never retried here. */
  async answer(call: TracesCall): Promise<TracesAnswer> {
    try {
      return await this.#perform(call);
    } catch (error) {
      return told(500, this.#fault(error, call.language));
    }
  }

  async #perform(call: TracesCall): Promise<TracesAnswer> {
    if (call.contentType.split(';')[0]?.trim().toLowerCase() !== 'text/xml')
      throw new SoapError('soap-media-type');
    const opening = openXml(call.bytes, BOUNDS);
    if (!opening.opened) throw new SoapError(opening.refusal, opening.values);
    const { document } = opening;
    try {
      if (document.warnings.length > 0) throw new SoapError('soap-envelope-malformed', { element: '?' });
      const message = readSoap(document.root, '1.1', UNDERSTOOD);
      const { partner } = await authenticate(this.#options, document, message, undefined);
      const name = partner.road.partner;
      const head = readHead(message.blocks);
      // The program must be the one that the account was given to.
      if (head.client !== this.#options.partners.clientOf(name)) throw unauthenticated();
      const seconds = call.spend?.(name) ?? 0;
      if (seconds > 0) throw new SoapError('soap-too-many', { seconds });
      const request = readRequest(message.content);
      const content = await this.#content(name, request);
      const body = content.startsWith('<s:Envelope')
        ? content
        : envelope({ ...head, ...this.#times() }, content);
      const status = content.startsWith('<s:Envelope') ? 500 : 200;
      return { ...told(status, body), partner: name, operation: request.kind };
    } finally {
      document.close();
    }
  }

  async #content(partner: string, request: TracesRequest): Promise<string> {
    const { accounts, certificates } = this.#options;
    const { certificate } = request;
    if (request.kind === 'certificate') {
      const found = await certificates.find(partner, certificate);
      const xml = found === undefined ? undefined : documentText(found);
      return xml === undefined ? deniedFault(certificate) : certificateAnswer(xml);
    }
    if (request.kind === 'read') return processedAnswer(await accounts.read(partner, certificate));
    if (request.kind === 'reserve') {
      const result = await accounts.reserve(partner, certificate, request.reservation);
      if (result === undefined) return processedAnswer(undefined);
      return processedAnswer(await accounts.read(partner, certificate), result);
    }
    const outcome = await (request.kind === 'release'
      ? accounts.release(partner, certificate, request.mrn)
      : accounts.remove(partner, certificate, request.mrn));
    return clearanceAnswer(outcome ?? 'no-record', request.sent);
  }

  #times(): { readonly requestId: string; readonly created: string; readonly expires: string } {
    const { clock, random, zone } = this.#options;
    const now = clock().getTime();
    return {
      requestId: uuidV7(now, random),
      created: zoned(now, zone),
      expires: zoned(now + LIFE, zone),
    };
  }

  #fault(error: unknown, language: Language): string {
    if (!(error instanceof SoapError)) {
      this.#options.report(error);
      return fault('s:Server', say(this.#options.words, language, 'soap-fault-internal'));
    }
    if (error.kind === 'authentication') return UNAUTHENTICATED;
    return fault('s:Client', say(this.#options.words, language, error.code, error.values));
  }
}

function told(status: 200 | 500, body: string): TracesAnswer {
  return { status, contentType: 'text/xml; charset=utf-8', body: utf8(body) };
}

function unauthenticated(): SoapError {
  return new SoapError('soap-authentication-failed', {}, { kind: 'authentication' });
}

/** A document as it may stand inside another; undefined where it is not XML that may. */
function documentText(bytes: Uint8Array): string | undefined {
  const admission = admitXml(bytes, XML_BOUNDS);
  return admission.admitted && admission.warnings.length === 0 ? fromUtf8(admission.body) : undefined;
}

/** A moment as the clock of a zone shows it: `2026-09-29T16:12:03.437+02:00`. */
function zoned(milliseconds: number, zone: number): string {
  const local = new Date(milliseconds + zone * 60_000).toISOString().slice(0, -1);
  if (zone === 0) return `${local}Z`;
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  return `${local}${zone < 0 ? '-' : '+'}${two(Math.abs(zone) / 60)}:${two(Math.abs(zone) % 60)}`;
}
