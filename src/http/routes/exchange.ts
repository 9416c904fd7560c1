import { Type } from 'typebox';
import { toBase64, type Language } from '../../base/index.ts';
import {
  CHANNELS,
  ExchangeError,
  MESSAGE_TYPES,
  TRAFFIC_PAGE,
  type ArrivalView,
  type DeliveryView,
  type TrafficFilter,
  type TrafficPage,
} from '../../exchange/index.ts';
import { attachment, sendBytes } from '../answers.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Call, type Route } from '../route.ts';
import { Id, listOf } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { Act, Crossing, Life, Message } from './exchange-shapes.ts';
import { tellingCodes, toldFindings } from './exchange-telling.ts';

const strict = { additionalProperties: false } as const;
const params = Type.Object({ id: Id }, strict);

const portion = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: TRAFFIC_PAGE, description: 'api-field-limit' })),
  after: Type.Optional(Id),
};
const Portion = Type.Object(portion, strict);
const Query = Type.Object(
  {
    partner: Type.Optional(Type.String({ minLength: 4, maxLength: 30, description: 'api-field-partner' })),
    channel: Type.Optional(Type.Enum(CHANNELS)),
    type: Type.Optional(Type.Enum(MESSAGE_TYPES, { description: 'api-field-message-type' })),
    state: Type.Optional(Type.String({ pattern: '^[a-z-]{1,40}$' })),
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'api-field-subject' })),
    dead: Type.Optional(Type.Boolean({ description: 'api-field-dead' })),
    ...portion,
  },
  strict,
);
const ArrivalQuery = Type.Object(
  {
    ...Query.properties,
    conformance: Type.Optional(Type.Boolean({ description: 'api-field-conformance' })),
  },
  strict,
);

const reading = {
  method: 'GET',
  area: 'exchange',
  cost: 'read',
  cache: 'none',
  admission: 'exchange.read',
} as const;

/** Traffic with partners: what went out, what came in, each with its whole life, and what officials do about it. */
export function exchangeRoutes({ services }: Shared): readonly Route[] {
  const { exchange } = services;
  const found = <View>(view: View | undefined, id: string): View => {
    if (view === undefined) throw new ExchangeError('exchange-message-unknown', { id });
    return view;
  };
  const told = <View extends DeliveryView | ArrivalView>(view: View, language: Language) => ({
    ...view,
    ...(view.code === null ? {} : tellingCodes(services.words, language)(view.code, view.values)),
    ...('findings' in view && view.findings !== null
      ? { findings: toldFindings(services.words, language, view.findings) }
      : {}),
  });
  const life = async (view: DeliveryView | ArrivalView, language: Language) => {
    const { events, receipts, translation } = await exchange.traffic.life(view.id);
    const tell = tellingCodes(services.words, language);
    return {
      message: told(view, language),
      events: events.map((event) => ({
        ...event,
        ...(event.code === null ? {} : tell(event.code, event.values)),
      })),
      receipts: receipts.map(({ bytes, findings, ...receipt }) => ({
        ...receipt,
        findings: toldFindings(services.words, language, findings),
        bytes: toBase64(bytes),
      })),
      ...(translation === undefined
        ? {}
        : {
            translation: {
              ...translation,
              losses: translation.losses.map((loss) => ({ ...loss, ...tell(loss.code, null) })),
            },
          }),
    };
  };
  const page = <View extends DeliveryView | ArrivalView>(
    { items, ...more }: TrafficPage<View>,
    language: Language,
  ) => ({ ...more, items: items.map((view) => told(view, language)) });
  const content = async ({ reply }: Pick<Call, 'reply'>, view: DeliveryView | ArrivalView) => {
    const bytes = found(await exchange.traffic.content(view.digest), view.id);
    void reply.header('content-disposition', attachment(`${view.id}.bin`));
    // Whatever a partner sent is never shown as a page of ours.
    return sendBytes(reply, bytes, 'application/octet-stream');
  };
  return [
    route({
      ...reading,
      name: 'list-crossings',
      path: '/v1/exchange/crossings',
      schema: { query: Portion, responses: { 200: { schema: listOf(Crossing), raw: true } } },
      async handle({ caller, query, language, reply }) {
        const { items, ...more } = await exchange.traffic.crossings(caller.scope, query);
        const tell = tellingCodes(services.words, language);
        return sendJson(reply, {
          ...more,
          items: items.map((item) => ({
            ...item,
            ...(item.refusal === null ? {} : tell(item.refusal, null)),
          })),
        });
      },
    }),
    route({
      ...reading,
      name: 'list-deliveries',
      path: '/v1/exchange/deliveries',
      schema: { query: Query, responses: { 200: { schema: listOf(Message), raw: true } } },
      handle: async ({ caller, query, language, reply }) =>
        sendJson(reply, page(await exchange.traffic.deliveries(caller.scope, ...asked(query)), language)),
    }),
    route({
      ...reading,
      name: 'read-delivery',
      path: '/v1/exchange/deliveries/:id',
      schema: { params, responses: { 200: { schema: Life, raw: true } } },
      handle: async ({ caller, params: { id }, language, reply }) =>
        sendJson(reply, await life(found(await exchange.traffic.delivery(caller.scope, id), id), language)),
    }),
    route({
      ...reading,
      name: 'read-delivery-content',
      path: '/v1/exchange/deliveries/:id/content',
      audit: 'export',
      schema: { params, responses: { 200: { mediaType: 'application/octet-stream' } } },
      handle: async ({ caller, params: { id }, reply }) =>
        content({ reply }, found(await exchange.traffic.delivery(caller.scope, id), id)),
    }),
    route({
      method: 'POST',
      area: 'exchange',
      cost: 'read',
      cache: 'none',
      admission: 'exchange.manage',
      name: 'act-on-delivery',
      path: '/v1/exchange/deliveries/:id/acts',
      consumes: ['application/json'],
      idempotent: true,
      // Sending again changes nothing that was agreed; the others decide where a message goes, or that it goes nowhere.
      stepUp: ['redirect', 'discard'],
      schema: { params, body: Act, responses: { 200: { schema: Life, raw: true } } },
      async handle({ caller, params: { id }, body, language, reply }) {
        await exchange.act(caller, id, body);
        return sendJson(
          reply,
          await life(found(await exchange.traffic.delivery(caller.scope, id), id), language),
        );
      },
    }),
    route({
      ...reading,
      name: 'list-arrivals',
      path: '/v1/exchange/arrivals',
      schema: { query: ArrivalQuery, responses: { 200: { schema: listOf(Message), raw: true } } },
      handle: async ({ caller, query, language, reply }) =>
        sendJson(reply, page(await exchange.traffic.arrivals(caller.scope, ...asked(query)), language)),
    }),
    route({
      ...reading,
      name: 'read-arrival',
      path: '/v1/exchange/arrivals/:id',
      schema: { params, responses: { 200: { schema: Life, raw: true } } },
      handle: async ({ caller, params: { id }, language, reply }) =>
        sendJson(reply, await life(found(await exchange.traffic.arrival(caller.scope, id), id), language)),
    }),
    route({
      ...reading,
      name: 'read-arrival-content',
      path: '/v1/exchange/arrivals/:id/content',
      audit: 'export',
      schema: { params, responses: { 200: { mediaType: 'application/octet-stream' } } },
      handle: async ({ caller, params: { id }, reply }) =>
        content({ reply }, found(await exchange.traffic.arrival(caller.scope, id), id)),
    }),
  ];
}

function asked({
  limit,
  after,
  ...filter
}: TrafficFilter & { readonly limit?: number; readonly after?: string }): [
  TrafficFilter,
  { readonly limit: number; readonly after?: string },
] {
  return [filter, { limit: limit ?? 50, ...(after === undefined ? {} : { after }) }];
}
