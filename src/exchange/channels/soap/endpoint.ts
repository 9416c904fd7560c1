import { say, type Catalogue, type Fault, type Language } from '../../../base/index.ts';
import type { OpenXml, XmlBounds } from '../../../../verify/core/index.ts';
import { openXml, type SealingKey } from '../../../crypto/index.ts';
import { ExchangeError } from '../../index.ts';
import { authenticate, type AuthenticationOptions, type Sender } from './authentication.ts';
import {
  isOperationName,
  NAMESPACE,
  SERVICE_SCHEMA,
  serviceDescription,
  type OperationName,
} from './definition/index.ts';
import { SoapError } from './error.ts';
import { readElement, writeElement, type ElementName } from './message/codec.ts';
import { readSoap } from './message/reading.ts';
import { faultStatus, SOAP_VERSIONS, versionOf, type SoapVersion } from './message/versions.ts';
import { faultContent, writeSoap, type Content } from './message/writing.ts';
import { soapActs, type ServiceOptions } from './service.ts';

export interface EndpointOptions extends ServiceOptions, Omit<AuthenticationOptions, 'partners'> {
  /** The key by which answers to a partner that signs its requests are signed. */
  readonly keyFor: (partner: string) => SealingKey | undefined;
  /** Faults that are not the sender's, for the log. */
  readonly report: (error: unknown) => void;
}

export interface SoapRequest {
  /** Seconds that a partner has to wait before it may ask again; 0 where it may now. */
  readonly spend?: (partner: string) => number;
  /** The Content-Type as it came. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly language: Language;
  /** SHA-256 (hexadecimal) of the client certificate of the connection. */
  readonly certificate?: string;
}

export interface SoapAnswer {
  readonly status: 200 | 400 | 500;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Who asked, once it is proved. */
  readonly partner?: string;
  readonly operation?: OperationName;
}

/** 16 MiB, 48 levels: an SPSCertificate has 12, and an envelope some more. */
const BOUNDS: XmlBounds = { maximumBytes: 16_777_216, maximumDepth: 48, maximumAttributes: 64 };
/** How long an answer is good for, in milliseconds. */
const LIFE = 300_000;

/** What is known of a request as it is carried out. */
interface Progress {
  version: SoapVersion;
  sender?: Sender;
  operation?: OperationName;
}

/** Our SOAP service: a message in, a message out; it knows no HTTP. */
export class SoapEndpoint {
  readonly #options: EndpointOptions;
  readonly #acts: ReturnType<typeof soapActs>;
  #described: { readonly location: string; readonly text: string } | undefined;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#acts = soapActs(options);
  }

  /** The WSDL, for a service that is reached at `location`. */
  description(location: string): string {
    if (this.#described?.location !== location)
      this.#described = { location, text: serviceDescription(location) };
    return this.#described.text;
  }

  /** Answers a request; never throws on what it contains. */
  async answer(request: SoapRequest): Promise<SoapAnswer> {
    const progress: Progress = { version: versionOf(request.contentType) ?? '1.1' };
    try {
      const content = await this.#perform(request, progress);
      return await this.#told(200, content, progress);
    } catch (error) {
      return this.#fault(error, request.language, progress);
    }
  }

  async #perform(request: SoapRequest, progress: Progress): Promise<Content> {
    if (versionOf(request.contentType) === undefined) throw new SoapError('soap-media-type');
    const opening = openXml(request.bytes, BOUNDS);
    if (!opening.opened) throw new SoapError(opening.refusal, opening.values);
    const { document } = opening;
    let act: () => Promise<Content>;
    try {
      act = await this.#prepare(request, document, progress);
    } finally {
      document.close();
    }
    return act();
  }

  /** All that needs the document; it is closed before the act waits for anything. */
  async #prepare(
    request: SoapRequest,
    document: OpenXml,
    progress: Progress,
  ): Promise<() => Promise<Content>> {
    if (document.warnings.some(({ code }) => code === 'xml-processing-instruction-outside'))
      throw new SoapError('xml-processing-instruction');
    const message = readSoap(document.root, progress.version);
    const sender = await authenticate(this.#options, document, message, request.certificate);
    progress.sender = sender;
    const { content } = message;
    if (content.namespace !== NAMESPACE || !isOperationName(content.name))
      throw new SoapError('soap-operation-unknown', { element: content.name.slice(0, 100) });
    const operation = content.name;
    progress.operation = operation;
    const { partner } = sender.partner.road;
    const seconds = request.spend?.(partner) ?? 0;
    if (seconds > 0) throw new SoapError('soap-too-many', { seconds });
    const faults = SERVICE_SCHEMA.faultsOf(document, content);
    if (faults.length > 0) throw new SoapError('soap-request-invalid', { count: faults.length }, { faults });
    return this.#act(operation, readElement(operation, content, document), {
      partner,
      language: request.language,
      raw: request.bytes,
    });
  }

  #act(
    name: OperationName,
    request: unknown,
    asking: { readonly partner: string; readonly language: Language; readonly raw: Uint8Array },
  ): () => Promise<Content> {
    // The request was read by the name of the very act that takes it, and its answer is written by the same name.
    const act = this.#acts[name] as (request: unknown, asking: unknown) => Promise<never>;
    const element: ElementName = `${name}Response`;
    return async () => {
      const certificates: Uint8Array[] = [];
      return { text: writeElement(element, await act(request, asking), certificates), certificates };
    };
  }

  async #told(status: SoapAnswer['status'], content: Content, progress: Progress): Promise<SoapAnswer> {
    const { version, sender, operation } = progress;
    const { keyFor, clock } = this.#options;
    const key = sender?.signature === undefined ? undefined : keyFor(sender.partner.road.partner);
    const now = clock();
    const times = { created: now.toISOString(), expires: new Date(now.getTime() + LIFE).toISOString() };
    const signing =
      sender?.signature === undefined || key === undefined ? {} : { key, confirms: sender.signature };
    const { bytes: body } = await writeSoap(version, content, { ...times, ...signing });
    return {
      status,
      contentType: `${SOAP_VERSIONS[version].mediaType}; charset=utf-8`,
      body,
      ...(sender === undefined ? {} : { partner: sender.partner.road.partner }),
      ...(operation === undefined ? {} : { operation }),
    };
  }

  #fault(error: unknown, language: Language, progress: Progress): Promise<SoapAnswer> {
    const known = this.#known(error);
    const { words } = this.#options;
    const sentence = say(words, language, known.code, known.values);
    const detail = faultDetail(words, language, known, sentence);
    const content = faultContent(progress.version, { kind: known.kind, sentence, language, detail });
    return this.#told(
      faultStatus(progress.version, known.kind),
      { text: content, certificates: [] },
      progress,
    );
  }

  /** What may be told of an error: a code of ours with a sentence. Anything else is our fault, and is not shown. */
  #known(error: unknown): SoapError {
    if (error instanceof SoapError) return error;
    if (error instanceof ExchangeError)
      return new SoapError(error.code, error.values, { faults: error.faults });
    this.#options.report(error);
    return new SoapError('soap-fault-internal', {}, { kind: 'receiver' });
  }
}

function faultDetail(words: Catalogue, language: Language, error: SoapError, sentence: string): string {
  return writeElement('Fault', {
    code: error.code,
    sentence,
    details: error.faults.map((fault: Fault) => ({
      code: fault.code,
      path: fault.path,
      sentence: say(words, language, fault.code, fault.values),
    })),
  });
}
