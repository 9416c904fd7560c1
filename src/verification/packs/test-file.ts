import { Type, type Static } from 'typebox';
import { CaseName, Expected } from '../written-cases/index.ts';

const strict = { additionalProperties: false } as const;

/** So many cases of a file run within seconds. */
export const MOST_CASES = 500;

const Said = Type.Object(
  {
    en: Type.String({ minLength: 1, maxLength: 600 }),
    zh: Type.Optional(Type.String({ minLength: 1, maxLength: 600 })),
  },
  strict,
);

/** A file of tests: what all its cases have in common, and what each of them changes and expects. */
export const PackTestFile = Type.Object(
  {
    about: Said,
    /** Checked once a case has made its changes. */
    given: Type.Record(Type.String({ minLength: 1, maxLength: 300 }), Type.Unknown()),
    cases: Type.Array(
      Type.Object(
        {
          name: CaseName,
          why: Said,
          /** By place (`declaration.items.1.origin`, counted from 1) the value that stands there instead; null takes it away. */
          with: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Type.Unknown())),
          expect: Expected,
        },
        strict,
      ),
      { minItems: 1, maxItems: MOST_CASES },
    ),
  },
  strict,
);
export type PackTestFile = Static<typeof PackTestFile>;
export type PackTestCase = PackTestFile['cases'][number];
