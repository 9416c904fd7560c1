// A process that sends what waits in an outbox until it is killed.
import { newRandom, readCertificatesPem, readSealKey } from '../../src/crypto/index.ts';
import { connect } from '../../src/database/index.ts';
import { openExchange } from '../../src/exchange/index.ts';
import {
  agreement,
  plainChannel,
  standingPartners,
  StandingParameters,
} from '../../src/exchange/testing/index.ts';

/** What the parent sends. */
export interface SenderOrders {
  readonly url: string;
  readonly own: { readonly authority: string; readonly privateKey: string; readonly certificate: string };
  readonly partners: readonly { readonly key: string; readonly url: string; readonly certificate: string }[];
  /** Milliseconds by which its clock is ahead: leases of those killed before it are over. */
  readonly ahead: number;
}

async function send({ url, own, partners, ahead }: SenderOrders): Promise<void> {
  const clock = (): Date => new Date(Date.now() + ahead);
  const parameters = new StandingParameters();
  for (const { key, url: address, certificate } of partners) {
    parameters.partner(own.authority, key, agreement('rest'));
    parameters.address(key, 'rest', { url: address });
    for (const der of readCertificatesPem(certificate)) parameters.certificate(key, 'seal', der);
  }
  const key = readSealKey({ privateKey: own.privateKey, certificates: own.certificate });
  const channels = new Map([['rest', plainChannel()]] as const);
  const exchange = openExchange({
    database: await connect({ url, connections: 4 }),
    clock,
    random: newRandom,
    jitter: Math.random,
    partners: standingPartners(parameters, clock, channels),
    channels,
    handlers: [],
    keyOf: () => key,
  });
  exchange.work({ interval: 20 });
}

process.once('message', (orders: SenderOrders) => {
  send(orders).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.send?.({ ready: true });
