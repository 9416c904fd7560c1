import {
  attributeOf,
  canonicalJson,
  elementsOf,
  escapeAttribute,
  escapeText,
  textOf,
  type XmlElement,
} from '../../../../base/index.ts';
import type { OpenXml, XmlBounds } from '../../../../../verify/core/index.ts';
import { openXml } from '../../../../crypto/index.ts';
import { readEnvelope, type Envelope } from '../../../index.ts';
import { readSoap, SoapError, type SoapMessage } from '../../soap/index.ts';
import { NAMESPACES } from '../definition/index.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
/** Where a header block is ours; whoever does not know it passes over it, as SOAP says. */
const OURS = 'urn:counterfoil:exchange:1';
/** Content escaped, its frame, and the messages of several. */
export const MAXIMUM_MESSAGE = 16_777_216;
const BOUNDS: XmlBounds = { maximumBytes: MAXIMUM_MESSAGE, maximumDepth: 48, maximumAttributes: 64 };
const LARGEST_ENVELOPE = 16_384;

/** An envelope of this house beside a delivery, with the delivery's number where there are several. */
export interface CarriedEnvelope {
  readonly number?: string;
  /** Canonical JSON. */
  readonly text: string;
}

export function writeEnvelope(content: string, carried: readonly CarriedEnvelope[] = []): string {
  const blocks = carried
    .map(({ number, text }) => {
      const delivery = number === undefined ? '' : ` delivery="${escapeAttribute(number)}"`;
      return `<c:Envelope xmlns:c="${OURS}"${delivery}>${escapeText(text)}</c:Envelope>`;
    })
    .join('');
  const header = blocks === '' ? '' : `<S:Header>${blocks}</S:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<S:Envelope xmlns:S="${SOAP}">${header}<S:Body>${content}</S:Body></S:Envelope>`;
}

/** A fault; `HubWebException` where the Hub has something to say to the caller. */
export function writeFault(sentence: string, isTheirs: boolean): string {
  const text = escapeText(sentence);
  const detail = isTheirs
    ? `<detail><h:HubWebException xmlns:h="${NAMESPACES.hub}"><h:message>${text}</h:message></h:HubWebException></detail>`
    : '';
  return `<S:Fault xmlns:S="${SOAP}"><faultcode>S:Server</faultcode><faultstring>${text}</faultstring>${detail}</S:Fault>`;
}

/**
 * Opens a message of SOAP 1.1, and gives it to `use`, which must be done with it when it returns.
 * @throws {SoapError} for what is no message, before any of it is acted on.
 */
export function withMessage<Result>(
  bytes: Uint8Array,
  use: (message: SoapMessage, document: OpenXml) => Result,
): Result {
  const opening = openXml(bytes, BOUNDS);
  if (!opening.opened) throw new SoapError(opening.refusal, opening.values);
  const { document } = opening;
  try {
    if (document.warnings.some(({ code }) => code === 'xml-processing-instruction-outside'))
      throw new SoapError('xml-processing-instruction');
    return use(readSoap(document.root, '1.1'), document);
  } finally {
    document.close();
  }
}

/** The envelopes of this house beside a message, by delivery; what is not one is passed over. */
export function carriedEnvelopes(blocks: readonly XmlElement[]): readonly CarriedEnvelope[] {
  return blocks
    .filter(({ name, namespace }) => name === 'Envelope' && namespace === OURS)
    .flatMap((block) => {
      const number = attributeOf(block, 'delivery');
      const text = textOf(block);
      if (text.length > LARGEST_ENVELOPE || elementsOf(block).length > 0) return [];
      return [{ text, ...(number === undefined ? {} : { number }) }];
    });
}

export function carry(envelope: Envelope): CarriedEnvelope {
  return { text: canonicalJson({ ...envelope }) };
}

/** The envelope that a text is. @throws {ExchangeError} `exchange-envelope-malformed`. */
export function uncarry({ text }: CarriedEnvelope): Envelope {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  return readEnvelope(value);
}

/** What a fault says, where the message is one; `isTheirs` where it is the exception of the contract. */
export function readFault({ content }: SoapMessage): { sentence: string; isTheirs: boolean } | undefined {
  if (content.name !== 'Fault' || content.namespace !== SOAP) return undefined;
  const inside = (name: string) => elementsOf(content).find((one) => one.name === name);
  const detail = inside('detail');
  const exception = detail && elementsOf(detail).find(({ name }) => name === 'HubWebException');
  const told = exception && elementsOf(exception).find(({ name }) => name === 'message');
  const sentence = textOf(told ?? inside('faultstring') ?? content).trim();
  return { sentence: sentence.slice(0, 500), isTheirs: exception !== undefined };
}
