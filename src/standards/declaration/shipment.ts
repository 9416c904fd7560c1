import { element, structure } from '../message/definition.ts';

/** The shipment: how the goods travel and on what terms they were sold. */
export const shipmentStructures = {
  GoodsShipment: structure('The goods as they were sold and are declared.', 'dec', [
    element('ExitDateTime', 'dateTime', '0..1', '024', 'Exit date.'),
    element('TransactionNatureCode', 'code', '0..1', '103', 'Nature of transaction, coded.', {
      format: 'n..2',
    }),
    element(
      'AEOMutualRecognitionParty',
      'RoledParty',
      '0..n',
      '16C',
      'Authorised operators recognised by agreement.',
    ),
    element('Buyer', 'ContactedParty', '0..1', '16A', 'Who buys.'),
    element('Consignee', 'Party', '0..1', '27A', 'To whom the goods are sent.'),
    element('Consignment', 'Consignment', '0..1', '28A', 'The consignment as it is carried.'),
    element('Consignor', 'Party', '0..1', '30A', 'Who consigns the goods.'),
    element('CustomsValuation', 'ShipmentValuation', '0..1', '41A', 'How the customs value is made.'),
    element('Destination', 'Destination', '0..1', '99B', 'Where the goods go.'),
    element('DomesticDutyTaxParty', 'RoledParty', '0..n', '55B', 'Further parties to the fiscal procedure.'),
    element('ExportCountry', 'ExportCountry', '0..1', '95B', 'Country of exportation.'),
    element('GovernmentAgencyGoodsItem', 'GoodsItem', '0..n', '68A', 'Goods items.', {
      most: 999,
      missing: 'WARNING',
    }),
    element('Importer', 'ContactedParty', '0..1', '74A', 'Who imports.'),
    element('Invoice', 'Invoice', '0..1', '78A', 'The invoice.'),
    element('Payer', 'Party', '0..1', '56B', 'Who pays.'),
    element('PreviousDocument', 'PreviousDocument', '0..n', '99A', 'Documents of the procedure before.'),
    element('Seller', 'ContactedParty', '0..1', '09B', 'Who sells.'),
    element('Surety', 'Party', '0..1', '19B', 'Who stands surety.'),
    element('TradeTerms', 'TradeTerms', '0..1', '22B', 'Terms of delivery.'),
    element('UCR', 'UniqueReference', '0..1', '35B', 'Unique consignment reference.'),
    element('Warehouse', 'Warehouse', '0..1', '43B', 'Customs warehouse.'),
  ]),
  Consignment: structure('The consignment of the goods that are declared.', 'dec', [
    element('ContainerCode', 'code', '0..1', '096', 'Container transport code.', { format: '0|1' }),
    element('ArrivalTransportMeans', 'TransportMeans', '0..1', '10A', 'Means of transport at arrival.'),
    element('DepartureTransportMeans', 'TransportMeans', '0..1', '46A', 'Means of transport at departure.'),
    element('GoodsLocation', 'GoodsLocation', '0..1', '64A', 'Where the goods may be examined.'),
    element('LoadingLocation', 'LoadingLocation', '0..1', '83A', 'Place of loading.'),
    element('TransportEquipment', 'TransportEquipment', '0..n', '31B', 'Containers.'),
  ]),
  TransportMeans: structure('A means of transport.', 'dec', [
    element('Name', 'text', '0..1', '', 'Name of the means of transport.', { format: 'an..35' }),
    element('ID', 'id', '0..1', '', 'Identification of the means of transport.', { format: 'an..35' }),
    element('IdentificationTypeCode', 'code', '0..1', '', 'Kind of that identification, coded.', {
      format: 'an..17',
    }),
    element('TypeCode', 'code', '0..1', '', 'Kind of the means of transport, coded.', { format: 'an..4' }),
    element('ModeCode', 'code', '0..1', '', 'Mode of transport, coded.', { format: 'n1' }),
  ]),
  GoodsLocation: structure('Where the goods may be examined.', 'dec', [
    element('Name', 'text', '0..1', 'L016', 'Location of goods.', { format: 'an..256' }),
    element('ID', 'id', '0..1', 'L017', 'Location of goods, coded.', { format: 'an..17' }),
    element('TypeCode', 'code', '0..1', 'L110', 'Location of goods type, coded.', { format: 'an..3' }),
    element('Address', 'LocationAddress', '0..1', '04A', 'Where it is.'),
  ]),
  LocationAddress: structure('Where goods may be examined, with the kind of its identification.', 'dec', [
    element('TypeCode', 'code', '0..1', '410', 'Type of address.', { format: 'an..3' }),
    element('CityName', 'text', '0..1', '241', 'City name.', { format: 'an..35' }),
    element('CountryCode', 'code', '0..1', '242', 'Country, coded.', { format: 'a2', list: 'country' }),
    element('Line', 'text', '0..1', '239', 'Street and number/P.O. Box.', { format: 'an..70' }),
    element('PostcodeID', 'id', '0..1', '245', 'Postcode identification.', { format: 'an..9' }),
  ]),
  LoadingLocation: structure('A place of loading.', 'dec', [
    element('Name', 'text', '0..1', 'L009', 'Place of loading.', { format: 'an..256' }),
    element('ID', 'id', '0..1', 'L010', 'Place of loading, coded.', { format: 'an..17' }),
  ]),
  TransportEquipment: structure('A container or other equipment.', 'dec', [
    element('SequenceNumeric', 'numeric', '1..1', '006', 'Sequence number.', { format: 'n..5' }),
    element('ID', 'id', '0..1', '159', 'Equipment identification number.', { format: 'an..17' }),
    element('Seal', 'Seal', '0..n', '44B', 'Seals on the container.'),
  ]),
  Seal: structure('A seal.', 'dec', [
    element('SequenceNumeric', 'numeric', '1..1', '006', 'Sequence number.', { format: 'n..5' }),
    element('ID', 'id', '0..1', '165', 'Seal number.', { format: 'an..35' }),
  ]),
  ShipmentValuation: structure('Costs of the whole shipment.', 'dec', [
    element('FreightChargeAmount', 'amount', '0..1', '117', 'Freight costs.', { format: 'n..16,3' }),
    element('ChargeDeduction', 'ChargeDeduction', '0..n', '58B', 'Charges added and deducted.'),
  ]),
  ChargeDeduction: structure('One charge that is added or deducted.', 'dec', [
    element('ChargesTypeCode', 'code', '0..1', '371', 'Charges type, coded.', { format: 'an..3' }),
    element('OtherChargeDeductionAmount', 'amount', '0..1', '181', 'Other charges/deductions.', {
      format: 'n..16,3',
    }),
  ]),
  Destination: structure('A country and region of destination.', 'dec', [
    element('CountryCode', 'code', '0..1', '465', 'Country of destination, coded.', {
      format: 'a2',
      list: 'country',
    }),
    element('RegionID', 'id', '0..1', '477', 'Region of destination, coded.', { format: 'an..9' }),
  ]),
  ExportCountry: structure('A country of exportation.', 'dec', [
    element('ID', 'code', '0..1', '062', 'Country of exportation, coded.', { format: 'a2', list: 'country' }),
  ]),
  Invoice: structure('An invoice.', 'dec', [
    element('ID', 'id', '0..1', 'D016', 'Invoice number.', { format: 'an..70' }),
    element('IssueDateTime', 'dateTime', '0..1', 'D015', 'Invoice date.'),
  ]),
  TradeTerms: structure('Terms of delivery.', 'dec', [
    element('ConditionCode', 'code', '0..1', '090', 'Terms of delivery (Incoterms), coded.', {
      format: 'a3',
    }),
    element('CountryRelationshipCode', 'code', '0..1', '106', 'Country relationship, coded.', {
      format: 'an..3',
    }),
    element('Description', 'text', '0..1', '089', 'Terms of delivery in words.', { format: 'an..70' }),
    element('LocationID', 'id', '0..1', 'L002', 'Place of the terms of delivery, coded.', {
      format: 'an..17',
    }),
    element('LocationName', 'text', '0..1', 'L001', 'Place of the terms of delivery.', { format: 'an..256' }),
  ]),
  UniqueReference: structure('A unique consignment reference.', 'dec', [
    element('ID', 'id', '0..1', '016', 'UCR.', { format: 'an..35' }),
    element('TraderAssignedReferenceID', 'id', '0..1', '009', 'Trader reference.', { format: 'an..35' }),
  ]),
  Warehouse: structure('A customs warehouse.', 'dec', [
    element('ID', 'id', '0..1', 'L019', 'Warehouse, coded.', { format: 'an..35' }),
    element('TypeCode', 'code', '0..1', 'L112', 'Warehouse type, coded.', { format: 'an..3' }),
  ]),
  PreviousDocument: structure('A document of the procedure before.', 'dec', [
    element('CategoryCode', 'code', '0..1', 'D031', 'Document category, coded.', { format: 'an..3' }),
    element('ID', 'id', '0..1', 'D018', 'Previous document number.', { format: 'an..70' }),
    element('TypeCode', 'code', '0..1', 'D019', 'Previous document type, coded.', { format: 'an..3' }),
    element('LineNumeric', 'numeric', '0..1', '171', 'Declaration line number previously recorded.', {
      format: 'n..5',
    }),
  ]),
};
