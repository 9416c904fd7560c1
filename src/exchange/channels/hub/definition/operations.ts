import type { Operation, ValueOf, ValueOfFields } from './language.ts';
import type { TYPES } from './types.ts';

const number = { name: 'hubTrackingNumber', type: 'string', occurs: '1..1' } as const;
const list = <const Name extends string, const Type extends string>(name: Name, type: Type) =>
  ({ request: [], response: [{ name, type, occurs: '0..n' }] }) as const;
const result = <const Name extends string, const Type extends string>(name: Name, type: Type) =>
  [{ name, type, occurs: '0..1' }] as const;

/** The twenty-seven acts of the service, as the contract has them. */
export const OPERATIONS = {
  DeliverEnvelope: {
    request: [{ name: 'env', type: 'Envelope', occurs: '1..1' }],
    response: result('DeliverEnvelopeResult', 'EnvelopeHeader'),
  },
  ValidateAndDeliverEnvelope: {
    request: [{ name: 'envelope', type: 'Envelope', occurs: '1..1' }],
    response: result('ValidateAndDeliverEnvelopeResult', 'EnvelopeHeader'),
  },
  DeliverPhytoEnvelope: {
    request: [{ name: 'ePhytoEnvelope', type: 'ePhytoEnvelope', occurs: '1..1' }],
    response: result('DeliverPhytoEnvelopeResult', 'EnvelopeHeader'),
  },
  DeliverCountryResponseEnvelope: {
    request: [{ name: 'CountryResponseEnvelope', type: 'CountryResponseEnvelope', occurs: '1..1' }],
    response: result('DeliverCountryResponseEnvelopeResult', 'EnvelopeHeader'),
  },
  ValidatePhytoXML: {
    request: [{ name: 'ePhytoXML', type: 'string', occurs: '1..1', long: true }],
    response: [{ name: 'ValidationResult', type: 'validationResult', occurs: '0..n' }],
  },
  GetImportEnvelopeHeaders: {
    request: [{ name: 'countryCode', type: 'string', occurs: '0..1' }],
    response: result('GetImportEnvelopeHeadersResult', 'ArrayOfEnvelopeHeader'),
  },
  PULLImportEnvelope: {
    request: [],
    response: result('PULLImportEnvelopesResult', 'ArrayOfEnvelope'),
  },
  PULLSingleImportEnvelope: {
    request: [number],
    response: result('PULLSingleImportEnvelopeResult', 'Envelope'),
  },
  GetUnderDeliveryEnvelope: {
    request: [],
    response: result('GetUnderDeliveryEnvelopeResult', 'ArrayOfEnvelopeHeader'),
  },
  GetEnvelopeTrackingInfo: {
    request: [number],
    response: result('GetEnvelopeTrackingInfoResult', 'EnvelopeHeader'),
  },
  SetTrackingInfoUpdate: {
    request: [{ name: 'header', type: 'EnvelopeHeader', occurs: '1..1' }],
    response: [],
  },
  AcknowledgeEnvelopeReceipt: { request: [number], response: [] },
  AdvancedAcknowledgeEnvelopeReceipt: {
    request: [number, { name: 'warningMessage', type: 'string', occurs: '1..1', long: true }],
    response: result('return', 'string'),
    action: 'NegativeAcknowledgeEnvelopeReceipt',
  },
  AcknowledgeFailedEnvelopeReceipt: {
    request: [number, { name: 'message', type: 'string', occurs: '1..1', long: true }],
    response: result('return', 'string'),
  },
  GetActiveNppos: { request: [], response: result('GetActiveNpposResult', 'ArrayOfNppo') },
  GetProfile: { request: [], response: result('GetProfileResult', 'Nppo') },
  GetAvailableChannels: { request: [], response: result('GetAvailableChannelsResult', 'ArrayOfChannels') },
  GetStatements: list('Statement', 'statement'),
  GetAdditionalDeclarations: list('AdditionalDeclaration', 'additionalDeclaration'),
  GetTreatmentTypes: list('TreatmentType', 'treatmentType'),
  GetIntendedUses: list('IntendedUse', 'intendedUse'),
  GetPesticides: list('Pesticide', 'pesticide'),
  GetProductDescriptions: list('ProductDescription', 'productDescription'),
  GetConditions: list('Condition', 'condition'),
  GetUnitMeasures: list('UnitMeasure', 'unitMeasure'),
  GetMeanOfTransports: list('MeanOfTransport', 'meanOfTransport'),
  GetPackageTypes: list('PackageType', 'packageType'),
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof OPERATIONS;
// The keys of the very table.
export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

/** A value of a type of the contract. */
export type Value<Name extends keyof typeof TYPES> = ValueOf<typeof TYPES, Name>;
export type RequestOf<Name extends OperationName> = ValueOfFields<
  typeof TYPES,
  (typeof OPERATIONS)[Name]['request'][number]
>;
export type ResponseOf<Name extends OperationName> = ValueOfFields<
  typeof TYPES,
  (typeof OPERATIONS)[Name]['response'][number]
>;
