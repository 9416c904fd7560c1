import { Type, type Static } from 'typebox';
import { MESSAGE_TYPES } from '../../index.ts';

const strict = { additionalProperties: false } as const;
const title = (name: string) => `parameter-field-${name}`;
const Name = (of: string) => Type.String({ minLength: 1, maxLength: 200, title: title(of) });
/** Steps of local names from the element of the request or answer; an attribute has an `@`. Empty: that element itself. */
const Path = (of: string) =>
  Type.String({
    pattern: '^((@?[A-Za-z_][A-Za-z0-9_.-]{0,99})(/@?[A-Za-z_][A-Za-z0-9_.-]{0,99}){0,19})?$',
    maxLength: 300,
    title: title(of),
  });
const Kind = Type.Enum(MESSAGE_TYPES, { title: title('message-type') });

/** What of a message an element takes. */
export const TAKES = [
  'content',
  'envelope',
  'id',
  'type',
  'dialect',
  'media-type',
  'digest',
  'subject',
  'country',
  'authority',
  'number',
  'from',
  'to',
  'sent',
  'cursor',
  'constant',
] as const;

/** How bytes stand in an element: as XML inside it, as text, or as base64. */
export const FORMS = ['xml', 'text', 'base64'] as const;
export type ContentForm = (typeof FORMS)[number];
const Form = Type.Enum(FORMS, { title: title('content-form') });

/** The partner's words for ours, where they differ. */
const Words = Type.Array(Type.Object({ ours: Name('our-word'), theirs: Name('their-word') }, strict), {
  maxItems: 50,
  title: title('their-words'),
});

const Field = Type.Object(
  {
    path: Path('element-path'),
    takes: Type.Enum(TAKES, { title: title('takes') }),
    /** Of `content` and `envelope`; base64 where absent. */
    form: Type.Optional(Form),
    /** Of `constant`. */
    constant: Type.Optional(Type.String({ maxLength: 2_000, title: title('constant') })),
    words: Type.Optional(Words),
  },
  strict,
);
export type Field = Static<typeof Field>;
const Fields = Type.Array(Field, { maxItems: 100, title: title('elements') });

/** What an answer says where; with no values whatever is not empty counts. */
const Sign = (of: string) =>
  Type.Object(
    {
      path: Path('element-path'),
      values: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        maxItems: 50,
        title: title('values'),
      }),
    },
    { ...strict, title: title(of) },
  );
const Call = { operation: Name('operation'), fields: Fields };

const Delivering = Type.Object(
  {
    types: Type.Array(Type.String({ pattern: `^(${MESSAGE_TYPES.join('|')})$` }), {
      minItems: 1,
      maxItems: 10,
      title: title('message-types'),
    }),
    ...Call,
    taken: Sign('taken'),
    refused: Type.Optional(Sign('refused-for-good')),
    later: Type.Optional(Sign('refused-for-now')),
    /** Where the answer says why, and by which reference the partner keeps the message. */
    reason: Type.Optional(Path('reason-path')),
    reference: Type.Optional(Path('reference-path')),
    /** Fault codes, or names of elements in a fault's detail, after which the same message will never be taken. */
    permanentFaults: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        maxItems: 50,
        title: title('permanent-faults'),
      }),
    ),
  },
  strict,
);
export type Delivering = Static<typeof Delivering>;

const Fetching = Type.Object(
  {
    ...Call,
    /** What the first call says for the cursor. */
    start: Type.Optional(Type.String({ maxLength: 200, title: title('first-cursor') })),
    entries: Path('entries-path'),
    id: Path('id-path'),
    cursor: Type.Optional(Path('cursor-path')),
    /** An operation that gives one document, where the list has none. */
    read: Type.Optional(Type.Object(Call, { ...strict, title: title('read-one') })),
    content: Path('content-path'),
    form: Form,
    mediaType: Type.Optional(Name('media-type')),
    /** What everything is that comes; the type's element in its stead where there is one. */
    type: Kind,
    typePath: Type.Optional(Path('type-path')),
    words: Type.Optional(Words),
    /** Our envelope, where the partner gives it back. */
    envelope: Type.Optional(Path('envelope-path')),
    envelopeForm: Type.Optional(Form),
  },
  { ...strict, title: title('fetching') },
);
export type Fetching = Static<typeof Fetching>;

const Confirming = Type.Object({ ...Call, taken: Sign('taken') }, { ...strict, title: title('confirming') });

/** How a partner is reached by its own web service: its description, and what of a message stands where in its operations. */
export const WsdlAddress = Type.Object(
  {
    url: Type.String({ minLength: 10, maxLength: 500, title: title('service-url') }),
    documents: Type.Array(
      Type.Object(
        {
          name: Name('file-name'),
          text: Type.String({ minLength: 10, maxLength: 600_000, title: title('wsdl-text') }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 20, title: title('wsdl-documents') },
    ),
    /** The port of the description, where it has several of document/literal. */
    port: Type.Optional(Name('wsdl-port')),
    /** UsernameToken with a digest; the password as `counterfoil password` seals it. */
    user: Type.Optional(Name('user')),
    password: Type.Optional(
      Type.String({
        minLength: 20,
        maxLength: 1_000,
        pattern: '^[A-Za-z0-9_-]+$',
        title: title('sealed-password'),
      }),
    ),
    mutualTls: Type.Optional(Type.Boolean({ title: title('mutual-tls') })),
    authorities: Type.Optional(Type.String({ maxLength: 60_000, title: title('server-authorities') })),
    deliver: Type.Array(Delivering, { maxItems: 10, title: title('delivering') }),
    fetch: Type.Optional(Fetching),
    confirm: Type.Optional(Confirming),
  },
  strict,
);
export type WsdlAddress = Static<typeof WsdlAddress>;
