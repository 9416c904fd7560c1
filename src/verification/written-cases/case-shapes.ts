import { Type, type Static } from 'typebox';

const strict = { additionalProperties: false } as const;

const Text = Type.String({ minLength: 1, maxLength: 300 });
const Texts = Type.Array(Text, { maxItems: 100 });
const Country = Type.String({ pattern: '^[A-Z]{2}$' });
const Countries = Type.Array(Country, { maxItems: 50 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** A decimal and its unit: `24000 KGM`. */
const Quantity = Type.String({ pattern: '^-?\\d{1,20}(?:\\.\\d{1,12})? [A-Z0-9]{1,3}$' });
export const CaseName = Type.String({ pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$', maxLength: 80 });
const Party = Type.Object(
  { name: Type.Optional(Text), id: Type.Optional(Text), country: Type.Optional(Country) },
  strict,
);
/** Code and reference as the trader writes them, `853 NZL2026/AKL/100200`; or with the quantity and line that are drawn on. */
const Document = Type.Union([
  Type.String({ pattern: '^\\S{1,20} .{1,200}$', maxLength: 230 }),
  Type.Object(
    {
      code: Text,
      reference: Type.String({ maxLength: 300 }),
      quantity: Type.Optional(Quantity),
      line: Type.Optional(Type.Integer({ minimum: 1, maximum: 9999 })),
    },
    strict,
  ),
]);

const Item = Type.Object(
  {
    commodity: Type.String({ pattern: '^\\d{0,20}$' }),
    description: Type.Optional(Text),
    origin: Type.Optional(Country),
    net: Type.Optional(Quantity),
    gross: Type.Optional(Quantity),
    statutory: Type.Optional(Quantity),
    traded: Type.Optional(Quantity),
    packages: Type.Optional(Quantity),
    value: Type.Optional(Type.String({ pattern: '^\\d{1,20}(?:\\.\\d{1,6})? [A-Z]{3}$' })),
    establishments: Type.Optional(Texts),
    produced: Type.Optional(Day),
    expires: Type.Optional(Day),
    documents: Type.Optional(Type.Array(Document, { maxItems: 50 })),
    checks: Type.Optional(Texts),
  },
  strict,
);

/** A declaration in short; what is left out was not stated. */
const Declaration = Type.Object(
  {
    direction: Type.Optional(Type.Enum(['import', 'export', 'transit'])),
    lodged: Type.Optional(Day),
    arrival: Type.Optional(Day),
    office: Type.Optional(Text),
    procedure: Type.Optional(Text),
    declarant: Type.Optional(Text),
    class: Type.Optional(Text),
    consignor: Type.Optional(Party),
    consignee: Type.Optional(Party),
    despatch: Type.Optional(Country),
    trade: Type.Optional(Country),
    route: Type.Optional(Countries),
    port: Type.Optional(Text),
    mode: Type.Optional(Text),
    means: Type.Optional(Text),
    voyage: Type.Optional(Text),
    bills: Type.Optional(Texts),
    containers: Type.Optional(Texts),
    seals: Type.Optional(Texts),
    documents: Type.Optional(Type.Array(Document, { maxItems: 50 })),
    items: Type.Array(Item, { minItems: 1, maxItems: 50 }),
  },
  strict,
);

const Line = Type.Object(
  {
    /** Nomenclature and code: `HS 020230`. */
    codes: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Z0-9]{1,12} \\d{1,20}$' }), { maxItems: 20 }),
    ),
    names: Type.Optional(Texts),
    net: Type.Optional(Quantity),
    gross: Type.Optional(Quantity),
    quantities: Type.Optional(Type.Array(Quantity, { maxItems: 20 })),
    packages: Type.Optional(Type.Array(Quantity, { maxItems: 20 })),
    origins: Type.Optional(Countries),
    establishments: Type.Optional(Texts),
    produced: Type.Optional(Day),
    expires: Type.Optional(Day),
  },
  strict,
);

const Certificate = Type.Object(
  {
    number: Text,
    country: Country,
    authority: Text,
    type: Type.Optional(Text),
    /** As the ledger has it; `issued` where it is left out. */
    state: Type.Optional(Text),
    issued: Type.Optional(Day),
    expires: Type.Optional(Day),
    from: Type.Optional(Country),
    to: Type.Optional(Country),
    transit: Type.Optional(Countries),
    consignor: Type.Optional(Party),
    consignee: Type.Optional(Party),
    mode: Type.Optional(Text),
    means: Type.Optional(Text),
    voyage: Type.Optional(Text),
    containers: Type.Optional(Texts),
    seals: Type.Optional(Texts),
    references: Type.Optional(Texts),
    port: Type.Optional(Text),
    result: Type.Optional(Type.Enum(['pass', 'refuse', 'request'])),
    findings: Type.Optional(Texts),
    /** Number of the certificate of the same issuer that took its place; several where it was split. */
    'replaced-by': Type.Optional(Type.Union([Text, Texts])),
    lines: Type.Optional(Type.Array(Line, { maxItems: 100 })),
  },
  strict,
);

/** What stands on a certificate's account, without what this declaration itself holds. */
const Account = Type.Object(
  {
    certificate: Text,
    line: Type.Integer({ minimum: 1, maximum: 9999 }),
    limit: Quantity,
    taken: Quantity,
    claimants: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  },
  strict,
);

const Partner = Type.Object(
  { country: Country, agreement: Type.Boolean(), paperless: Type.Boolean(), reachable: Type.Boolean() },
  strict,
);

/** Everything a decision rests on, as a person writes it down. */
export const GivenCase = Type.Object(
  {
    day: Day,
    declaration: Declaration,
    certificates: Type.Optional(Type.Array(Certificate, { maxItems: 50 })),
    accounts: Type.Optional(Type.Array(Account, { maxItems: 100 })),
    partners: Type.Optional(Type.Array(Partner, { maxItems: 50 })),
    /** First day on which a reference was cited that led to nothing, by the reference as written. */
    waiting: Type.Optional(Type.Record(Text, Day)),
  },
  strict,
);
export type GivenCase = Static<typeof GivenCase>;

const Outcome = Type.Enum(['pass', 'hold', 'inquire', 'refuse']);

const ExpectedItem = Type.Object(
  {
    outcome: Outcome,
    /** Codes of every reason that is graver than a pass; none where it is left out. */
    reasons: Type.Optional(Type.Array(CaseName, { maxItems: 100 })),
    /** Codes that must be among the passing reasons. */
    passes: Type.Optional(Type.Array(CaseName, { maxItems: 100 })),
    /** Codes that rows in shadow add; none where it is left out. */
    shadow: Type.Optional(Type.Array(CaseName, { maxItems: 100 })),
    /** `24000 KGM of NZL2026/AKL/100200 line 1`; not compared where it is left out. */
    drawings: Type.Optional(Texts),
    /** Further outputs by check (`-` where there is none) and name. */
    outputs: Type.Optional(Type.Record(Text, Type.Record(Text, Type.String({ maxLength: 400 })))),
  },
  strict,
);
export type ExpectedItem = Static<typeof ExpectedItem>;

/** What a case is to come to. */
export const Expected = Type.Object(
  {
    outcome: Outcome,
    /** By number of the goods item. */
    items: Type.Optional(Type.Record(Type.String({ pattern: '^[1-9]\\d{0,3}$' }), ExpectedItem)),
    /** References that it waits for; not compared where it is left out. */
    waits: Type.Optional(Texts),
  },
  strict,
);
export type Expected = Static<typeof Expected>;
