import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  MAXIMUM_MESSAGE,
  WireKept,
  WireMessage,
  WirePage,
  WireReceipt,
} from '../../exchange/channels/rest/index.ts';
import { MESSAGE_TYPES } from '../../exchange/index.ts';
import { ownOrigin } from '../own-origin.ts';
import { route, type Route } from '../route.ts';
import { ANYONE } from '../services/access.ts';
import { Id } from '../schemas.ts';
import type { Shared } from '../shared.ts';

const LONGEST_WAIT = 20_000;
const PAGE = 100;
const strict = { additionalProperties: false } as const;
const params = Type.Object({ id: Id }, strict);
const PageQuery = Type.Object(
  {
    after: Type.Optional(Type.Integer({ minimum: 0, description: 'api-field-box-after' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE, description: 'api-field-limit' })),
    type: Type.Optional(Type.Enum(MESSAGE_TYPES, { description: 'api-field-message-type' })),
    wait: Type.Optional(
      Type.Integer({ minimum: 0, maximum: LONGEST_WAIT, description: 'api-field-box-wait' }),
    ),
  },
  strict,
);

/** The API of partners: every request is signed by a partner's key (HTTP Message Signatures, RFC 9421). */
export function partnerMessageRoutes({ services, settings }: Shared): readonly Route[] {
  const { partnerMessages: exchange } = services;
  const partnerOf = (request: FastifyRequest, body: Uint8Array): string => {
    const origin = ownOrigin(request, settings) ?? '';
    const headers = Object.entries(request.headers).map(
      ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
    );
    const partner = exchange.partnerOf({
      method: request.method,
      targetUri: `${origin}${request.url}`,
      headers: new Map(headers),
      body,
    });
    request.caller = { ...ANYONE, actor: `partner/${partner}`, name: partner };
    return partner;
  };
  const shared = { area: 'exchange', admission: 'public', cost: 'read', cache: 'none' } as const;
  return [
    route({
      ...shared,
      name: 'post-partner-message',
      method: 'POST',
      path: '/exchange/v1/messages',
      audit: 'change',
      consumes: ['application/json'],
      bodyLimit: MAXIMUM_MESSAGE,
      schema: { body: WireMessage, responses: { 200: { schema: WireKept }, 201: { schema: WireKept } } },
      async handle({ body, bytes, request, reply }) {
        const partner = partnerOf(request, bytes);
        const { id, isNew, receipt } = await exchange.receive(partner, body);
        request.shown = `message/${id}`;
        return reply.code(isNew ? 201 : 200).send({ id, receipt });
      },
    }),
    route({
      ...shared,
      name: 'list-partner-messages',
      method: 'GET',
      path: '/exchange/v1/messages',
      audit: 'search',
      schema: { query: PageQuery, responses: { 200: { schema: WirePage } } },
      handle({ query: { after = 0, limit = PAGE, type, wait = 0 }, bytes, request }) {
        const partner = partnerOf(request, bytes);
        const gone = new AbortController();
        request.raw.once('close', () => {
          gone.abort();
        });
        const types = type === undefined ? {} : { types: [type] };
        return exchange.list(partner, { after, limit, wait, ...types }, gone.signal);
      },
    }),
    route({
      ...shared,
      name: 'get-partner-message',
      method: 'GET',
      path: '/exchange/v1/messages/:id',
      audit: 'view',
      schema: { params, responses: { 200: { schema: WireMessage } } },
      handle({ params: { id }, bytes, request }) {
        return exchange.get(partnerOf(request, bytes), id);
      },
    }),
    route({
      ...shared,
      name: 'receipt-partner-message',
      method: 'POST',
      path: '/exchange/v1/messages/:id/receipts',
      audit: 'change',
      consumes: ['application/json'],
      bodyLimit: 300_000,
      schema: { params, body: WireReceipt, responses: { 204: {} } },
      async handle({ params: { id }, body, bytes, request, reply }) {
        await exchange.acknowledge(partnerOf(request, bytes), id, body.receipt);
        return reply.code(204).send();
      },
    }),
  ];
}
