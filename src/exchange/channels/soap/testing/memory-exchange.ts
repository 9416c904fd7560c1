import { sha256Hex, type SealKey } from '../../../../crypto/index.ts';
import {
  ExchangeError,
  sealReceipt,
  type Arrival,
  type Box,
  type BoxEntry,
  type Envelope,
  type Kept,
  type MessageType,
  type ReceiptStatement,
  type Reception,
} from '../../../index.ts';

interface Waiting {
  readonly partner: string;
  readonly position: number;
  readonly envelope: Envelope;
  readonly content: Uint8Array;
}

/** A switch centre of one process, without a database: keeps what comes once, and lists what was not confirmed. */
export class MemoryExchange implements Box, Reception {
  readonly arrived: Arrival[] = [];
  readonly stated: (ReceiptStatement & { readonly partner: string })[] = [];
  #waiting: Waiting[] = [];
  #position = 0;
  readonly #authority: string;
  readonly #key: SealKey | undefined;

  constructor(authority = 'NZ-MPI', key?: SealKey) {
    this.#authority = authority;
    this.#key = key;
  }

  readonly #kept = new Map<string, { readonly digest: string; readonly kept: Kept }>();

  put(partner: string, envelope: Envelope, content: Uint8Array): void {
    this.#position += 1;
    this.#waiting.push({ partner, position: this.#position, envelope, content });
  }

  list(
    partner: string,
    {
      after = 0,
      limit,
      types,
    }: { readonly after?: number; readonly limit: number; readonly types?: readonly MessageType[] },
  ): Promise<readonly BoxEntry[]> {
    const found = this.#waiting
      .filter((one) => one.partner === partner && one.position > after)
      .filter(({ envelope }) => types === undefined || types.includes(envelope.type))
      .slice(0, limit)
      .map(({ position, envelope, content }) => ({ position, envelope, size: content.length }));
    return Promise.resolve(found);
  }

  get(partner: string, id: string) {
    return Promise.resolve(this.#waiting.find((one) => one.partner === partner && one.envelope.id === id));
  }

  async receive(arrival: Arrival): Promise<Kept> {
    const name = `${arrival.partner} ${arrival.transportId}`;
    const digest = sha256Hex(arrival.content);
    const { envelope } = arrival;
    if (envelope !== undefined && envelope.digest !== digest)
      throw new ExchangeError('exchange-digest-differs');
    const before = this.#kept.get(name);
    if (before !== undefined) {
      if (before.digest !== digest)
        throw new ExchangeError('exchange-message-conflict', { id: arrival.transportId });
      return { ...before.kept, isNew: false };
    }
    const kept = { id: arrival.transportId, isNew: true, receipt: await this.#receipt(arrival, digest) };
    this.#kept.set(name, { digest, kept });
    this.arrived.push(arrival);
    return kept;
  }

  async #receipt({ partner, transportId }: Arrival, digest: string): Promise<string> {
    if (this.#key === undefined) return `receipt.of.${digest.slice(0, 8)}`;
    const said = {
      form: 'receipt:1',
      message: transportId,
      receipt: transportId,
      from: this.#authority,
      to: partner,
      level: 'transport',
      outcome: 'accepted',
      digest,
      findings: [],
      at: '2026-11-22T09:00:00.000Z',
    } as const;
    return sealReceipt({ ...said, findings: [] }, this.#key);
  }

  acknowledge(partner: string, statement: ReceiptStatement): Promise<void> {
    const known =
      this.#waiting.some((one) => one.envelope.id === statement.message) ||
      this.stated.some(({ message }) => message === statement.message);
    if (!known)
      return Promise.reject(new ExchangeError('exchange-message-unknown', { id: statement.message }));
    this.stated.push({ ...statement, partner });
    this.#waiting = this.#waiting.filter(
      (one) => one.partner !== partner || one.envelope.id !== statement.message,
    );
    return Promise.resolve();
  }
}
