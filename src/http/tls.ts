import { createSecureContext, Server, type SecureContextOptions, type TlsOptions } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import type { ServerOptions } from './options.ts';

/** What the server shows and asks for over TLS, as PEM. */
export type TlsFiles = NonNullable<ServerOptions['tls']>;

/** What may change while the server runs: its certificate, its key, whose client certificates it takes. */
function secureContext({ certificate, key, clientAuthorities }: TlsFiles): SecureContextOptions {
  return {
    cert: certificate,
    key,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    ...(clientAuthorities === undefined ? {} : { ca: clientAuthorities }),
  };
}

/**
 * Settings of the TLS server. A client is asked for a certificate where authorities are configured, and may come without:
 * most people sign in by other means.
 */
export function tlsSettings(tls: TlsFiles): TlsOptions {
  const asks = tls.clientAuthorities !== undefined;
  return { ...secureContext(tls), ...(asks ? { requestCert: true, rejectUnauthorized: false } : {}) };
}

/** Why files cannot be used: unreadable, or a key of another certificate; undefined when they can. */
export function tlsFault(tls: TlsFiles): unknown {
  // An empty file, as one is while it is being written, counts for the TLS library as none at all.
  if (Object.values(tls).some((text) => text === '')) return new TypeError('a TLS file is empty');
  try {
    createSecureContext(secureContext(tls));
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Shows another certificate from the next connection on; open connections stay as they are. */
export function renewCertificates({ server }: FastifyInstance, tls: TlsFiles): void {
  if (server instanceof Server) server.setSecureContext(secureContext(tls));
}
