import {
  attributeOf,
  elementsOf,
  fromBase64,
  fromUtf8,
  textOf,
  utf8,
  type XmlElement,
} from '../../../../base/index.ts';
import type { OpenXml } from '../../../../../verify/core/index.ts';
import { openXml } from '../../../../crypto/index.ts';
import { readSoap, SOAP_VERSIONS, SoapError, type SoapVersion } from '../../soap/index.ts';
import type { ContentForm } from '../address-schema.ts';
import type { QualifiedName } from '../description/source.ts';
import { WsdlError } from '../error.ts';

/** What a partner's service said instead of an answer. */
export class ServiceFault extends WsdlError {
  /** Its fault codes and the names of the elements in its detail, without prefixes. */
  readonly names: ReadonlySet<string>;

  constructor(said: string, names: ReadonlySet<string>) {
    super('wsdl-partner-faulted', { said: said.slice(0, 500) });
    this.names = names;
  }
}

const DEPTH = 64;

/**
 * Opens an answer and gives its one element to `use`, which must be done with it when it returns. @throws {ServiceFault} for a
 * fault, {WsdlError} `wsdl-answer-unfit` for whatever is not the answer that the description names.
 */
export function withAnswer<Result>(
  answer: { readonly bytes: Uint8Array; readonly version: SoapVersion; readonly expected: QualifiedName },
  use: (element: XmlElement, document: OpenXml) => Result,
): Result {
  const { bytes, version, expected } = answer;
  const opening = openXml(bytes, { maximumBytes: bytes.length, maximumDepth: DEPTH, maximumAttributes: 64 });
  if (!opening.opened) throw new WsdlError('wsdl-answer-unfit', { reason: opening.refusal });
  const { document } = opening;
  try {
    const element = contentOf(document, version);
    if (element.name === 'Fault' && element.namespace === SOAP_VERSIONS[version].namespace)
      throw faultOf(element);
    if (element.name !== expected.name || element.namespace !== expected.namespace)
      throw new WsdlError('wsdl-answer-unfit', { reason: element.name.slice(0, 100) });
    return use(element, document);
  } finally {
    document.close();
  }
}

function contentOf({ root }: OpenXml, version: SoapVersion): XmlElement {
  try {
    return readSoap(root, version).content;
  } catch (error) {
    if (!(error instanceof SoapError)) throw error;
    throw new WsdlError('wsdl-answer-unfit', { reason: error.code }, { cause: error });
  }
}

function faultOf(fault: XmlElement): ServiceFault {
  const within = (name: string): readonly XmlElement[] => allAt(fault, name);
  const codes = ['faultcode', 'Code/Value', 'Code/Subcode/Value'].flatMap(within).map((one) => {
    const text = textOf(one).trim();
    return text.slice(text.indexOf(':') + 1);
  });
  const details = ['detail', 'Detail']
    .flatMap(within)
    .flatMap(elementsOf)
    .map(({ name }) => name);
  const [said] = ['faultstring', 'Reason/Text'].flatMap(within).map((one) => textOf(one).trim());
  return new ServiceFault(`${codes.join('/')}: ${said ?? ''}`, new Set([...codes, ...details].slice(0, 50)));
}

/** Every element at a path of local names below an element; the element itself for the empty path. */
export function allAt(element: XmlElement, path: string): readonly XmlElement[] {
  if (path === '') return [element];
  return path
    .split('/')
    .reduce<readonly XmlElement[]>(
      (found, step) => found.flatMap((one) => elementsOf(one).filter(({ name }) => name === step)),
      [element],
    );
}

/** The texts at a path, an attribute's where it ends in one. */
export function textsAt(element: XmlElement, path: string): readonly string[] {
  const at = path.lastIndexOf('@');
  if (at < 0) return allAt(element, path).map((one) => textOf(one).trim());
  const owner = path.slice(0, Math.max(0, at - 1));
  return allAt(element, owner).flatMap((one) => attributeOf(one, path.slice(at + 1))?.trim() ?? []);
}

/** Whether an answer bears a sign: what stands at the path, each of it, is one of the values, or at all there where none are given. */
export function bears(
  element: XmlElement,
  { path, values }: { readonly path: string; readonly values: readonly string[] },
): boolean {
  const texts = textsAt(element, path);
  if (values.length > 0) return texts.length > 0 && texts.every((text) => values.includes(text));
  if (path === '') return true;
  return texts.some((text) => text !== '') || (!path.includes('@') && allAt(element, path).some(isFull));
}

function isFull(element: XmlElement): boolean {
  return elementsOf(element).length > 0;
}

/** The bytes that an element holds; undefined where it holds none of the form. XML is what is inside, or the element itself. */
export function bytesAt(document: OpenXml, element: XmlElement, form: ContentForm): Uint8Array | undefined {
  if (form === 'text') {
    const text = textOf(element);
    return text.trim() === '' ? undefined : utf8(text);
  }
  if (form === 'base64') {
    const bytes = fromBase64(textOf(element).replaceAll(/\s/g, ''));
    return bytes === undefined || bytes.length === 0 ? undefined : bytes;
  }
  const [only, another] = elementsOf(element);
  if (only === undefined) return undefined;
  const of = another === undefined ? only : element;
  return Uint8Array.from(document.canonical({ method: 'c14n-exclusive', of }));
}

/** What bytes say as JSON; undefined where they are none. */
export function jsonIn(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse((bytes && fromUtf8(bytes)) ?? '');
  } catch {
    return undefined;
  }
}
