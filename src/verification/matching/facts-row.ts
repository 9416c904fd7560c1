import { stated } from './lib/compared.ts';
import { dayOf, daysLeft } from './lib/days.ts';
import { declaredAmount } from './lib/amounts.ts';
import { arrivalDay } from './header.ts';
import type {
  CertificateFacts,
  DeclarationFacts,
  FieldName,
  FieldValue,
  GoodsItem,
  Measure,
} from '../facts/index.ts';

/** Facts while they are gathered: every field is there from the beginning, so that all rows have one shape. */
export type FactsRow = Record<FieldName, FieldValue | undefined>;

/** Facts of a declaration, with which every other row begins. */
export function declarationRow(declaration: DeclarationFacts): FactsRow {
  return {
    'declaration.country': stated(declaration.country),
    'declaration.office': stated(declaration.office),
    'declaration.direction': declaration.direction,
    'declaration.procedure': stated(declaration.procedure),
    'declaration.declarant': stated(declaration.declarant),
    'declaration.declarant-class': stated(declaration.declarantClass),
    'declaration.lodged': dayOf(declaration.lodged),
    'declaration.arrival': dayOf(declaration.arrival),
    'declaration.despatch': stated(declaration.despatchCountry),
    'declaration.trade-country': stated(declaration.tradeCountry),
    'declaration.route': declaration.routeCountries,
    'declaration.port': stated(declaration.port),
    'declaration.transport-mode': stated(declaration.transportMode),
    'item.number': undefined,
    'item.commodity': undefined,
    'item.origin': undefined,
    'item.net-mass': undefined,
    'item.statutory': undefined,
    'item.transaction': undefined,
    'item.value': undefined,
    'item.currency': undefined,
    'item.checks': undefined,
    'item.check': undefined,
    'item.documents': undefined,
    'document.code': undefined,
    'document.type': undefined,
    'document.reference': undefined,
    'document.status': undefined,
    'document.paper': undefined,
    'document.link': undefined,
    'document.followed': undefined,
    'document.waiting-days': undefined,
    'certificate.number': undefined,
    'certificate.type': undefined,
    'certificate.country': undefined,
    'certificate.authority': undefined,
    'certificate.state': undefined,
    'certificate.issued': undefined,
    'certificate.expires': undefined,
    'certificate.days-left': undefined,
    'certificate.result': undefined,
    'certificate.findings': undefined,
    'certificate.export-country': undefined,
    'certificate.import-country': undefined,
    'agreement.in-force': undefined,
    'agreement.paperless': undefined,
    'partner.reachable': undefined,
    'match.type': undefined,
    'match.destination': undefined,
    'match.despatch': undefined,
    'match.origin': undefined,
    'match.route': undefined,
    'match.port': undefined,
    'match.commodity': undefined,
    'match.commodity-digits': undefined,
    'match.consignor': undefined,
    'match.consignee': undefined,
    'match.establishment': undefined,
    'match.containers': undefined,
    'match.seals': undefined,
    'match.transport': undefined,
    'match.transport-document': undefined,
    'match.issued-before-arrival': undefined,
    'match.produced-before-issue': undefined,
    'match.goods-expiry': undefined,
    'quantity.status': undefined,
    'quantity.declared': undefined,
    'quantity.certified': undefined,
    'quantity.taken': undefined,
    'quantity.available': undefined,
    'quantity.excess': undefined,
    'quantity.excess-percent': undefined,
    'quantity.tolerance': undefined,
    'quantity.claimants': undefined,
  };
}

/** Enters what a goods item says itself. `documents` are codes cited for it. */
export function enterItem(row: FactsRow, item: GoodsItem, documents: readonly string[]): void {
  row['item.number'] = String(item.item);
  row['item.commodity'] = stated(item.commodity);
  row['item.origin'] = stated(item.origin);
  row['item.net-mass'] = amountOf(item, 'net-mass');
  row['item.statutory'] = amountOf(item, 'statutory');
  row['item.transaction'] = amountOf(item, 'transaction');
  row['item.value'] = item.value?.amount;
  row['item.currency'] = stated(item.value?.currency);
  row['item.checks'] = item.checks ?? [];
  row['item.documents'] = documents;
}

/**
 * A new row, of what one says of the declaration and {@link enterItem} entered there, and of what the other says of all else. Field by
 * field: that is twice as fast as copying a row, and every combination that is judged has its own.
 */
export function joinedRow(item: FactsRow, certificate: FactsRow): FactsRow {
  return {
    'declaration.country': item['declaration.country'],
    'declaration.office': item['declaration.office'],
    'declaration.direction': item['declaration.direction'],
    'declaration.procedure': item['declaration.procedure'],
    'declaration.declarant': item['declaration.declarant'],
    'declaration.declarant-class': item['declaration.declarant-class'],
    'declaration.lodged': item['declaration.lodged'],
    'declaration.arrival': item['declaration.arrival'],
    'declaration.despatch': item['declaration.despatch'],
    'declaration.trade-country': item['declaration.trade-country'],
    'declaration.route': item['declaration.route'],
    'declaration.port': item['declaration.port'],
    'declaration.transport-mode': item['declaration.transport-mode'],
    'item.number': item['item.number'],
    'item.commodity': item['item.commodity'],
    'item.origin': item['item.origin'],
    'item.net-mass': item['item.net-mass'],
    'item.statutory': item['item.statutory'],
    'item.transaction': item['item.transaction'],
    'item.value': item['item.value'],
    'item.currency': item['item.currency'],
    'item.checks': item['item.checks'],
    'item.check': certificate['item.check'],
    'item.documents': item['item.documents'],
    'document.code': certificate['document.code'],
    'document.type': certificate['document.type'],
    'document.reference': certificate['document.reference'],
    'document.status': certificate['document.status'],
    'document.paper': certificate['document.paper'],
    'document.link': certificate['document.link'],
    'document.followed': certificate['document.followed'],
    'document.waiting-days': certificate['document.waiting-days'],
    'certificate.number': certificate['certificate.number'],
    'certificate.type': certificate['certificate.type'],
    'certificate.country': certificate['certificate.country'],
    'certificate.authority': certificate['certificate.authority'],
    'certificate.state': certificate['certificate.state'],
    'certificate.issued': certificate['certificate.issued'],
    'certificate.expires': certificate['certificate.expires'],
    'certificate.days-left': certificate['certificate.days-left'],
    'certificate.result': certificate['certificate.result'],
    'certificate.findings': certificate['certificate.findings'],
    'certificate.export-country': certificate['certificate.export-country'],
    'certificate.import-country': certificate['certificate.import-country'],
    'agreement.in-force': certificate['agreement.in-force'],
    'agreement.paperless': certificate['agreement.paperless'],
    'partner.reachable': certificate['partner.reachable'],
    'match.type': certificate['match.type'],
    'match.destination': certificate['match.destination'],
    'match.despatch': certificate['match.despatch'],
    'match.origin': certificate['match.origin'],
    'match.route': certificate['match.route'],
    'match.port': certificate['match.port'],
    'match.commodity': certificate['match.commodity'],
    'match.commodity-digits': certificate['match.commodity-digits'],
    'match.consignor': certificate['match.consignor'],
    'match.consignee': certificate['match.consignee'],
    'match.establishment': certificate['match.establishment'],
    'match.containers': certificate['match.containers'],
    'match.seals': certificate['match.seals'],
    'match.transport': certificate['match.transport'],
    'match.transport-document': certificate['match.transport-document'],
    'match.issued-before-arrival': certificate['match.issued-before-arrival'],
    'match.produced-before-issue': certificate['match.produced-before-issue'],
    'match.goods-expiry': certificate['match.goods-expiry'],
    'quantity.status': certificate['quantity.status'],
    'quantity.declared': certificate['quantity.declared'],
    'quantity.certified': certificate['quantity.certified'],
    'quantity.taken': certificate['quantity.taken'],
    'quantity.available': certificate['quantity.available'],
    'quantity.excess': certificate['quantity.excess'],
    'quantity.excess-percent': certificate['quantity.excess-percent'],
    'quantity.tolerance': certificate['quantity.tolerance'],
    'quantity.claimants': certificate['quantity.claimants'],
  };
}

function amountOf(item: GoodsItem, measure: Measure): FieldValue | undefined {
  const amount = declaredAmount(item, measure);
  return amount === undefined ? undefined : { value: amount.value, unit: amount.unit };
}

/** Enters what is known of a certificate, on the day on which the goods arrive. */
export function enterCertificate(
  row: FactsRow,
  certificate: CertificateFacts,
  declaration: DeclarationFacts,
): void {
  const { expires } = certificate;
  const arrival = arrivalDay(declaration);
  const left = expires === undefined || arrival === undefined ? undefined : daysLeft(expires, arrival);
  row['certificate.number'] = certificate.number;
  row['certificate.type'] = stated(certificate.typeCode);
  row['certificate.country'] = certificate.country;
  row['certificate.authority'] = certificate.authority;
  row['certificate.state'] = certificate.state;
  row['certificate.issued'] = dayOf(certificate.issued);
  row['certificate.expires'] = dayOf(expires);
  row['certificate.days-left'] = left === undefined ? undefined : String(left);
  row['certificate.result'] = certificate.result;
  row['certificate.findings'] = certificate.findings;
  row['certificate.export-country'] = stated(certificate.exportCountry);
  row['certificate.import-country'] = stated(certificate.importCountry);
}
