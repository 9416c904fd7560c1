import { Type, type Static } from 'typebox';
import { ATTACHMENT_TYPES } from '../attachments/index.ts';

const Text = Type.String();
const strict = { additionalProperties: false };
const MediaType = Type.Enum([...ATTACHMENT_TYPES]);
/** `behalf`: in whose name, by delegation. */
const Act = Type.Object({ by: Text, behalf: Type.Optional(Text), at: Text }, strict);

/** What the ledger keeps of an application: the form, who did what with it, and where it came from. */
export const ApplicationBody = Type.Object(
  {
    touched: Type.String({ description: 'When it was last written; RFC 3339.' }),
    model: Text,
    modelVersion: Type.Integer({ minimum: 1 }),
    form: Type.Unknown({ description: 'What has been filled in, by the fields of the model.' }),
    authors: Type.Array(Text, { description: 'Everyone who wrote in it; none of them reviews or signs it.' }),
    submitted: Type.Optional(Act),
    reviewed: Type.Optional(Act),
    remarks: Type.Optional(
      Type.Array(Type.Object({ by: Text, at: Text, action: Text, text: Text }, strict), {
        description: 'What was said with a return or a review, oldest first.',
      }),
    ),
    copiedFrom: Type.Optional(Type.Object({ id: Text, number: Text }, strict)),
    replaces: Type.Optional(
      Type.Object(
        { id: Text, number: Text, issued: Type.Optional(Text), reason: Type.Optional(Text) },
        { ...strict, description: 'The certificate that the new one will replace when it is signed.' },
      ),
    ),
    batch: Type.Optional(Type.Object({ id: Text, row: Type.Integer() }, strict)),
    certificate: Type.Optional(
      Type.Object({ id: Text, number: Text }, { ...strict, description: 'The certificate that it became.' }),
    ),
    attachments: Type.Optional(
      Type.Array(
        Type.Object(
          { id: Text, name: Text, mediaType: MediaType, size: Type.Integer(), digest: Text },
          strict,
        ),
        { description: 'Files that the certificate will carry, in order.' },
      ),
    ),
    summary: Type.Object(
      {
        consignor: Type.Optional(Text),
        consignee: Type.Optional(Text),
        destination: Type.Optional(Text),
        product: Type.Optional(Text),
        lines: Type.Integer({ minimum: 0 }),
      },
      { ...strict, description: 'Enough of the form to know it by in a list.' },
    ),
  },
  strict,
);
export type ApplicationBody = Static<typeof ApplicationBody>;

export const APPLICATION_STATES = ['draft', 'submitted', 'reviewed', 'issued', 'abandoned'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];
