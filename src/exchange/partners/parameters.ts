import { Type, type Static, type TObject } from 'typebox';
import { fromBase64 } from '../../base/index.ts';
import { certificatePem, describeCertificate, readCertificatesPem, sha256Hex } from '../../crypto/index.ts';
import { defineParameter, type AnyParameter } from '../../ledger/parameters/index.ts';
import { alarmParameter } from '../alarms/parameter.ts';
import type { Channel } from '../channel.ts';
import { CHANNELS, MESSAGE_TYPES } from '../message.ts';

/** `applied` and `suspended` exchange nothing; `testing` is read and answered without effect. */
export const PARTNER_STATES = ['applied', 'testing', 'live', 'suspended'] as const;
export type PartnerState = (typeof PARTNER_STATES)[number];

export const CERTIFICATE_USES = ['seal', 'transport', 'encryption'] as const;
export type CertificateUse = (typeof CERTIFICATE_USES)[number];

/** Days for which a message is tried where the agreement says nothing. */
export const USUAL_DAYS = 14;
/** Largest message where the agreement says nothing, in bytes. */
export const USUAL_BYTES = 10_485_760;

const strict = { additionalProperties: false } as const;
const Authority = (title: string) => Type.String({ pattern: '^[A-Z]{2}-[A-Za-z0-9]{1,20}$', title });
const Country = (title: string) => Type.String({ pattern: '^[A-Z]{2}$', title });
const Dialect = Type.String({
  pattern: '^[a-z0-9][a-z0-9.-]{0,59}(:[A-Za-z0-9.-]{1,20})?$',
  title: 'parameter-field-dialect',
});
const Kind = Type.Enum(MESSAGE_TYPES, { title: 'parameter-field-message-type' });
const Road = Type.Enum(CHANNELS, { title: 'parameter-field-channel' });

export const PartnerKey = Type.Object(
  {
    authority: Authority('parameter-field-own-authority'),
    partner: Authority('parameter-field-partner'),
  },
  strict,
);

/** What was agreed with a partner. What is not written here is not exchanged. */
export const PartnerValue = Type.Object(
  {
    state: Type.Enum(PARTNER_STATES, { title: 'parameter-field-partner-state' }),
    contact: Type.String({ minLength: 1, maxLength: 500, title: 'parameter-field-contact' }),
    scope: Type.Array(
      Type.Object(
        {
          from: Country('parameter-field-from-country'),
          to: Country('parameter-field-to-country'),
          commodity: Type.String({ pattern: '^([0-9]{2,10})?$', title: 'parameter-field-commodity' }),
          paperless: Type.Boolean({ title: 'parameter-field-paperless' }),
        },
        strict,
      ),
      { maxItems: 500, title: 'parameter-field-scope' },
    ),
    outgoing: Type.Array(Type.Object({ type: Kind, dialect: Dialect, channel: Road }, strict), {
      maxItems: 50,
      title: 'parameter-field-outgoing',
    }),
    incoming: Type.Array(
      Type.Object({ type: Kind, dialect: Type.Optional(Dialect), channel: Road }, strict),
      { maxItems: 50, title: 'parameter-field-incoming' },
    ),
    sealRequired: Type.Optional(Type.Boolean({ title: 'parameter-field-envelope-sealed' })),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, title: 'parameter-field-try-days' })),
    largestBytes: Type.Optional(
      Type.Integer({ minimum: 1_024, maximum: 33_554_432, title: 'parameter-field-largest-bytes' }),
    ),
    perMinute: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100_000, title: 'parameter-field-per-minute' }),
    ),
    atOnce: Type.Optional(Type.Integer({ minimum: 1, maximum: 64, title: 'parameter-field-at-once' })),
    confirmation: Type.Optional(
      Type.Object(
        {
          level: Type.Enum(['transport', 'technical'], { title: 'parameter-field-receipt-level' }),
          hours: Type.Integer({ minimum: 1, maximum: 720, title: 'parameter-field-hours' }),
        },
        { ...strict, title: 'parameter-field-confirmation' },
      ),
    ),
  },
  strict,
);
export type PartnerValue = Static<typeof PartnerValue>;

/** Agreements with partners, under four eyes. */
export const partnerParameter = defineParameter({
  name: 'exchange-partner',
  key: PartnerKey,
  value: PartnerValue,
  levels: ['platform'],
  readers: 'exchange.read',
  check: ({ key, value }) => [
    ...(key.authority === key.partner
      ? [{ code: 'exchange-partner-is-self', path: '/key/partner', values: {} }]
      : []),
    ...(value === null
      ? []
      : repeated(value.outgoing.map(({ type }) => type)).map((type) => ({
          code: 'exchange-type-repeated',
          path: '/value/outgoing',
          values: { type },
        }))),
  ],
});

const AddressKey = Type.Object({ partner: Authority('parameter-field-partner'), channel: Road }, strict);
const AddressValue = Type.Object(
  { address: Type.Object({}, { additionalProperties: true, title: 'parameter-field-address' }) },
  strict,
);

function addressForm(schema: TObject): TObject {
  return Type.Object({ address: { ...schema, title: 'parameter-field-address' } }, strict);
}

/** Where a partner is reached by a channel. The channels of this installation check their addresses themselves. */
export function addressParameter(channels: () => ReadonlyMap<string, Channel>) {
  return defineParameter({
    name: 'exchange-address',
    key: AddressKey,
    value: AddressValue,
    forms: () => ({
      by: 'channel',
      schemas: Object.fromEntries(
        [...channels()].flatMap(([name, { addressSchema }]) =>
          addressSchema === undefined ? [] : [[name, addressForm(addressSchema)]],
        ),
      ),
    }),
    levels: ['platform'],
    readers: 'exchange.read',
    check: ({ key, value }) =>
      value === null
        ? []
        : (channels().get(key.channel)?.faultsOf(value.address) ?? []).map(({ path, ...fault }) => ({
            ...fault,
            path: `/value/address${path}`,
          })),
  });
}
export type AddressParameter = ReturnType<typeof addressParameter>;

/** Certificates of partners by use; the periods of their rows may overlap. */
export const certificateParameter = defineParameter({
  name: 'exchange-certificate',
  key: Type.Object(
    {
      partner: Authority('parameter-field-partner'),
      use: Type.Enum(CERTIFICATE_USES, { title: 'parameter-field-certificate-use' }),
      fingerprint: Type.String({ pattern: '^[0-9a-f]{64}$', title: 'parameter-field-fingerprint' }),
    },
    strict,
  ),
  value: Type.Object(
    {
      certificate: Type.String({ minLength: 100, maxLength: 100_000, title: 'parameter-field-certificate' }),
    },
    strict,
  ),
  levels: ['platform'],
  readers: 'exchange.read',
  check({ key, value }) {
    if (value === null) return [];
    const der = certificateOf(value.certificate);
    if (der === undefined)
      return [{ code: 'exchange-certificate-unreadable', path: '/value/certificate', values: {} }];
    return sha256Hex(der) === key.fingerprint
      ? []
      : [{ code: 'exchange-fingerprint-differs', path: '/key/fingerprint', values: {} }];
  },
});

/** The parameters of the exchange. */
export function exchangeParameters(address: AddressParameter): readonly AnyParameter[] {
  return [partnerParameter, address, certificateParameter, alarmParameter];
}

/** The DER of the one certificate that a text is, PEM or base64. */
export function certificateOf(text: string): Uint8Array | undefined {
  const der = text.includes('-----BEGIN') ? undefined : fromBase64(text.replace(/\s/g, ''));
  try {
    const [only, another] = readCertificatesPem(der === undefined ? text : certificatePem(der));
    if (only === undefined || another !== undefined) return undefined;
    describeCertificate(only);
    return only;
  } catch {
    return undefined;
  }
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
