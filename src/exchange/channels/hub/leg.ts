import { say, type Catalogue, type Clock, type Finding, type Language } from '../../../base/index.ts';
import type { Caller, PartnerRoad } from '../../index.ts';
import { readAddress, type HubAddress } from './address.ts';
import type { HubRoad } from './client.ts';
import type { Value } from './definition/index.ts';
import { HubError } from './error.ts';
import type { SentDeliveries } from './sent.ts';

/** The Hub of this house, for partners who use it: their queue is in our own database. */
export interface OwnHub {
  deposit(envelope: Value<'Envelope'>, carried: string, to: string): Promise<Value<'EnvelopeHeader'>>;
  track(country: string, number: string): Promise<Value<'EnvelopeHeader'>>;
}

export interface HubChannelOptions {
  /** How calls to a Hub leave the house; with its client certificate, where it has one. */
  readonly call: Caller;
  readonly clock: Clock;
  readonly sent: SentDeliveries;
  /** Sentences of findings, for the receiver's remarks. */
  readonly words: Catalogue;
  readonly own?: OwnHub;
}

/** Both countries of a partner's road, and the Hub between them. */
export interface HubLeg {
  readonly road: PartnerRoad;
  readonly address: HubAddress;
  readonly theirs: string;
}

export function legOf(road: PartnerRoad): HubLeg {
  const address = readAddress(road.address);
  if (address === undefined) throw new HubError('hub-address-unfit', { rule: road.partner });
  return { road, address, theirs: address.country ?? road.partner.slice(0, 2) };
}

export function hubRoad({ call }: HubChannelOptions, { address }: HubLeg, signal: AbortSignal): HubRoad {
  const { url = '', authorities = '' } = address;
  return { url, authorities, call, signal };
}

const MOST_REMARKS = 20;

/** Findings as sentences in one text, for whoever sent the document; the gravest first. */
export function remarksOn(findings: readonly Finding[], words: Catalogue, language: Language = 'en'): string {
  const order = ['SEVERE', 'WARNING', 'INFO'];
  return findings
    .toSorted((left, right) => order.indexOf(left.level) - order.indexOf(right.level))
    .slice(0, MOST_REMARKS)
    .map(({ level, path, code, values }) => `${level} ${path}: ${say(words, language, code, values)}`)
    .join('\n')
    .slice(0, 4_000);
}
