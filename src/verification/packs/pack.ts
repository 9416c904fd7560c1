import { Type, type Static } from 'typebox';
import type { LANGUAGES } from '../../base/index.ts';
import type { CommodityMapping, Practice, ReferencePattern } from '../deciding/rule-book.ts';
import type { DecisionTable } from '../rules/index.ts';
import type { PackTestFile } from './test-file.ts';

const strict = { additionalProperties: false } as const;

const told = (maxLength: number) => {
  const text = Type.Optional(Type.String({ minLength: 1, maxLength }));
  const members: Record<(typeof LANGUAGES)[number], typeof text> = {
    en: text,
    zh: text,
    fr: text,
    es: text,
    ru: text,
    ar: text,
  };
  return Type.Object(members, strict);
};

/** What a pack is, whose practice it holds and what that rests on: `pack.json`. */
export const PackManifest = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$', maxLength: 60 }),
    version: Type.String({ pattern: '^\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}$' }),
    country: Type.String({ pattern: '^[A-Z]{2}$' }),
    authority: Type.String({ pattern: '^[A-Z]{2}-[A-Za-z0-9]{1,20}$' }),
    title: told(200),
    description: told(3000),
    sources: Type.Array(
      Type.Object(
        {
          title: Type.String({ minLength: 1, maxLength: 500 }),
          /** Whether what it says was read where it stands, or is told from memory. */
          checked: Type.Boolean(),
        },
        strict,
      ),
      { maxItems: 100 },
    ),
  },
  strict,
);
export type PackManifest = Static<typeof PackManifest>;

/** A country's practice as a folder of files: what officials load, and test before they do. */
export interface RulePack {
  readonly manifest: PackManifest;
  /** By file, in the order of their names. */
  readonly tables: readonly { readonly file: string; readonly table: DecisionTable }[];
  readonly references: readonly ReferencePattern[];
  readonly mappings: readonly CommodityMapping[];
  /** Absent where the practice in force is to stay. */
  readonly practice?: Practice;
  readonly tests: readonly { readonly file: string; readonly tests: PackTestFile }[];
}
