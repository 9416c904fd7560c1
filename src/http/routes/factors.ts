import { Type } from 'typebox';
import { AccessError } from '../../access/index.ts';
import { presentedToken } from '../admission.ts';
import { connectionCertificate } from '../client-certificate.ts';
import { relyingParty } from '../proofs.ts';
import { route, type Call, type Route } from '../route.ts';
import { Hex, Id, Moment, OneTimeCode, PasskeyRegistrationSchema } from '../schemas.ts';
import { selfOf } from '../services/access.ts';
import type { Shared } from '../shared.ts';

const json = ['application/json'] as const;
const own = { admission: 'signed-in', area: 'session', cost: 'read', cache: 'none' } as const;
const strict = { additionalProperties: false } as const;
const ItsId = Type.Object({ id: Id }, strict);
const Name = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '\\S',
  description: 'api-field-passkey-name',
});
const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'api-field-recovery-codes' }),
});
/** What a browser is given, and hands to `navigator.credentials`. */
const BrowserOptions = Type.Object({}, { additionalProperties: true });

export const BoundCertificateSchema = Type.Object({
  id: Id,
  fingerprint: Hex,
  subject: Type.String(),
  issuer: Type.String(),
  serial: Type.String(),
  ends: Moment,
  created: Moment,
});

/** By what somebody comes in. */
export const factorFields = {
  password: Type.Boolean(),
  codes: Type.Optional(Type.Object({ confirmed: Moment, recoveryCodes: Type.Integer() })),
  passkeys: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      synced: Type.Boolean({ description: 'api-field-synced' }),
      created: Moment,
      used: Type.Optional(Moment),
    }),
  ),
  certificates: Type.Array(BoundCertificateSchema),
} as const;
const Factors = Type.Object(factorFields);

/** What one proves oneself by: codes, passkeys, a card's certificate. */
export function factorRoutes(shared: Shared): readonly Route[] {
  const { services } = shared;
  return [
    route({
      ...own,
      name: 'list-factors',
      method: 'GET',
      path: '/v1/me/factors',
      schema: { responses: { 200: { schema: Factors } } },
      handle: ({ caller }) => services.signingIn.factors(selfOf(caller)),
    }),
    ...codeRoutes(shared),
    ...passkeyRoutes(shared),
    ...certificateRoutes(shared),
  ];
}

function codeRoutes(shared: Shared): readonly Route[] {
  const { signingIn } = shared.services;
  return [
    route({
      ...own,
      name: 'begin-codes',
      method: 'POST',
      path: '/v1/me/codes',
      stepUp: true,
      schema: {
        responses: {
          200: {
            schema: Type.Object({
              secret: Type.String({ description: 'api-field-code-secret' }),
              uri: Type.String({ description: 'api-field-code-uri' }),
            }),
          },
        },
      },
      handle: ({ caller }) => signingIn.beginCodes(selfOf(caller)),
    }),
    route({
      ...own,
      name: 'confirm-codes',
      method: 'POST',
      path: '/v1/me/codes/confirm',
      consumes: json,
      stepUp: true,
      schema: {
        body: Type.Object({ code: OneTimeCode }, strict),
        responses: { 200: { schema: RecoveryCodes } },
      },
      async handle(call) {
        const recoveryCodes = await signingIn.confirmCodes(selfOf(call.caller), call.body.code);
        return changed(shared, call as Call, { recoveryCodes });
      },
    }),
    route({
      ...own,
      name: 'renew-recovery-codes',
      method: 'POST',
      path: '/v1/me/codes/recovery',
      stepUp: true,
      schema: { responses: { 200: { schema: RecoveryCodes } } },
      handle: async ({ caller }) => ({ recoveryCodes: await signingIn.renewRecoveryCodes(selfOf(caller)) }),
    }),
    route({
      ...own,
      name: 'remove-codes',
      method: 'DELETE',
      path: '/v1/me/codes',
      stepUp: true,
      schema: { responses: { 204: {} } },
      async handle(call) {
        await signingIn.removeCodes(selfOf(call.caller));
        return changed(shared, call as Call, call.reply.code(204).send());
      },
    }),
  ];
}

function passkeyRoutes(shared: Shared): readonly Route[] {
  const { services, settings } = shared;
  const { signingIn } = services;
  return [
    route({
      ...own,
      name: 'ask-for-passkey',
      method: 'POST',
      path: '/v1/passkeys/options',
      admission: 'public',
      cost: 'login',
      schema: { responses: { 200: { schema: BrowserOptions, raw: true } } },
      handle: ({ request }) => signingIn.passkeyChallenge(relyingParty(request, settings)),
    }),
    route({
      ...own,
      name: 'begin-passkey',
      method: 'POST',
      path: '/v1/me/passkeys/options',
      stepUp: true,
      schema: { responses: { 200: { schema: BrowserOptions, raw: true } } },
      handle: ({ caller, request }) =>
        signingIn.passkeyRegistration(selfOf(caller), relyingParty(request, settings)),
    }),
    route({
      ...own,
      name: 'register-passkey',
      method: 'POST',
      path: '/v1/me/passkeys',
      consumes: json,
      bodyLimit: 65_536,
      stepUp: true,
      schema: {
        body: Type.Object({ name: Name, response: PasskeyRegistrationSchema }, strict),
        responses: { 201: { schema: Type.Object({ id: Id }) } },
      },
      async handle(call) {
        const { caller, body, request, reply } = call;
        const { response: made, name } = body;
        const { transports, authenticatorAttachment, ...response } = { ...made, ...made.response };
        const id = await signingIn.registerPasskey(selfOf(caller), {
          party: relyingParty(request, settings),
          name: name.trim(),
          response: {
            id: response.id,
            rawId: response.rawId,
            type: response.type,
            clientExtensionResults: {},
            ...(authenticatorAttachment === undefined ? {} : { authenticatorAttachment }),
            response: {
              clientDataJSON: response.clientDataJSON,
              attestationObject: response.attestationObject,
              ...(transports === undefined ? {} : { transports }),
            },
          },
        });
        void reply.code(201);
        return changed(shared, call as Call, { id });
      },
    }),
    route({
      ...own,
      name: 'name-passkey',
      method: 'POST',
      path: '/v1/me/passkeys/:id',
      consumes: json,
      schema: { params: ItsId, body: Type.Object({ name: Name }, strict), responses: { 204: {} } },
      async handle({ caller, params, body, reply }) {
        await signingIn.namePasskey(selfOf(caller), { id: params.id, name: body.name.trim() });
        return reply.code(204).send();
      },
    }),
    route({
      ...own,
      name: 'remove-passkey',
      method: 'DELETE',
      path: '/v1/me/passkeys/:id',
      stepUp: true,
      schema: { params: ItsId, responses: { 204: {} } },
      async handle(call) {
        await signingIn.removePasskey(selfOf(call.caller), call.params.id);
        return changed(shared, call as Call, call.reply.code(204).send());
      },
    }),
  ];
}

function certificateRoutes(shared: Shared): readonly Route[] {
  const { signingIn } = shared.services;
  return [
    route({
      ...own,
      name: 'bind-own-certificate',
      method: 'POST',
      path: '/v1/me/certificates',
      stepUp: true,
      schema: { responses: { 201: { schema: BoundCertificateSchema } } },
      async handle(call) {
        const found = connectionCertificate(call.request);
        if (found === undefined) throw new AccessError('client-certificate-missing');
        const bound = await signingIn.bindOwnCertificate(selfOf(call.caller), found.certificate);
        void call.reply.code(201);
        return changed(shared, call as Call, bound);
      },
    }),
    route({
      ...own,
      name: 'remove-own-certificate',
      method: 'DELETE',
      path: '/v1/me/certificates/:id',
      stepUp: true,
      schema: { params: ItsId, responses: { 204: {} } },
      async handle(call) {
        await signingIn.removeOwnCertificate(selfOf(call.caller), call.params.id);
        return changed(shared, call as Call, call.reply.code(204).send());
      },
    }),
  ];
}

/** What the caller holds has changed: the next request sees it. */
function changed<Answer>(shared: Shared, { request }: Call, answer: Answer): Answer {
  shared.callers.forget(presentedToken(request, shared) ?? '');
  return answer;
}
