import { escapeText } from '../../../base/index.ts';
import { CERTEX, CERTIFICATE, CHED, DECLARATIONS, MESSAGE } from './names.ts';
import {
  OUTCOMES,
  REFUSALS,
  type AvailableQuantity,
  type Outcome,
  type QuantityEntry,
  type QuantityLedger,
  type ReservationResult,
} from './quantities.ts';
import type { CertexHead } from './requests.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

export interface AnswerHead extends Pick<CertexHead, 'messageId' | 'requester'> {
  /** Names the exchange in logs. */
  readonly requestId: string;
  /** RFC 3339, with the zone that the answer is to show. */
  readonly created: string;
  readonly expires: string;
}

/** A whole answer, in the very form of TRACES NT; compact, as it goes over the wire. */
export function envelope(head: AnswerHead, content: string): string {
  return (
    `<S:Envelope xmlns:S="${SOAP}"><S:Header>` +
    `<Message xmlns="${MESSAGE}" severity="debugging"><ID>WS_REQUEST_ID</ID><Message>${escapeText(head.requestId)}</Message></Message>` +
    `<ns0:Security xmlns:ns1="${WSU}" xmlns:ns0="${WSSE}"><ns1:Timestamp><ns1:Created>${head.created}</ns1:Created>` +
    `<ns1:Expires>${head.expires}</ns1:Expires></ns1:Timestamp></ns0:Security>` +
    `<ns0:CertexHeader xmlns="${CERTEX}" xmlns:ns0="${CHED}"><MessageId>${escapeText(head.messageId)}</MessageId>` +
    `<UniqRequesterPrefix>${escapeText(head.requester)}</UniqRequesterPrefix></ns0:CertexHeader></S:Header>` +
    `<S:Body>${content}</S:Body></S:Envelope>`
  );
}

/** The answer to a reading or to a reservation; of a certificate that is not there it is an empty success, and no fault. */
export function processedAnswer(ledger: QuantityLedger | undefined, result?: ReservationResult): string {
  return (
    `<ns6:ProcessedChedInformationResponse ${DECLARATIONS}>${ledger === undefined ? '' : summary(ledger)}` +
    `<ns6:OperationCode>0</ns6:OperationCode>${result === undefined ? '' : reservation(result)}` +
    `<ns6:PushActive>false</ns6:PushActive></ns6:ProcessedChedInformationResponse>`
  );
}

/** The answer to a release or a removal; `sent` is what the request says, to the millisecond. */
export function clearanceAnswer(outcome: Outcome, sent: string): string {
  return (
    `<ns6:ChedClearanceResponse ${DECLARATIONS}>` +
    `<ns6:QuantityManagementOutcome>${OUTCOMES[outcome]}</ns6:QuantityManagementOutcome>` +
    `<ns6:SendingDate>${toMilliseconds(sent)}</ns6:SendingDate>` +
    `<ns6:OperationCode>0</ns6:OperationCode></ns6:ChedClearanceResponse>`
  );
}

/** A certificate's document element inside its answer. */
export function certificateAnswer(certificate: string): string {
  return `<c:GetChedCertificateResponse xmlns:c="${CERTIFICATE}">${certificate}</c:GetChedCertificateResponse>`;
}

/** Digits of a second beyond the third are left out, whatever the zone. */
export function toMilliseconds(instant: string): string {
  return escapeText(instant.replace(/(\.\d{3})\d+/, '$1'));
}

function summary({ available, reserved, consumed }: QuantityLedger): string {
  return (
    `<ns6:QuantityManagementSummary>${available.map(availableEntry).join('')}` +
    reserved.map((entry) => claimedEntry('ReservedQuantity', entry)).join('') +
    consumed.map((entry) => claimedEntry('ConsumedQuantity', entry)).join('') +
    '</ns6:QuantityManagementSummary>'
  );
}

function availableEntry({ code, quantity, unit, line }: AvailableQuantity): string {
  return `<AvailableQuantity>${commodity(code)}${supporting(quantity, unit, line)}</AvailableQuantity>`;
}

function claimedEntry(name: 'ReservedQuantity' | 'ConsumedQuantity', entry: QuantityEntry): string {
  const { goodsItem, code, quantity, unit, line, at, office, mrn } = entry;
  return (
    `<${name}><GoodsItemNumber>${String(goodsItem)}</GoodsItemNumber>${commodity(sixDigits(code))}` +
    `${supporting(quantity, unit, line)}<EventDateTime>${toMilliseconds(at)}</EventDateTime>` +
    `<CompetentCustomsOffice><ReferenceNumber>${escapeText(office)}</ReferenceNumber></CompetentCustomsOffice>` +
    `<MRN>${escapeText(mrn)}</MRN></${name}>`
  );
}

/** A declaration's code is told back as a subheading of the Harmonized System. */
function sixDigits(code: string): string {
  return code.padEnd(6, '0').slice(0, 6);
}

function commodity(code: string): string {
  return `<CommodityCode><HarmonizedSystemSubheadingcode>${escapeText(code)}</HarmonizedSystemSubheadingcode></CommodityCode>`;
}

function supporting(quantity: string, unit: string, line: number): string {
  return (
    `<SwSupportingDocument><UnitOfMeasure>${escapeText(unit)}</UnitOfMeasure><Quantity>${escapeText(quantity)}</Quantity>` +
    `<CertificateLineNumber>${String(line)}</CertificateLineNumber></SwSupportingDocument>`
  );
}

function reservation(result: ReservationResult): string {
  if (result.outcome === 'reserved') return '<ns6:ReservationResult>1</ns6:ReservationResult>';
  const { refusal, item } = result;
  const failed =
    item === undefined
      ? ''
      : `<ns6:ReservationFailureConsignmentItem><GoodsItemNumber>${String(item.goodsItem)}</GoodsItemNumber>` +
        `${item.line === undefined ? '' : `<DocumentLineItemNumber>${String(item.line)}</DocumentLineItemNumber>`}` +
        '</ns6:ReservationFailureConsignmentItem>';
  return (
    '<ns6:ReservationResult>0</ns6:ReservationResult>' +
    `<ns6:ReservationFailureReason>${REFUSALS[refusal]}</ns6:ReservationFailureReason>${failed}`
  );
}

/** Who is not proved is told no more than that, in the form of TRACES NT. */
export const UNAUTHENTICATED =
  `<env:Envelope xmlns:env="${SOAP}"><env:Header/><env:Body><env:Fault><faultcode>env:Client</faultcode>` +
  '<faultstring>UnauthenticatedException</faultstring></env:Fault></env:Body></env:Envelope>';

/** A certificate that is there, and not for whoever asks. */
export function deniedFault(certificate: string): string {
  return fault(
    's:Client',
    'Permission denied',
    `<detail><ChedCertificatePermissionDeniedException xmlns="${CERTIFICATE}"><CertificateIdentifier>` +
      `${escapeText(certificate)}</CertificateIdentifier></ChedCertificatePermissionDeniedException></detail>`,
  );
}

export function fault(code: 's:Client' | 's:Server', sentence: string, detail = ''): string {
  return (
    `<s:Envelope xmlns:s="${SOAP}"><s:Body><s:Fault><faultcode>${code}</faultcode>` +
    `<faultstring>${escapeText(sentence)}</faultstring>${detail}</s:Fault></s:Body></s:Envelope>`
  );
}
