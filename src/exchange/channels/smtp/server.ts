import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { lineFault } from '../../../mail/index.ts';
import { addressOf, domainOf } from './address.ts';
import { Allowance, USUAL_LIMITS, type ServerLimits } from './limits.ts';
import { takeMail, type Answer, type Taking } from './taking.ts';

export interface SmtpServerOptions extends Taking {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly mailbox: string;
  /** PEM; read anew by `renew`. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Whether mail is taken over TLS only, as agreements have it. */
  readonly isTlsRequired: boolean;
  readonly limits?: Partial<ServerLimits>;
  /** Within which a mail must have come (600): a client that sends a byte a minute is idle to nobody else. */
  readonly mailSeconds?: number;
  /** Told of every mail and how it was answered, and of what failed. */
  readonly onAnswer?: (answer: Answer, from: string) => void;
  readonly onFault: (error: unknown) => void;
}

export interface SmtpListener {
  readonly port: number;
  renew(tls: { readonly cert: string; readonly key: string }): void;
  /** Ends after the mails that are being taken. */
  close(): Promise<void>;
}

const IDLE_MILLISECONDS = 60_000;
const USUAL_SECONDS = 600;
/** For mails that are being taken when the server ends; those not answered by then come again. */
const CLOSING_MILLISECONDS = 5_000;
const MOST_RECEIVERS = 5;

/** Replies carry codes: their readers are programs, and whoever reads them in a log finds the sentence in the manual. */
class ReplyError extends Error {
  override readonly name = 'ReplyError';
  readonly responseCode: number;
  constructor(reply: number, status: string, code: string) {
    super(`${status} ${code}`);
    this.responseCode = reply;
  }
}

/**
 * Takes mail from partners' servers: for our own address from addresses of partners' domains, and notices from nobody for
 * return addresses that we gave. Anything else is refused before its content is sent.
 */
export async function listenForMail(options: SmtpServerOptions): Promise<SmtpListener> {
  const limits = { ...USUAL_LIMITS, ...options.limits };
  const allowance = new Allowance(limits, options.clock);
  const connected = new WeakSet<SMTPServerSession>();
  const server = new SMTPServer({
    name: domainOf(options.mailbox),
    banner: 'Counterfoil',
    ...options.tls,
    minVersion: 'TLSv1.2',
    hideSTARTTLS: options.tls === undefined,
    disabledCommands: ['AUTH', ...(options.tls === undefined ? ['STARTTLS'] : [])],
    authOptional: true,
    hideSMTPUTF8: true,
    // Who says that it knows about notices must send them (RFC 3461 §5.2.1); our receipts are sealed.
    hideDSN: true,
    disableReverseLookup: true,
    size: options.maximumBytes,
    maxClients: limits.connections,
    maxRecipients: MOST_RECEIVERS,
    maxCommandLength: 2_048,
    socketTimeout: IDLE_MILLISECONDS,
    closeTimeout: CLOSING_MILLISECONDS,
    logger: false,
    onConnect(session, done) {
      if (!allowance.connect(session.remoteAddress)) {
        done(new ReplyError(421, '4.7.0', 'mail-too-many-connections'));
        return;
      }
      connected.add(session);
      done();
    },
    onClose(session) {
      if (connected.delete(session)) allowance.disconnect(session.remoteAddress);
    },
    onMailFrom({ address }, session, done) {
      done(senderFault(address, session, options, allowance));
    },
    onRcptTo({ address }, _session, done) {
      done(receiverFault(address, options));
    },
    onData(stream, session, done) {
      const late = setTimeout(
        () => hangUp(server, session),
        (options.mailSeconds ?? USUAL_SECONDS) * 1000,
      ).unref();
      stream.once('close', () => clearTimeout(late));
      answer(stream, session, { options, allowance }).then(
        ({ reply, status, code, values }) => {
          if (reply === 250) done(null, `${status} ${code} ${String(values['id'] ?? '')}`.trim());
          else done(new ReplyError(reply, status, code));
        },
        (error: unknown) => {
          // A client that broke off is no fault of ours.
          if (!stream.destroyed || stream.readableEnded) options.onFault(error);
          done(new ReplyError(451, '4.3.0', 'mail-not-taken-now'));
        },
      );
    },
  });
  server.on('error', (error) => {
    // A client that breaks off, or breaks TLS, is no fault of ours.
    if (!('remote' in error)) options.onFault(error);
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return {
    // A listening TCP server has an address of this form.
    port: (server.server.address() as AddressInfo).port,
    renew: (tls) => server.updateSecureContext(tls),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function hangUp(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) if (connection.session === session) connection.close();
}

function senderFault(
  address: string,
  session: SMTPServerSession,
  { isTlsRequired, roads }: SmtpServerOptions,
  allowance: Allowance,
): Error | undefined {
  if (isTlsRequired && !session.secure) return new ReplyError(530, '5.7.0', 'mail-tls-required');
  if (!allowance.mail(session.remoteAddress)) return new ReplyError(451, '4.7.0', 'mail-too-many');
  const domain = domainOf(address);
  const isKnown =
    address === '' || roads().some((road) => domain === domainOf(addressOf(road)?.mailbox ?? ''));
  return isKnown ? undefined : new ReplyError(550, '5.7.1', 'mail-sender-unknown');
}

function receiverFault(address: string, { mailbox, returns, roads }: SmtpServerOptions): Error | undefined {
  const returned = returns.read(
    address,
    roads().map(({ partner }) => partner),
  );
  if (returned !== undefined) return undefined;
  const isOurs = address.toLowerCase() === mailbox.toLowerCase();
  // Receipts come from nobody to our own address, too: they are sealed, and read only if they are a partner's.
  return isOurs ? undefined : new ReplyError(550, '5.1.1', 'mail-receiver-unknown');
}

async function answer(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { options, allowance }: { readonly options: SmtpServerOptions; readonly allowance: Allowance },
): Promise<Answer> {
  const chunks: Buffer[] = [];
  let held = 0;
  let isFull = false;
  try {
    // A stream of smtp-server gives buffers.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      // Read on to the end whatever happens, so that no part of a message is ever taken for a command.
      if (isFull || stream.sizeExceeded) continue;
      isFull = !allowance.hold(chunk.length);
      if (isFull) continue;
      held += chunk.length;
      chunks.push(chunk);
    }
    const result = await judged(stream, Buffer.concat(chunks), session, { options, isFull });
    options.onAnswer?.(result, session.remoteAddress);
    return result;
  } finally {
    allowance.release(held);
  }
}

function judged(
  stream: SMTPServerDataStream,
  raw: Uint8Array,
  session: SMTPServerSession,
  { options, isFull }: { readonly options: SmtpServerOptions; readonly isFull: boolean },
): Promise<Answer> {
  const refused = (reply: Answer['reply'], status: string, code: string): Promise<Answer> =>
    Promise.resolve({ reply, status, code, values: {} });
  if (stream.sizeExceeded) return refused(552, '5.3.4', 'mail-too-large');
  if (isFull) return refused(452, '4.3.1', 'mail-no-room');
  const fault = lineFault(raw);
  if (fault !== undefined) return refused(554, '5.6.0', fault);
  const receivers = session.envelope.rcptTo.map(({ address }) => address);
  return takeMail(raw, receivers, options);
}
