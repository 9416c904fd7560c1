import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { PasskeyAnswer, RelyingParty, Whereabouts } from '../access/index.ts';
import { HttpError } from './codes.ts';
import type { ServerOptions } from './options.ts';
import { ownOrigin } from './own-origin.ts';
import type { PasskeyProofSchema } from './schemas.ts';

/** Where a request comes from. */
export function whereaboutsOf({ ip, headers }: FastifyRequest): Whereabouts {
  const agent = headers['user-agent'];
  return { address: ip, ...(agent === undefined ? {} : { agent }) };
}

/**
 * The domain for which passkeys hold here. @throws {HttpError} `passkey-not-here` where the public origin is not
 * configured, or is an address: browsers make passkeys for names only.
 */
export function relyingParty(
  request: FastifyRequest,
  settings: Pick<ServerOptions, 'publicOrigin' | 'tls'>,
): RelyingParty {
  const origin = ownOrigin(request, settings);
  const id = origin === undefined ? '' : new URL(origin).hostname;
  if (origin === undefined || id.startsWith('[') || /^[\d.]+$/.test(id)) {
    throw new HttpError('passkey-not-here');
  }
  return { id, origin };
}

/** A passkey's answer as the access room takes it: what was null is absent. */
export function passkeyProofOf(proof: Static<typeof PasskeyProofSchema>): PasskeyAnswer['response'] {
  const { response, authenticatorAttachment, ...rest } = proof;
  const { userHandle, ...signed } = response;
  return {
    ...rest,
    ...(authenticatorAttachment === undefined ? {} : { authenticatorAttachment }),
    response: { ...signed, ...(userHandle == null ? {} : { userHandle }) },
  };
}
