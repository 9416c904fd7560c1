import { Type, type Static } from 'typebox';
import { canonicalJson, fromUtf8, type CanonicalValue } from '../../../base/index.ts';
import { shapeOf, type Shape } from '../../../shapes/index.ts';
import { LARGEST_ATTACHMENT } from '../attachments/index.ts';
import { REFUSAL_REASONS } from '../results/reasons.ts';

const strict = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const Moment = Type.String({ minLength: 20, maxLength: 35, description: 'RFC 3339, UTC.' });

const Named = Type.Object(
  { country: Type.String({ pattern: '^[A-Z]{2}$' }), authority: Text(64), number: Text(200) },
  { ...strict, description: 'The certificate, by whose authority issued it and its number.' },
);
const Attached = Type.Object(
  {
    name: Text(300),
    mediaType: Text(100),
    size: Type.Integer({ minimum: 0 }),
    digest: Text(64),
    content: Type.Optional(
      Type.String({
        minLength: 4,
        maxLength: Math.ceil(LARGEST_ATTACHMENT / 3) * 4,
        description: 'The bytes, base64; absent where the file is only named.',
      }),
    ),
  },
  strict,
);

/** What an inquiry's message is: `close` ends the thread, with a last word or without. */
export const THREAD_KINDS = ['request', 'response', 'note', 'extension', 'close'] as const;

/** What officials of two countries say to each other about a certificate: one form for all channels, both ways. */
export const CorrespondenceForm = Type.Object(
  {
    form: Type.Literal('correspondence:1'),
    id: Uuid,
    certificate: Named,
    at: Moment,
    operator: Type.String({ maxLength: 200, description: 'Name under which the official signs.' }),
    office: Type.Optional(Text(64)),
    result: Type.Optional(
      Type.Object(
        {
          verdict: Type.Enum(['pass', 'refuse', 'request']),
          reasons: Type.Optional(Type.Array(Type.Enum(REFUSAL_REASONS), { maxItems: 20 })),
          remark: Type.Optional(Text(10_000)),
          thread: Type.Optional(Uuid),
        },
        strict,
      ),
    ),
    inquiry: Type.Optional(
      Type.Object(
        {
          thread: Type.String({ ...Uuid, description: 'Id that whoever opened the inquiry gave it.' }),
          kind: Type.Enum(THREAD_KINDS),
          content: Type.Optional(Text(10_000)),
          due: Type.Optional(Moment),
        },
        strict,
      ),
    ),
    attachments: Type.Optional(Type.Array(Attached, { maxItems: 50 })),
  },
  strict,
);
export type CorrespondenceForm = Static<typeof CorrespondenceForm>;

/** That a certificate has gone out of force. */
export const StatusForm = Type.Object(
  {
    form: Type.Literal('certificate-status:1'),
    certificate: Named,
    state: Type.Enum(['withdrawn', 'replaced', 'cancelled']),
    at: Moment,
    reason: Type.Optional(Text(2_000)),
    successor: Type.Optional(Text(200)),
  },
  strict,
);
export type StatusForm = Static<typeof StatusForm>;

export const CORRESPONDENCE_DIALECT = 'correspondence:1';
export const STATUS_DIALECT = 'certificate-status:1';
export const FORM_MEDIA_TYPE = 'application/json';

const correspondence = reader(shapeOf(CorrespondenceForm));
const status = reader(shapeOf(StatusForm));

/** The correspondence that bytes are, or where they are not of its form. */
export function readCorrespondence(bytes: Uint8Array): CorrespondenceForm | { readonly fault: string } {
  return correspondence(bytes);
}

export function readStatus(bytes: Uint8Array): StatusForm | { readonly fault: string } {
  return status(bytes);
}

function reader<Form>(shape: Shape<Form>): (bytes: Uint8Array) => Form | { readonly fault: string } {
  return (bytes) => {
    let value: unknown;
    try {
      value = JSON.parse(fromUtf8(bytes) ?? '');
      // Texts that no table holds, and numbers that no form has, are refused before anything is asked of them.
      if (canonicalJson(value as CanonicalValue).includes('\\u0000')) return { fault: '/' };
    } catch {
      return { fault: '/' };
    }
    const read = shape.read(value);
    return 'misfit' in read ? { fault: read.misfit.path } : read.value;
  };
}
