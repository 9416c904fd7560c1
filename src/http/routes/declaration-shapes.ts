import { Type } from 'typebox';
import { ACTORS, LINK_STATES, OUTCOMES } from '../../verification/facts/index.ts';
import {
  DECLARATION_STATES,
  DeclarationBody,
  DeclarationForm,
  FINAL_RESULTS,
  OVERRULINGS,
} from '../../systems/customs/declaration/index.ts';
import { Country, FindingSchema, HistoryLineSchema, Id, Moment } from '../schemas.ts';

const strict = { additionalProperties: false } as const;
const Text = Type.String();
const Outcome = Type.Enum(OUTCOMES, { description: 'api-field-outcome' });
const Place = Type.Integer({ minimum: 1, description: 'api-field-decision-place' });
const Revision = Type.Integer({ minimum: 1, description: 'api-field-declaration-revision' });
const Decimal = Type.String({ description: 'api-field-decimal' });

export const DeclarationId = Type.Object({ id: Id }, strict);
export const DecisionPlace = Type.Object(
  { id: Id, place: Type.String({ pattern: '^[1-9]\\d{0,8}$', description: 'api-field-decision-place' }) },
  strict,
);

/** Where a declaration is lodged and for whom, beside what it says itself. */
export const LodgingQuery = Type.Object(
  {
    authority: Type.Optional(
      Type.String({ minLength: 4, maxLength: 23, description: 'api-field-declaration-authority' }),
    ),
    declarant: Type.Optional(
      Type.String({ minLength: 4, maxLength: 23, description: 'api-field-declarant' }),
    ),
  },
  strict,
);

/** A declaration as JSON: one of the forms, by its name. */
export const DeclarationInput = DeclarationForm;

/** The body with the sentences of its gravest reasons told. */
const ShownBody = Type.Object({
  ...DeclarationBody.properties,
  reasons: Type.Array(
    Type.Object({
      code: Text,
      actor: Type.Enum(ACTORS),
      items: Type.Array(Type.Integer()),
      outcome: Type.Optional(Outcome),
      sentence: Type.Optional(Type.String({ description: 'api-field-reason-sentence' })),
    }),
  ),
});

export const DeclarationSchema = Type.Object({
  id: Id,
  country: Country,
  authority: Type.String({ description: 'api-field-authority' }),
  number: Type.String({ description: 'api-field-declaration-number' }),
  version: Type.Integer({ description: 'api-field-version' }),
  state: Type.Enum(DECLARATION_STATES, { description: 'api-field-state' }),
  office: Type.Optional(Type.String({ description: 'api-field-office' })),
  body: ShownBody,
  created: Moment,
  updated: Moment,
});

/** A reason with its sentence in the reader's language. */
export const ReasonSchema = Type.Object({
  code: Type.String({ description: 'api-field-code' }),
  outcome: Outcome,
  actor: Type.Enum(ACTORS, { description: 'api-field-reason-actor' }),
  table: Text,
  row: Text,
  basis: Type.Optional(Text),
  values: Type.Record(Text, Text, { description: 'api-field-reason-values' }),
  sentence: Type.String({ description: 'api-field-reason-sentence' }),
});

const CertificateName = {
  country: Country,
  authority: Type.String({ description: 'api-field-authority' }),
  number: Type.String({ description: 'api-field-number' }),
};
const NamedCertificate = Type.Object(CertificateName);

const FindingOfDecision = Type.Object({
  item: Type.Integer(),
  document: Type.Optional(
    Type.Object({
      code: Text,
      reference: Type.Optional(Text),
      link: Type.Optional(Type.Enum(LINK_STATES, { description: 'api-field-link-state' })),
    }),
  ),
  certificate: Type.Optional(
    Type.Object({ ...CertificateName, version: Type.Integer(), line: Type.Optional(Type.Integer()) }),
  ),
  outcome: Outcome,
  reasons: Type.Array(ReasonSchema),
  /** What rules in shadow would have said; not told to traders. */
  shadow: Type.Array(ReasonSchema),
  outputs: Type.Record(Text, Text, { description: 'api-field-decision-outputs' }),
  /** Facts that the rules were asked with; told to officials. */
  facts: Type.Optional(Type.Object({}, { additionalProperties: true })),
});

const Drawing = Type.Object({
  certificate: NamedCertificate,
  line: Type.Integer(),
  item: Type.Integer(),
  code: Text,
  quantity: Type.Object({ value: Decimal, unit: Text }),
});

/** One decision, as it was made. */
export const DecisionSchema = Type.Object({
  declaration: Id,
  number: Type.String({ description: 'api-field-declaration-number' }),
  place: Place,
  at: Moment,
  outcome: Outcome,
  digest: Type.String({ description: 'api-field-digest' }),
  items: Type.Array(Type.Object({ item: Type.Integer(), outcome: Outcome })),
  findings: Type.Array(FindingOfDecision),
  drawings: Type.Array(Drawing),
  waitsFor: Type.Array(Type.Object({ code: Text, reference: Text })),
  deadline: Type.Optional(Text),
  fallback: Type.Optional(Type.Boolean()),
  versions: Type.Object({
    declaration: Revision,
    certificates: Type.Array(Type.Object({ ...CertificateName, version: Type.Integer() })),
    parameters: Type.Record(Text, Type.Integer()),
    day: Text,
  }),
});

/** A decision in a list or the feed. */
export const DecisionLine = Type.Object({
  declaration: Id,
  country: Country,
  authority: Text,
  number: Type.String({ description: 'api-field-declaration-number' }),
  place: Place,
  revision: Revision,
  at: Moment,
  outcome: Outcome,
  reasons: Type.Array(Text, { description: 'api-field-reason-codes' }),
  digest: Type.String({ description: 'api-field-digest' }),
});

/** A decision in the feed. */
export const FeedLine = Type.Object({
  declaration: Id,
  country: Country,
  authority: Text,
  number: Type.String({ description: 'api-field-declaration-number' }),
  declarant: Type.String({ description: 'api-field-declarant' }),
  place: Place,
  revision: Revision,
  at: Moment,
  outcome: Outcome,
  reasons: Type.Array(Text, { description: 'api-field-reason-codes' }),
});

/** A declaration with the version in force, the decision on it, and what may be done now. */
export const DeclarationReading = Type.Object({
  declaration: DeclarationSchema,
  revision: Type.Object({
    revision: Revision,
    mediaType: Text,
    at: Moment,
    actor: Type.String({ description: 'api-field-actor' }),
    digest: Type.String({ description: 'api-field-digest' }),
    /** As the trader wrote it, where it came as JSON; the reading of it otherwise. */
    content: Type.Object({}, { additionalProperties: true }),
  }),
  findings: Type.Array(FindingSchema, { description: 'api-field-declaration-findings' }),
  decision: Type.Optional(DecisionSchema),
  actions: Type.Array(Type.String({ description: 'api-field-action' })),
  declarantClass: Type.Optional(Type.String({ description: 'api-field-declarant-class' })),
  /** Whether an overruling wants a second official. */
  secondOfficial: Type.Boolean({ description: 'api-field-second-official' }),
  people: Type.Record(Text, Text, { description: 'api-field-people' }),
});

export const VersionLine = Type.Object({
  revision: Revision,
  form: Text,
  mediaType: Text,
  at: Moment,
  actor: Type.String({ description: 'api-field-actor' }),
  digest: Type.String({ description: 'api-field-digest' }),
});

export const DeclarationHistory = Type.Object({
  items: Type.Array(HistoryLineSchema),
  versions: Type.Array(VersionLine),
});

export const ReplaySchema = Type.Object({
  place: Place,
  /** Whether the same inputs gave the same bytes. */
  same: Type.Boolean({ description: 'api-field-replay-same' }),
  digest: Type.String({ description: 'api-field-digest' }),
  again: Type.String({ description: 'api-field-replay-digest' }),
});

/** One field, both values. */
const ComparedField = Type.Object({
  field: Type.String({ description: 'api-field-compared-field' }),
  label: Text,
  declared: Type.Array(Text),
  certified: Type.Array(Text),
  compared: Type.String({ description: 'api-field-compared' }),
  /** How far apart, where that can be counted: days, digits in common, entries that one side lacks, a quantity. */
  difference: Type.Optional(
    Type.Object({
      kind: Type.Enum(['days', 'digits', 'entries', 'quantity']),
      size: Text,
      unit: Type.Optional(Text),
      percent: Type.Optional(Text),
    }),
  ),
});

const ComparedQuantity = Type.Object({
  status: Text,
  unit: Type.Optional(Text),
  declared: Type.Optional(Decimal),
  certified: Type.Optional(Decimal),
  taken: Type.Optional(Decimal),
  available: Type.Optional(Decimal),
  excess: Type.Optional(Decimal),
  excessPercent: Type.Optional(Decimal),
  tolerance: Type.Optional(Decimal),
  claimants: Type.Optional(Type.Integer()),
});

/** Declaration and certificate side by side. */
export const ComparisonSchema = Type.Object({
  declaration: Id,
  number: Text,
  /** The decision that it explains; absent where it is not decided yet. */
  place: Type.Optional(Place),
  outcome: Type.Optional(Outcome),
  items: Type.Array(
    Type.Object({
      item: Type.Integer(),
      commodity: Text,
      description: Type.Optional(Text),
      outcome: Type.Optional(Outcome),
      findings: Type.Array(
        Type.Object({
          document: Type.Optional(
            Type.Object({
              code: Text,
              reference: Type.Optional(Text),
              link: Type.Optional(Type.Enum(LINK_STATES)),
              candidates: Type.Array(NamedCertificate),
              suggestions: Type.Array(NamedCertificate),
              chain: Type.Array(NamedCertificate),
            }),
          ),
          certificate: Type.Optional(
            Type.Object({
              ...CertificateName,
              id: Type.Optional(Id),
              version: Type.Integer(),
              state: Type.Optional(Text),
              line: Type.Optional(Type.Integer()),
            }),
          ),
          outcome: Outcome,
          reasons: Type.Array(ReasonSchema),
          shadow: Type.Array(ReasonSchema),
          fields: Type.Array(ComparedField),
          quantity: Type.Optional(ComparedQuantity),
        }),
      ),
    }),
  ),
  /** Accounts of the certificates, as they are now. */
  accounts: Type.Array(
    Type.Object({
      certificate: NamedCertificate,
      lines: Type.Array(
        Type.Object({
          line: Type.Integer(),
          unit: Text,
          limit: Decimal,
          held: Decimal,
          consumed: Decimal,
          /** Held or consumed by this declaration. */
          own: Decimal,
        }),
      ),
    }),
  ),
});

const Reason = Type.String({ minLength: 3, maxLength: 2_000, description: 'api-field-overrule-reason' });

/** Inputs of the actions, by name. */
export const ACTION_INPUTS = {
  withdraw: Type.Object({ reason: Type.Optional(Reason) }, strict),
  finalise: Type.Object(
    { result: Type.Enum(FINAL_RESULTS, { description: 'api-field-final-result' }) },
    strict,
  ),
  overrule: Type.Object(
    { outcome: Type.Enum(OVERRULINGS, { description: 'api-field-overruling' }), reason: Reason },
    strict,
  ),
  'confirm-overrule': Type.Object({}, strict),
  'decline-overrule': Type.Object({ reason: Reason }, strict),
  'propose-annul': Type.Object({ reason: Reason }, strict),
  'confirm-annul': Type.Object({}, strict),
  'decline-annul': Type.Object({ reason: Reason }, strict),
  inquire: Type.Object(
    {
      certificate: Type.Object(CertificateName, strict),
      text: Type.String({ minLength: 1, maxLength: 4_000, description: 'api-field-inquiry-text' }),
    },
    strict,
  ),
} as const;

/** What would be decided; nothing of it is stored. */
export const WhatIfSchema = Type.Object({
  findings: Type.Array(FindingSchema),
  decision: Type.Omit(DecisionSchema, ['declaration', 'place', 'at', 'digest']),
});
