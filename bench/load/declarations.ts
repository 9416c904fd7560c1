import { canonicalJson, utf8 } from '../../src/base/index.ts';
import { TEST_BOOK } from '../../src/verification/cases/testing/index.ts';
import { registerNumber } from './register.ts';

/** Commodity of the lines that declarations of the bench draw on. */
export const BEEF_LINE = '0202300090';

/** Rules for the beef of the register: its numbers, its type. */
export const beefBook: typeof TEST_BOOK = {
  ...TEST_BOOK,
  tables: TEST_BOOK.tables.map((table) =>
    table.stage === 'requirement'
      ? { ...table, rows: table.rows.map((row) => ({ ...row, outputs: { codes: 'A', type: '852' } })) }
      : table,
  ),
  patterns: [
    {
      code: 'A',
      style: 'register',
      type: '852',
      parts: [
        { kind: 'literal', values: ['NZL-R/'] },
        { kind: 'digits', least: 8, most: 8, as: 'number' },
      ],
      country: 'NZ',
      authority: 'NZ-MPI',
      number: 'NZL-R/{number}',
    },
  ],
};

/** Every fortieth certificate of the register is for China and begins with beef. */
export function beefCertificate(index: number): string {
  return registerNumber(index * 40);
}

/** A declaration of three goods items on one certificate, as its bytes. */
export function beefForm(
  number: string,
  certificate: string,
  kilograms: string,
): { readonly bytes: Uint8Array; readonly mediaType: string } {
  const declaration = {
    number,
    direction: 'import',
    transportDocuments: [`BL-${number}`],
    items: [1, 2, 3].map((item) => ({
      item,
      commodity: BEEF_LINE,
      description: 'Frozen beef',
      origin: 'NZ',
      quantities: [{ measure: 'net-mass', value: kilograms, unit: 'KGM' }],
      documents: [{ code: 'A', reference: certificate }],
    })),
  };
  return { bytes: utf8(canonicalJson({ form: 'facts', declaration })), mediaType: 'application/json' };
}
