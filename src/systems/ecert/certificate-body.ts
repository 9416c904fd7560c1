import { Type, type Static } from 'typebox';

const Text = Type.String();
const strict = { additionalProperties: false };

const Amount = Type.Object({ value: Text, unit: Text }, strict);

/** Lines of goods that are kept beside the document; of a longer certificate the rest is read from the document. */
export const MOST_LINES = 100;

/** A line of goods as declarations are compared with it; what is empty is left out. */
const GoodsLine = Type.Object(
  {
    line: Type.Integer({ minimum: 1 }),
    codes: Type.Optional(Type.Array(Type.Object({ system: Text, code: Text }, strict))),
    names: Type.Optional(Type.Array(Text)),
    netMass: Type.Optional(Amount),
    grossMass: Type.Optional(Amount),
    quantities: Type.Optional(Type.Array(Amount)),
    packages: Type.Optional(Type.Array(Amount)),
    origins: Type.Optional(Type.Array(Text)),
    establishments: Type.Optional(Type.Array(Text, { description: 'Approval numbers of establishments.' })),
    produced: Type.Optional(Text),
    expires: Type.Optional(Text),
  },
  strict,
);

/** What the ledger keeps of a certificate beside its document: enough to list, search, compare and count it. */
export const CertificateBody = Type.Object(
  {
    issued: Type.String({ description: 'Moment of issue by which certificates are ordered; RFC 3339, UTC.' }),
    issueDate: Type.Optional(Type.String({ description: 'Date of issue as the document states it.' })),
    typeCode: Type.Optional(Type.String({ description: 'UN/EDIFACT 1001.' })),
    exportCountry: Type.Optional(Text),
    importCountry: Type.Optional(Text),
    issuerName: Type.Optional(Text),
    placeOfIssue: Type.Optional(Text),
    replaces: Type.Optional(
      Type.String({ description: 'Number of the certificate that this one replaces.' }),
    ),
    lines: Type.Integer({ minimum: 0, description: 'Number of trade lines.' }),
    products: Type.Array(Text, { description: 'Names of the goods, in whatever language, each once.' }),
    tariffs: Type.Array(Text, {
      description: 'Harmonized System codes, national digits included, each once.',
    }),
    origins: Type.Array(Text, { description: 'Countries of origin, each once; ISO 3166-1 alpha-2.' }),
    parties: Type.Array(Type.Object({ role: Text, name: Text, id: Type.Optional(Text) }, strict)),
    containers: Type.Optional(Type.Array(Text)),
    seals: Type.Optional(Type.Array(Text)),
    references: Type.Optional(
      Type.Array(Text, { description: 'Numbers of the documents it refers to, such as the bill of lading.' }),
    ),
    transport: Type.Optional(
      Type.Array(
        Type.Object(
          { mode: Type.Optional(Text), means: Type.Optional(Text), id: Type.Optional(Text) },
          strict,
        ),
      ),
    ),
    pointOfEntry: Type.Optional(Text),
    pointOfEntryCode: Type.Optional(Type.String({ description: 'UN/LOCODE.' })),
    expires: Type.Optional(
      Type.String({ description: 'First moment at which it is no longer valid; RFC 3339.' }),
    ),
    transit: Type.Optional(Type.Array(Text, { description: 'Countries of transit; ISO 3166-1 alpha-2.' })),
    goods: Type.Optional(
      Type.Object(
        {
          lines: Type.Array(GoodsLine, { maxItems: MOST_LINES }),
          omitted: Type.Optional(
            Type.Integer({ minimum: 1, description: 'Lines that are in the document and not here.' }),
          ),
        },
        {
          ...strict,
          description: 'The goods, line by line; absent in records from before they were kept.',
        },
      ),
    ),
    netKilograms: Type.Optional(
      Type.String({ description: 'Sum of the net weights that convert to kilograms.' }),
    ),
    ending: Type.Optional(
      Type.Object(
        { at: Text, reason: Type.Optional(Text), successor: Type.Optional(Text) },
        { ...strict, description: 'How and why it went out of force.' },
      ),
    ),
    papers: Type.Optional(
      Type.Array(Text, { description: 'Serial numbers of the papers it was printed on, the latest last.' }),
    ),
    draft: Type.Optional(
      Type.Unknown({ description: 'The document while it is a draft; later it is sealed.' }),
    ),
  },
  strict,
);
export type CertificateBody = Static<typeof CertificateBody>;
