import { Type } from 'typebox';
import { toBase64 } from '../../base/index.ts';
import { isFresh, notModified, sendBytes } from '../answers.ts';
import { HttpError } from '../codes.ts';
import { route, type Route } from '../route.ts';
import { ConsistencySchema, ProofSchema } from '../schemas.ts';
import type { Shared } from '../shared.ts';

const Position = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'api-field-leaf-index',
});
const Size = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'api-field-tree-size',
});
const strict = { additionalProperties: false } as const;

/** A path of C2SP tlog-tiles: level 0–63 or `entries`, index in groups of three digits, width of a partial tile. */
const TILE_PATH =
  '^(?:[0-5]?[0-9]|6[0-3]|entries)/(?:x[0-9]{3}/){0,5}[0-9]{3}(?:\\.p/(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?$';

/** The evidence log as static files (C2SP), and its proofs. */
export function evidenceRoutes({ services }: Shared): readonly Route[] {
  const { evidence } = services;
  return [
    route({
      name: 'read-checkpoint',
      method: 'GET',
      path: '/log/checkpoint',
      admission: 'public',
      area: 'evidence',
      cost: 'read',
      cache: 'none',
      schema: { responses: { 200: { mediaType: 'text/plain; charset=utf-8' } } },
      async handle({ reply }) {
        const file = await evidence.serveLog('checkpoint');
        if (file === undefined) throw new HttpError('log-empty');
        return sendBytes(reply.header('cache-control', file.cache), file.body, file.type);
      },
    }),
    route({
      name: 'read-tile',
      method: 'GET',
      path: '/log/tile/*',
      admission: 'public',
      area: 'evidence',
      cost: 'read',
      cache: 'immutable',
      schema: {
        params: Type.Object({ '*': Type.String({ pattern: TILE_PATH, description: 'api-field-tile-path' }) }),
        responses: { 200: { mediaType: 'application/octet-stream' } },
      },
      async handle({ params, reply }) {
        const file = await evidence.serveLog(`tile/${params['*']}`);
        if (file === undefined) throw new HttpError('tile-not-found');
        return sendBytes(reply, file.body, file.type);
      },
    }),
    route({
      name: 'prove-inclusion',
      method: 'GET',
      path: '/v1/log/inclusion',
      admission: 'public',
      area: 'evidence',
      cost: 'read',
      cache: 'none',
      schema: {
        query: Type.Object({ index: Position }, strict),
        responses: { 200: { schema: ProofSchema } },
      },
      async handle({ query }) {
        const signed = await evidence.checkpoint();
        const size = signed?.checkpoint.size ?? 0;
        if (signed === undefined || query.index >= size) throw new HttpError('proof-not-ready');
        const hashes = await evidence.inclusionProof(query.index, size);
        return { index: query.index, size, hashes: hashes.map(toBase64), checkpoint: signed.note };
      },
    }),
    route({
      name: 'prove-consistency',
      method: 'GET',
      path: '/v1/log/consistency',
      admission: 'public',
      area: 'evidence',
      cost: 'read',
      cache: 'none',
      schema: {
        query: Type.Object({ from: Size }, strict),
        responses: { 200: { schema: ConsistencySchema } },
      },
      async handle({ query }) {
        const signed = await evidence.checkpoint();
        const size = signed?.checkpoint.size ?? 0;
        if (signed === undefined || query.from > size) throw new HttpError('proof-not-ready');
        const hashes = query.from === 0 ? [] : await evidence.consistencyProof(query.from, size);
        return { from: query.from, to: size, hashes: hashes.map(toBase64), checkpoint: signed.note };
      },
    }),
  ];
}

/** What we publish for others to build on: message schemas and definitions. */
export function referenceRoutes({ services }: Shared): readonly Route[] {
  const byName = new Map(services.schemas.map((schema) => [schema.name, schema]));
  return [
    route({
      name: 'list-schemas',
      method: 'GET',
      path: '/v1/schemas',
      admission: 'public',
      area: 'reference',
      cost: 'read',
      cache: 'short',
      schema: {
        responses: {
          200: {
            schema: Type.Object({
              items: Type.Array(
                Type.Object({ name: Type.String(), mediaType: Type.String(), href: Type.String() }),
              ),
            }),
          },
        },
      },
      handle: () => ({
        items: services.schemas.map(({ name, mediaType }) => ({
          name,
          mediaType,
          href: `/v1/schemas/${name}`,
        })),
      }),
    }),
    route({
      name: 'read-schema',
      method: 'GET',
      path: '/v1/schemas/*',
      admission: 'public',
      area: 'reference',
      cost: 'read',
      cache: 'short',
      schema: {
        params: Type.Object({ '*': Type.String({ maxLength: 200, description: 'api-field-schema-name' }) }),
        responses: { 200: { mediaType: 'application/schema+json' } },
      },
      handle(call) {
        const schema = byName.get(call.params['*']);
        if (schema === undefined) throw new HttpError('route-not-found');
        if (isFresh(call, schema.tag)) return notModified(call.reply);
        return sendBytes(call.reply, schema.bytes, schema.mediaType);
      },
    }),
  ];
}
