import { Type, type Static } from 'typebox';

/*
 * A certificate model as data: what an office fills in for one commodity on its way to some countries, in which
 * languages, and where each answer stands in the certificate. The same schema checks a model that an authority loads.
 */

const strict = { additionalProperties: false } as const;
const Key = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' });
const Words = Type.String({ minLength: 1, maxLength: 500 });

/** One meaning in the six languages of the product: labels and help, never part of a certificate. */
export const SpokenText = Type.Object(
  { en: Words, zh: Words, fr: Words, es: Words, ru: Words, ar: Words },
  strict,
);
export type SpokenText = Static<typeof SpokenText>;

/** Official wording by language (BCP 47): part of the certificate. */
export const OfficialText = Type.Record(
  Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' }),
  Type.String({ minLength: 1, maxLength: 8000 }),
);
export type OfficialText = Static<typeof OfficialText>;

/**
 * Where a value stands: names of the certificate's members joined by points. `[0]` is a place in a list, `[*]` every
 * goods line, `[subject=ADEDL]` the item whose member has that value.
 */
const Place = Type.String({
  pattern:
    '^[a-z][A-Za-z]*(\\[(\\d{1,3}|\\*|[a-zA-Z]+=[A-Za-z0-9_-]{1,40})\\])?(\\.[a-z][A-Za-z]*(\\[(\\d{1,3}|\\*|[a-zA-Z]+=[A-Za-z0-9_-]{1,40})\\])?)*$',
  maxLength: 200,
});

/** A value that every certificate of the model has; `when` names a field without which it is left out. */
const Constant = Type.Object(
  { place: Place, value: Type.String({ minLength: 1, maxLength: 200 }), when: Type.Optional(Key) },
  strict,
);

const shared = {
  key: Key,
  label: SpokenText,
  help: Type.Optional(SpokenText),
  required: Type.Optional(Type.Boolean()),
};

const Choice = Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }), label: SpokenText }, strict);

const TextField = Type.Object(
  {
    ...shared,
    kind: Type.Literal('text'),
    place: Place,
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 8000 })),
    /** An expression without nested repetition; the whole value must meet it. */
    pattern: Type.Optional(Type.String({ maxLength: 200 })),
    /** What a value must satisfy beyond its pattern: the check digit of a container number (ISO 6346). */
    check: Type.Optional(Type.Literal('container')),
    default: Type.Optional(Type.String({ maxLength: 8000 })),
  },
  strict,
);

/** One text in each language of the certificate. */
const TextsField = Type.Object(
  {
    ...shared,
    kind: Type.Literal('texts'),
    place: Place,
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 8000 })),
    default: Type.Optional(OfficialText),
  },
  strict,
);

const DateField = Type.Object(
  {
    ...shared,
    kind: Type.Literal('date'),
    place: Place,
    /** `past`: not after today. `future`: not before today. */
    bound: Type.Optional(Type.Union([Type.Literal('past'), Type.Literal('future')])),
    default: Type.Optional(Type.Literal('today')),
  },
  strict,
);

const CountryField = Type.Object(
  { ...shared, kind: Type.Literal('country'), place: Place, default: Type.Optional(Type.String()) },
  strict,
);

const QuantityField = Type.Object(
  {
    ...shared,
    kind: Type.Literal('quantity'),
    place: Place,
    /** Recommendation 20; the first is offered first. `C62` is a number of pieces and is not written. */
    units: Type.Array(Type.String({ minLength: 2, maxLength: 3 }), { minItems: 1, maxItems: 20 }),
    minimum: Type.Optional(Type.String()),
    maximum: Type.Optional(Type.String()),
    /** Digits after the point, at most. */
    fraction: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
  },
  strict,
);

const ChoiceField = Type.Object(
  {
    ...shared,
    kind: Type.Literal('choice'),
    place: Place,
    /** Codes of a code list of the message, whose names are known; or choices with labels of their own. */
    list: Type.Optional(Type.Union([Type.Literal('package-type'), Type.Literal('transport-mode')])),
    codes: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 200 })),
    choices: Type.Optional(Type.Array(Choice, { maxItems: 200 })),
    default: Type.Optional(Type.String({ maxLength: 40 })),
  },
  strict,
);

/** What the signatory attests, in the agreed official wording. Those that are required are always attested. */
const StatementsField = Type.Object(
  {
    ...shared,
    kind: Type.Literal('statements'),
    place: Place,
    statements: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: '^[A-Za-z0-9.-]{1,20}$' }),
          required: Type.Boolean(),
          text: OfficialText,
        },
        strict,
      ),
      { minItems: 1, maxItems: 60 },
    ),
  },
  strict,
);

export const CellField = Type.Union([
  TextField,
  TextsField,
  DateField,
  CountryField,
  QuantityField,
  ChoiceField,
]);
export type CellField = Static<typeof CellField>;

/** A list of rows, each with the same columns, whose places begin at the row. */
const RowsField = Type.Object(
  {
    ...shared,
    kind: Type.Literal('rows'),
    place: Place,
    least: Type.Optional(Type.Integer({ minimum: 0, maximum: 500 })),
    most: Type.Integer({ minimum: 1, maximum: 500 }),
    columns: Type.Array(CellField, { minItems: 1, maxItems: 40 }),
    constants: Type.Optional(Type.Array(Constant, { maxItems: 20 })),
    /** Member that numbers the rows from 1. */
    sequence: Type.Optional(Type.String({ pattern: '^[a-z][A-Za-z]*$' })),
  },
  strict,
);
export type RowsField = Static<typeof RowsField>;

export const ModelField = Type.Union([CellField, StatementsField, RowsField]);
export type ModelField = Static<typeof ModelField>;
export type FieldOf<Kind extends ModelField['kind']> = Extract<ModelField, { kind: Kind }>;

/** What holds between two fields; within the rows of a list where `rows` names one. */
const Rule = Type.Object(
  {
    kind: Type.Union([Type.Literal('not-after'), Type.Literal('at-most')]),
    rows: Type.Optional(Key),
    /** The earlier date, the lesser quantity. */
    first: Key,
    second: Key,
  },
  strict,
);
export type ModelRule = Static<typeof Rule>;

const Section = Type.Object(
  {
    key: Key,
    label: SpokenText,
    help: Type.Optional(SpokenText),
    fields: Type.Array(ModelField, { minItems: 1, maxItems: 60 }),
  },
  strict,
);

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Country = Type.String({ pattern: '^[A-Z]{2}$' });

/** What a model certifies. */
const Commodity = Type.Union([
  Type.Literal('meat'),
  Type.Literal('dairy'),
  Type.Literal('aquatic'),
  Type.Literal('fruit'),
  Type.Literal('grain'),
  Type.Literal('wood-packaging'),
  Type.Literal('other'),
]);

/** A model: form, checks and place in the certificate in one. */
export const CertificateModel = Type.Object(
  {
    /** `aquatic-nz`; with the version its name for ever. */
    key: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
    version: Type.Integer({ minimum: 1, maximum: 9999 }),
    /** First and last day on which certificates may be begun by it. */
    validFrom: Day,
    validUntil: Type.Optional(Day),
    /** Exporting country; absent for any. */
    exporting: Type.Optional(Country),
    /** Importing countries; absent for any. */
    importing: Type.Optional(Type.Array(Country, { minItems: 1, maxItems: 60 })),
    commodity: Commodity,
    /** Languages of the certificate, the issuer's own first. */
    languages: Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }), { minItems: 1, maxItems: 3 }),
    label: SpokenText,
    /** What the paper is headed with. */
    title: OfficialText,
    /** UN/EDIFACT 1001. */
    documentType: Type.String({ pattern: '^\\d{1,3}$' }),
    /** Agreement or standard that the wording follows. */
    basis: Type.Optional(Type.String({ maxLength: 500 })),
    constants: Type.Array(Constant, { maxItems: 40 }),
    sections: Type.Array(Section, { minItems: 1, maxItems: 30 }),
    rules: Type.Array(Rule, { maxItems: 60 }),
  },
  strict,
);
export type CertificateModel = Static<typeof CertificateModel>;

/** Fields of a model by their keys, in the order of the form. */
export function fieldsOf(model: CertificateModel): readonly ModelField[] {
  return model.sections.flatMap(({ fields }) => fields);
}
