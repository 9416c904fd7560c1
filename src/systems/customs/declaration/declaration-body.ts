import { Type, type Static } from 'typebox';
import { ACTORS, OUTCOMES } from '../../../verification/facts/index.ts';

/** States of a declaration. The last three are its ends; what was released may still be annulled. */
export const DECLARATION_STATES = [
  'lodged',
  'passed',
  'held',
  'inquired',
  'refused',
  'withdrawn',
  'finalised',
  'annulled',
] as const;
export type DeclarationState = (typeof DECLARATION_STATES)[number];

/** States in which it is still to be decided, or may be decided anew. */
export const OPEN_STATES = ['lodged', 'passed', 'held', 'inquired', 'refused'] as const;

/** What became of the goods in the end. */
export const FINAL_RESULTS = ['released', 're-exported', 'destroyed', 'seized', 'abandoned'] as const;

/** What an official may make of a decision. */
export const OVERRULINGS = ['pass', 'hold', 'refuse'] as const;

const Text = Type.String({ maxLength: 512 });
const Key = Type.String({ minLength: 1, maxLength: 64 });
const Moment = Type.String();
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Outcome = Type.Enum(OUTCOMES);

const Acted = { by: Type.String(), behalf: Type.Optional(Type.String()), at: Moment };

const Certificate = Type.Object({
  country: Type.String(),
  authority: Type.String(),
  number: Type.String(),
});

/** What a declaration is known by, listed by and worked through by; what it says in full stands in its versions. */
export const DeclarationBody = Type.Object({
  /** Form in which the trader wrote it. */
  form: Key,
  /** The trader's versions, counted from 1. */
  revision: Type.Integer({ minimum: 1 }),
  /** SHA-256 (hex) of the bytes of the version in force. */
  digest: Type.String(),
  /** Key of the organisation that it is lodged for. */
  declarant: Key,
  direction: Type.Enum(['import', 'export', 'transit']),
  procedure: Type.Optional(Text),
  lodged: Day,
  arrival: Type.Optional(Day),
  consignor: Type.Optional(Text),
  consignee: Type.Optional(Text),
  despatchCountry: Type.Optional(Text),
  port: Type.Optional(Text),
  transportMode: Type.Optional(Text),
  transportDocuments: Type.Array(Text),
  containers: Type.Array(Text),
  /** How many goods items there are. */
  items: Type.Integer({ minimum: 0 }),
  /** Description of the first. */
  goods: Type.Optional(Text),
  commodities: Type.Array(Text),
  origins: Type.Array(Text),
  documents: Type.Array(Type.Object({ code: Text, reference: Text })),
  /** Customs value of all items, where they are of one currency. */
  value: Type.Optional(Type.Object({ amount: Type.String(), currency: Type.String() })),
  touched: Moment,
  /** When it came into the state it is in. */
  since: Moment,
  outcome: Type.Optional(Outcome),
  /** Place of the decision among those on this declaration. */
  decision: Type.Optional(Type.Integer({ minimum: 1 })),
  reasons: Type.Array(
    Type.Object({
      code: Type.String(),
      actor: Type.Enum(ACTORS),
      items: Type.Array(Type.Integer()),
      /** Of the gravest few, what a list says of them: the sentence of the rule by language, and its values. */
      outcome: Type.Optional(Outcome),
      sentence: Type.Optional(Type.Record(Type.String(), Type.String())),
      values: Type.Optional(Type.Record(Type.String(), Type.String())),
    }),
  ),
  /** References that it waits for. */
  waitsFor: Type.Array(Type.Object({ code: Text, reference: Text })),
  /** References of which the trader must say what is meant: of several documents, or of the parts of one that was split. */
  unclear: Type.Optional(Type.Array(Type.Object({ code: Text, reference: Text }))),
  /** Last day by which what it waits for must have come. */
  deadline: Type.Optional(Day),
  /** Decided without a partner's road; to be verified afterwards. */
  fallback: Type.Optional(Type.Boolean()),
  /** An official's word against the decision; it holds until the trader amends. */
  overruled: Type.Optional(
    Type.Object({
      outcome: Type.Enum(OVERRULINGS),
      reason: Type.String(),
      ...Acted,
      confirmed: Type.Optional(Type.Object(Acted)),
    }),
  ),
  /** An overruling that a second official has not confirmed yet. */
  proposed: Type.Optional(Type.Object({ outcome: Type.Enum(OVERRULINGS), reason: Type.String(), ...Acted })),
  inquiries: Type.Array(
    Type.Object({
      id: Type.String(),
      certificate: Certificate,
      at: Moment,
      answered: Type.Optional(Moment),
    }),
  ),
  /** What came out about a certificate after the goods were released on it. */
  alerts: Type.Array(
    Type.Object({ code: Type.String(), certificate: Type.Optional(Certificate), at: Moment }),
  ),
  /** Numbers of other declarations of the same transport document and commodity. */
  resembles: Type.Array(Type.String()),
  withdrawn: Type.Optional(Type.Object({ reason: Type.Optional(Type.String()), ...Acted })),
  finalised: Type.Optional(Type.Object({ result: Type.Enum(FINAL_RESULTS), ...Acted })),
  /** An annulment that a second official has not confirmed yet. */
  annulling: Type.Optional(Type.Object({ reason: Type.String(), ...Acted })),
  /** Annulled after its release: what was used is given back. Always by two officials. */
  annulled: Type.Optional(
    Type.Object({ reason: Type.String(), ...Acted, confirmed: Type.Optional(Type.Object(Acted)) }),
  ),
});
export type DeclarationBody = Static<typeof DeclarationBody>;
