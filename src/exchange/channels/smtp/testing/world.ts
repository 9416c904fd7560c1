import { connect, type Socket } from 'node:net';
import { canonicalJson, utf8, uuidV7 } from '../../../../base/index.ts';
import {
  certificatePem,
  newRandom,
  readMailKey,
  readSealKey,
  sha256Hex,
  type MailKey,
  type SealKey,
} from '../../../../crypto/index.ts';
import { newParty, type Party } from '../../../../crypto/testing/index.ts';
import { tlsAuthority, type TlsPair } from '../../../../crypto/testing/tls-certificates.ts';
import {
  ExchangeError,
  sealReceipt,
  type Arrival,
  type Delivery,
  type Envelope,
  type Kept,
  type PartnerRoad,
  type ReceiptStatement,
  type Receipt,
  type Reception,
} from '../../../index.ts';
import { smtpChannel, type ListeningOptions, type SmtpChannel, type SmtpListener } from '../index.ts';
import type { SendingOptions } from '../sending.ts';

/** A reception that keeps in memory: the first of a transport id is new, every repetition gets the same receipt. */
export class MemoryReception implements Reception {
  readonly arrivals: Arrival[] = [];
  readonly statements: (ReceiptStatement & { readonly partner: string })[] = [];
  /** Thrown instead of keeping. */
  fault: Error | undefined;
  readonly #kept = new Map<string, Kept>();
  readonly #key: SealKey;
  readonly #own: string;

  constructor(own: string, key: SealKey) {
    this.#own = own;
    this.#key = key;
  }

  async receive(arrival: Arrival): Promise<Kept> {
    if (this.fault !== undefined) throw this.fault;
    if (arrival.envelope !== undefined && sha256Hex(arrival.content) !== arrival.envelope.digest)
      throw new ExchangeError('exchange-digest-differs');
    const name = `${arrival.partner} ${arrival.transportId}`;
    const known = this.#kept.get(name);
    if (known !== undefined) return { ...known, isNew: false };
    this.arrivals.push(arrival);
    const kept = { id: uuidV7(Date.now(), newRandom), isNew: true, receipt: await this.#receipt(arrival) };
    this.#kept.set(name, kept);
    return kept;
  }

  #receipt({ partner, transportId, envelope, content }: Arrival): Promise<string> {
    const receipt: Receipt = {
      form: 'receipt:1',
      message: envelope?.id ?? transportId,
      receipt: uuidV7(Date.now(), newRandom),
      from: this.#own,
      to: partner,
      level: 'transport',
      outcome: 'accepted',
      digest: sha256Hex(content),
      findings: [],
      at: '2026-11-22T10:00:00Z',
    };
    return sealReceipt(receipt, this.#key);
  }

  acknowledge(partner: string, statement: ReceiptStatement): Promise<void> {
    if (this.fault !== undefined) return Promise.reject(this.fault);
    this.statements.push({ ...statement, partner });
    return Promise.resolve();
  }
}

/** One side: its keys, its mailbox, its channel and what it has taken. */
export interface Side {
  readonly authority: string;
  readonly mailbox: string;
  readonly party: Party;
  /** Certificate of the key that seals its receipts. */
  readonly seal: Uint8Array;
  readonly key: MailKey;
  readonly channel: SmtpChannel;
  readonly reception: MemoryReception;
  readonly tls: TlsPair & { readonly authority: string };
  /** Partners that it knows; filled by `acquaint`. */
  readonly roads: PartnerRoad[];
  readonly faults: unknown[];
  listen(options?: Partial<ListeningOptions>): Promise<SmtpListener>;
}

export const SIDE_CLOCK = (): Date => new Date();

export async function newSide(
  authority: string,
  more: Partial<SendingOptions> & { readonly algorithm?: 'P-256' | 'RSA-3072' } = {},
): Promise<Side> {
  const { algorithm, ...sending } = more;
  const party = await newParty({ name: `Mail of ${authority}`, algorithm: algorithm ?? 'P-256' });
  const privateKey = party.key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = readMailKey({ privateKey, certificates: certificatePem(party.certificate) });
  const seal = await newParty({ name: `Seal of ${authority}` });
  const sealKey = readSealKey({
    privateKey: seal.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificates: certificatePem(seal.certificate),
  });
  const issuer = await tlsAuthority(`TLS of ${authority}`);
  const pair = await issuer.issue('localhost', 'server');
  const mailbox = `exchange@${authority.toLowerCase()}.example`;
  const roads: PartnerRoad[] = [];
  const faults: unknown[] = [];
  const channel = smtpChannel({
    mailbox,
    key,
    secret: newRandom(32),
    clock: SIDE_CLOCK,
    random: newRandom,
    ...sending,
  });
  const reception = new MemoryReception(authority, sealKey);
  return {
    authority,
    mailbox,
    party,
    seal: seal.certificate,
    key,
    channel,
    reception,
    tls: { ...pair, authority: issuer.certificate },
    roads,
    faults,
    listen: (options) =>
      channel.listen({
        host: '127.0.0.1',
        port: 0,
        tls: { cert: pair.certificate, key: pair.key },
        isTlsRequired: true,
        keys: [key],
        roads: () => roads,
        maximumBytes: 2_000_000,
        reception,
        onFault: (error) => faults.push(error),
        ...options,
      }),
  };
}

/** The road to a side, as another knows it. */
export function roadTo(
  side: Side,
  port?: number,
  address: Readonly<Record<string, unknown>> = {},
): PartnerRoad {
  const at = port === undefined ? {} : { host: 'localhost', port };
  const pem = /-----BEGIN CERTIFICATE-----([\s\S]+)-----END/.exec(side.tls.authority)?.[1] ?? '';
  return {
    partner: side.authority,
    channel: 'smtp',
    address: { mailbox: side.mailbox, ...at, ...address },
    certificates: {
      seal: [side.key.certificate, side.seal],
      transport: [new Uint8Array(Buffer.from(pem, 'base64'))],
      encryption: [side.key.certificate],
    },
  };
}

export function envelopeOf(
  from: string,
  to: string,
  content: Uint8Array,
  more: Partial<Envelope> = {},
): Envelope {
  return {
    id: uuidV7(Date.now(), newRandom),
    from,
    to,
    type: 'certificate',
    dialect: 'sps-certificate:17',
    mediaType: 'application/xml',
    digest: sha256Hex(content),
    subject: 'NZ/NZ-MPI/NZL2026/MEDP1',
    sent: '2026-11-22T10:00:00Z',
    expires: '2026-12-06T10:00:00Z',
    ...more,
  };
}

export function deliveryTo(road: PartnerRoad, envelope: Envelope, content: Uint8Array): Delivery {
  return { envelope, content, attempt: 1, partner: road, signal: AbortSignal.timeout(30_000) };
}

export const CONTENT = utf8(
  '<?xml version="1.0" encoding="UTF-8"?>\n<SPSCertificate>证书 & co</SPSCertificate>\n',
);
export const envelopeJson = (envelope: Envelope): string => canonicalJson({ ...envelope });

/** A client that says exactly what it is told, byte for byte. */
export class RawClient {
  readonly #socket: Socket;
  #heard = '';
  isEnded = false;
  /** Said as soon as the server has greeted: who speaks before is hung up on. */
  #waiting: (string | Uint8Array)[] = [];

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1' });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => {
      this.#heard += text;
      for (const each of this.#heard.startsWith('220') ? this.#waiting.splice(0) : []) this.say(each);
    });
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.isEnded = true;
    });
  }

  get heard(): string {
    return this.#heard;
  }

  say(bytes: string | Uint8Array): void {
    if (!this.#heard.startsWith('220')) this.#waiting.push(bytes);
    else this.#socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** Final lines of the replies heard so far, e.g. `250 2.1.0 Accepted`. */
  get replies(): readonly string[] {
    return this.#heard.split('\r\n').filter((line) => /^\d{3} /.test(line));
  }

  /** Ends after what was said has been sent. */
  hangUp(): void {
    this.#socket.end();
  }

  end(): void {
    this.#socket.destroy();
  }
}
