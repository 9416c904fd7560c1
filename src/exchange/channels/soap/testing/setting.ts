import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { mergeCatalogues, toHex, type Clock } from '../../../../base/index.ts';
import {
  issueAuthority,
  issueSealCertificate,
  newRandom,
  readSealKey,
  sha256Hex,
  type SealKey,
} from '../../../../crypto/index.ts';
import { sealWords } from '../../../../../verify/core/index.ts';
import { standardsWords } from '../../../../standards/index.ts';
import {
  exchangeWords,
  ExchangeError,
  type Envelope,
  type MessageType,
  type PartnerRoad,
} from '../../../index.ts';
import type { SoapAddress } from '../address.ts';
import { SoapEndpoint, type EndpointOptions } from '../endpoint.ts';
import { sealPassword } from '../passwords.ts';
import { SoapPartners } from '../partners.ts';
import type { UsedProofs } from '../proofs.ts';
import { soapWords } from '../words.ts';
import type { MemoryExchange } from './memory-exchange.ts';

export const BOX = { key: new Uint8Array(32).fill(7) };
export const PASSWORD = 'eins zwei drei – 四';

/** Proofs in memory. */
export function memoryProofs(): UsedProofs {
  const taken = new Set<string>();
  return {
    take(digest) {
      const name = toHex(digest);
      if (taken.has(name)) return Promise.resolve(false);
      taken.add(name);
      return Promise.resolve(true);
    },
  };
}

export interface Signer {
  readonly key: SealKey;
  readonly certificate: string;
  readonly privateKey: string;
}

/** A P-256 key with its certificate, under an authority of its own. */
export async function newSigner(name: string, until = '2036-01-01T00:00:00Z'): Promise<Signer> {
  const subject = {
    commonName: name,
    organisation: name,
    country: 'XX',
    from: '2026-01-01T00:00:00Z',
    until,
  };
  const authority = await issueAuthority(subject);
  const issued = await issueSealCertificate(authority, subject);
  const key = readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
  return { key, ...issued };
}

export function sealed(password: string, partner: string): string {
  return sealPassword(BOX, password, { partner, random: newRandom });
}

export function roadOf(
  partner: string,
  address: SoapAddress,
  certificates: readonly Uint8Array[] = [],
): PartnerRoad {
  return {
    partner,
    channel: 'soap',
    address,
    certificates: { seal: certificates, transport: certificates, encryption: [] },
  };
}

export function partnersOf(...roads: readonly PartnerRoad[]): SoapPartners {
  return new SoapPartners({
    reachedBy: () => roads.map(({ partner }) => partner),
    road: (partner) => {
      const found = roads.find((road) => road.partner === partner);
      if (found === undefined) throw new ExchangeError('exchange-partner-unknown', { partner });
      return found;
    },
  });
}

let count = 0;
/** An envelope of ours around a content. */
export function envelopeFor(
  content: Uint8Array,
  {
    to = 'CN-GACC',
    from = 'NZ-MPI',
    type = 'certificate',
    dialect = 'sps-certificate:17',
    mediaType = 'application/xml',
  }: {
    readonly to?: string;
    readonly from?: string;
    readonly type?: MessageType;
    readonly dialect?: string;
    readonly mediaType?: string;
  } = {},
): Envelope {
  count += 1;
  return {
    id: `0193e2a0-0000-7000-8000-${count.toString(16).padStart(12, '0')}`,
    from,
    to,
    type,
    dialect,
    mediaType,
    digest: sha256Hex(content),
    subject: `NZ/NZ-MPI/  ${String(count)} `,
    sent: '2026-11-22T09:00:00.000Z',
    expires: '2026-12-06T09:00:00.000Z',
  };
}

export const testWords = mergeCatalogues(sealWords, standardsWords, exchangeWords, soapWords);

/** A service over an exchange in memory. */
export function endpointOver(
  exchange: MemoryExchange,
  partners: SoapPartners,
  clock: Clock,
  more: Partial<EndpointOptions> = {},
): SoapEndpoint {
  return new SoapEndpoint({
    box: exchange,
    reception: exchange,
    standings: {
      standingOf: (_partner, { number }) =>
        Promise.resolve(
          number === 'NZ-1'
            ? { standing: 'replaced', since: '2026-11-20T09:00:00Z', replacedBy: 'NZ-2' }
            : undefined,
        ),
    },
    words: testWords,
    partners,
    proofs: memoryProofs(),
    passwords: BOX,
    clock,
    keyFor: () => undefined,
    report: (error) => {
      throw error instanceof Error ? error : new Error(String(error));
    },
    ...more,
  });
}

/** The service on a port of this machine. */
export async function serve(
  endpoint: () => SoapEndpoint,
): Promise<{ readonly url: string; close(): Promise<void>; readonly server: Server }> {
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host ?? ''}/soap`;
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/xml; charset=utf-8');
      response.end(endpoint().description(url));
      return;
    }
    buffer(request)
      .then((bytes) =>
        endpoint().answer({ contentType: request.headers['content-type'] ?? '', bytes, language: 'en' }),
      )
      .then(
        (answer) => {
          response.writeHead(answer.status, { 'content-type': answer.contentType });
          response.end(answer.body);
        },
        (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    url: `http://127.0.0.1:${String(port)}/soap`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
