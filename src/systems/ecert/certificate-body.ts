import { Type, type Static } from 'typebox';

const Text = Type.String();
const strict = { additionalProperties: false };

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
