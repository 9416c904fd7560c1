import { createServer, type Server } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { mergeCatalogues, utf8, type Catalogue } from '../../../../base/index.ts';
import { cryptoWords, newRandom, readCertificatesPem, sha256Hex } from '../../../../crypto/index.ts';
import {
  tlsAuthority,
  type TestAuthority,
  type TlsPair,
} from '../../../../crypto/testing/tls-certificates.ts';
import type { Database } from '../../../../database/index.ts';
import { spsCertificate17, standardsWords, writeMessage } from '../../../../standards/index.ts';
import { specimenCertificate } from '../../../../standards/testing/specimen.ts';
import { sealWords } from '../../../../../verify/core/index.ts';
import {
  callIdentified,
  exchangeWords,
  type Arrival,
  type Channel,
  type Kept,
  type PartnerRoad,
  type ReceiptStatement,
  type Reception,
} from '../../../index.ts';
import { soapWords } from '../../soap/index.ts';
import {
  databaseQueues,
  databaseSentDeliveries,
  hubChannel,
  HubService,
  hubWords,
  Members,
} from '../index.ts';

export const hubTestWords: Catalogue = mergeCatalogues(
  sealWords,
  cryptoWords,
  standardsWords,
  exchangeWords,
  soapWords,
  hubWords,
);

/** A certificate that reads without a grave finding. */
export function certificateXml(number: string, issuer = 'Ministry for Primary Industries'): Uint8Array {
  const specimen = specimenCertificate();
  const { exchangedDocument } = specimen;
  const document = {
    ...specimen,
    exchangedDocument: {
      ...exchangedDocument,
      id: { value: number },
      typeCode: { value: '851' },
      statusCode: { value: '70' },
      issuerParty: { name: { value: issuer } },
    },
  };
  return utf8(writeMessage(spsCertificate17, document));
}

/** A door that remembers what came, and can be told to stumble. */
export class RecordingReception implements Reception {
  readonly arrivals: Arrival[] = [];
  readonly statements: ReceiptStatement[] = [];
  stumble: Error | undefined;

  async receive(arrival: Arrival): Promise<Kept> {
    if (this.stumble !== undefined) throw this.stumble;
    const isNew = !this.arrivals.some(({ transportId }) => transportId === arrival.transportId);
    if (isNew) this.arrivals.push(arrival);
    return { id: arrival.transportId, isNew, receipt: 'receipt' };
  }

  async acknowledge(_partner: string, statement: ReceiptStatement): Promise<void> {
    this.statements.push(statement);
  }
}

export interface MemberRow {
  readonly partner: string;
  readonly state?: 'live' | 'testing';
  readonly hosted?: {
    readonly send: boolean;
    readonly receive: boolean;
    readonly documents?: readonly object[];
  };
  /** Authorities of the Hub's own house with whom it has an agreement. */
  readonly ours?: readonly string[];
}

export interface HubWorld {
  readonly url: string;
  readonly authority: TestAuthority;
  readonly service: HubService;
  readonly server: Server;
  readonly pairs: ReadonlyMap<string, TlsPair>;
  readonly faults: unknown[];
  /** The door of the Hub's own house. */
  readonly reception: Reception;
  /** The channel of a member's own house, with its certificate. */
  channelOf(partner: string): Channel;
  road(from: string, to: string, more?: object): PartnerRoad;
  close(): Promise<void>;
}

/** A Hub behind mutual TLS, over a database. */
export async function openHub(
  database: Database,
  rows: readonly MemberRow[],
  reception: Reception = new RecordingReception(),
): Promise<HubWorld> {
  const authority = await tlsAuthority('Hub authority');
  const pair = await authority.issue('localhost', 'server');
  const names = rows.map(({ partner }) => partner);
  const pairs = new Map<string, TlsPair>();
  for (const name of [...names, 'stranger']) pairs.set(name, await authority.issue(name, 'client'));
  const addresses = new Map(
    rows.map(({ partner, hosted = { send: true, receive: true } }) => [partner, { hosted }] as const),
  );
  const faults: unknown[] = [];
  const clock = () => new Date();
  const service = new HubService({
    members: new Members({
      reachedBy: () => names,
      road: (partner) => ({
        partner,
        channel: 'hub',
        address: addresses.get(partner) ?? {},
        certificates: {
          seal: [],
          encryption: [],
          transport: readCertificatesPem(pairs.get(partner)?.certificate ?? ''),
        },
      }),
      of(partner) {
        const row = rows.find((one) => one.partner === partner);
        const { state = 'live', ours = ['XX-HUB'] } = row ?? {};
        return ours.map((one) => ({ authority: one, state }));
      },
    }),
    queues: databaseQueues(database),
    reception,
    clock,
    random: newRandom,
    words: hubTestWords,
    report: (error) => faults.push(error),
  });
  const server = createServer(
    {
      cert: pair.certificate,
      key: pair.key,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => {
      const { socket } = request;
      const { raw }: { readonly raw?: Uint8Array } =
        socket instanceof TLSSocket ? socket.getPeerCertificate() : {};
      if (request.method === 'GET') {
        response.end(service.description(`https://${request.headers.host ?? ''}/hub/DeliveryService`));
        return;
      }
      buffer(request)
        .then((bytes) =>
          service.answer({
            contentType: request.headers['content-type'] ?? '',
            bytes,
            language: 'en',
            ...(raw === undefined ? {} : { certificate: sha256Hex(raw) }),
          }),
        )
        .then(
          ({ status, contentType, body }) =>
            response.writeHead(status, { 'content-type': contentType }).end(body),
          (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
        );
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  const url = `https://localhost:${String(port)}/hub/DeliveryService`;
  return {
    url,
    authority,
    service,
    server,
    pairs,
    faults,
    reception,
    channelOf: (partner) =>
      hubChannel({
        call: callIdentified(() => pairs.get(partner)),
        clock,
        sent: databaseSentDeliveries(database),
        words: hubTestWords,
      }),
    road: (_from, to, more = {}) => ({
      partner: to,
      channel: 'hub',
      address: { url, authorities: authority.certificate, ...more },
      certificates: { seal: [], transport: [], encryption: [] },
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
