import { Type, type TSchema } from 'typebox';
import { CertificateBody } from '../systems/ecert/index.ts';

/*
 * Shapes of the API. A `description` is a key of the words: the documentation says it in the reader's language.
 */

const strict = { additionalProperties: false } as const;

export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'api-field-id',
});
export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'api-field-country' });
export const CertificateNumber = Type.String({
  minLength: 1,
  maxLength: 120,
  description: 'api-field-number',
});
export const Moment = Type.String({ description: 'api-field-moment' });
export const Hex = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'api-field-digest' });

export const ProblemEntrySchema = Type.Object({
  code: Type.String({ description: 'api-field-code' }),
  path: Type.String({ description: 'api-field-path' }),
  level: Type.String({ description: 'api-field-level' }),
  area: Type.String({ description: 'api-field-area' }),
  detail: Type.String({ description: 'api-field-detail' }),
});

/** RFC 9457 with our members `code` and `errors`. */
export const ProblemSchema = Type.Object({
  type: Type.String({ description: 'api-field-problem-type' }),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String({ description: 'api-field-code' }),
  detail: Type.String({ description: 'api-field-detail' }),
  instance: Type.String({ description: 'api-field-instance' }),
  errors: Type.Optional(Type.Array(ProblemEntrySchema)),
  factors: Type.Optional(Type.Array(Type.String(), { description: 'api-field-factors' })),
  error: Type.Optional(Type.String({ description: 'api-field-oauth-error' })),
});

/** Who asks, as the portal greets and guides them. */
export const CallerSchema = Type.Object({
  actor: Type.String({ description: 'api-field-actor' }),
  name: Type.String(),
  kind: Type.Optional(Type.String({ description: 'api-field-account-kind' })),
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  scope: Type.Object({
    kind: Type.String({ description: 'api-field-scope' }),
    country: Type.Optional(Type.String()),
    authority: Type.Optional(Type.String()),
    office: Type.Optional(Type.String()),
  }),
  behalf: Type.Optional(Type.String({ description: 'api-field-behalf' })),
  language: Type.Optional(Type.String({ description: 'api-field-language' })),
  factors: Type.Optional(Type.Array(Type.String(), { description: 'api-field-factors' })),
  provedUntil: Type.Optional(Type.String({ description: 'api-field-proved-until' })),
  session: Type.Optional(
    Type.Object({
      id: Id,
      kind: Type.String({ description: 'api-field-session-kind' }),
      factors: Type.Array(Type.String(), { description: 'api-field-session-factors' }),
      expires: Moment,
    }),
  ),
});

const Cookie = Type.Optional(Type.Boolean({ description: 'api-field-cookie' }));
export const Password = Type.String({ minLength: 1, maxLength: 1000, description: 'api-field-password' });
export const OneTimeCode = Type.String({
  minLength: 6,
  maxLength: 40,
  description: 'api-field-one-time-code',
});

export const LoginSchema = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 200, description: 'api-field-login' }),
    password: Password,
    code: Type.Optional(OneTimeCode),
    cookie: Cookie,
  },
  strict,
);

export const CertificateLoginSchema = Type.Object({ cookie: Cookie }, strict);

const Base64Url = (maximum: number) =>
  Type.String({ minLength: 1, maxLength: maximum, pattern: '^[A-Za-z0-9_-]+$' });
const Extensions = Type.Object({}, { additionalProperties: true });

/** What `navigator.credentials.create` gave, as its `toJSON` writes it (WebAuthn §5.1). */
export const PasskeyRegistrationSchema = Type.Object(
  {
    id: Base64Url(1_500),
    rawId: Base64Url(1_500),
    type: Type.Literal('public-key'),
    authenticatorAttachment: Type.Optional(
      Type.Union([Type.Literal('platform'), Type.Literal('cross-platform')]),
    ),
    clientExtensionResults: Extensions,
    response: Type.Object(
      {
        clientDataJSON: Base64Url(4_000),
        attestationObject: Base64Url(20_000),
        authenticatorData: Type.Optional(Base64Url(10_000)),
        publicKey: Type.Optional(Base64Url(4_000)),
        publicKeyAlgorithm: Type.Optional(Type.Integer()),
        transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
      },
      strict,
    ),
  },
  strict,
);

/** What `navigator.credentials.get` gave, as its `toJSON` writes it. */
export const PasskeyProofSchema = Type.Object(
  {
    id: Base64Url(1_500),
    rawId: Base64Url(1_500),
    type: Type.Literal('public-key'),
    authenticatorAttachment: Type.Optional(
      Type.Union([Type.Literal('platform'), Type.Literal('cross-platform')]),
    ),
    clientExtensionResults: Extensions,
    response: Type.Object(
      {
        clientDataJSON: Base64Url(4_000),
        authenticatorData: Base64Url(4_000),
        signature: Base64Url(4_000),
        userHandle: Type.Optional(Type.Union([Base64Url(200), Type.Null()])),
      },
      strict,
    ),
  },
  strict,
);

export const PasskeyLoginSchema = Type.Object({ response: PasskeyProofSchema, cookie: Cookie }, strict);

/** One of three ways to prove oneself anew. */
export const StepUpSchema = Type.Object(
  {
    password: Type.Optional(Password),
    code: Type.Optional(OneTimeCode),
    passkey: Type.Optional(PasskeyProofSchema),
    certificate: Type.Optional(Type.Literal(true)),
  },
  strict,
);

export const SessionSchema = Type.Object({
  token: Type.Optional(Type.String({ description: 'api-field-token' })),
  expires: Moment,
  caller: CallerSchema,
});

export const FindingSchema = Type.Object({
  area: Type.String({ description: 'api-field-area' }),
  level: Type.String({ description: 'api-field-level' }),
  code: Type.String({ description: 'api-field-code' }),
  path: Type.String({ description: 'api-field-path' }),
  detail: Type.String({ description: 'api-field-detail' }),
});

export const SealSchema = Type.Object({
  indication: Type.String({ description: 'api-field-indication' }),
  subIndication: Type.Optional(Type.String({ description: 'api-field-sub-indication' })),
  authority: Type.Optional(Type.String({ description: 'api-field-seal-authority' })),
  claimedTime: Type.Optional(Moment),
  algorithm: Type.Optional(Type.String()),
  canonicalisation: Type.Optional(Type.String()),
  contentDigest: Type.Optional(Hex),
  signer: Type.Optional(
    Type.Object({
      subject: Type.String(),
      issuer: Type.String(),
      serial: Type.String(),
      notBefore: Moment,
      notAfter: Moment,
      fingerprint: Type.String(),
      key: Type.String(),
    }),
  ),
  remarks: Type.Array(
    Type.Object({
      level: Type.String({ description: 'api-field-level' }),
      code: Type.String({ description: 'api-field-code' }),
      detail: Type.String({ description: 'api-field-detail' }),
    }),
  ),
});

export const ProofSchema = Type.Object({
  index: Type.Integer({ description: 'api-field-leaf-index' }),
  size: Type.Integer({ description: 'api-field-tree-size' }),
  hashes: Type.Array(Type.String(), { description: 'api-field-inclusion' }),
  checkpoint: Type.String({ description: 'api-field-checkpoint' }),
});

export const ConsistencySchema = Type.Object({
  from: Type.Integer({ description: 'api-field-tree-size' }),
  to: Type.Integer({ description: 'api-field-tree-size' }),
  hashes: Type.Array(Type.String(), { description: 'api-field-consistency' }),
  checkpoint: Type.String({ description: 'api-field-checkpoint' }),
});

/** Warnings of confirmed forgeries that bear a certificate's number or pattern. */
const WarningsSchema = Type.Array(
  Type.Object({
    code: Type.String({ description: 'api-field-code' }),
    reference: Type.String(),
    confirmed: Moment,
    detail: Type.String({ description: 'api-field-detail' }),
  }),
  { description: 'api-field-warnings' },
);

/** A certificate as the ledger holds it. */
export const CertificateSchema = Type.Object({
  id: Id,
  country: Country,
  authority: Type.String({ description: 'api-field-authority' }),
  number: CertificateNumber,
  version: Type.Integer({ description: 'api-field-version' }),
  state: Type.String({ description: 'api-field-state' }),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  body: CertificateBody,
  created: Moment,
  updated: Moment,
  warnings: Type.Optional(WarningsSchema),
});

export const ReceiptSchema = Type.Object({
  id: Id,
  number: CertificateNumber,
  key: Type.String({ description: 'api-field-key' }),
  state: Type.String({ description: 'api-field-state' }),
  version: Type.Integer({ description: 'api-field-version' }),
  securityCode: Type.Optional(Type.String({ description: 'api-field-security-code' })),
  digest: Hex,
  received: Moment,
  findings: Type.Array(FindingSchema),
  seal: SealSchema,
  evidence: Type.Optional(ProofSchema),
});

export const PublicCheckSchema = Type.Object(
  {
    number: CertificateNumber,
    securityCode: Type.String({ minLength: 1, maxLength: 60, description: 'api-field-security-code' }),
  },
  strict,
);

/** A list of things with the way to the next ones. */
export function listOf(items: TSchema): TSchema {
  return Type.Object({
    items: Type.Array(items),
    next: Type.Optional(Type.String({ description: 'api-field-next' })),
  });
}

/** One act in a certificate's history. */
export const HistoryLineSchema = Type.Object({
  version: Type.Integer({ description: 'api-field-version' }),
  action: Type.String({ description: 'api-field-action' }),
  state: Type.String({ description: 'api-field-state' }),
  actor: Type.String({ description: 'api-field-actor' }),
  behalf: Type.Optional(Type.String({ description: 'api-field-behalf' })),
  at: Moment,
  digest: Hex,
  previous: Type.Optional(Hex),
  leaf: Type.String({ description: 'api-field-leaf' }),
  opening: Type.Optional(Type.Unknown({ description: 'api-field-opening' })),
  change: Type.Unknown({ description: 'api-field-change' }),
});

/** What a certificate says, laid out like one. */
export const FaceSchema = Type.Object({
  number: CertificateNumber,
  country: Country,
  authority: Type.String({ description: 'api-field-authority' }),
  state: Type.String({ description: 'api-field-state' }),
  inForce: Type.Boolean({ description: 'api-field-in-force' }),
  version: Type.Integer({ description: 'api-field-version' }),
  successor: Type.Optional(Type.String({ description: 'api-field-successor' })),
  asOf: Moment,
  digest: Type.Optional(Hex),
  seal: Type.Optional(Type.String({ description: 'api-field-indication' })),
  title: Type.String(),
  warnings: Type.Optional(WarningsSchema),
  sections: Type.Array(
    Type.Union([
      Type.Object({
        kind: Type.Literal('fields'),
        title: Type.String(),
        fields: Type.Array(Type.Object({ label: Type.String(), values: Type.Array(Type.String()) })),
      }),
      Type.Object({
        kind: Type.Literal('table'),
        title: Type.String(),
        columns: Type.Array(Type.String()),
        rows: Type.Array(Type.Array(Type.Array(Type.String()))),
      }),
    ]),
  ),
});
