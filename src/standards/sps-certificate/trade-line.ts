import { element, structure } from '../message/definition.ts';

/** The goods, line by line, with their packages and treatments. */
export const tradeLineStructures = {
  SPSTradeLineItem: structure('One line of goods.', 'ram', [
    element(
      'SequenceNumeric',
      'numeric',
      '1..1',
      'UN03000147',
      'Number of the line; some senders keep 0 for totals.',
      {
        missing: 'WARNING',
      },
    ),
    element('Description', 'text', '1..n', 'UN03000148', 'Description of the goods.', { missing: 'WARNING' }),
    element('CommonName', 'text', '0..n', 'UN03000149', 'Common name of the goods.'),
    element('ScientificName', 'text', '0..n', 'UN03000150', 'Scientific name of the species.'),
    element('ProductionBatchID', 'id', '0..n', 'UN03000151', 'Batch or lot number.'),
    element('IntendedUse', 'text', '0..n', 'UN03000152', 'What the goods are for.'),
    element('ExpiryDateTime', 'dateTime', '0..n', 'UN03000153', 'When the goods expire.'),
    element('NetWeightMeasure', 'measure', '0..1', 'UN03000154', 'Net weight.', { nonNegative: true }),
    element('GrossWeightMeasure', 'measure', '0..1', 'UN03000155', 'Gross weight.', { nonNegative: true }),
    element('NetVolumeMeasure', 'measure', '0..1', 'UN03000156', 'Net volume.', { nonNegative: true }),
    element('GrossVolumeMeasure', 'measure', '0..1', 'UN03000157', 'Gross volume.', { nonNegative: true }),
    element('AdditionalInformationSPSNote', 'SPSNote', '0..n', 'UN03000158', 'Notes on the line.'),
    element(
      'ApplicableSPSClassification',
      'SPSClassification',
      '0..n',
      'UN03000159',
      'Classification of the goods.',
    ),
    element('PhysicalSPSPackage', 'SPSPackage', '0..n', 'UN03000160', 'Packages, one for each level.'),
    element(
      'AssociatedSPSTransportEquipment',
      'SPSTransportEquipment',
      '0..n',
      'UN03000161',
      'Containers that hold the line.',
    ),
    element('OriginSPSCountry', 'SPSCountry', '0..n', 'UN03000162', 'Country of origin.'),
    element('OriginSPSLocation', 'SPSLocation', '0..n', 'UN03000163', 'Place of origin.'),
    element('AppliedSPSProcess', 'SPSProcess', '0..n', 'UN03000164', 'Treatments and other processes.'),
    element(
      'AssertedSPSAuthentication',
      'SPSAuthentication',
      '0..n',
      'UN03000165',
      'Statements on the line.',
    ),
    element(
      'ReferenceSPSReferencedDocument',
      'SPSReferencedDocument',
      '0..n',
      'UN03000187',
      'Documents that concern the line.',
    ),
  ]),
  SPSClassification: structure('A class of the goods in a system of classes.', 'ram', [
    element('SystemID', 'id', '0..1', 'UN03000043', 'Identifier of the system.'),
    element('SystemName', 'text', '1..n', 'UN03000044', 'Name of the system, usually an ePhyto tag.', {
      list: 'ephyto-tag',
      enumerated: true,
    }),
    element('ClassCode', 'code', '0..1', 'UN03000045', 'Code of the class.'),
    element('ClassName', 'text', '0..n', 'UN03000046', 'Name of the class.', { un: '1..n' }),
  ]),
  SPSPackage: structure('Packages of one kind at one level.', 'ram', [
    element('LevelCode', 'code', '1..1', 'UN03000105', 'Packaging level.', { list: 'package-level' }),
    element('TypeCode', 'code', '1..1', 'UN03000106', 'Kind of package.', {
      list: 'package-type',
      enumerated: true,
    }),
    element('ItemQuantity', 'quantity', '1..1', 'UN03000107', 'Number of packages.', { nonNegative: true }),
    element(
      'NominalGrossWeightMeasure',
      'measure',
      '0..1',
      'UN03000108',
      'Nominal gross weight of one package.',
      { nonNegative: true },
    ),
    element(
      'NominalGrossVolumeMeasure',
      'measure',
      '0..1',
      'UN03000109',
      'Nominal gross volume of one package.',
      { nonNegative: true },
    ),
    element('PhysicalSPSShippingMarks', 'SPSShippingMarks', '0..n', 'UN03000110', 'Marks on the packages.'),
  ]),
  SPSShippingMarks: structure('Marks on packages.', 'ram', [
    element('Marking', 'text', '1..1', 'UN03000140', 'The marks as they read.'),
  ]),
  SPSProcess: structure('A treatment or other process that the goods went through.', 'ram', [
    element('TypeCode', 'code', '1..1', 'UN03000127', 'Kind of process; ZZZ in an ePhyto.', {
      list: 'process-type',
      enumerated: true,
    }),
    element('CompletionSPSPeriod', 'SPSPeriod', '0..1', 'UN03000128', 'When it was done and for how long.'),
    element(
      'ApplicableSPSProcessCharacteristic',
      'SPSProcessCharacteristic',
      '0..n',
      'UN03000129',
      'Its particulars: a tag, then the value.',
    ),
    element('OperationSPSCountry', 'SPSCountry', '0..1', 'UN03000130', 'Country where it was done.'),
    element('OperatorSPSParty', 'SPSParty', '0..1', 'UN03000131', 'Establishment that did it.'),
  ]),
  SPSPeriod: structure('A period of time.', 'ram', [
    element('StartDateTime', 'dateTime', '1..1', 'UN03000120', 'Its start.'),
    element('EndDateTime', 'dateTime', '0..1', 'UN03000121', 'Its end.'),
    element('DurationMeasure', 'measure', '0..1', 'UN03000122', 'How long it lasts.', { nonNegative: true }),
  ]),
  SPSProcessCharacteristic: structure('One particular of a process.', 'ram', [
    element('TypeCode', 'code', '0..1', 'UN03000178', 'What is measured.', {
      list: 'measured-attribute',
      enumerated: true,
    }),
    element('Description', 'text', '1..n', 'UN03000179', 'First the tag, then its value in each language.'),
    element('ValueMeasure', 'measure', '0..1', 'UN03000180', 'The value.'),
    element('MinimumValueMeasure', 'measure', '0..1', 'UN03000188', 'The lowest value.'),
    element('MaximumValueMeasure', 'measure', '0..1', 'UN03000189', 'The highest value.'),
  ]),
};
