import {
  certificatePem,
  issueAuthority,
  issueSealCertificate,
  readSealKey,
  sha256Hex,
  type SealKey,
} from '../../crypto/index.ts';
import type { AnyParameter } from '../../ledger/parameters/index.ts';
import { addressParameter, Partners, type PartnerValue } from '../partners/index.ts';
import type { Channel } from '../channel.ts';
import type { ChannelName, MessageType } from '../message.ts';

/** An exchange key with its certificate, as an authority would have it. */
export async function exchangeKey(country: string, from = '2026-01-01T00:00:00Z'): Promise<SealKey> {
  const subject = { organisation: 'Test', country, from, until: '2036-01-01T00:00:00Z' };
  const authority = await issueAuthority({ ...subject, commonName: `${country} exchange authority` });
  const issued = await issueSealCertificate(authority, { ...subject, commonName: `${country} exchange` });
  return readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
}

/** An agreement by one channel in both directions, about everything between two countries. */
export function agreement(
  channel: ChannelName,
  more: Partial<PartnerValue> & { readonly types?: readonly MessageType[] } = {},
): PartnerValue {
  const {
    types = [
      'certificate',
      'certificate-status',
      'verification-result',
      'inquiry',
      'inquiry-answer',
      'receipt',
    ],
    ...rest
  } = more;
  return {
    state: 'live',
    contact: 'exchange@example.org',
    scope: [],
    outgoing: types.map((type) => ({ type, dialect: 'test:1', channel })),
    incoming: types.map((type) => ({ type, channel })),
    ...rest,
  };
}

interface Kept {
  readonly name: string;
  readonly key: Readonly<Record<string, string>>;
  readonly value: unknown;
  readonly from?: string;
  readonly until?: string;
}

/** Parameters as they stand in memory: what was approved, without the approval. */
export class StandingParameters {
  readonly #rows: Kept[] = [];

  set(row: Kept): void {
    const text = JSON.stringify(row.key);
    const place = this.#rows.findIndex((one) => one.name === row.name && JSON.stringify(one.key) === text);
    if (place < 0) this.#rows.push(row);
    else this.#rows[place] = row;
  }

  // The shape of `ParameterTables.rows`, whose types follow the definition that is asked for.
  readonly rows = ((definition: AnyParameter) =>
    this.#rows
      .filter(({ name }) => name === definition.name)
      .map(({ key, value, from, until }) => ({ key, value, from, until, level: 'platform' }))) as never;

  partner(authority: string, partner: string, value: PartnerValue): void {
    this.set({ name: 'exchange-partner', key: { authority, partner }, value });
  }

  address(partner: string, channel: ChannelName, address: Readonly<Record<string, unknown>>): void {
    this.set({ name: 'exchange-address', key: { partner, channel }, value: { address } });
  }

  certificate(
    partner: string,
    use: 'seal' | 'transport' | 'encryption',
    der: Uint8Array,
    period: { readonly from?: string; readonly until?: string } = {},
  ): void {
    const key = { partner, use, fingerprint: sha256Hex(der) };
    this.set({ name: 'exchange-certificate', key, value: { certificate: certificatePem(der) }, ...period });
  }
}

/** Partners over parameters in memory. */
export function standingPartners(
  parameters: StandingParameters,
  clock: () => Date,
  channels: ReadonlyMap<ChannelName, Channel> = new Map(),
): Partners {
  return new Partners({ parameters, address: addressParameter(() => channels), clock });
}
