import type { Clock } from '../../base/index.ts';
import { describeCertificate, type CertificateFacts } from '../../crypto/index.ts';
import type { ParameterTables } from '../../ledger/parameters/index.ts';
import type { PartnerRoad } from '../channel.ts';
import { ExchangeError } from '../error.ts';
import type { ChannelName, MessageType } from '../message.ts';
import {
  certificateOf,
  certificateParameter,
  partnerParameter,
  USUAL_BYTES,
  USUAL_DAYS,
  type AddressParameter,
  type CertificateUse,
  type PartnerState,
  type PartnerValue,
} from './parameters.ts';

/** An agreement in force, with its defaults filled in. */
export interface Partner {
  /** Key of ours that it was made with. */
  readonly authority: string;
  readonly partner: string;
  readonly state: PartnerState;
  readonly value: PartnerValue;
  readonly days: number;
  readonly largestBytes: number;
}

/** What decides whether a certificate concerns a partner. */
export interface Consignment {
  /** ISO 3166-1 alpha-2. */
  readonly from: string;
  readonly to: string;
  /** Harmonized System codes. */
  readonly commodities: readonly string[];
}

/** A certificate that ends soon, or has ended and was not taken out. */
export interface Expiring {
  readonly partner: string;
  readonly use: CertificateUse;
  readonly fingerprint: string;
  readonly subject: string;
  /** The earlier of its own end and the end of its row. */
  readonly ends: Date;
  /** Whether another of the same use outlives it. */
  readonly isCovered: boolean;
}

interface KeptCertificate {
  readonly partner: string;
  readonly use: CertificateUse;
  readonly fingerprint: string;
  readonly der: Uint8Array;
  readonly facts: CertificateFacts;
  readonly from: number;
  readonly until: number;
}

interface Picture {
  readonly at: number;
  readonly partners: readonly Partner[];
  readonly certificates: readonly KeptCertificate[];
  readonly addresses: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** How long a picture of the parameters serves, in milliseconds. */
const FRESH = 1_000;
const DAY = 86_400_000;

/** Who the partners are and what was agreed with them, from the parameters in force. */
export class Partners {
  readonly #parameters: Pick<ParameterTables, 'rows'>;
  readonly #address: AddressParameter;
  readonly #clock: Clock;
  readonly #read = new Map<string, { readonly der: Uint8Array; readonly facts: CertificateFacts }>();
  #picture: Picture | undefined;

  constructor(options: {
    readonly parameters: Pick<ParameterTables, 'rows'>;
    readonly address: AddressParameter;
    readonly clock: Clock;
  }) {
    this.#parameters = options.parameters;
    this.#address = options.address;
    this.#clock = options.clock;
  }

  all(): readonly Partner[] {
    return this.#now().partners;
  }

  /** The agreement between one of ours and a partner. */
  find(authority: string, partner: string): Partner | undefined {
    return this.all().find((one) => one.authority === authority && one.partner === partner);
  }

  /** Agreements of a partner with any of ours. */
  of(partner: string): readonly Partner[] {
    return this.all().filter((one) => one.partner === partner);
  }

  /** Live partners who are to have a certificate of ours. */
  concerned(authority: string, { from, to, commodities }: Consignment): readonly Partner[] {
    return this.all().filter(
      (one) =>
        one.authority === authority &&
        one.state === 'live' &&
        one.value.scope.some(
          (scope) =>
            scope.from === from &&
            scope.to === to &&
            (scope.commodity === '' || commodities.some((code) => code.startsWith(scope.commodity))),
        ),
    );
  }

  /** How a type of message goes out to a partner; undefined where nothing was agreed. */
  outgoing(partner: Partner, type: MessageType): PartnerValue['outgoing'][number] | undefined {
    return partner.value.outgoing.find((one) => one.type === type);
  }

  /** Where a partner is reached by a channel; undefined where it has given nothing. */
  addressOf(partner: string, channel: ChannelName): Readonly<Record<string, unknown>> | undefined {
    return this.#now().addresses.get(`${partner} ${channel}`);
  }

  /** @throws {ExchangeError} `exchange-partner-unknown`, `exchange-channel-not-agreed`. */
  road(partner: string, channel: ChannelName): PartnerRoad {
    if (this.of(partner).length === 0) throw new ExchangeError('exchange-partner-unknown', { partner });
    const address = this.addressOf(partner, channel);
    if (address === undefined) throw new ExchangeError('exchange-channel-not-agreed', { partner, channel });
    const certificates = {
      seal: this.certificates(partner, 'seal'),
      transport: this.certificates(partner, 'transport'),
      encryption: this.certificates(partner, 'encryption'),
    };
    return { partner, channel, address, certificates };
  }

  /** Partners with an address for a channel, live or being tested. */
  reachedBy(channel: ChannelName): readonly string[] {
    const keys = this.all()
      .filter(({ state }) => state === 'live' || state === 'testing')
      .map(({ partner }) => partner)
      .filter((partner) => this.#now().addresses.has(`${partner} ${channel}`));
    return [...new Set(keys)];
  }

  /** A partner's certificates (DER) in force now, the newest first. */
  certificates(partner: string, use: CertificateUse): readonly Uint8Array[] {
    const now = this.#clock().getTime();
    return this.#now()
      .certificates.filter((one) => one.partner === partner && one.use === use && isInForce(one, now))
      .toSorted((left, right) => right.from - left.from)
      .map(({ der }) => der);
  }

  /** Certificates in force that end within so many days, the earliest first. */
  expiring(days: number): readonly Expiring[] {
    const now = this.#clock().getTime();
    const inForce = this.#now().certificates.filter((one) => isInForce(one, now));
    return inForce
      .filter((one) => one.until <= now + days * DAY)
      .map((one) => ({
        partner: one.partner,
        use: one.use,
        fingerprint: one.fingerprint,
        subject: one.facts.subject,
        ends: new Date(one.until),
        isCovered: inForce.some(
          (other) => other.partner === one.partner && other.use === one.use && other.until > one.until,
        ),
      }))
      .toSorted((left, right) => left.ends.getTime() - right.ends.getTime());
  }

  #now(): Picture {
    const at = this.#clock().getTime();
    if (this.#picture === undefined || Math.abs(at - this.#picture.at) >= FRESH)
      this.#picture = this.#take(at);
    return this.#picture;
  }

  /** Forgets what it has read of the parameters, so that a change just approved counts at once. */
  renew(): void {
    this.#picture = undefined;
  }

  #take(at: number): Picture {
    const partners = this.#parameters.rows(partnerParameter).map(({ key, value }) => ({
      ...key,
      state: value.state,
      value,
      days: value.days ?? USUAL_DAYS,
      largestBytes: value.largestBytes ?? USUAL_BYTES,
    }));
    const addresses = new Map(
      this.#parameters
        .rows(this.#address)
        // The schema leaves the members to the channel.
        .map(({ key, value }) => [`${key.partner} ${key.channel}`, value.address as Record<string, unknown>]),
    );
    const certificates = this.#parameters
      .rows(certificateParameter)
      .flatMap(({ key, value, from, until }) => {
        const kept = this.#certificate(key.fingerprint, value.certificate);
        if (kept === undefined) return [];
        const first = Math.max(from === undefined ? 0 : Date.parse(from), kept.facts.begins.getTime());
        const last = Math.min(
          until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until),
          kept.facts.ends.getTime(),
        );
        return [{ ...key, ...kept, from: first, until: last }];
      });
    return { at, partners, addresses, certificates };
  }

  #certificate(fingerprint: string, text: string) {
    const known = this.#read.get(fingerprint);
    if (known !== undefined) return known;
    const der = certificateOf(text);
    if (der === undefined) return undefined;
    const kept = { der, facts: describeCertificate(der) };
    this.#read.set(fingerprint, kept);
    return kept;
  }
}

function isInForce({ from, until }: KeptCertificate, now: number): boolean {
  return from <= now && now < until;
}
