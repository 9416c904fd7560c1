import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { leavesOf } from '../testing/fields.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import { switchPorts } from '../testing/ports.ts';
import { StandardsError } from '../error.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import type { DialectName } from './dialects.ts';
import { DIALECT_NAMES, dialectNamed, DIALECTS } from './dialects.ts';
import { MAXIMUM_TRANSLATED, recogniseDialect, translate, writeInto } from './translate.ts';

const ports = switchPorts(openXml);

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);

const certificates = DIALECT_NAMES.filter((name) => dialectNamed(name)?.message === 'certificate');

function written(name: DialectName, document: object): Uint8Array {
  const dialect = dialectNamed(name);
  const writing = dialect?.write(document, {}, ports);
  if (!writing || 'faults' in writing) throw new Error(`${name} ${JSON.stringify(writing)}`);
  return writing.bytes;
}

function read(name: DialectName, bytes: Uint8Array): object {
  const readings = dialectNamed(name)?.read(bytes, ports);
  if (!readings || 'faults' in readings || readings.readings.length !== 1)
    throw new Error(JSON.stringify(readings));
  return readings.readings[0]?.document ?? {};
}

/** A head that every form can say. */
const HEAD = {
  name: [{ value: 'Phytosanitary certificate' }],
  id: { value: 'N-1' },
  typeCode: { value: '851' },
  statusCode: { value: '70' },
  issueDateTime: { value: '2026-03-02T09:30:00Z' },
  issuerParty: { name: { value: 'Plant Health Authority' } },
};

const DECLARATION = {
  wcoTypeName: { value: 'DEC' },
  declaration: {
    functionCode: { value: '9' },
    functionalReferenceId: { value: 'L-1' },
    typeCode: { value: 'IMA' },
    goodsShipment: {
      governmentAgencyGoodsItem: [
        {
          sequenceNumeric: { value: '1' },
          additionalDocument: [
            { categoryCode: { value: 'N' }, id: { value: 'NZ2026/1' }, typeCode: { value: '853' } },
          ],
        },
      ],
    },
  },
};

/** Without these no certificate is written; the forms differ in what they can say of the countries. */
const ESSENTIAL = [
  '/SPSCertificate/SPSConsignment/ExportSPSCountry/ID',
  '/SPSCertificate/SPSConsignment/ImportSPSCountry/ID',
];

function attempted<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof StandardsError && error.code === 'document-not-writable') return undefined;
    throw error;
  }
}

const leaves = (document: object): string[] => leavesOf(spsCertificate17, document);

const withoutPositions = (leaf: string): string => {
  const [path = '', ...rest] = leaf.split(' ');
  return `${path.replace(/\[\d+\]/g, '')} ${rest.join(' ')}`;
};

describe('the table', () => {
  test('has every name once, and every name has its form', () => {
    expect(DIALECTS.map(({ name }) => name).toSorted()).toEqual([...DIALECT_NAMES].toSorted());
  });

  test.each(DIALECT_NAMES)('%s recognises what it writes', (name) => {
    const document =
      name === 'sps-acknowledgement-17'
        ? {
            acknowledgementDocument: {
              issueDateTime: { value: '2026-01-02' },
              statusCode: { value: '39' },
              referenceReferencedDocument: [{ id: { value: 'N-1' } }],
            },
          }
        : name === 'ched'
          ? {
              ...specimenCertificate(),
              exchangedDocument: { ...specimenCertificate().exchangedDocument, typeCode: { value: '636' } },
            }
          : name.startsWith('wco-')
            ? DECLARATION
            : specimenCertificate();
    expect(recogniseDialect(written(name, document))).toBe(name);
  });

  test.each([
    ['', undefined],
    ['{}', undefined],
    ['<Invoice/>', undefined],
    ['UNA is no interchange', undefined],
    ['\uFEFF<certificates/>', 'older-ecert'],
    ['{"exchangedDocument":{"id":{"content":"1"}}}', 'ecert-json'],
    ['{"exchangedDocument":{"id":{"value":"1"}}}', 'counterfoil-json'],
  ])('%j is recognised as %s', (text, name) => {
    expect(recogniseDialect(utf8(text))).toBe(name);
  });
});

describe('a translation', () => {
  const pairs = certificates.flatMap((from) => certificates.map((to) => [from, to] as const));

  // Made once: making arbitrary documents costs more than translating them.
  const documents = fc
    .sample(arbitraryDocument(spsCertificate17), Math.max(4, Math.round(soak * 400)))
    .map((document) => ({ ...document, exchangedDocument: { ...document.exchangedDocument, ...HEAD } }));

  const sources = new Map(
    certificates.map((name) => [
      name,
      documents.map((document) => {
        const bytes = written(name, document);
        return { bytes, source: leaves(read(name, bytes)) };
      }),
    ]),
  );

  test.each(pairs)('from %s to %s reports whatever does not read back equal', (from, to) => {
    for (const { bytes, source } of sources.get(from) ?? []) {
      const translation = attempted(() => translate({ bytes, from, to }, ports));
      if (!translation) {
        expect(ESSENTIAL.filter((path) => !source.some((leaf) => leaf.startsWith(path)))).not.toEqual([]);
        continue;
      }
      const target = leaves(read(to, translation.bytes)).map(withoutPositions);
      const reported = new Set(translation.losses.map(({ path }) => path));
      for (const leaf of source) {
        if (reported.has(leaf.slice(0, leaf.indexOf(' ')))) continue;
        const at = target.indexOf(withoutPositions(leaf));
        expect(at, `${leaf} is neither carried nor reported`).toBeGreaterThanOrEqual(0);
        target.splice(at, 1);
      }
      const explained = new Set(
        [...translation.defaulted, ...translation.losses].map(({ path }) => path.replace(/\[\d+\]/g, '')),
      );
      const strange = target.filter((leaf) => !explained.has(leaf.slice(0, leaf.indexOf(' '))));
      expect(strange, 'said by the target alone').toEqual([]);
    }
  });

  test('of a certificate into the same form loses nothing', () => {
    for (const name of [
      'sps-certificate-17',
      'sps-certificate-11',
      'sps-certificate-8',
      'counterfoil-json',
    ] as const) {
      const { losses, defaulted } = translate(
        { bytes: written(name, specimenCertificate(3)), to: name },
        ports,
      );
      expect([losses, defaulted]).toEqual([[], []]);
    }
  });

  test('of our own document is the same as of the message that says it', () => {
    const document = specimenCertificate(2);
    const bytes = written('sps-certificate-17', document);
    for (const to of certificates) {
      const { from: _from, findings: _findings, ...translated } = translate({ bytes, to }, ports);
      expect(writeInto(document, to, ports)).toEqual(translated);
    }
  });

  test('of an acknowledgement stays an acknowledgement', () => {
    const acknowledgement = {
      acknowledgementDocument: {
        issueDateTime: { value: '2026-01-02' },
        statusCode: { value: '39' },
        reasonInformation: [{ value: 'In order' }],
        referenceReferencedDocument: [{ id: { value: 'N-1' } }],
      },
    };
    const bytes = written('sps-acknowledgement-17', acknowledgement);
    const { losses, from } = translate({ bytes, to: 'sps-acknowledgement-17' }, ports);
    expect([losses, from]).toEqual([[], 'sps-acknowledgement-17']);
  });

  test('a declaration goes through JSON and back without a loss, and never into a certificate', () => {
    const xml = written('wco-declaration', DECLARATION);
    const { losses, from, bytes } = translate({ bytes: xml, to: 'wco-declaration-json' }, ports);
    expect([losses, from]).toEqual([[], 'wco-declaration']);
    const back = translate({ bytes, to: 'wco-declaration' }, ports);
    expect([back.losses, back.from, back.bytes]).toEqual([[], 'wco-declaration-json', xml]);
    expect(() => translate({ bytes: xml, to: 'sps-certificate-17' }, ports)).toThrow('dialect-other-message');
  });

  test('names the value that is lost, and what another became', () => {
    const bytes = written('sps-certificate-17', specimenCertificate());
    const { losses } = translate({ bytes, to: 'ecert-json' }, ports);
    expect(losses).toContainEqual({
      code: 'loss-not-carried',
      path: '/SPSCertificate/SPSExchangedDocument/Name[2]',
      value: '卫生证书',
    });
    expect(losses).toContainEqual({
      code: 'loss-altered',
      path: '/SPSCertificate/SPSExchangedDocument/SignatorySPSAuthentication[1]/ActualDateTime',
      value: '2026-03-02',
      became: '2026-03-02T00:00:00Z',
    });
  });

  test('tells what it puts in where the source has nothing', () => {
    const older = utf8(
      '<certificate id="N1" status="Issued"><issue_date year="2009" month="01" day="01"/>' +
        '<exporting_country country_code="NZ"/><competent_authority>MPI</competent_authority>' +
        '<importing_country country_code="CN"/><title>Sanitary certificate</title></certificate>',
    );
    const { defaulted, bytes } = translate({ bytes: older, to: 'sps-certificate-17' }, ports);
    expect(defaulted.map(({ path }) => path)).toEqual([
      '/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[1]/IncludedSPSTradeLineItem[1]/SequenceNumeric',
      '/SPSCertificate/SPSConsignment/IncludedSPSConsignmentItem[1]/IncludedSPSTradeLineItem[1]/Description[1]',
    ]);
    expect(fromUtf8(bytes)).toContain('unspecified');
  });

  test('reports what the source says and nobody can place', () => {
    const bytes = utf8(
      fromUtf8(written('sps-certificate-17', specimenCertificate()))?.replace(
        '</rsm:SPSCertificate>',
        '<Stamp>round</Stamp></rsm:SPSCertificate>',
      ) ?? '',
    );
    const { losses } = translate({ bytes, to: 'sps-certificate-17' }, ports);
    expect(losses).toEqual([{ code: 'loss-not-read', path: '/SPSCertificate/Stamp', value: 'round' }]);
  });

  test('of a sealed certificate says that the seal stays behind', () => {
    const bytes = written('sps-certificate-17', specimenCertificate());
    const sealed = { ...ports, openXml: (given: Uint8Array) => ({ ...ports.openXml(given), sealed: true }) };
    const { losses } = translate({ bytes, to: 'sps-certificate-17' }, sealed);
    expect(losses).toEqual([{ code: 'loss-seal', path: '/Signature', value: '' }]);
  });

  test.each([
    ['dialect-unknown', utf8('hello'), undefined, 'sancrt'],
    ['dialect-not-read', utf8('{'), 'ecert-json', 'sancrt'],
    ['dialect-not-read', utf8('<SPSCertificate>'), undefined, 'sancrt'],
    ['dialect-other-message', utf8('<SPSAcknowledgement/>'), undefined, 'sancrt'],
    ['translation-too-large', new Uint8Array(MAXIMUM_TRANSLATED + 1), undefined, 'sancrt'],
    [
      'dialect-several-documents',
      utf8('<certificates><certificate/><certificate/></certificates>'),
      undefined,
      'sancrt',
    ],
    [
      'document-not-writable',
      utf8('<certificates><certificate/></certificates>'),
      undefined,
      'sps-certificate-17',
    ],
  ] as const)('is refused as %s', (code, bytes, from, to) => {
    const attempt = (): unknown => translate({ bytes, to, ...(from === undefined ? {} : { from }) }, ports);
    expect(attempt).toThrow(StandardsError);
    expect(attempt).toThrow(expect.objectContaining({ code }));
  });
});

test('whatever is done to a document, it is translated or refused, and says the reason by a known code', () => {
  const samples = certificates.map((name) => written(name, specimenCertificate()));
  const damage = fc.record({
    sample: fc.nat(samples.length - 1),
    to: fc.constantFrom(...certificates),
    cuts: fc.array(fc.record({ at: fc.nat(10_000), skip: fc.nat(40), put: fc.string({ maxLength: 6 }) }), {
      maxLength: 4,
    }),
  });
  fc.assert(
    fc.property(damage, ({ sample, to, cuts }) => {
      let text = String.fromCharCode(...(samples[sample] ?? []));
      for (const { at, skip, put } of cuts) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + put + text.slice(place + skip);
      }
      const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
      try {
        translate({ bytes, to }, ports);
      } catch (error) {
        expect(error).toBeInstanceOf(StandardsError);
      }
    }),
    { numRuns: Math.max(150, Math.round(soak * 5000)) },
  );
});
