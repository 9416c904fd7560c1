import { Type } from 'typebox';
import { presentedToken } from '../admission.ts';
import { HttpError } from '../codes.ts';
import { route, type Route } from '../route.ts';
import type { Shared } from '../shared.ts';

const strict = { additionalProperties: false } as const;

/** The stream of what changes. */
export function liveRoutes({ services, settings }: Shared): readonly Route[] {
  return [
    route({
      name: 'follow-changes',
      method: 'GET',
      path: '/v1/live',
      admission: 'signed-in',
      area: 'correspondence',
      cost: 'read',
      cache: 'none',
      streams: true,
      schema: {
        query: Type.Object(
          {
            since: Type.Optional(
              Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991, description: 'api-field-since' }),
            ),
          },
          strict,
        ),
        responses: { 200: { mediaType: 'text/event-stream' } },
      },
      handle({ caller, query, request, reply }) {
        services.live.assertRoom(caller);
        const last = request.headers['last-event-id'];
        if (last !== undefined && !/^\d{1,15}$/.test(String(last))) throw new HttpError('request-malformed');
        const since = last === undefined ? query.since : Number(last);
        const token = presentedToken(request, { settings });
        reply.hijack();
        const { raw } = reply;
        raw.writeHead(200, {
          ...headersOf(reply.getHeaders()),
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store, no-transform',
          // For proxies that would otherwise hold the events back.
          'x-accel-buffering': 'no',
        });
        raw.write('retry: 3000\n\n');
        void services.live.serve(raw, {
          caller,
          ...(token === undefined ? {} : { token }),
          ...(since === undefined ? {} : { since }),
        });
        return reply;
      },
    }),
  ];
}

/** The headers that every answer has, as the raw response takes them. */
function headersOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
