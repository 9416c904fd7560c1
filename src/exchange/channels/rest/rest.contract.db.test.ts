import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CounterfoilError } from '../../../base/index.ts';
import { generateKeyPair, newRandom, readSigningKey } from '../../../crypto/index.ts';
import { callDirectly } from '../../index.ts';
import { channelContract, type PeerSide } from '../../testing/contract.ts';
import { restChannel } from './rest.ts';
import { restService } from './service.ts';
import type { WireMessage } from './wire.ts';

const webhookKey = readSigningKey(generateKeyPair('ed25519').privateKey);

/** A partner's server of our form, as small as it can be: the routes' own side is proved with the server. */
async function listen({ reception, exchange, sender, senderKey }: PeerSide) {
  const service = restService({
    partners: {
      all: () => [{ partner: sender }],
      certificates: () => [senderKey.certificate],
    },
    reception,
    box: exchange.box,
    clock: () => new Date(),
    pause: async () => undefined,
  });
  let origin = '';
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    // A request without an encoding gives buffers.
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
    try {
      const { method = '', url = '' } = request;
      const partner = service.partnerOf({
        method,
        targetUri: `${origin}${url}`,
        headers: new Map(headers),
        body,
      });
      // What the server's routes check by the schema.
      const kept = await service.receive(partner, JSON.parse(body.toString()) as WireMessage);
      response.writeHead(kept.isNew ? 201 : 200).end(JSON.stringify({ id: kept.id, receipt: kept.receipt }));
    } catch (error) {
      if (!(error instanceof CounterfoilError)) {
        request.socket.destroy();
        return;
      }
      const code: unknown = error.code;
      response.writeHead(code === 'exchange-too-many' ? 429 : 422).end(JSON.stringify({ code }));
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${String(port)}`;
  return {
    url: `${origin}/exchange/v1`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

channelContract('rest', async (side) => {
  const peer = await listen(side);
  const channel = restChannel({
    call: callDirectly,
    clock: () => new Date(),
    random: newRandom,
    keyOf: () => side.senderKey,
    authorityFor: () => side.sender,
    webhookKey,
  });
  return { channel, address: { url: peer.url }, close: peer.close };
});
