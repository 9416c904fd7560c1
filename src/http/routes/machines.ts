import { Type } from 'typebox';
import { AccessError } from '../../access/index.ts';
import { connectionCertificate } from '../client-certificate.ts';
import { ownOrigin } from '../own-origin.ts';
import { whereaboutsOf } from '../proofs.ts';
import { route, type Route } from '../route.ts';
import { Id, Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';
import { BoundCertificateSchema, factorFields } from './factors.ts';
import { untilMilliseconds } from './session.ts';

const json = ['application/json'] as const;
const strict = { additionalProperties: false } as const;
const governed = {
  admission: 'administration',
  area: 'session',
  cost: 'read',
  cache: 'none',
} as const;
const ItsId = Type.Object({ id: Id }, strict);
const Credential = Type.Object({ id: Id, credential: Id }, strict);

const MachineKeySchema = Type.Object({
  id: Id,
  label: Type.String(),
  thumbprint: Type.String({ description: 'api-field-thumbprint' }),
  created: Moment,
  expires: Moment,
});

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** RFC 6749 §4.4 with RFC 7523 or RFC 8705. */
const TokenRequest = Type.Object(
  {
    grant_type: Type.Literal('client_credentials', { description: 'api-field-grant-type' }),
    client_id: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'api-field-client-id' }),
    ),
    client_assertion_type: Type.Optional(Type.Literal(ASSERTION_TYPE)),
    client_assertion: Type.Optional(
      Type.String({ minLength: 20, maxLength: 4_000, description: 'api-field-client-assertion' }),
    ),
    scope: Type.Optional(Type.String({ maxLength: 2_000, description: 'api-field-token-scope' })),
  },
  strict,
);

/** How machines come in, and what their administrators keep for it. */
export function machineRoutes(shared: Shared): readonly Route[] {
  const { services, settings } = shared;
  const { signingIn } = services;
  return [
    route({
      name: 'grant-token',
      method: 'POST',
      path: '/v1/token',
      admission: 'public',
      area: 'session',
      cost: 'login',
      cache: 'none',
      audit: 'sign-in',
      consumes: ['application/x-www-form-urlencoded', 'application/json'],
      schema: {
        body: TokenRequest,
        responses: {
          200: {
            schema: Type.Object({
              access_token: Type.String({ description: 'api-field-token' }),
              token_type: Type.String(),
              expires_in: Type.Integer({ description: 'api-field-expires-in' }),
              scope: Type.String({ description: 'api-field-token-scope' }),
            }),
          },
        },
      },
      async handle({ body, request }) {
        const started = services.clock().getTime();
        const { client_assertion: assertion, client_id: login, scope } = body;
        const wanted = scope === undefined ? {} : { scope };
        const found = connectionCertificate(request);
        const origin = ownOrigin(request, settings);
        const granted =
          assertion !== undefined
            ? await signingIn.grantByAssertion(
                {
                  assertion,
                  audiences: origin === undefined ? [] : [`${origin}/v1/token`, origin],
                  ...wanted,
                },
                whereaboutsOf(request),
              )
            : login !== undefined && found !== undefined
              ? await signingIn.grantByCertificate(
                  { fingerprint: found.fingerprint, login, ...wanted },
                  whereaboutsOf(request),
                )
              : undefined;
        if (granted === undefined) {
          await untilMilliseconds(started + settings.wrongAnswerMilliseconds, services.clock);
          throw new AccessError('assertion-refused');
        }
        const { token, lifetime, permissions } = granted;
        // The audit log names who came in, not who knocked.
        request.caller = (await shared.callers.ask(token)) ?? request.caller;
        return {
          access_token: token,
          token_type: 'Bearer',
          expires_in: lifetime,
          scope: permissions.join(' '),
        };
      },
    }),
    route({
      ...governed,
      name: 'list-credentials',
      method: 'GET',
      path: '/v1/accounts/:id/credentials',
      schema: {
        params: ItsId,
        responses: {
          200: {
            schema: Type.Object({ keys: Type.Array(MachineKeySchema), ...factorFields }),
          },
        },
      },
      handle: ({ caller, params }) => signingIn.credentials(caller, params.id),
    }),
    route({
      ...governed,
      name: 'add-key',
      method: 'POST',
      path: '/v1/accounts/:id/keys',
      consumes: json,
      stepUp: true,
      schema: {
        params: ItsId,
        body: Type.Object(
          {
            jwk: Type.Object({}, { additionalProperties: true, description: 'api-field-jwk' }),
            label: Type.String({ minLength: 1, maxLength: 100 }),
            expires: Moment,
          },
          strict,
        ),
        responses: { 201: { schema: MachineKeySchema } },
      },
      async handle({ caller, params, body, reply }) {
        const { jwk, label } = body;
        const expires = new Date(body.expires);
        // The validator has found it to be an object of JSON.
        const members = jwk as Readonly<Record<string, unknown>>;
        const key = await signingIn.addMachineKey(caller, {
          account: params.id,
          jwk: members,
          label,
          expires,
        });
        void reply.code(201);
        return key;
      },
    }),
    route({
      ...governed,
      name: 'bind-certificate',
      method: 'POST',
      path: '/v1/accounts/:id/certificates',
      consumes: json,
      bodyLimit: 65_536,
      stepUp: true,
      schema: {
        params: ItsId,
        body: Type.Object(
          {
            certificate: Type.String({
              minLength: 100,
              maxLength: 20_000,
              description: 'api-field-certificate-pem',
            }),
          },
          strict,
        ),
        responses: { 201: { schema: BoundCertificateSchema } },
      },
      async handle({ caller, params, body, reply }) {
        const bound = await signingIn.bindCertificate(caller, { account: params.id, ...body });
        void reply.code(201);
        return bound;
      },
    }),
    route({
      ...governed,
      name: 'remove-credential',
      method: 'DELETE',
      path: '/v1/accounts/:id/credentials/:credential',
      stepUp: true,
      schema: { params: Credential, responses: { 204: {} } },
      async handle({ caller, params, reply }) {
        await signingIn.removeCredential(caller, { account: params.id, id: params.credential });
        shared.callers.forgetAccount(params.id);
        return reply.code(204).send();
      },
    }),
    route({
      ...governed,
      name: 'forget-factors',
      method: 'POST',
      path: '/v1/accounts/:id/forget-factors',
      stepUp: true,
      schema: { params: ItsId, responses: { 204: {} } },
      async handle({ caller, params, reply }) {
        await signingIn.forgetFactors(caller, params.id);
        shared.callers.forgetAccount(params.id);
        return reply.code(204).send();
      },
    }),
    route({
      ...governed,
      name: 'forget-codes',
      method: 'DELETE',
      path: '/v1/accounts/:id/codes',
      stepUp: true,
      schema: { params: ItsId, responses: { 204: {} } },
      async handle({ caller, params, reply }) {
        await signingIn.forgetCodes(caller, params.id);
        shared.callers.forgetAccount(params.id);
        return reply.code(204).send();
      },
    }),
  ];
}
