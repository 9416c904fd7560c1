import { Type, type Static } from 'typebox';
import { KEY_WARNING_DAYS } from '../../access/index.ts';
import { say } from '../../base/index.ts';
import { describeCertificate, readCertificatesPem, sha256Hex } from '../../crypto/index.ts';
import { MOST_ROWS, ParameterError } from '../../ledger/parameters/index.ts';
import { sendJson } from '../lib/json-answer.ts';
import { route, type Route } from '../route.ts';
import { Moment } from '../schemas.ts';
import type { Shared } from '../shared.ts';

const strict = { additionalProperties: false } as const;

const Key = Type.Object({
  kind: Type.String(),
  owner: Type.String(),
  fingerprint: Type.String(),
  subject: Type.String(),
  issuer: Type.String(),
  serial: Type.String(),
  ends: Moment,
  state: Type.String(),
  stateTitle: Type.String(),
  days: Type.Integer(),
  trustedFrom: Type.Optional(Moment),
  trustedUntil: Type.Optional(Moment),
  revoked: Type.Array(Type.Object({ serial: Type.String(), at: Moment })),
});

const Pem = Type.String({ minLength: 100, maxLength: 100_000 });
const Fingerprint = Type.String({ pattern: '^[0-9a-f]{64}$' });
const When = Type.String({ minLength: 10, maxLength: 40 });
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
const Proposal = Type.Union([
  Type.Object(
    {
      change: Type.Literal('add-anchor'),
      reason: Reason,
      authority: Type.String({ minLength: 4, maxLength: 30 }),
      certificate: Pem,
      from: When,
      until: Type.Optional(When),
    },
    strict,
  ),
  Type.Object(
    { change: Type.Literal('end-anchor'), reason: Reason, fingerprint: Fingerprint, from: When },
    strict,
  ),
  Type.Object(
    {
      change: Type.Literal('revoke-certificate'),
      reason: Reason,
      fingerprint: Fingerprint,
      serial: Type.String({ minLength: 1, maxLength: 64 }),
      from: When,
    },
    strict,
  ),
]);

/** Keys and their ends; whom we trust is changed by a proposal like any parameter. */
export function keyRoutes({ services }: Shared): readonly Route[] {
  const { parameters, keys } = services.administration;
  return [
    route({
      name: 'list-keys',
      method: 'GET',
      path: '/v1/keys',
      area: 'administration',
      admission: 'signed-in',
      cost: 'read',
      cache: 'none',
      schema: {
        responses: {
          200: {
            schema: Type.Object({ warningDays: Type.Integer(), items: Type.Array(Key) }),
            raw: true,
          },
        },
      },
      handle: ({ reply, language }) =>
        sendJson(reply, {
          warningDays: KEY_WARNING_DAYS,
          items: keys().map((key) => ({
            ...key,
            stateTitle: say(services.words, language, `key-state-${key.state}`, { days: key.days }),
          })),
        }),
    }),
    route({
      name: 'propose-key-change',
      method: 'POST',
      path: '/v1/keys/changes',
      area: 'administration',
      admission: 'parameter.propose',
      cost: 'read',
      cache: 'none',
      consumes: ['application/json'],
      bodyLimit: 200_000,
      idempotent: true,
      schema: {
        body: Proposal,
        responses: { 201: { schema: Type.Object({}, { additionalProperties: true }), raw: true } },
      },
      async handle({ caller, body, reply }) {
        const change = await parameters.propose(caller, { reason: body.reason, ...proposalOf(body) });
        void reply.header('location', `/v1/parameter-changes/${change.id}`);
        return sendJson(reply, change, 201);
      },
    }),
  ];
}

function proposalOf(body: Static<typeof Proposal>) {
  if (body.change === 'add-anchor') {
    const { authority, certificate, from, until } = body;
    const value = { authority, certificate };
    const row = { key: { fingerprint: fingerprintOf(certificate) }, value, from };
    return { parameter: 'trust-anchor', rows: [until === undefined ? row : { ...row, until }] };
  }
  const { fingerprint, from } = body;
  if (body.change === 'end-anchor')
    return { parameter: 'trust-anchor', rows: [{ key: { fingerprint }, value: null, from }] };
  const serial = body.serial.toUpperCase().replace(/^0+(?=.)/, '');
  return { parameter: 'trust-revocation', rows: [{ key: { fingerprint, serial }, value: {}, from }] };
}

/** The fingerprint of the one certificate of a PEM text. */
function fingerprintOf(pem: string): string {
  const [only, another] = readCertificatesPem(pem);
  try {
    if (only !== undefined && another === undefined) {
      describeCertificate(only);
      return sha256Hex(only);
    }
  } catch {
    // Told below like any text that is no certificate.
  }
  const fault = { code: 'anchor-unreadable', path: '/certificate', values: {} };
  throw new ParameterError('parameter-change-invalid', { most: MOST_ROWS }, { faults: [fault] });
}
