import { Type, type Static } from 'typebox';
import type { Entry } from '../../../ledger/index.ts';
import { defineLifecycle, defineRecord } from '../../../ledger/index.ts';
import { REFUSAL_REASONS } from './reasons.ts';

/** What an official may say of a certificate; also the states of the record, which nothing leaves. */
export const VERDICTS = ['pass', 'refuse', 'request'] as const;
export type Verdict = (typeof VERDICTS)[number];

const strict = { additionalProperties: false };
const Text = Type.String();

/** What the ledger keeps of a verification result. */
export const ResultBody = Type.Object(
  {
    certificate: Type.Object(
      {
        id: Text,
        number: Text,
        version: Type.Integer({ minimum: 1, description: 'Version of the certificate that was examined.' }),
      },
      strict,
    ),
    issuer: Type.Object({ country: Text, authority: Text, office: Type.Optional(Text) }, strict),
    place: Type.Integer({
      minimum: 1,
      description: 'Counts the results of the country; the highest is in force.',
    }),
    given: Type.String({ description: 'RFC 3339, UTC.' }),
    operator: Type.String({ description: 'Name under which the official signs.' }),
    remark: Type.Optional(Text),
    reasons: Type.Optional(Type.Array(Type.Enum(REFUSAL_REASONS))),
    attachments: Type.Optional(
      Type.Array(
        Type.Object({ id: Text, name: Text, mediaType: Text, size: Type.Integer(), digest: Text }, strict),
      ),
    ),
  },
  strict,
);
export type ResultBody = Static<typeof ResultBody>;
export type ResultEntry = Entry<ResultBody, Verdict>;

/** A result is given once and for ever: whoever changes their mind gives another. */
export const resultLifecycle = defineLifecycle<ResultBody, Verdict>({
  states: VERDICTS,
  initial: VERDICTS,
  actions: {},
});

/** A verification result as a record of the ledger. */
export const resultRecord = defineRecord({
  name: 'verification_result',
  schema: ResultBody,
  lifecycle: resultLifecycle,
  order: 'given',
  columns: {
    certificate: { type: 'uuid', of: ({ body }) => body.certificate.id },
    issuing_country: { type: 'text', of: ({ body }) => body.issuer.country },
    issuing_authority: { type: 'text', of: ({ body }) => body.issuer.authority },
    issuing_office: { type: 'text', of: ({ body }) => body.issuer.office },
    place: { type: 'integer', of: ({ body }) => body.place },
    given: { type: 'timestamptz', of: ({ body }) => body.given },
  },
  terms: () => [],
  scoped: () => [],
  filters: {},
});
