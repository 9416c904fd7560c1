import { element, structure } from '../message/definition.ts';

/** What is said of the whole declaration. */
export const headerStructures = {
  Declaration: structure('A customs declaration.', 'dec', [
    element('AcceptanceDateTime', 'dateTime', '0..1', '023', 'Document acceptance date.'),
    element(
      'FunctionCode',
      'code',
      '1..1',
      '017',
      'Message function, coded: 9 original, 13 request, 14 advance notification.',
      { format: '9|13|14', missing: 'SEVERE' },
    ),
    element('FunctionalReferenceID', 'id', '0..1', 'D026', 'Reference number given by the declarant (LRN).', {
      format: 'an..35',
      missing: 'WARNING',
    }),
    element('ID', 'id', '0..1', 'D014', 'Reference number given by customs (MRN).', { format: 'an..70' }),
    element('IssueDateTime', 'dateTime', '0..1', 'D011', 'Document issuing date.'),
    element('IssueLocationID', 'id', '0..1', 'D012', 'Document issuing place, coded.', { format: 'an..5' }),
    element('TypeCode', 'code', '0..1', 'D013', 'Kind of declaration, coded.', {
      format: 'an..3',
      missing: 'WARNING',
    }),
    element('GoodsItemQuantity', 'quantity', '0..1', '228', 'Total number of items.', {
      format: 'n..5',
      nonNegative: true,
    }),
    element('DeclarationOfficeID', 'id', '0..1', '065', 'Office of declaration, coded.', {
      format: 'an..17',
    }),
    element('InvoiceAmount', 'amount', '0..1', '109', 'Total invoice amount.', { format: 'n..16,3' }),
    element('LoadingListQuantity', 'quantity', '0..1', '013', 'Number of loading lists.', {
      format: 'n..5',
      nonNegative: true,
    }),
    element('TotalGrossMassMeasure', 'measure', '0..1', '131', 'Total gross weight.', {
      format: 'n..16,6',
      nonNegative: true,
    }),
    element('TotalPackageQuantity', 'quantity', '0..1', '146', 'Total number of packages.', {
      format: 'n..8',
      nonNegative: true,
    }),
    element('SpecificCircumstancesCodeCode', 'code', '0..1', '504', 'Specific circumstances, coded.', {
      format: 'an..3',
    }),
    element('Authentication', 'Authentication', '0..1', '61B', 'How the declaration is authenticated.'),
    element('Submitter', 'Party', '0..1', '17B', 'Who submits it.'),
    element('AdditionalDocument', 'HeaderDocument', '0..n', '02A', 'Supporting documents.'),
    element('AdditionalInformation', 'HeaderStatement', '0..n', '03A', 'Statements in words or by code.'),
    element('Agent', 'Agent', '0..1', '05A', 'Who represents the declarant.'),
    element('Amendment', 'Amendment', '0..n', '06A', 'What an amendment changes.'),
    element(
      'AuthorisationHolder',
      'AuthorisationHolder',
      '0..n',
      '17C',
      'Who holds an authorisation that is used.',
    ),
    element(
      'BorderTransportMeans',
      'BorderTransportMeans',
      '0..1',
      '15A',
      'Active means of transport at the border.',
    ),
    element('Consignment', 'CarriedConsignment', '0..1', '28A', 'The consignment as it is carried.'),
    element('CurrencyExchange', 'CurrencyExchange', '0..n', '40A', 'Rates of exchange.'),
    element('Declarant', 'ContactedParty', '0..1', '57B', 'Who declares.'),
    element('ExitOffice', 'Office', '0..1', '56A', 'Office of exit.'),
    element('Exporter', 'ContactedParty', '0..1', '57A', 'Who exports.'),
    element('GoodsShipment', 'GoodsShipment', '0..1', '67A', 'The goods as they were sold and are declared.'),
    element('ObligationGuarantee', 'ObligationGuarantee', '0..n', '90A', 'Guarantees.'),
    element('PresentationOffice', 'Office', '0..1', '15C', 'Office of presentation.'),
    element('SupervisingOffice', 'Office', '0..1', '97B', 'Supervising office.'),
  ]),
  Authentication: structure('How the declaration is authenticated.', 'dec', [
    element('Authentication', 'text', '0..1', '104', 'Authentication.', { format: 'an..256' }),
    element('Authenticator', 'Contact', '0..1', '12A', 'Who authenticates it.'),
  ]),
  HeaderDocument: structure('A supporting document of the whole declaration.', 'dec', [
    element('CategoryCode', 'code', '0..1', 'D031', 'Document category, coded.', { format: 'an..3' }),
    element('ID', 'id', '0..1', 'D005', 'Additional document reference number.', { format: 'an..70' }),
    element('TypeCode', 'code', '0..1', 'D006', 'Additional document type, coded.', { format: 'an..3' }),
  ]),
  HeaderStatement: structure('A statement on the whole declaration.', 'dec', [
    element('StatementCode', 'code', '0..1', '226', 'Additional statement code.', { format: 'an..17' }),
    element('StatementDescription', 'text', '0..1', '225', 'Additional statement text.', {
      format: 'an..512',
    }),
    element('StatementTypeCode', 'code', '0..1', '369', 'Additional statement type.', { format: 'an..3' }),
    element('Pointer', 'Pointer', '0..n', '97A', 'The place meant, from the outside inwards.'),
  ]),
  Amendment: structure('One change of an amendment.', 'dec', [
    element('ChangeReasonCode', 'code', '0..1', '099', 'Amendment code.', { format: 'an..3' }),
    element('Pointer', 'Pointer', '0..n', '97A', 'The place meant, from the outside inwards.'),
  ]),
  Pointer: structure('A step towards a place of the message.', 'dec', [
    element('SequenceNumeric', 'numeric', '0..1', '006', 'Sequence number.', { format: 'n..5' }),
    element('DocumentSectionCode', 'code', '0..1', '375', 'Document/message section, coded.', {
      format: 'an..3',
    }),
    element('TagID', 'id', '0..1', '381', 'Tag identifier.', { format: 'an..4' }),
  ]),
  BorderTransportMeans: structure('The active means of transport at the border.', 'dec', [
    element('Name', 'text', '0..1', 'T005', 'Identification of means of transport crossing the border.', {
      format: 'an..35',
    }),
    element('ID', 'id', '0..1', 'T006', 'Identification of means of transport crossing the border, coded.', {
      format: 'an..35',
    }),
    element(
      'IdentificationTypeCode',
      'code',
      '0..1',
      'T018',
      'Type of identification of means of transport crossing the border, coded.',
      { format: 'an..17' },
    ),
    element('TypeCode', 'code', '0..1', 'T010', 'Type of means of transport crossing the border, coded.', {
      format: 'an..4',
    }),
    element(
      'RegistrationNationalityCode',
      'code',
      '0..1',
      'T014',
      'Nationality of means of transport crossing the border, coded.',
      { format: 'a2', list: 'country' },
    ),
    element('ModeCode', 'code', '0..1', 'T022', 'Mode of transport crossing the border, coded.', {
      format: 'n1',
    }),
  ]),
  CarriedConsignment: structure('The consignment for purposes of safety and security.', 'dec', [
    element('Carrier', 'Carrier', '0..1', '18A', 'Who carries the goods.'),
    element('ConsignmentItem', 'ConsignmentItem', '0..n', '29A', 'Items as they are carried.', { most: 999 }),
    element('Consignor', 'CarriedConsignor', '0..1', '30A', 'Who consigns the goods.'),
    element('Freight', 'Freight', '0..1', '62A', 'How carriage is paid.'),
    element('Itinerary', 'Itinerary', '0..n', '81A', 'Countries of routing, in order.'),
  ]),
  ConsignmentItem: structure('One item as it is carried.', 'dec', [
    element('SequenceNumeric', 'numeric', '1..1', '006', 'Sequence number.', { format: 'n..5' }),
    element('Consignor', 'CarriedConsignor', '0..1', '30A', 'Who consigns the goods.'),
    element('Freight', 'Freight', '0..1', '62A', 'How carriage is paid.'),
  ]),
  Freight: structure('Carriage of the goods.', 'dec', [
    element('PaymentMethodCode', 'code', '0..1', '098', 'Transport charges method of payment, coded.', {
      format: 'an..3',
    }),
  ]),
  Itinerary: structure('One country of the route.', 'dec', [
    element('SequenceNumeric', 'numeric', '1..1', '006', 'Sequence number.', { format: 'n..5' }),
    element('RoutingCountryCode', 'code', '0..1', '064', 'Country of routing, coded.', {
      format: 'a2',
      list: 'country',
    }),
  ]),
  CurrencyExchange: structure('A rate of exchange.', 'dec', [
    element('CurrencyTypeCode', 'code', '0..1', '135', 'Currency, coded.', { format: 'a3' }),
    element('RateNumeric', 'numeric', '0..1', '118', 'Rate of exchange.', { format: 'n..12,5' }),
  ]),
  ObligationGuarantee: structure('A guarantee.', 'dec', [
    element('AmountAmount', 'amount', '0..1', '492', 'Security amount.', { format: 'n..16,3' }),
    element('ID', 'id', '0..1', 'D014', 'Guarantee number.', { format: 'an..70' }),
    element('ReferenceID', 'id', '0..1', '100', 'Guarantee reference identifier.', { format: 'an..35' }),
    element('SecurityDetailsCode', 'code', '0..1', '101', 'Security details, coded.', { format: 'an..3' }),
    element('AccessCode', 'code', '0..1', '499', 'Guarantee access code.', { format: 'an..4' }),
    element('GuaranteeOffice', 'Office', '0..1', '14C', 'Office of guarantee.'),
  ]),
};
