import type { Types } from './language.ts';

/** Namespaces of the contract. */
export const NAMESPACES = {
  hub: 'http://ephyto.ippc.int/',
  entities: 'http://ephyto.ippc.int/HUB.Entities',
} as const;
const SPS = 'urn:un:unece:uncefact:data:standard:';

/** Every entry of a code list begins with it. */
const active = { name: 'active', type: 'boolean', occurs: '1..1', plain: true } as const;
const plain = <const Name extends string>(name: Name) =>
  ({ name, type: 'string', occurs: '0..1', plain: true }) as const;
const modified = [
  { name: 'lastModified', type: 'dateTime', occurs: '0..1', plain: true },
  plain('lastModifiedBy'),
] as const;
const attribute = <const Name extends string, const Type extends string>(name: Name, type: Type) =>
  ({ name, type, occurs: '1..1', attribute: true }) as const;

/** How an envelope fares. */
export const TRACKING_STATES = [
  'PendingDelivery',
  'Delivered',
  'FailedDelivery',
  'EnvelopeNotExists',
  'DeliveredWithWarnings',
  'DeliveredNotReadable',
] as const;

/** Types of the contract: what envelopes, members and code lists consist of. */
export const TYPES = {
  HUBTrackingInfo: { space: 'entities', values: TRACKING_STATES },
  EnvelopeHeader: {
    space: 'entities',
    fields: [
      { name: 'From', type: 'string', occurs: '1..1' },
      { name: 'To', type: 'string', occurs: '1..1' },
      { name: 'CertificateType', type: 'int', occurs: '1..1' },
      { name: 'CertificateStatus', type: 'int', occurs: '1..1' },
      { name: 'NPPOCertificateNumber', type: 'string', occurs: '1..1' },
      { name: 'hubDeliveryNumber', type: 'string', occurs: '0..1' },
      { name: 'HUBTrackingInfo', type: 'string', occurs: '0..1' },
      { name: 'hubDeliveryErrorMessage', type: 'string', occurs: '0..1', long: true },
      { name: 'Forwardings', type: 'ArrayOfEnvelopeForwarding', occurs: '0..1' },
    ],
  },
  EnvelopeForwarding: {
    space: 'entities',
    fields: [
      { name: 'Code', type: 'string', occurs: '1..1' },
      { name: 'HubDeliveryNumber', type: 'string', occurs: '0..1' },
    ],
  },
  ArrayOfEnvelopeForwarding: {
    space: 'entities',
    fields: [
      {
        name: 'EnvelopeForwarding',
        type: 'EnvelopeForwarding',
        occurs: '0..n',
        also: 'EnvelopeFrowarding',
      },
    ],
  },
  Envelope: {
    space: 'entities',
    extends: 'EnvelopeHeader',
    fields: [{ name: 'Content', type: 'string', occurs: '0..1', long: true }],
  },
  CountryResponseEnvelope: {
    space: 'entities',
    extends: 'EnvelopeHeader',
    fields: [
      { name: 'SPSAcknowledgement', type: 'foreign', occurs: '0..1', of: `${SPS}SPSAcknowledgement:17` },
    ],
  },
  ePhytoEnvelope: {
    space: 'entities',
    extends: 'EnvelopeHeader',
    fields: [{ name: 'SPSCertificate', type: 'foreign', occurs: '0..1', of: `${SPS}SPSCertificate:17` }],
  },
  ArrayOfEnvelope: {
    space: 'entities',
    fields: [{ name: 'Envelope', type: 'Envelope', occurs: '0..n' }],
  },
  ArrayOfEnvelopeHeader: {
    space: 'entities',
    fields: [{ name: 'EnvelopeHeader', type: 'EnvelopeHeader', occurs: '0..n' }],
  },
  ArrayOfNppo: { space: 'entities', fields: [{ name: 'Nppo', type: 'Nppo', occurs: '0..n' }] },
  Nppo: {
    space: 'entities',
    fields: [
      { name: 'Country', type: 'string', occurs: '0..1' },
      { name: 'Receive', type: 'string', occurs: '0..1' },
      { name: 'Send', type: 'string', occurs: '0..1' },
      { name: 'AllowedDocument', type: 'allowedDocument', occurs: '0..n' },
      { name: 'Signature', type: 'signingCertificate', occurs: '0..1' },
      { name: 'ChannelRules', type: 'ArrayOfChannelRules', occurs: '0..1' },
    ],
  },
  ArrayOfChannelRules: {
    space: 'entities',
    fields: [{ name: 'ChannelRule', type: 'channelRule', occurs: '0..n' }],
  },
  ArrayOfChannels: { space: 'entities', fields: [{ name: 'Channel', type: 'Channel', occurs: '0..n' }] },
  Channel: {
    space: 'entities',
    fields: [
      { name: 'Code', type: 'string', occurs: '0..1' },
      { name: 'Name', type: 'string', occurs: '0..1' },
      attribute('Receive', 'boolean'),
      attribute('Send', 'boolean'),
    ],
  },
  allowedDocument: {
    space: 'hub',
    fields: [
      { name: 'certificateType', type: 'certificateType', occurs: '0..1', plain: true },
      { name: 'certificateStatus', type: 'certificateStatus', occurs: '0..1', plain: true },
      attribute('active', 'boolean'),
    ],
  },
  certificateType: {
    space: 'hub',
    fields: [attribute('number', 'int'), { name: 'value', type: 'string', occurs: '0..1', attribute: true }],
  },
  certificateStatus: {
    space: 'hub',
    fields: [attribute('number', 'int'), { name: 'value', type: 'string', occurs: '0..1', attribute: true }],
  },
  signingCertificate: {
    space: 'hub',
    fields: [plain('dn'), { name: 'certificate', type: 'string', occurs: '0..1', plain: true, long: true }],
  },
  channelRuleType: { space: 'hub', values: ['FORWARD', 'DELEGATE'] },
  channelDirection: { space: 'hub', values: ['OUT', 'INC'] },
  channelRule: {
    space: 'hub',
    fields: [
      attribute('id', 'int'),
      attribute('active', 'boolean'),
      { name: 'ruleType', type: 'channelRuleType', occurs: '0..1', attribute: true },
      attribute('certificateType', 'int'),
      attribute('certificateStatus', 'int'),
      { name: 'countryCode', type: 'string', occurs: '0..1', attribute: true },
      { name: 'direction', type: 'channelDirection', occurs: '0..1', attribute: true },
    ],
  },
  validationArea: { space: 'hub', values: ['MandatoryElements', 'Mapping', 'Schema'] },
  validationLevel: { space: 'hub', values: ['SEVERE', 'WARNING', 'INFO'] },
  validationResult: {
    space: 'hub',
    fields: [
      { name: 'area', type: 'validationArea', occurs: '0..1', plain: true },
      { name: 'field', type: 'string', occurs: '0..1', plain: true, long: true },
      { name: 'level', type: 'validationLevel', occurs: '0..1', plain: true },
      { name: 'msg', type: 'string', occurs: '0..1', plain: true, long: true },
    ],
  },
  additionalDeclaration: {
    space: 'hub',
    fields: [
      active,
      plain('additionalCode'),
      plain('code'),
      plain('lang'),
      ...modified,
      plain('optionalText'),
      plain('text'),
    ],
  },
  treatmentType: {
    space: 'hub',
    fields: [
      active,
      plain('code'),
      plain('description'),
      plain('lang'),
      ...modified,
      { name: 'level', type: 'int', occurs: '1..1', plain: true },
      plain('parentCode'),
    ],
  },
  intendedUse: { space: 'hub', fields: [active, plain('code'), plain('lang'), ...modified, plain('name')] },
  pesticide: { space: 'hub', fields: [active, plain('code'), plain('description'), ...modified] },
  productDescription: {
    space: 'hub',
    fields: [active, plain('code'), plain('lang'), ...modified, plain('name')],
  },
  condition: { space: 'hub', fields: [active, plain('code'), plain('lang'), ...modified, plain('name')] },
  unitMeasureType: {
    space: 'hub',
    values: ['WEIGHT', 'VOLUME', 'DURATION', 'TEMPERATURE', 'CONCENTRATION', 'AREA', 'DISTANCE'],
  },
  unitMeasure: {
    space: 'hub',
    fields: [
      active,
      plain('code'),
      ...modified,
      plain('name'),
      plain('symbol'),
      { name: 'type', type: 'unitMeasureType', occurs: '0..1', plain: true },
    ],
  },
  meanOfTransport: {
    space: 'hub',
    fields: [
      active,
      plain('lang'),
      ...modified,
      { name: 'modeCode', type: 'int', occurs: '0..1', plain: true },
      plain('usedTransportMean'),
    ],
  },
  packageType: {
    space: 'hub',
    fields: [active, plain('code'), plain('description'), plain('lang'), ...modified],
  },
  statement: {
    space: 'hub',
    fields: [
      active,
      plain('code'),
      { name: 'docTypeOnly', type: 'int', occurs: '1..1', plain: true },
      plain('lang'),
      ...modified,
      plain('text'),
    ],
  },
} as const satisfies Types;
