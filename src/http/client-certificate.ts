import { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { sha256 } from '../crypto/index.ts';

/** The client certificate of a connection. */
export interface ConnectionCertificate {
  /** DER. */
  readonly certificate: Uint8Array;
  /** SHA-256 of it. */
  readonly fingerprint: Uint8Array;
}

/** The certificate whose key the other end of the connection holds, vouched for by the configured authorities. */
export function connectionCertificate({ raw }: FastifyRequest): ConnectionCertificate | undefined {
  const { socket } = raw;
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  // Without a certificate the object is empty, whatever its type says.
  const { raw: certificate }: { readonly raw?: Uint8Array } = socket.getPeerCertificate();
  return certificate === undefined ? undefined : { certificate, fingerprint: sha256(certificate) };
}
