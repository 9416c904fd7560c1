import { Type, type Static } from 'typebox';
import type { Fault } from '../../../base/index.ts';
import { shapeOf } from '../../../shapes/index.ts';

/** How a partner is reached by this channel. */
export const RestAddress = Type.Object(
  {
    /** Root of the partner's API of the same form as ours; absent where the partner comes and fetches. */
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 500, title: 'parameter-field-url' })),
    /** Where messages are brought to by Standard Webhooks, if there is no `url`. With neither, the partner fetches. */
    webhook: Type.Optional(Type.String({ minLength: 1, maxLength: 500, title: 'parameter-field-webhook' })),
    /** Whether what waits at the partner is fetched from there too. */
    fetch: Type.Optional(Type.Boolean({ title: 'parameter-field-fetch' })),
    /** Certificates (PEM) by which the partner's server is trusted beside the public ones. */
    authorities: Type.Optional(
      Type.Array(Type.String({ minLength: 100, maxLength: 20_000 }), {
        maxItems: 10,
        title: 'parameter-field-server-authorities',
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type RestAddress = Static<typeof RestAddress>;

const shape = shapeOf(RestAddress);

export function isRestAddress(address: unknown): address is RestAddress {
  return shape.accepts(address);
}

/** Every fault of an address: its form, and addresses that are not `https` and not of this machine. */
export function faultsOfAddress(address: unknown): readonly Fault[] {
  if (!isRestAddress(address)) return shape.faults(address, 'rest-address-unfit', 20);
  const unsafe = (['url', 'webhook'] as const).filter((name) => {
    const url = address[name];
    return url !== undefined && !isSafe(url);
  });
  return unsafe.map((name) => ({ code: 'rest-address-not-https', path: `/${name}`, values: {} }));
}

const OWN_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Plain HTTP leaves this machine no further than to itself; nothing carries a password. */
function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '' || text.endsWith('/')) return false;
  return protocol === 'https:' || (protocol === 'http:' && OWN_HOSTS.has(hostname));
}
