import { Type, type Static } from 'typebox';
import type { Fault } from '../../../base/index.ts';
import { shapeOf } from '../../../shapes/index.ts';

/** How somebody proves who they are: any one of those agreed suffices. */
export const WAYS = ['digest', 'signature', 'mutual-tls'] as const;
export type Way = (typeof WAYS)[number];

const strict = { additionalProperties: false } as const;
const User = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$' });
/** A password as it is kept: sealed under the key of this installation. */
const Sealed = Type.String({ minLength: 20, maxLength: 1_000, pattern: '^[A-Za-z0-9_-]+$' });
const Ways = Type.Array(Type.Enum(WAYS), { maxItems: 3 });

const Address = Type.Object(
  {
    /** How the partner proves itself to us; none where it does not come to us. */
    ways: Ways,
    user: Type.Optional(User),
    password: Type.Optional(Sealed),
    /** Where we go to the partner; absent where we do not. */
    service: Type.Optional(
      Type.Object(
        {
          url: Type.String({ minLength: 10, maxLength: 500 }),
          ways: Ways,
          user: Type.Optional(User),
          password: Type.Optional(Sealed),
          /** Certificates (PEM) by which its server is trusted beside the public ones. */
          authorities: Type.Optional(Type.String({ maxLength: 20_000 })),
        },
        strict,
      ),
    ),
  },
  strict,
);
/** A partner's address for this road. Partners' certificates are not here: they are parameters of their own. */
export type SoapAddress = Static<typeof Address>;

const shape = shapeOf(Address);

/** Faults of an address, all together. */
export function addressFaults(value: unknown): readonly Fault[] {
  if (!shape.accepts(value)) return shape.faults(value, 'soap-address-field', 50);
  const address = value;
  const faults: Fault[] = [];
  if (address.ways.includes('digest') && (address.user === undefined || address.password === undefined))
    faults.push({ code: 'soap-address-password', path: '', values: {} });
  const { service } = address;
  if (service === undefined) return faults;
  if (service.ways.includes('digest') && (service.user === undefined || service.password === undefined))
    faults.push({ code: 'soap-address-password', path: '/service', values: {} });
  if (service.ways.length === 0)
    faults.push({ code: 'soap-address-ways', path: '/service/ways', values: {} });
  if (!isReachable(service.url)) faults.push({ code: 'soap-address-url', path: '/service/url', values: {} });
  return faults;
}

/** An address whose faults were looked for when it was approved; undefined where it has some. */
export function readAddress(value: unknown): SoapAddress | undefined {
  // The faults have just been looked for.
  return addressFaults(value).length === 0 ? (value as SoapAddress) : undefined;
}

/** TLS always, but for a service on this very machine. */
function isReachable(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
