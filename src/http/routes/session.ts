import type { FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { AccessError, PERMISSIONS, type OpenedSession, type Proof } from '../../access/index.ts';
import { LANGUAGES } from '../../base/index.ts';
import { presentedToken } from '../admission.ts';
import { connectionCertificate } from '../client-certificate.ts';
import { HttpError } from '../codes.ts';
import { isSameOrigin } from '../own-origin.ts';
import { passkeyProofOf, relyingParty, whereaboutsOf } from '../proofs.ts';
import { route, type Call, type Route } from '../route.ts';
import {
  CallerSchema,
  CertificateLoginSchema,
  LoginSchema,
  Moment,
  Password,
  PasskeyLoginSchema,
  SessionSchema,
  StepUpSchema,
} from '../schemas.ts';
import { selfOf, type Caller } from '../services/access.ts';
import { clearCookie, setCookie } from '../session-cookie.ts';
import type { Shared } from '../shared.ts';

const json = ['application/json'] as const;
const signingIn = {
  method: 'POST',
  admission: 'public',
  area: 'session',
  cost: 'login',
  cache: 'none',
  audit: 'sign-in',
  consumes: json,
} as const;
const own = { admission: 'signed-in', area: 'session', cost: 'read', cache: 'none' } as const;
const strict = { additionalProperties: false } as const;

export function sessionRoutes(shared: Shared): readonly Route[] {
  return [...doorRoutes(shared), ...callerRoutes(shared)];
}

function doorRoutes(shared: Shared): readonly Route[] {
  const { callers, settings, services } = shared;
  const answer = opened(shared);
  return [
    route({
      ...signingIn,
      name: 'open-session',
      path: '/v1/sessions',
      schema: { body: LoginSchema, responses: { 201: { schema: SessionSchema } } },
      handle: (call) => {
        const { login, password, code, cookie } = call.body;
        const request = { login, password, ...(code === undefined ? {} : { code }) };
        return answer(call as Call, cookie, () =>
          services.signingIn.signIn(request, whereaboutsOf(call.request)),
        );
      },
    }),
    route({
      ...signingIn,
      name: 'open-session-by-passkey',
      path: '/v1/sessions/passkey',
      schema: { body: PasskeyLoginSchema, responses: { 201: { schema: SessionSchema } } },
      handle: (call) => {
        const { body, request } = call;
        const party = relyingParty(request, settings);
        const proof = { party, response: passkeyProofOf(body.response) };
        return answer(call as Call, body.cookie, () =>
          services.signingIn.signInByPasskey(proof, whereaboutsOf(request)),
        );
      },
    }),
    route({
      ...signingIn,
      name: 'open-session-by-certificate',
      path: '/v1/sessions/certificate',
      schema: { body: CertificateLoginSchema, responses: { 201: { schema: SessionSchema } } },
      handle: (call) => {
        const found = connectionCertificate(call.request);
        if (found === undefined) throw new AccessError('client-certificate-missing');
        return answer(call as Call, call.body.cookie, () =>
          services.signingIn.signInByCertificate(found.fingerprint, whereaboutsOf(call.request)),
        );
      },
    }),
    route({
      ...own,
      name: 'close-session',
      method: 'DELETE',
      path: '/v1/sessions',
      schema: { responses: { 204: {} } },
      async handle({ request, reply }) {
        const token = presentedToken(request, shared);
        if (token !== undefined) {
          callers.forget(token);
          await services.signingIn.signOut(token);
          callers.forget(token);
        }
        if (request.headers.cookie !== undefined) clearCookie(reply, settings);
        return reply.code(204).send();
      },
    }),
    route({
      ...own,
      name: 'step-up',
      method: 'POST',
      path: '/v1/sessions/step-up',
      consumes: json,
      schema: {
        body: StepUpSchema,
        responses: { 200: { schema: Type.Object({ provedUntil: Moment }) } },
      },
      async handle(call) {
        const { caller, request } = call;
        const started = services.clock().getTime();
        const proof = proofOf(shared, request, call.body);
        const until = await services.signingIn.stepUp(selfOf(caller), proof, whereaboutsOf(request));
        if (until === undefined) {
          await untilMilliseconds(started + settings.wrongAnswerMilliseconds, services.clock);
          throw new AccessError('proof-wrong');
        }
        callers.forget(presentedToken(request, shared) ?? '');
        return { provedUntil: until.toISOString() };
      },
    }),
  ];
}

function callerRoutes(shared: Shared): readonly Route[] {
  const { callers, services } = shared;
  return [
    route({
      ...own,
      name: 'show-caller',
      method: 'GET',
      path: '/v1/me',
      schema: { responses: { 200: { schema: CallerSchema } } },
      handle: ({ caller }) => shownCaller(caller),
    }),
    route({
      ...own,
      name: 'change-caller',
      method: 'POST',
      path: '/v1/me',
      consumes: json,
      schema: {
        body: Type.Object(
          { language: Type.Union(LANGUAGES.map((language) => Type.Literal(language))) },
          strict,
        ),
        responses: { 204: {} },
      },
      async handle({ caller, body, request, reply }) {
        await services.signingIn.setLanguage(selfOf(caller), body.language);
        callers.forget(presentedToken(request, shared) ?? '');
        return reply.code(204).send();
      },
    }),
    route({
      ...own,
      name: 'change-password',
      method: 'POST',
      path: '/v1/me/password',
      consumes: json,
      stepUp: true,
      schema: {
        body: Type.Object({ current: Password, password: Password }, strict),
        responses: { 204: {} },
      },
      async handle({ caller, body, request, reply }) {
        await services.signingIn.changePassword(selfOf(caller), body, whereaboutsOf(request));
        return reply.code(204).send();
      },
    }),
  ];
}

/** Answers a sign-in: wrong ones late and all alike, right ones with the caller and the token, or with a cookie instead. */
function opened({ callers, services, settings }: Shared) {
  return async (
    { request, reply }: Call,
    cookie: boolean | undefined,
    open: () => Promise<OpenedSession | undefined>,
  ): Promise<object> => {
    if (cookie === true && !isSameOrigin(request, settings)) throw new HttpError('request-cross-origin');
    const started = services.clock().getTime();
    const session = await open();
    if (session === undefined) {
      await untilMilliseconds(started + settings.wrongAnswerMilliseconds, services.clock);
      throw new HttpError('login-failed');
    }
    const { token, expires } = session;
    // The audit log names who came in, not who knocked.
    request.caller = (await callers.ask(token)) ?? session.caller;
    const caller = shownCaller(request.caller);
    void reply.code(201);
    if (cookie !== true) return { token, expires, caller };
    setCookie(reply, settings, { token, expires });
    return { expires, caller };
  };
}

function proofOf(
  { settings }: Shared,
  request: FastifyRequest,
  { password, code, passkey, certificate }: Static<typeof StepUpSchema>,
): Proof {
  if (passkey !== undefined) {
    return { by: 'passkey', party: relyingParty(request, settings), response: passkeyProofOf(passkey) };
  }
  if (password !== undefined) return { by: 'password', password, ...(code === undefined ? {} : { code }) };
  const found = certificate === true ? connectionCertificate(request) : undefined;
  if (found === undefined) throw new AccessError('client-certificate-missing');
  return { by: 'certificate', fingerprint: found.fingerprint };
}

export function shownCaller(caller: Caller): object {
  const { actor, name, kind, roles, scope, behalf, language, session } = caller;
  return {
    actor,
    name,
    ...(kind === undefined ? {} : { kind }),
    roles,
    permissions: PERMISSIONS.filter((permission) => caller.may(permission)),
    scope,
    ...(behalf === undefined ? {} : { behalf }),
    ...(language === undefined ? {} : { language }),
    ...(session === undefined
      ? {}
      : {
          factors: session.enrolled,
          ...(session.provedUntil === undefined ? {} : { provedUntil: session.provedUntil.toISOString() }),
          session: {
            id: session.id,
            kind: session.kind,
            factors: session.factors,
            expires: session.expires.toISOString(),
          },
        }),
  };
}

/** Waits for a moment, so that an answer's time tells nothing of how it was found. */
export async function untilMilliseconds(moment: number, clock: () => Date): Promise<void> {
  const rest = moment - clock().getTime();
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
}
