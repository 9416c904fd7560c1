import { Type, type Static } from 'typebox';
import type { Fault } from '../../../base/index.ts';
import { shapeOf } from '../../../shapes/index.ts';
import type { PartnerRoad } from '../../index.ts';
import type { SoapPartner } from '../soap/index.ts';

const User = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$' });
const Address = Type.Object(
  {
    user: User,
    /** Sealed under the key of this installation. */
    password: Type.String({ minLength: 20, maxLength: 1_000, pattern: '^[A-Za-z0-9_-]+$' }),
    /** What the partner names its program by, in every request. */
    client: User,
  },
  { additionalProperties: false },
);
type TracesAddress = Static<typeof Address>;
const shape = shapeOf(Address);

/** Faults of a partner's address for this road. */
export function tracesAddressFaults(value: unknown): readonly Fault[] {
  return shape.faults(value, 'soap-address-field', 50);
}

export interface TracesRoads {
  reachedBy(channel: 'traces'): readonly string[];
  road(partner: string, channel: 'traces'): PartnerRoad;
}

/** Partners who use the customs service: by user only, and each with the name of its program. */
export class TracesPartners {
  readonly #roads: TracesRoads;

  constructor(roads: TracesRoads) {
    this.#roads = roads;
  }

  byUser(user: string): SoapPartner | undefined {
    const found = this.#all().filter(({ address }) => address.user === user);
    const [only] = found;
    if (only === undefined || found.length > 1) return undefined;
    const { road, address } = only;
    return { road, address: { ways: ['digest'], user: address.user, password: address.password } };
  }

  byCertificate(): undefined {
    return undefined;
  }

  clientOf(partner: string): string | undefined {
    return this.#all().find(({ road }) => road.partner === partner)?.address.client;
  }

  #all(): readonly { readonly road: PartnerRoad; readonly address: TracesAddress }[] {
    return this.#roads.reachedBy('traces').flatMap((partner) => {
      const road = this.#roads.road(partner, 'traces');
      // The faults have just been looked for.
      return tracesAddressFaults(road.address).length === 0
        ? [{ road, address: road.address as TracesAddress }]
        : [];
    });
  }
}
