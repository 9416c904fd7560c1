import type { FastifyReply, FastifyRequest } from 'fastify';
import { concatBytes, utf8 } from '../base/index.ts';
import { sha256Hex } from '../crypto/index.ts';
import { readIdempotencyKey, type IdempotencyStore, type KeptAnswer } from './idempotency.ts';

/** Headers that belong to an answer's meaning and are repeated with it. */
const KEPT_HEADERS = ['content-type', 'location', 'etag', 'content-language', 'cache-control'] as const;

/** The hooks of a route whose repeated requests get their first answer. */
export interface IdempotencyHooks {
  preHandler(this: void, request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  onSend(this: void, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown>;
}

/**
 * The claim is made after validation and before the act; an answer below 500 is kept before it is sent, anything else
 * gives the key up, so that the client may try again.
 */
export function idempotencyHooks(store: IdempotencyStore): IdempotencyHooks {
  return {
    async preHandler(request, reply) {
      const key = readIdempotencyKey(request.headers['idempotency-key']);
      if (key === undefined) return undefined;
      const kept = await store.claim(request.caller.actor, key, digestOf(request));
      if (kept === undefined) {
        request.idempotencyKey = key;
        return undefined;
      }
      return reply
        .code(kept.status)
        .headers({ ...kept.headers, 'idempotency-replayed': 'true' })
        .send(kept.body);
    },
    async onSend(request, reply, payload) {
      const key = request.idempotencyKey;
      if (key === undefined) return payload;
      request.idempotencyKey = undefined;
      const { actor } = request.caller;
      if (reply.statusCode >= 500 || typeof payload !== 'string') {
        await store.release(actor, key);
        return payload;
      }
      const headers: Record<string, string> = {};
      for (const name of KEPT_HEADERS) {
        const value = reply.getHeader(name);
        if (typeof value === 'string') headers[name] = value;
      }
      const answer: KeptAnswer = { status: reply.statusCode, headers, body: payload };
      await store.keep(actor, key, answer);
      return payload;
    },
  };
}

/** What makes two requests the same: method, target, precondition, media type and body. */
function digestOf(request: FastifyRequest): string {
  const { method, url, headers } = request;
  const head = `${method} ${url}\n${headers['if-match'] ?? ''}\n${headers['content-type'] ?? ''}\n\n`;
  return sha256Hex(concatBytes(utf8(head), request.bytes));
}
