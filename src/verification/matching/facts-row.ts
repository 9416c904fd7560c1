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

/** Facts of a declaration, of which each goods item gets its own copy. */
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

/** Enters what {@link enterItem} entered in another row. */
export function copyItem(row: FactsRow, from: FactsRow): void {
  row['item.number'] = from['item.number'];
  row['item.commodity'] = from['item.commodity'];
  row['item.origin'] = from['item.origin'];
  row['item.net-mass'] = from['item.net-mass'];
  row['item.statutory'] = from['item.statutory'];
  row['item.transaction'] = from['item.transaction'];
  row['item.value'] = from['item.value'];
  row['item.currency'] = from['item.currency'];
  row['item.checks'] = from['item.checks'];
  row['item.documents'] = from['item.documents'];
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
