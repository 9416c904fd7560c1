import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { ecertJson } from '../ecert-json/form.ts';
import { formSchema } from '../generation/form-schema.ts';
import { FINDING_CODES } from '../message/finding-codes.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import { readJsonForm } from './reader.ts';
import { writeJsonForm } from './writer.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const read = (root: unknown) => readJsonForm(ecertJson, root);

describe('what is written', () => {
  test('is valid by the schema we publish, and reads back without a finding', () => {
    const schema = Compile(formSchema(ecertJson, 'urn:counterfoil:test'));
    const documents = fc.sample(arbitraryDocument(spsCertificate17), Math.max(15, Math.round(soak * 2000)));
    for (const document of [specimenCertificate(3), ...documents]) {
      const written: unknown = JSON.parse(writeJsonForm(ecertJson, document));
      expect(schema.Errors(written)).toEqual([]);
      expect(schema.Check({ ...Object(written), other: 1 })).toBe(false);
      const { findings, unread } = read(written);
      expect([findings, unread]).toEqual([[], []]);
    }
  });

  test('has the arrangement of the published schema', () => {
    const written: unknown = JSON.parse(writeJsonForm(ecertJson, specimenCertificate()));
    expect(written).toMatchObject({
      exchangedDocument: {
        id: { content: 'CN-310000-2026-000123' },
        name: [{ content: 'Sanitary Certificate', languageId: 'en' }],
        statusCode: { content: '10' },
        issueDateTime: '2026-03-02T09:30:00+08:00',
      },
      specifiedConsignment: [
        {
          exportTradeCountry: { id: [{ content: 'CN' }] },
          includedConsignmentItem: [
            {
              includedTradeLineItem: [
                { specifiedTradeProduct: [{ netWeight: [{ content: '1000.50', unitCode: 'KGM' }] }] },
              ],
            },
          ],
        },
      ],
    });
  });

  test.each([
    ['70', '10'],
    ['41', '8'],
    ['40', undefined],
    ['44', undefined],
    ['64', undefined],
  ])(
    'the status %s becomes %s: what the list of the form cannot say is not said otherwise',
    (ours, theirs) => {
      const document = { exchangedDocument: { id: { value: 'N' }, statusCode: { value: ours } } };
      const written = JSON.parse(writeJsonForm(ecertJson, document)) as {
        exchangedDocument: { statusCode?: { content: string } };
      };
      expect(written.exchangedDocument.statusCode?.content).toBe(theirs);
    },
  );
});

describe('reading', () => {
  test('takes values, arrays of one and bare texts for one another', () => {
    const root = {
      exchangedDocument: [{ id: ['N-1'], name: { content: 'Title' }, typeCode: '851' }],
      specifiedConsignment: { includedConsignmentItem: { includedTradeLineItem: { sequenceNumeric: 1 } } },
    };
    const { document, findings } = read(root);
    expect(document).toEqual({
      exchangedDocument: { id: { value: 'N-1' }, name: [{ value: 'Title' }], typeCode: { value: '851' } },
      consignment: {
        includedConsignmentItem: [{ includedTradeLineItem: [{ sequenceNumeric: { value: '1' } }] }],
      },
    });
    expect(findings.map(({ code }) => code)).toEqual(['number-as-number']);
  });

  test('sets aside what has no place, with every value', () => {
    const { unread, findings } = read({
      exchangedDocument: { id: { content: 'N', schemeVersionId: '2' }, 'x-more': { deep: ['a', 5] } },
    });
    expect(unread).toEqual([
      { path: '/exchangedDocument/id/schemeVersionId', value: '2' },
      { path: '/exchangedDocument/x-more/deep/0', value: 'a' },
      { path: '/exchangedDocument/x-more/deep/1', value: '5' },
    ]);
    expect(findings.map(({ code }) => code)).toEqual(['unknown-attribute', 'unknown-member']);
  });

  test.each([
    ['10', '70', []],
    ['70', '70', ['other-code-list']],
    ['39', undefined, ['unknown-code']],
    ['7', undefined, ['unknown-code']],
  ])('the status %s is read as %s', (theirs, ours, codes) => {
    const { document, findings } = read({ exchangedDocument: { statusCode: { content: theirs } } });
    expect(document).toEqual(
      ours === undefined ? {} : { exchangedDocument: { statusCode: { value: ours } } },
    );
    expect(findings.map(({ code }) => code)).toEqual(codes);
  });

  test.each([[null], [[]], ['text'], [5], [{ exchangedDocument: 'urn:elsewhere' }]])(
    '%j says nothing',
    (root) => {
      expect(read(root).document).toEqual({});
    },
  );

  test('a structure nested beyond all reason is set aside and not walked to its end', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    expect(read({ exchangedDocument: { other: deep } }).unread).toHaveLength(1);
  });

  test('nothing that anybody sends makes it throw, or remark without a known code', () => {
    const known = new Set<string>(FINDING_CODES);
    const names = [
      'exchangedDocument',
      'specifiedConsignment',
      'id',
      'content',
      'name',
      'specifiedTradeProduct',
      '__proto__',
      'toString',
      'statusCode',
      'issueDateTime',
      'isOrHasCopy',
      'includedConsignmentItem',
      'includedTradeLineItem',
      'individualTradeProductInstance',
      'attachmentBinaryObject',
    ];
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('', '70', 'NULL', 5, -0.5, true, null, '2026-01-01'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(value, (root) => {
        const { findings, document } = read(root);
        expect(findings.filter(({ code }) => !known.has(code))).toEqual([]);
        expect(() => writeJsonForm(ecertJson, document)).not.toThrow();
      }),
      { numRuns: Math.max(300, Math.round(soak * 5000)) },
    );
  });
});
