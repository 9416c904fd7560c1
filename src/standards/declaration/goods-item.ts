import { element, structure } from '../message/definition.ts';

/** The goods, item by item, with what is cited for them. */
export const goodsItemStructures = {
  GoodsItem: structure('One goods item.', 'dec', [
    element('CustomsValueAmount', 'amount', '0..1', '108', 'Customs value.', { format: 'n..16,3' }),
    element('SequenceNumeric', 'numeric', '1..1', '006', 'Sequence number.', {
      format: 'n..5',
      missing: 'WARNING',
    }),
    element('StatisticalValueAmount', 'amount', '0..1', '114', 'Statistical value.', { format: 'n..16,3' }),
    element('TransactionNatureCode', 'code', '0..1', '103', 'Nature of transaction, coded.', {
      format: 'n..2',
    }),
    element('AdditionalDocument', 'AdditionalDocument', '0..n', '02A', 'Supporting documents.'),
    element('AdditionalInformation', 'Statement', '0..n', '03A', 'Statements in words or by code.'),
    element(
      'AEOMutualRecognitionParty',
      'RoledParty',
      '0..n',
      '16C',
      'Authorised operators recognised by agreement.',
    ),
    element('Buyer', 'ContactedParty', '0..1', '16A', 'Who buys.'),
    element('Commodity', 'Commodity', '0..1', '23A', 'What the goods are.'),
    element('Consignee', 'Party', '0..1', '27A', 'To whom the goods are sent.'),
    element('Consignor', 'Party', '0..1', '30A', 'Who consigns the goods.'),
    element('CustomsValuation', 'ItemValuation', '0..1', '41A', 'How the customs value is made.'),
    element('Destination', 'Destination', '0..1', '99B', 'Where the goods go.'),
    element('DomesticDutyTaxParty', 'RoledParty', '0..n', '55B', 'Further parties to the fiscal procedure.'),
    element('ExportCountry', 'ExportCountry', '0..1', '95B', 'Country of exportation.'),
    element('GovernmentProcedure', 'GovernmentProcedure', '0..n', '70A', 'Customs procedures asked for.'),
    element('Origin', 'Origin', '0..n', '92A', 'Where the goods are from.'),
    element('Packaging', 'Packaging', '0..n', '93A', 'Packages of one kind.'),
    element('PreviousDocument', 'PreviousDocument', '0..n', '99A', 'Documents of the procedure before.'),
    element('Seller', 'ContactedParty', '0..1', '09B', 'Who sells.'),
    element('UCR', 'UniqueReference', '0..1', '35B', 'Unique consignment reference.'),
    element('ValuationAdjustment', 'ValuationAdjustment', '0..1', '39B', 'What bears on the valuation.'),
  ]),
  AdditionalDocument: structure(
    'A supporting document of a goods item: certificate, licence, permit.',
    'dec',
    [
      element('CategoryCode', 'code', '0..1', 'D031', 'Document category, coded.', { format: 'an..3' }),
      element('EffectiveDateTime', 'dateTime', '0..1', '276', 'Document Effective Date.'),
      element('ID', 'id', '0..1', 'D005', 'Additional document reference number.', { format: 'an..70' }),
      element('Name', 'text', '0..1', 'D028', 'Additional document name.', { format: 'an..35' }),
      element('TypeCode', 'code', '0..1', 'D006', 'Additional document type, coded.', { format: 'an..3' }),
      element('LPCOExemptionCode', 'code', '0..1', '360', 'LPCO Exemption Code.', { format: 'an..3' }),
      element('Submitter', 'DocumentSubmitter', '0..1', '17B', 'Who submits it.'),
      element('WriteOff', 'WriteOff', '0..1', '22C', 'Quantity or amount that the document is drawn on for.'),
    ],
  ),
  WriteOff: structure('What is written off a supporting document.', 'dec', [
    element('QuantityQuantity', 'quantity', '0..1', '502', 'Writing-off quantity.', {
      format: 'n..16,6',
      nonNegative: true,
    }),
    element('AmountAmount', 'amount', '0..1', '503', 'Writing-off amount.', { format: 'n..16,3' }),
  ]),
  Statement: structure('A statement on a goods item.', 'dec', [
    element('StatementCode', 'code', '0..1', '226', 'Additional statement code.', { format: 'an..17' }),
    element('StatementDescription', 'text', '0..1', '225', 'Additional statement text.', {
      format: 'an..512',
    }),
    element('StatementTypeCode', 'code', '0..1', '369', 'Additional statement type.', { format: 'an..3' }),
  ]),
  Commodity: structure('The goods of an item.', 'dec', [
    element('Description', 'text', '0..1', '137', 'Description of goods.', { format: 'an..512' }),
    element('Classification', 'Classification', '0..n', '21A', 'Codes of the goods.'),
    element('DangerousGoods', 'DangerousGoods', '0..n', '12C', 'Dangerous goods among them.'),
    element('DutyTaxFee', 'DutyTaxFee', '0..n', '50A', 'Duties, taxes and fees.'),
    element('GoodsMeasure', 'GoodsMeasure', '0..1', '65A', 'How much there is.'),
    element('InvoiceLine', 'InvoiceLine', '0..1', '79A', 'The line of the invoice.'),
    element('TransportEquipment', 'EquipmentReference', '0..n', '31B', 'Containers.'),
  ]),
  Classification: structure('A code of the goods in a nomenclature.', 'dec', [
    element('ID', 'id', '0..1', '145', 'Commodity Classification.', { format: 'an..18' }),
    element('IdentificationTypeCode', 'code', '0..1', '', 'Which classification the code is of.', {
      format: 'an..3',
    }),
  ]),
  DangerousGoods: structure('Dangerous goods.', 'dec', [
    element('UNDGID', 'id', '0..1', '506', 'United Nations Dangerous Goods Identifier (UNDG).', {
      format: 'n..4',
    }),
  ]),
  GoodsMeasure: structure('Quantities of the goods.', 'dec', [
    element('GrossMassMeasure', 'measure', '0..1', '126', 'Gross weight item level.', {
      format: 'n..16,6',
      nonNegative: true,
    }),
    element('NetNetWeightMeasure', 'measure', '0..1', '128', 'Net net weight.', {
      format: 'n..16,6',
      nonNegative: true,
    }),
    element('TariffQuantity', 'quantity', '0..1', '130', 'Tariff quantity/ Supplementary quantity.', {
      format: 'n..16,6',
      nonNegative: true,
    }),
  ]),
  InvoiceLine: structure('A line of the invoice.', 'dec', [
    element('ItemChargeAmount', 'amount', '0..1', '112', 'Item amount.', { format: 'n..16,3' }),
  ]),
  EquipmentReference: structure('A container that holds the goods.', 'dec', [
    element('SequenceNumeric', 'numeric', '1..1', '006', 'Sequence number.', { format: 'n..5' }),
    element('ID', 'id', '0..1', '159', 'Equipment identification number.', { format: 'an..17' }),
  ]),
  DutyTaxFee: structure('One duty, tax or fee.', 'dec', [
    element('AdValoremTaxBaseAmount', 'amount', '0..1', '116', 'Duty/tax/fee assessment basis in value.', {
      format: 'n..16,3',
    }),
    element('DeductAmount', 'amount', '0..1', '111', 'Amount by which duty, tax or fee is reduced.', {
      format: 'n..16,3',
    }),
    element('DutyRegimeCode', 'code', '0..1', '164', 'Type of duty regime, coded.', { format: 'an..3' }),
    element(
      'SpecificTaxBaseQuantity',
      'quantity',
      '0..1',
      '129',
      'Duty/tax/fee assessment basis in quantity.',
      { format: 'n..16,6', nonNegative: true },
    ),
    element('TaxRateNumeric', 'numeric', '0..1', '115', 'Duty/tax/fee rate.'),
    element('TypeCode', 'code', '0..1', '113', 'Duty/tax/fee type, coded.', { format: 'an..3' }),
    element('QuotaOrderID', 'id', '0..1', '401', 'Quota identifier.', { format: 'an..17' }),
    element('Payment', 'Payment', '0..1', '94A', 'How it is paid.'),
  ]),
  Payment: structure('Payment of a duty, tax or fee.', 'dec', [
    element('MethodCode', 'code', '0..1', '107', 'Duty/tax payment method, coded.', { format: 'a1' }),
    element('TaxAssessedAmount', 'amount', '0..1', '120', 'Duty/tax/fee assessed.', { format: 'n..16,3' }),
    element('PaymentAmount', 'amount', '0..1', '378', 'Payment amount.', { format: 'n..16,3' }),
  ]),
  ItemValuation: structure('How the value of an item is made.', 'dec', [
    element('MethodCode', 'code', '0..1', '122', 'Valuation method, coded.', { format: 'an..3' }),
    element('ChargeDeduction', 'ChargeDeduction', '0..n', '58B', 'Charges added and deducted.'),
  ]),
  ValuationAdjustment: structure('What bears on the valuation of an item.', 'dec', [
    element('AdditionCode', 'code', '0..1', '188', 'Valuation additions qualifier.', { format: 'an..4' }),
  ]),
  GovernmentProcedure: structure('A customs procedure.', 'dec', [
    element('CurrentCode', 'code', '0..1', '166', 'Government procedure, coded.', { format: 'an..7' }),
    element('PreviousCode', 'code', '0..1', '161', 'Previous government procedure.', { format: 'an..7' }),
  ]),
  Origin: structure('A country of origin.', 'dec', [
    element('CountryCode', 'code', '0..1', '063', 'Country of origin, coded.', {
      format: 'an..4',
      list: 'country',
    }),
    element('RegionID', 'id', '0..1', '066', 'Region of origin, coded.', { format: 'an..9' }),
    element('TypeCode', 'code', '0..1', '501', 'Origin type, coded.', { format: 'an..3' }),
  ]),
  Packaging: structure('Packages of one kind.', 'dec', [
    element('SequenceNumeric', 'numeric', '1..1', '006', 'Sequence number.', { format: 'n..5' }),
    element('MarksNumbersID', 'id', '0..1', '142', 'Shipping marks.', { format: 'an..512' }),
    element('QuantityQuantity', 'quantity', '0..1', '144', 'Number of packages.', {
      format: 'n..8',
      nonNegative: true,
    }),
    element('TypeCode', 'code', '0..1', '141', 'Type of packages identification, coded.', {
      format: 'an..2',
      list: 'package-type',
    }),
    element('PackingMaterialDescription', 'text', '0..1', '344', 'Packing Material Description, text.', {
      format: 'an..256',
    }),
    element('LengthMeasure', 'measure', '0..1', '367', 'Package dimensions - Length.', {
      format: 'n..15',
      nonNegative: true,
    }),
    element('WidthMeasure', 'measure', '0..1', '368', 'Package dimensions - Width.', {
      format: 'n..15',
      nonNegative: true,
    }),
    element('HeightMeasure', 'measure', '0..1', '402', 'Package dimensions - Height.', {
      format: 'n..15',
      nonNegative: true,
    }),
    element('VolumeMeasure', 'measure', '0..1', '395', 'Package volume.', {
      format: 'n..16,6',
      nonNegative: true,
    }),
  ]),
};
