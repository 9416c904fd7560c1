import { Type, type Static } from 'typebox';
import type { Fault } from '../../../base/index.ts';
import { shapeOf } from '../../../shapes/index.ts';

const strict = { additionalProperties: false } as const;
const Country = Type.String({ pattern: '^[A-Z]{2}[A-Z0-9]{0,3}$' });
const Code = Type.Integer({ minimum: 1, maximum: 9_999 });

/** What a country may do at the Hub of this house. */
const Hosted = Type.Object(
  {
    send: Type.Boolean(),
    receive: Type.Boolean(),
    /** Documents by UN/EDIFACT 1001 and 4405; all of them where absent. */
    documents: Type.Optional(
      Type.Array(Type.Object({ type: Code, status: Code }, strict), { minItems: 1, maxItems: 100 }),
    ),
  },
  strict,
);

const Address = Type.Object(
  {
    /** The country that the partner is at the Hub; that of its key where absent. */
    country: Type.Optional(Country),
    /** The country that we are at the Hub. */
    own: Type.Optional(Country),
    /** A Hub elsewhere. */
    url: Type.Optional(Type.String({ minLength: 10, maxLength: 500 })),
    /** Whether the Hub is to validate what it delivers; it does where absent. */
    validate: Type.Optional(Type.Boolean()),
    /** Certificates (PEM) by which the Hub is trusted beside the public ones. */
    authorities: Type.Optional(Type.String({ maxLength: 20_000 })),
    /** The partner uses the Hub of this house. */
    hosted: Type.Optional(Hosted),
  },
  strict,
);
/** A partner's address for this road: at a Hub elsewhere (`url`), or at ours (`hosted`). */
export type HubAddress = Static<typeof Address>;

const shape = shapeOf(Address);

/** Faults of an address, all together. */
export function addressFaults(value: unknown): readonly Fault[] {
  if (!shape.accepts(value)) return shape.faults(value, 'hub-address-unfit', 50);
  const { url, hosted } = value;
  if ((url === undefined) === (hosted === undefined))
    return [{ code: 'hub-address-unfit', path: '', values: { rule: 'oneOf' } }];
  return url === undefined || isSafe(url)
    ? []
    : [{ code: 'hub-address-not-https', path: '/url', values: {} }];
}

/** Addresses that were read: the parameters hand out the same object until they change. */
const known = new WeakMap<object, { readonly address: HubAddress | undefined }>();

/** An address whose faults were looked for when it was approved; undefined where it has some. */
export function readAddress(value: object): HubAddress | undefined {
  let kept = known.get(value);
  if (kept === undefined) {
    // The faults are looked for in the same breath.
    kept = { address: addressFaults(value).length === 0 ? (value as HubAddress) : undefined };
    known.set(value, kept);
  }
  return kept.address;
}

/** TLS always, but for a Hub on this very machine. */
function isSafe(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
