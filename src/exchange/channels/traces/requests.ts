import { elementsOf, parseDecimal, textOf, type XmlElement } from '../../../base/index.ts';
import { SoapError } from '../soap/index.ts';
import { BASE, CERTEX, CERTIFICATE, CHED } from './names.ts';
import type { Reservation } from './quantities.ts';

/** What an answer echoes, and who asks besides the account. */
export interface CertexHead {
  readonly messageId: string;
  readonly requester: string;
  readonly client: string;
}

/** A request, as the element in its body says. */
export type TracesRequest =
  | { readonly kind: 'read'; readonly certificate: string }
  | { readonly kind: 'reserve'; readonly certificate: string; readonly reservation: Reservation }
  | {
      readonly kind: 'release' | 'remove';
      readonly certificate: string;
      readonly mrn: string;
      /** As it came: the answer has it to the millisecond. */
      readonly sent: string;
    }
  | { readonly kind: 'certificate'; readonly certificate: string };

const IDENTIFIER =
  /^(?:CHED(?:A|P|PP|D)\.[A-Z]{2}\.\d{4}\.\d{7}[VR]?|INTRA\.[A-Z]{2}\.[A-Z]{2}\.\d{4}\.\d{7})$/;
const MRN = /^[A-Z0-9]{1,35}$/;
const MOST_ITEMS = 999;

/** Header blocks that are understood. */
export const UNDERSTOOD: ReadonlySet<string> = new Set([
  'LanguageCode',
  'WebServiceClientId',
  'CertexHeader',
  'CustomsOfficeReferenceNumber',
]);

/** The header blocks of CERTEX; texts are empty where a block is absent. */
export function readHead(blocks: readonly XmlElement[]): CertexHead {
  const header = blocks.find((block) => block.name === 'CertexHeader' && block.namespace === CHED);
  const client = blocks.find((block) => block.name === 'WebServiceClientId' && block.namespace === BASE);
  return {
    messageId: header === undefined ? '' : optional(header, 'MessageId', CERTEX).slice(0, 100),
    requester: header === undefined ? '' : optional(header, 'UniqRequesterPrefix', CERTEX).slice(0, 100),
    client: client === undefined ? '' : textOf(client).trim(),
  };
}

/** Reads a request strictly; an element that is not known here is a fault, for it may change what is asked for. */
export function readRequest(content: XmlElement): TracesRequest {
  if (content.namespace === CERTIFICATE && content.name === 'GetChedCertificateRequest') {
    only(content, ['ID']);
    return { kind: 'certificate', certificate: identifier(content, 'ID', CERTIFICATE) };
  }
  if (content.namespace === CHED && content.name === 'ProcessedChedRequest') return processed(content);
  if (content.namespace === CHED && content.name === 'ChedClearanceRequest') return clearance(content);
  throw new SoapError('soap-operation-unknown', { element: content.name.slice(0, 100) });
}

function processed(content: XmlElement): TracesRequest {
  only(content, [
    'SendingDate',
    'ChedCertificateId',
    'CustomsDeclarationReferenceNumber',
    'CompetentCustomsOffice',
    'CommodityDescriptionForChed',
    'Language',
    'QuantityManagementIndication',
  ]);
  const certificate = identifier(content, 'ChedCertificateId', CHED);
  const indication = text(content, 'QuantityManagementIndication', CHED);
  if (indication === '0') return { kind: 'read', certificate };
  // One character lies between reading and changing: nothing but 1 reserves.
  if (indication !== '1') throw unfit('QuantityManagementIndication');
  const declaration = element(content, 'CustomsDeclarationReferenceNumber', CHED);
  const goods = children(content, 'CommodityDescriptionForChed', CHED);
  if (goods.length === 0 || goods.length > MOST_ITEMS) throw unfit('CommodityDescriptionForChed');
  const reservation = {
    mrn: mrnOf(declaration, 'MRN', CERTEX),
    office: officeOf(content),
    items: goods.map((one) => ({
      goodsItem: whole(one, 'GoodsItemNumber'),
      line: whole(one, 'CertificateLineNumber'),
      code: matching(one, 'ClassCode', /^\d{2,10}$/),
      quantity: quantity(one),
      unit: matching(one, 'NetWeightUnitOfMeasure', /^[A-Z0-9]{2,3}$/),
    })),
  };
  return { kind: 'reserve', certificate, reservation };
}

function clearance(content: XmlElement): TracesRequest {
  only(content, [
    'CompetentCustomsOffice',
    'SendingDate',
    'CustomsDocumentReference',
    'ChedCertificateId',
    'GoodsClearanceInformation',
  ]);
  const information = text(content, 'GoodsClearanceInformation', CHED);
  if (information !== '01' && information !== '02') throw unfit('GoodsClearanceInformation');
  officeOf(content);
  return {
    kind: information === '01' ? 'release' : 'remove',
    certificate: identifier(content, 'ChedCertificateId', CHED),
    mrn: mrnOf(content, 'CustomsDocumentReference', CHED),
    sent: text(content, 'SendingDate', CHED),
  };
}

function only(content: XmlElement, names: readonly string[]): void {
  const strange = elementsOf(content).find(({ name }) => !names.includes(name));
  if (strange !== undefined) throw unfit(strange.name);
}

function officeOf(content: XmlElement): string {
  return matching(
    element(content, 'CompetentCustomsOffice', CHED),
    'ReferenceNumber',
    /^[A-Z]{2}[A-Z0-9]{6}$/,
  );
}

function mrnOf(holder: XmlElement, name: string, namespace: string): string {
  const value = text(holder, name, namespace);
  if (!MRN.test(value)) throw unfit(name);
  return value;
}

function identifier(content: XmlElement, name: string, namespace: string): string {
  const value = text(content, name, namespace);
  if (!IDENTIFIER.test(value)) throw unfit(name);
  return value;
}

/** A quantity is a decimal above nothing, never in exponents. */
function quantity(one: XmlElement): string {
  const value = matching(one, 'NetWeightQuantity', /^\d{1,16}(\.\d{1,6})?$/);
  const decimal = parseDecimal(value);
  if (decimal === undefined || decimal.coefficient <= 0n) throw unfit('NetWeightQuantity');
  return value;
}

function whole(one: XmlElement, name: string): number {
  return Number(matching(one, name, /^\d{1,5}$/));
}

function matching(holder: XmlElement, name: string, form: RegExp): string {
  const value = text(holder, name, CERTEX);
  if (!form.test(value)) throw unfit(name);
  return value;
}

function text(holder: XmlElement, name: string, namespace: string): string {
  const found = element(holder, name, namespace);
  if (elementsOf(found).length > 0) throw unfit(name);
  return textOf(found).trim();
}

function optional(holder: XmlElement, name: string, namespace: string): string {
  return children(holder, name, namespace).length === 0 ? '' : text(holder, name, namespace);
}

function element(holder: XmlElement, name: string, namespace: string): XmlElement {
  const [found, ...others] = children(holder, name, namespace);
  if (found === undefined || others.length > 0) throw unfit(name);
  return found;
}

function children(holder: XmlElement, name: string, namespace: string): readonly XmlElement[] {
  return elementsOf(holder).filter((one) => one.name === name && one.namespace === namespace);
}

function unfit(name: string): SoapError {
  return new SoapError('traces-element-unfit', { element: name.slice(0, 100) });
}
