import { element, structure } from '../message/definition.ts';

/** What is sent: from whom, to whom, from where to where. */
export const consignmentStructures = {
  SPSConsignment: structure('The consignment that is certified.', 'ram', [
    element('ID', 'id', '0..1', 'UN03000054', 'Number of the consignment.'),
    element('AvailabilityDueDateTime', 'dateTime', '0..1', 'UN03000055', 'When it is due to be available.'),
    element('ExportExitDateTime', 'dateTime', '0..1', 'UN03000056', 'When it leaves the exporting country.'),
    element('ShipStoresIndicator', 'indicator', '0..1', 'UN03000057', 'Whether it is for ship stores.'),
    element('ConsignorSPSParty', 'SPSParty', '1..1', 'UN03000058', 'Exporter.', { missing: 'WARNING' }),
    element('ConsigneeSPSParty', 'SPSParty', '1..1', 'UN03000059', 'Declared consignee.', {
      missing: 'WARNING',
    }),
    element('ExportSPSCountry', 'SPSCountry', '1..1', 'UN03000060', 'Exporting country.', {
      missing: 'SEVERE',
    }),
    element('ReExportSPSCountry', 'SPSCountry', '0..n', 'UN03000061', 'Country of re-export.'),
    element('StorageSPSEvent', 'SPSEvent', '0..n', 'UN03000062', 'Where it is stored.'),
    element('LoadingBaseportSPSLocation', 'SPSLocation', '0..1', 'UN03000063', 'Port of loading.'),
    element('ImportSPSCountry', 'SPSCountry', '1..1', 'UN03000064', 'Importing country.', {
      missing: 'SEVERE',
    }),
    element(
      'ConsigneeReceiptSPSLocation',
      'SPSLocation',
      '0..1',
      'UN03000065',
      'Where the consignee gets it.',
    ),
    element('TransitSPSCountry', 'SPSCountry', '0..n', 'UN03000066', 'Country of transit.'),
    element('TransitSPSLocation', 'SPSLocation', '0..n', 'UN03000067', 'Place of transit.'),
    element('UnloadingBaseportSPSLocation', 'SPSLocation', '0..1', 'UN03000068', 'Declared point of entry.'),
    element('ExaminationSPSEvent', 'SPSEvent', '1..1', 'UN03000069', 'Where it is to be examined.'),
    element('CarrierSPSParty', 'SPSParty', '0..1', 'UN03000070', 'Carrier.'),
    element('DespatchSPSParty', 'SPSParty', '0..1', 'UN03000071', 'Whence it is despatched.'),
    element('DeliverySPSParty', 'SPSParty', '0..1', 'UN03000072', 'Whither it is delivered.'),
    element('CustomsTransitAgentSPSParty', 'SPSParty', '0..1', 'UN03000073', 'Agent for customs transit.'),
    element(
      'MainCarriageSPSTransportMovement',
      'SPSTransportMovement',
      '0..n',
      'UN03000074',
      'Means of conveyance, one for each leg.',
    ),
    element(
      'UtilizedSPSTransportEquipment',
      'SPSTransportEquipment',
      '0..n',
      'UN03000075',
      'Containers and other equipment.',
    ),
    element(
      'IncludedSPSConsignmentItem',
      'SPSConsignmentItem',
      '1..n',
      'UN03000076',
      'What it consists of.',
      {
        missing: 'SEVERE',
      },
    ),
  ]),
  SPSConsignmentItem: structure('A part of the consignment with its trade lines.', 'ram', [
    element('NatureIdentificationSPSCargo', 'SPSCargo', '0..n', 'UN03000051', 'Nature of the cargo.'),
    element('IncludedSPSTradeLineItem', 'SPSTradeLineItem', '1..n', 'UN03000052', 'Lines of goods.', {
      missing: 'SEVERE',
    }),
  ]),
  SPSCargo: structure('The nature of cargo.', 'ram', [
    element('TypeCode', 'code', '1..1', 'UN03000041', 'Kind of cargo.', {
      list: 'cargo-type',
      enumerated: true,
    }),
  ]),
  SPSTransportMovement: structure('A leg of the journey.', 'ram', [
    element('ID', 'id', '0..1', 'UN03000173', 'Voyage, flight or trip number.'),
    element('ModeCode', 'code', '1..1', 'UN03000174', 'Mode of transport.', {
      list: 'transport-mode',
      enumerated: true,
    }),
    element('UsedSPSTransportMeans', 'SPSTransportMeans', '0..1', 'UN03000175', 'The vehicle.'),
  ]),
  SPSTransportMeans: structure('A vessel, aircraft, train or vehicle.', 'ram', [
    element('Name', 'text', '1..1', 'UN03000171', 'Its name or registration.'),
  ]),
  SPSTransportEquipment: structure('A container or other unit that holds the goods.', 'ram', [
    element('ID', 'id', '0..1', 'UN03000167', 'Container number.', { un: '1..1' }),
    element('AffixedSPSSeal', 'SPSSeal', '0..n', 'UN03000168', 'Seals on it.'),
    element('SettingSPSTemperature', 'SPSTemperature', '0..n', 'UN03000169', 'Temperature it is set to.'),
  ]),
  SPSSeal: structure('A seal on a container.', 'ram', [
    element('ID', 'id', '1..1', 'UN03000136', 'Seal number, or the first of a row.'),
    element('MaximumID', 'id', '0..1', 'UN03000137', 'Last seal number of the row.'),
    element('IssuingSPSParty', 'SPSParty', '0..1', 'UN03000138', 'Who affixed it.'),
  ]),
  SPSTemperature: structure('A temperature setting.', 'ram', [
    element('ValueMeasure', 'measure', '0..1', 'UN03000142', 'The temperature.'),
    element('MinimumValueMeasure', 'measure', '0..1', 'UN03000143', 'The lowest allowed.'),
    element('MaximumValueMeasure', 'measure', '0..1', 'UN03000144', 'The highest allowed.'),
    element('TypeCode', 'code', '0..1', 'UN03000145', 'Storage or transport.', {
      list: 'temperature-type',
      enumerated: true,
    }),
  ]),
};
