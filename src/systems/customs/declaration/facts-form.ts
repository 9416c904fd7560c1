import { Type, type Static } from 'typebox';
import { MEASURES } from '../../../verification/facts/index.ts';

const strict = { additionalProperties: false } as const;
/** Any text that can be stored: no NUL, no half of a character. */
const STORABLE = '^(?:[^\\u0000\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$';
const Text = Type.String({ minLength: 1, maxLength: 512, pattern: STORABLE });
const Short = Type.String({ minLength: 1, maxLength: 64, pattern: STORABLE });
const Country = Type.String({ pattern: '^[A-Z]{2}$' });
const Day = Type.String({ pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$' });
/** Exact and never negative: at most fifteen digits before the point and six behind it. */
const Decimal = Type.String({ pattern: '^(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,6})?$' });
const Unit = Type.String({ pattern: '^[A-Z0-9]{2,3}$' });
const Amount = Type.Object({ value: Decimal, unit: Unit }, strict);
const Party = Type.Object(
  { name: Type.Optional(Text), id: Type.Optional(Short), country: Type.Optional(Country) },
  strict,
);

const Document = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9]{1,10}$' }),
    reference: Type.String({ minLength: 1, maxLength: 120, pattern: STORABLE }),
    quantity: Type.Optional(Amount),
    line: Type.Optional(Type.Integer({ minimum: 1, maximum: 9_999 })),
  },
  strict,
);

const Item = Type.Object(
  {
    item: Type.Integer({ minimum: 1, maximum: 999 }),
    commodity: Type.String({ pattern: '^\\d{4,14}$' }),
    description: Type.Optional(Text),
    origin: Type.Optional(Country),
    quantities: Type.Array(
      Type.Object({ measure: Type.Enum(MEASURES), value: Decimal, unit: Unit }, strict),
      { maxItems: 5 },
    ),
    packages: Type.Optional(Amount),
    value: Type.Optional(
      Type.Object({ amount: Decimal, currency: Type.String({ pattern: '^[A-Z]{3}$' }) }, strict),
    ),
    establishments: Type.Optional(Type.Array(Short, { maxItems: 50 })),
    produced: Type.Optional(Day),
    expires: Type.Optional(Day),
    documents: Type.Array(Document, { maxItems: 99 }),
    checks: Type.Optional(Type.Array(Short, { maxItems: 50 })),
  },
  strict,
);

/** The plain form: what comparison reads, written down as it is. */
export const FactsForm = Type.Object(
  {
    number: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9/-]{2,49}$' }),
    office: Type.Optional(Short),
    direction: Type.Enum(['import', 'export', 'transit']),
    procedure: Type.Optional(Short),
    consignor: Type.Optional(Party),
    consignee: Type.Optional(Party),
    arrival: Type.Optional(Day),
    despatchCountry: Type.Optional(Country),
    tradeCountry: Type.Optional(Country),
    routeCountries: Type.Optional(Type.Array(Country, { maxItems: 30 })),
    port: Type.Optional(Short),
    transportMode: Type.Optional(Short),
    transportMeans: Type.Optional(Text),
    voyage: Type.Optional(Short),
    transportDocuments: Type.Optional(Type.Array(Short, { maxItems: 30 })),
    containers: Type.Optional(Type.Array(Short, { maxItems: 500 })),
    seals: Type.Optional(Type.Array(Short, { maxItems: 500 })),
    items: Type.Array(Item, { minItems: 1, maxItems: 999 }),
    documents: Type.Optional(Type.Array(Document, { maxItems: 99 })),
  },
  strict,
);
export type FactsForm = Static<typeof FactsForm>;
