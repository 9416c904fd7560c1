import { Buffer } from 'node:buffer';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExchangeError } from '../error.ts';
import type { Channel, Dispatch, Reception } from '../channel.ts';
import { readEnvelope } from '../envelope.ts';
import { openReceipt } from '../receipt.ts';

/*
 * The plainest road that there can be: envelope and content as JSON over HTTP, without proof of who calls. For tests and
 * measurements of what lies behind every road.
 */

const LARGEST = 50_000_000;

/** Listens for messages of one partner and gives them to a reception. */
export async function listenPlainly(
  partner: string,
  reception: Pick<Reception, 'receive'>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      answer(partner, reception, Buffer.concat(parts)).then(
        ({ status, body }) => outgoing.writeHead(status).end(body),
        // Whatever went wrong, nothing is said: the outcome is not known.
        () => outgoing.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  partner: string,
  reception: Pick<Reception, 'receive'>,
  body: Buffer,
): Promise<{ readonly status: number; readonly body: string }> {
  if (body.length > LARGEST)
    return { status: 413, body: JSON.stringify({ code: 'exchange-message-too-large' }) };
  // Our own road's form; the envelope is read anew by the reception.
  const told = JSON.parse(body.toString()) as { readonly envelope: unknown; readonly content: string };
  try {
    const envelope = readEnvelope(told.envelope);
    const content = new Uint8Array(Buffer.from(told.content, 'base64'));
    const { id, mediaType } = envelope;
    const kept = await reception.receive({
      partner,
      channel: 'rest',
      transportId: id,
      envelope,
      mediaType,
      content,
    });
    return { status: 200, body: kept.receipt };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const isLater = error.code === 'exchange-too-many';
    return { status: isLater ? 429 : 422, body: JSON.stringify({ code: error.code, values: error.values }) };
  }
}

/** Sends over that road. */
export function plainChannel(): Channel & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    name: 'rest',
    faultsOf: (address) =>
      typeof address === 'object' && address !== null && typeof Reflect.get(address, 'url') === 'string'
        ? []
        : [{ code: 'exchange-channel-absent', path: '/url', values: { channel: 'rest' } }],
    async send({ envelope, content, partner, signal }): Promise<Dispatch> {
      // Base64 needs no escapes: it is set in as it is.
      const text64 = Buffer.from(content.buffer, content.byteOffset, content.length).toString('base64');
      const body = `{"envelope":${JSON.stringify(envelope)},"content":"${text64}"}`;
      const { status, text } = await post(String(partner.address['url']), body, { agent, signal });
      if (status === 200)
        return {
          outcome: 'taken',
          receipts: [await openReceipt(text, partner.partner, partner.certificates.seal)],
        };
      // The partner's own words: a code and its values.
      const { code, values } = JSON.parse(text) as {
        readonly code: string;
        readonly values: Readonly<Record<string, string | number>>;
      };
      return { outcome: 'refused', permanent: status !== 429, code, values };
    },
    close: () => {
      agent.destroy();
    },
  };
}

/** Posts a body; rejects where no whole answer comes. */
export function post(
  url: string,
  body: string,
  { agent, signal }: { readonly agent: Agent; readonly signal: AbortSignal },
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, signal, headers }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(parts).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
