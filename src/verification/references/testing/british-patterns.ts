import type { ReferencePattern } from '../../deciding/rule-book.ts';

type Part = ReferencePattern['parts'][number];

const SEPARATOR: Part = { kind: 'literal', values: ['.', '-', '/', ' '], optional: true };
const SUFFIX: Part = { kind: 'literal', values: ['V', 'R'], as: 'suffix', optional: true };
const NUMBER: Part = { kind: 'digits', least: 7, most: 7, as: 'number' };

/** What a document code means in the British list, and how its certificates are called. */
const CODES = [
  { code: 'C640', type: 'CHEDA' },
  { code: 'N853', type: 'CHEDP' },
  { code: 'N852', type: 'CHEDD' },
  { code: 'C085', type: 'CHEDPP' },
] as const;

/** References as British traders write them, for tests. */
export const BRITISH_PATTERNS: readonly ReferencePattern[] = [
  ...CODES.flatMap(({ code, type }): readonly ReferencePattern[] => {
    const number = `${type}.{country}.{year}.{number}{suffix}`;
    const short = number.replace('{country}', 'GB');
    const year: Part = { kind: 'year', as: 'year' };
    const prefix: Part = { kind: 'literal', values: ['GBCHD', 'GBCVD'] };
    return [
      {
        code,
        style: 'full',
        type,
        parts: [
          { kind: 'literal', values: [type] },
          SEPARATOR,
          { kind: 'country', as: 'country' },
          SEPARATOR,
          year,
          SEPARATOR,
          NUMBER,
          SUFFIX,
        ],
        number,
      },
      {
        code,
        style: 'short',
        type,
        country: 'GB',
        parts: [prefix, SEPARATOR, year, SEPARATOR, NUMBER, SUFFIX],
        number: short,
      },
      {
        code,
        style: 'with-month',
        type,
        country: 'GB',
        parts: [
          prefix,
          SEPARATOR,
          year,
          { kind: 'digits', least: 2, most: 2 },
          { ...SEPARATOR, optional: false },
          NUMBER,
        ],
        number: short,
      },
    ];
  }),
  {
    code: 'N851',
    style: 'gb',
    type: '851',
    country: 'GB',
    parts: [
      { kind: 'literal', values: ['GBPHC'] },
      SEPARATOR,
      { kind: 'digits', least: 4, most: 6, pad: 6, as: 'number' },
    ],
    number: 'GBPHC{number}',
  },
];

/** Certificate numbers of China's inspection offices, of 15 and of 18 digits. */
export const CHINESE_PATTERNS: readonly ReferencePattern[] = [15, 18].map((length) => ({
  code: 'B',
  style: `of-${String(length)}-digits`,
  type: '853',
  country: 'CN',
  authority: 'CN-GACC',
  parts: [{ kind: 'digits', least: length, most: length, as: 'number' }],
  number: '{number}',
}));
