import type { ElementMember, JsonForm } from '../json-form/shape.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';

type More = Partial<Omit<ElementMember, 'json' | 'element' | 'as'>>;

const one = (json: string, element: string, more: More = {}): ElementMember => ({
  json,
  element,
  as: 'one',
  ...more,
});
const list = (json: string, element: string, more: More = {}): ElementMember => ({
  json,
  element,
  as: 'list',
  ...more,
});
const plain = (json: string, element: string, more: More = {}): ElementMember => ({
  json,
  element,
  ...more,
});

/**
 * Statuses of a certificate (4405) and what they are among the statuses of documents (1373) that this form has. Withdrawn, replaced
 * and cancelled have no counterpart; neither list's numbers mean anything in the other.
 */
const STATUSES = [
  ['70', '10'],
  ['39', '1'],
  ['41', '8'],
  ['42', '29'],
] as const;

/** An identifier without the scheme that gives it. */
const BARE = { attributes: [] } as const;
const AGENCY = { attributes: ['schemeAgencyID'] } as const;
const CODE_AGENCY = { attributes: ['listAgencyID'] } as const;
const REQUIRED = { required: true } as const;

/**
 * UN/CEFACT's JSON form of the certificate (schema `UNECE-SPSCertificate`, library D.23B): names without the prefix SPS, most values in arrays of
 * one, the goods of a line in a trade product of their own, one signatory. Its schema admits no other member.
 */
export const ecertJson: JsonForm = {
  name: 'ecert-json',
  title: 'UN/CEFACT JSON eCert (SPSCertificate, D.23B)',
  definition: spsCertificate17,
  attributes: {
    text: ['languageID'],
    id: ['schemeID', 'schemeAgencyID'],
    code: ['listID', 'listAgencyID', 'listVersionID', 'name'],
    measure: ['unitCode'],
    quantity: ['unitCode'],
    numeric: [],
    binary: ['format', 'mimeCode', 'encodingCode', 'characterSetCode', 'uri', 'filename'],
  },
  root: [plain('exchangedDocument', 'SPSExchangedDocument'), one('specifiedConsignment', 'SPSConsignment')],
  structures: {
    SPSExchangedDocument: [
      plain('id', 'ID', BARE),
      one('name', 'Name'),
      one('description', 'Description'),
      plain('typeCode', 'TypeCode'),
      plain('statusCode', 'StatusCode', { codes: STATUSES }),
      plain('issueDateTime', 'IssueDateTime'),
      plain('isOrHasCopy', 'CopyIndicator'),
      list('includedNote', 'IncludedSPSNote'),
      list('referenceReferencedDocument', 'ReferenceSPSReferencedDocument'),
      plain('firstSignatoryDocumentAuthentication', 'SignatorySPSAuthentication'),
      plain('issuer', 'IssuerSPSParty'),
      list('recipient', 'RecipientSPSParty'),
    ],
    SPSReferencedDocument: [
      plain('typeCode', 'TypeCode'),
      plain('relationshipTypeCode', 'RelationshipTypeCode'),
      one('id', 'ID', BARE),
      list('attachmentBinaryObject', 'AttachmentBinaryObject'),
      one('information', 'Information'),
      plain('issueDateTime', 'IssueDateTime', { day: true }),
    ],
    SPSAuthentication: [
      plain('typeCode', 'TypeCode'),
      plain('actualDateTime', 'ActualDateTime'),
      list('includedDocumentClause', 'IncludedSPSClause'),
      plain('provider', 'ProviderSPSParty'),
      plain('locationProvider', 'LocationProviderSPSParty'),
      plain('issueLogisticsLocation', 'IssueSPSLocation'),
    ],
    SPSClause: [plain('id', 'ID', BARE), one('content', 'Content')],
    SPSNote: [
      plain('subject', 'Subject'),
      list('contentCode', 'ContentCode', CODE_AGENCY),
      one('content', 'Content'),
      one('subjectCode', 'SubjectCode', CODE_AGENCY),
    ],
    SPSParty: [
      one('id', 'ID', AGENCY),
      list('typeCode', 'TypeCode', CODE_AGENCY),
      one('name', 'Name'),
      one('roleCode', 'RoleCode'),
      one('definedTradeContact', 'DefinedSPSContact'),
      plain('postalTradeAddress', 'SpecifiedSPSAddress'),
      one('specifiedAuthoritativeSignatoryPerson', 'SpecifiedSPSPerson'),
    ],
    SPSPerson: [
      plain('name', 'Name', REQUIRED),
      list('attainedAcademicQualification', 'AttainedSPSQualification'),
    ],
    SPSQualification: [one('name', 'Name'), plain('abbreviatedName', 'AbbreviatedName')],
    SPSContact: [one('personName', 'PersonName', { ...REQUIRED, ...BARE })],
    SPSAddress: [
      one('postcodeCode', 'PostcodeCode', BARE),
      plain('lineOne', 'LineOne', BARE),
      plain('lineTwo', 'LineTwo', BARE),
      plain('lineThree', 'LineThree', BARE),
      plain('lineFour', 'LineFour', BARE),
      plain('lineFive', 'LineFive', BARE),
      one('cityName', 'CityName', BARE),
      plain('countryId', 'CountryID', AGENCY),
      one('countryName', 'CountryName', BARE),
      one('countrySubDivisionId', 'CountrySubDivisionID', AGENCY),
      one('countrySubDivisionName', 'CountrySubDivisionName', BARE),
      plain('cityId', 'CityID', AGENCY),
      one('typeCode', 'TypeCode'),
    ],
    SPSCountry: [
      one('id', 'ID', AGENCY),
      one('name', 'Name'),
      list('subordinateTradeCountrySubDivision', 'SubordinateSPSCountrySubDivision'),
    ],
    SPSCountrySubDivision: [
      plain('id', 'ID', AGENCY),
      one('name', 'Name', REQUIRED),
      plain('hierarchicalLevelCode', 'HierarchicalLevelCode'),
      plain('functionTypeCode', 'FunctionTypeCode'),
      list('activityAuthorized', 'ActivityAuthorizedSPSParty'),
    ],
    SPSLocation: [one('id', 'ID', AGENCY), one('name', 'Name')],
    SPSEvent: [plain('occurrenceLogisticsLocation', 'OccurrenceSPSLocation')],
    SPSConsignment: [
      one('id', 'ID', BARE),
      plain('availabilityDueDateTime', 'AvailabilityDueDateTime'),
      plain('exportExitDateTime', 'ExportExitDateTime'),
      plain('isOrHasShipStores', 'ShipStoresIndicator'),
      plain('consignor', 'ConsignorSPSParty'),
      plain('consignee', 'ConsigneeSPSParty'),
      plain('carrier', 'CarrierSPSParty'),
      plain('despatch', 'DespatchSPSParty'),
      plain('delivery', 'DeliverySPSParty'),
      plain('customsTransitAgent', 'CustomsTransitAgentSPSParty'),
      plain('consigneeReceiptLogisticsLocation', 'ConsigneeReceiptSPSLocation'),
      plain('loadingBaseportLogisticsLocation', 'LoadingBaseportSPSLocation'),
      plain('unloadingBaseportLogisticsLocation', 'UnloadingBaseportSPSLocation'),
      list('transitLogisticsLocation', 'TransitSPSLocation'),
      one('examinationEvent', 'ExaminationSPSEvent'),
      list('includedConsignmentItem', 'IncludedSPSConsignmentItem'),
      list('utilizedLogisticsTransportEquipment', 'UtilizedSPSTransportEquipment'),
      list('mainCarriageLogisticsTransportMovement', 'MainCarriageSPSTransportMovement'),
      list('transitTradeCountry', 'TransitSPSCountry'),
      plain('importTradeCountry', 'ImportSPSCountry'),
      plain('exportTradeCountry', 'ExportSPSCountry'),
      list('reExportTradeCountry', 'ReExportSPSCountry'),
    ],
    SPSConsignmentItem: [list('includedTradeLineItem', 'IncludedSPSTradeLineItem', REQUIRED)],
    SPSTransportMovement: [
      plain('modeCode', 'ModeCode'),
      plain('id', 'ID', BARE),
      plain('usedLogisticsTransportMeans', 'UsedSPSTransportMeans'),
    ],
    SPSTransportMeans: [plain('name', 'Name')],
    SPSTransportEquipment: [
      plain('id', 'ID', BARE),
      list('affixedLogisticsSeal', 'AffixedSPSSeal'),
      list('settingTransportSettingTemperature', 'SettingSPSTemperature'),
    ],
    SPSSeal: [one('id', 'ID', AGENCY), plain('maximumId', 'MaximumID'), plain('issuing', 'IssuingSPSParty')],
    SPSTemperature: [
      plain('value', 'ValueMeasure', { dimension: 'temperature' }),
      plain('minimumValue', 'MinimumValueMeasure', { dimension: 'temperature' }),
      plain('maximumValue', 'MaximumValueMeasure', { dimension: 'temperature' }),
      plain('typeCode', 'TypeCode'),
    ],
    SPSTradeLineItem: [
      one('sequenceNumeric', 'SequenceNumeric'),
      list('associatedLogisticsTransportEquipment', 'AssociatedSPSTransportEquipment'),
      list('assertedDocumentAuthentication', 'AssertedSPSAuthentication'),
      {
        json: 'specifiedTradeProduct',
        as: 'one',
        group: [
          one('description', 'Description'),
          one('netWeight', 'NetWeightMeasure'),
          one('grossWeight', 'GrossWeightMeasure'),
          one('netVolume', 'NetVolumeMeasure'),
          one('grossVolume', 'GrossVolumeMeasure'),
          one('batchId', 'ProductionBatchID', BARE),
          one('commonName', 'CommonName'),
          one('scientificName', 'ScientificName'),
          one('intendedUse', 'IntendedUse'),
          list('designatedProductClassification', 'ApplicableSPSClassification'),
          {
            json: 'individualTradeProductInstance',
            each: { json: 'expiryDateTime', element: 'ExpiryDateTime' },
          },
          list('originTradeCountry', 'OriginSPSCountry'),
          list('originLogisticsLocation', 'OriginSPSLocation'),
        ],
      },
      list('additionalInformationNote', 'AdditionalInformationSPSNote'),
      list('referenceReferencedDocument', 'ReferenceSPSReferencedDocument'),
      list('physicalReferencedLogisticsPackage', 'PhysicalSPSPackage'),
      list('appliedProductHandlingProcess', 'AppliedSPSProcess'),
    ],
    SPSClassification: [
      plain('systemId', 'SystemID', AGENCY),
      one('systemName', 'SystemName'),
      plain('classCode', 'ClassCode', { attributes: ['listID', 'listAgencyID'] }),
      one('className', 'ClassName'),
    ],
    SPSPackage: [
      plain('itemQuantity', 'ItemQuantity', REQUIRED),
      plain('levelCode', 'LevelCode', REQUIRED),
      plain('typeCode', 'TypeCode'),
      plain('nominalGrossWeight', 'NominalGrossWeightMeasure', { dimension: 'mass' }),
      plain('nominalGrossVolume', 'NominalGrossVolumeMeasure', { dimension: 'volume' }),
      list('physicalLogisticsShippingMarks', 'PhysicalSPSShippingMarks'),
    ],
    SPSShippingMarks: [one('marking', 'Marking')],
    SPSProcess: [
      plain('typeCode', 'TypeCode', REQUIRED),
      plain('operationTradeCountry', 'OperationSPSCountry'),
      plain('completionPeriod', 'CompletionSPSPeriod'),
    ],
    SPSPeriod: [
      one('duration', 'DurationMeasure'),
      plain('startDateTime', 'StartDateTime', REQUIRED),
      plain('endDateTime', 'EndDateTime'),
    ],
  },
};
