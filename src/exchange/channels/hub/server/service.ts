import { say, utf8, uuidV7, type Language } from '../../../../base/index.ts';
import { ExchangeError } from '../../../index.ts';
import { SoapError } from '../../soap/index.ts';
import {
  hubDescription,
  isOperationName,
  NAMESPACES,
  type OperationName,
  type Value,
} from '../definition/index.ts';
import { HubError } from '../error.ts';
import type { OwnHub } from '../leg.ts';
import { readRequest, writeResponse } from '../message/codec.ts';
import { carriedEnvelopes, withMessage, writeEnvelope, writeFault } from '../message/envelope.ts';
import { hubActs, type Acts, type Answer, type Asking } from './acts.ts';
import { headerOf, loadOf, type DeliveringOptions } from './delivering.ts';
import type { Member } from './members.ts';

export interface HubServiceOptions extends DeliveringOptions {
  /** Faults that are not the caller's, for the log. */
  readonly report: (error: unknown) => void;
}

export interface HubCall {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly language: Language;
  /** SHA-256 (hexadecimal) of the client certificate of the connection. */
  readonly certificate?: string;
  /** Seconds that a partner has to wait before it may ask again; 0 where it may now. */
  readonly spend?: (partner: string) => number;
}

export interface HubAnswered {
  readonly status: 200 | 500;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Who asked, once it is proved. */
  readonly partner?: string;
  readonly operation?: OperationName;
}

/** The answer of whichever act. */
type Answered = Omit<Answer<OperationName>, 'value'> & { readonly value: never };

/** What is known of a request as it is carried out. */
interface Progress {
  caller?: Member;
  operation?: OperationName;
}

/** The Hub of this house: a message in, a message out; it knows no HTTP. */
export class HubService implements OwnHub {
  readonly #options: HubServiceOptions;
  readonly #acts: Acts;

  constructor(options: HubServiceOptions) {
    this.#options = options;
    this.#acts = hubActs(options);
  }

  /** The WSDL, for a Hub that is reached at `location`. */
  description(location: string): string {
    return hubDescription(location);
  }

  /** Answers a request; never throws on what it contains. Dispatch is by the element in the body, never by SOAPAction. */
  async answer(call: HubCall): Promise<HubAnswered> {
    const progress: Progress = {};
    try {
      return told(200, await this.#perform(call, progress), progress);
    } catch (error) {
      const { sentence, isTheirs } = this.#telling(error, call.language);
      return told(500, writeEnvelope(writeFault(sentence, isTheirs)), progress);
    }
  }

  async #perform(call: HubCall, progress: Progress): Promise<string> {
    if (call.contentType.split(';')[0]?.trim().toLowerCase() !== 'text/xml')
      throw new SoapError('soap-media-type');
    const { certificate, bytes, language } = call;
    const caller = certificate === undefined ? undefined : this.#options.members.byCertificate(certificate);
    // Before anything is parsed: whoever is nobody gets nothing done.
    if (caller === undefined) throw new HubError('hub-nppo-unknown');
    progress.caller = caller;
    const seconds = call.spend?.(caller.partner) ?? 0;
    if (seconds > 0) throw new HubError('hub-too-many', { seconds });
    const act = withMessage(bytes, ({ content, blocks }, document) => {
      if (content.namespace !== NAMESPACES.hub || !isOperationName(content.name))
        throw new HubError('hub-operation-unknown', { element: content.name.slice(0, 100) });
      progress.operation = content.name;
      const request = readRequest(content.name, content, document);
      return this.#act(content.name, request, { caller, language, carried: carriedEnvelopes(blocks) });
    });
    return act();
  }

  #act(name: OperationName, request: unknown, asking: Asking): () => Promise<string> {
    // The request was read by the name of the very act that takes it, and its answer is written by the same name.
    const act = this.#acts[name] as (request: unknown, asking: Asking) => Promise<Answered>;
    return async () => {
      const { value, carried = [] } = await act(request, asking);
      return writeEnvelope(writeResponse(name, value), carried);
    };
  }

  #telling(error: unknown, language: Language): { readonly sentence: string; readonly isTheirs: boolean } {
    const { words, report } = this.#options;
    const isKnown = error instanceof HubError || error instanceof SoapError || error instanceof ExchangeError;
    if (!isKnown) {
      report(error);
      return { sentence: say(words, language, 'hub-fault-internal'), isTheirs: false };
    }
    const single = error.faults.map(({ code, path }) => say(words, language, code, { first: path }));
    const sentence = [say(words, language, error.code, error.values), ...single].join('\n');
    return { sentence, isTheirs: true };
  }

  /** Puts a delivery of this house's own into the queue of a member. */
  async deposit(
    envelope: Value<'Envelope'>,
    carried: string,
    partner: string,
  ): Promise<Value<'EnvelopeHeader'>> {
    const { members, queues, clock, random, words } = this.#options;
    const { content } = loadOf(envelope, carried, false);
    const recipient = members.byPartner(partner);
    const { CertificateType: type, CertificateStatus: status } = envelope;
    const documents = recipient?.may.documents;
    const isAllowed =
      recipient?.may.receive === true &&
      (documents === undefined || documents.some((one) => one.type === type && one.status === status));
    if (recipient === undefined || content === undefined || !isAllowed) {
      const sentence = say(words, 'en', 'hub-not-allowed', { type, status, to: envelope.To });
      return { ...envelope, HUBTrackingInfo: 'FailedDelivery', hubDeliveryErrorMessage: sentence };
    }
    const now = clock();
    const standing = await queues.put(
      {
        number: uuidV7(now.getTime(), random),
        sender: envelope.From,
        recipient: recipient.country,
        type,
        status,
        certificate: envelope.NPPOCertificateNumber,
        content,
        carried,
      },
      now,
    );
    return headerOf(standing);
  }

  /** How a delivery to a member fares. */
  async track(partner: string, number: string): Promise<Value<'EnvelopeHeader'>> {
    const { members, queues } = this.#options;
    const country = members.byPartner(partner)?.country;
    const found = country === undefined ? undefined : await queues.find(country, number);
    if (found === undefined) throw new HubError('hub-envelope-unknown', { number });
    return headerOf(found);
  }
}

function told(status: HubAnswered['status'], text: string, { caller, operation }: Progress): HubAnswered {
  return {
    status,
    contentType: 'text/xml; charset=utf-8',
    body: utf8(text),
    ...(caller === undefined ? {} : { partner: caller.partner }),
    ...(operation === undefined ? {} : { operation }),
  };
}
