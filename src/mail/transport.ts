import { Socket } from 'node:net';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';

/** A mail server that takes mail from us. */
export interface MailServerSettings {
  readonly host: string;
  readonly port: number;
  /** `starttls` refuses a server that does not offer it. */
  readonly security: 'starttls' | 'tls' | 'none';
  readonly user?: string;
  readonly password?: string;
  /** PEM of the authorities or certificates that the server's own must come from; those of the system where absent. */
  readonly authorities?: readonly string[];
  /** By what we greet; our host's name where absent. */
  readonly greeting?: string;
  readonly signing?: DomainKey;
}

/** A key that vouches for the domain of our address (DKIM, RFC 6376). */
export interface DomainKey {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

/** A mail as it is handed to a server: either written here, `raw`, or plain text that the library writes. */
export interface OutgoingMail {
  readonly sender: string;
  readonly receiver: string;
  readonly content:
    | { readonly raw: Uint8Array }
    | (Required<Pick<SendMailOptions, 'subject' | 'messageId'>> & {
        readonly text: string;
        readonly from: { readonly name: string; readonly address: string };
        readonly headers: Readonly<Record<string, string>>;
      });
  /** What to be told about its way (RFC 3461), under an id of ours; where the server knows how. */
  readonly notify?: { readonly id: string; readonly on: readonly ('success' | 'failure' | 'delay')[] };
}

/** How a server answered. `code` is its SMTP reply. */
export type MailAnswer =
  | { readonly taken: true; readonly response: string }
  | { readonly taken: false; readonly code: number; readonly response: string };

/** A way to a mail server; each mail goes on a connection of its own. */
export interface MailTransport {
  /**
   * Hands over one mail. Rejects where the server gave no answer, or `signal` ended the attempt: the outcome is unknown. Nothing is
   * left open then.
   */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<MailAnswer>;
}

/** Milliseconds within which a mail server must go on. */
const PATIENCE = 15_000;

/** The way to a mail server: bounded in time, nothing fetched from files or addresses whatever a mail says. */
export function openMailTransport(settings: MailServerSettings): MailTransport {
  return {
    async send({ sender, receiver, content, notify }, signal) {
      signal?.throwIfAborted();
      const socket = new Socket();
      const stop = (): void => void socket.destroy(new Error('the attempt had its time'));
      signal?.addEventListener('abort', stop, { once: true });
      try {
        const { response } = await createTransport(optionsOf(settings, socket)).sendMail({
          ...('raw' in content ? { raw: Buffer.from(content.raw) } : content),
          to: { name: '', address: receiver },
          envelope: { from: sender, to: [receiver] },
          ...(notify === undefined
            ? {}
            : { dsn: { id: notify.id, return: 'headers', notify: [...notify.on], recipient: receiver } }),
        });
        return { taken: true, response };
      } catch (error) {
        const code = replyOf(error);
        if (code === undefined) throw error;
        const response = error instanceof Error ? error.message : '';
        return { taken: false, code, response: response.slice(0, 500) };
      } finally {
        signal?.removeEventListener('abort', stop);
        socket.destroy();
      }
    },
  };
}

function optionsOf(settings: MailServerSettings, socket: Socket): SMTPTransport.Options {
  const { host, port, security, user, password, authorities, greeting, signing } = settings;
  return {
    host,
    port,
    socket,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
    ...(authorities === undefined ? {} : { tls: { ca: [...authorities] } }),
    ...(greeting === undefined ? {} : { name: greeting }),
    ...(signing === undefined
      ? {}
      : {
          dkim: {
            domainName: signing.domain,
            keySelector: signing.selector,
            privateKey: signing.privateKey,
          },
        }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The server's reply where the error is one; none for a connection that failed, a handshake that did, or a time-out. */
function replyOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('responseCode' in error)) return undefined;
  const { responseCode } = error;
  return typeof responseCode === 'number' && responseCode >= 400 ? responseCode : undefined;
}
