import { sha256Hex } from '../../../../crypto/index.ts';
import type { PartnerRoad } from '../../../index.ts';
import { readAddress, type HubAddress } from '../address.ts';

/** A national plant protection organisation that uses the Hub of this house. */
export interface Member {
  readonly partner: string;
  /** As the Hub names it. */
  readonly country: string;
  readonly may: NonNullable<HubAddress['hosted']>;
  /** Members in trial deliver to one another only. */
  readonly isLive: boolean;
  /** Certificates (DER) in force by which its program proves itself, and by which it seals. */
  readonly certificates: PartnerRoad['certificates'];
}

/** Where members come from: the agreements and addresses in force. */
export interface HubRoads {
  reachedBy(channel: 'hub'): readonly string[];
  road(partner: string, channel: 'hub'): PartnerRoad;
  of(partner: string): readonly { readonly authority: string; readonly state: string }[];
}

const fingerprints = new WeakMap<Uint8Array, string>();

function fingerprintOf(certificate: Uint8Array): string {
  let known = fingerprints.get(certificate);
  if (known === undefined) fingerprints.set(certificate, (known = sha256Hex(certificate)));
  return known;
}

/** Members by what they show. A country or a certificate that two claim is nobody's. */
export class Members {
  readonly #roads: HubRoads;

  constructor(roads: HubRoads) {
    this.#roads = roads;
  }

  all(): readonly Member[] {
    return this.#roads.reachedBy('hub').flatMap((partner) => {
      const road = this.#roads.road(partner, 'hub');
      const address = readAddress(road.address);
      if (address?.hosted === undefined) return [];
      const isLive = this.#roads.of(partner).some(({ state }) => state === 'live');
      const country = address.country ?? partner.slice(0, 2);
      return [{ partner, country, may: address.hosted, isLive, certificates: road.certificates }];
    });
  }

  /** By the SHA-256 (hexadecimal) of the client certificate of a connection. */
  byCertificate(fingerprint: string): Member | undefined {
    return only(
      this.all().filter(({ certificates: { transport } }) =>
        transport.some((one) => fingerprintOf(one) === fingerprint),
      ),
    );
  }

  byCountry(country: string): Member | undefined {
    return only(this.all().filter((one) => one.country === country));
  }

  byPartner(partner: string): Member | undefined {
    return only(this.all().filter((one) => one.partner === partner));
  }

  /** Whether a country is one of ours with whom this member has an agreement: what goes there has arrived. */
  isOurs(member: Member, country: string): boolean {
    return this.#roads.of(member.partner).some(({ authority }) => authority.slice(0, 2) === country);
  }
}

function only(found: readonly Member[]): Member | undefined {
  return found.length === 1 ? found[0] : undefined;
}
