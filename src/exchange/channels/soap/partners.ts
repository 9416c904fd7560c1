import { sha256Hex } from '../../../crypto/index.ts';
import type { PartnerRoad } from '../../index.ts';
import { readAddress, type SoapAddress } from './address.ts';

/** A partner as this road knows it. */
export interface SoapPartner {
  readonly road: PartnerRoad;
  readonly address: SoapAddress;
}

/** Where the roads of partners come from: the parameters in force. */
export interface Roads {
  reachedBy(channel: 'soap'): readonly string[];
  road(partner: string, channel: 'soap'): PartnerRoad;
}

const fingerprints = new WeakMap<Uint8Array, string>();

/** SHA-256 of a certificate, hexadecimal. */
export function fingerprintOf(certificate: Uint8Array): string {
  let known = fingerprints.get(certificate);
  if (known === undefined) fingerprints.set(certificate, (known = sha256Hex(certificate)));
  return known;
}

/** Addresses that were read: the parameters hand out the same object until they change. */
const addresses = new WeakMap<object, { readonly address: SoapAddress | undefined }>();

function addressOf({ address }: PartnerRoad): SoapAddress | undefined {
  let known = addresses.get(address);
  if (known === undefined) addresses.set(address, (known = { address: readAddress(address) }));
  return known.address;
}

/** Partners by what they show. A user or a certificate that two partners claim is nobody's. */
export class SoapPartners {
  readonly #roads: Roads;

  constructor(roads: Roads) {
    this.#roads = roads;
  }

  byUser(user: string): SoapPartner | undefined {
    return only(this.#all().filter(({ address }) => address.user === user));
  }

  /** By the SHA-256 of a certificate in force for signing or for connections. */
  byCertificate(fingerprint: string): SoapPartner | undefined {
    return only(
      this.#all().filter(({ road: { certificates } }) =>
        [...certificates.transport, ...certificates.seal].some((one) => fingerprintOf(one) === fingerprint),
      ),
    );
  }

  /** Certificates (DER) by which a partner seals. */
  certificatesOf(partner: string): readonly Uint8Array[] {
    return this.#roads.road(partner, 'soap').certificates.seal;
  }

  #all(): readonly SoapPartner[] {
    return this.#roads.reachedBy('soap').flatMap((partner) => {
      const road = this.#roads.road(partner, 'soap');
      const address = addressOf(road);
      return address === undefined ? [] : [{ road, address }];
    });
  }
}

function only(found: readonly SoapPartner[]): SoapPartner | undefined {
  return found.length === 1 ? found[0] : undefined;
}
