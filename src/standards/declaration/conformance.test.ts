import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { XmlElement, XmlNode } from '../../base/index.ts';
import { FINDING_LEVELS, utf8 } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { FINDING_CODES } from '../message/finding-codes.ts';
import { documentFaults, writeMessage } from '../message/writer.ts';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { wcoDeclaration } from './definition.ts';
import { readDeclaration } from './reading.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const schema = '../shared/data/customs-declarations/schemas/customs/wrapper_submit.xsd';
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'counterfoil-declarations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function opened(xml: string): XmlElement {
  const opening = openXml(utf8(xml));
  if (!opening.opened) throw new Error(opening.refusal);
  const { root } = opening.document;
  opening.document.close();
  return root;
}

describe('what is written', () => {
  test('reads back equal, without a finding', () => {
    fc.assert(
      fc.property(arbitraryDocument(wcoDeclaration), (document) => {
        const reading = readDeclaration(opened(writeMessage(wcoDeclaration, document)));
        expect(reading.document).toEqual(document);
        expect(reading.findings).toEqual([]);
        expect(reading.unknown).toEqual([]);
      }),
      { numRuns: Math.max(100, Math.round(soak * 5000)) },
    );
  });

  test('is valid by the schema of the customs that take it', ({ skip }) => {
    if (!hasXmllint || !existsSync(schema)) skip('xmllint or the schema is absent');
    const runs = Math.max(60, Math.round(soak * 3000));
    const files = fc.sample(arbitraryDocument(wcoDeclaration), runs).map((document, index) => {
      const path = join(folder, `${String(index)}.xml`);
      writeFileSync(path, writeMessage(wcoDeclaration, document));
      return path;
    });
    for (let start = 0; start < files.length; start += 500) {
      const batch = files.slice(start, start + 500);
      const { stderr, status } = spawnSync('xmllint', ['--noout', '--schema', schema, ...batch], {
        encoding: 'utf8',
        maxBuffer: 100_000_000,
      });
      const wrong = stderr.split('\n').filter((line) => line !== '' && !line.endsWith('validates'));
      expect(status, wrong.slice(0, 5).join('\n')).toBe(0);
    }
  });

  test('is never what the schema does not admit', () => {
    const refused = (declaration: object) =>
      documentFaults(wcoDeclaration, { declaration: { functionCode: { value: '9' }, ...declaration } }).map(
        ({ code }) => code,
      );
    expect(refused({})).toEqual([]);
    expect(refused({ functionCode: { value: '1' } })).toEqual(['value-not-of-format']);
    expect(refused({ functionalReferenceId: { value: 'x'.repeat(36) } })).toEqual(['value-not-of-format']);
    expect(refused({ typeCode: { value: '检疫证' } })).toEqual([]);
    expect(refused({ acceptanceDateTime: { value: '20250230', format: '102' } })).toEqual(['value-not-date']);
    expect(refused({ acceptanceDateTime: { value: '2025-02-20' } })).toEqual(['value-not-date']);
    expect(refused({ acceptanceDateTime: { value: '19991231', format: '102' } })).toEqual(['value-not-date']);
    expect(refused({ acceptanceDateTime: { value: '20300101', format: '102' } })).toEqual([]);
    expect(refused({ invoiceAmount: { value: '1.2345', currency: 'CNY' } })).toEqual(['value-not-of-format']);
    expect(refused({ invoiceAmount: { value: '1.234', currency: 'yuan' } })).toEqual([
      'attribute-not-allowed',
    ]);
    expect(refused({ totalGrossMassMeasure: { value: '-1', unit: 'KGM' } })).toEqual(['value-negative']);
    const items = Array.from({ length: 1000 }, (_, index) => ({
      sequenceNumeric: { value: String(index + 1) },
    }));
    expect(refused({ goodsShipment: { governmentAgencyGoodsItem: items } })).toEqual(['element-too-often']);
  });
});

describe('what comes in', () => {
  test('is read inside a request that carries it, and without its cover', () => {
    const inner = writeMessage(wcoDeclaration, { declaration: { functionCode: { value: '9' } } }).replace(
      /^<\?.*\n/,
      '',
    );
    const wrapped = opened(`<r:request xmlns:r="urn:request"><r:detail>${inner}</r:detail></r:request>`);
    expect(readDeclaration(wrapped).document.declaration?.functionCode?.value).toBe('9');
    const bare = opened(
      '<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"><FunctionCode>9</FunctionCode></Declaration>',
    );
    expect(readDeclaration(bare).document.declaration?.functionCode?.value).toBe('9');
  });

  test('is a finding where it is unknown, and another message where it is none of ours', () => {
    const odd = opened(
      '<MetaData xmlns="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"><Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"><FunctionCode>9</FunctionCode><TotalGrossMassMeasure>heavy</TotalGrossMassMeasure><Odd>1</Odd></Declaration></MetaData>',
    );
    const { findings, unknown } = readDeclaration(odd);
    expect(findings.map(({ code }) => code)).toEqual([
      'not-a-number',
      'unknown-element',
      'missing-element',
      'missing-element',
    ]);
    expect(unknown.map(({ path }) => path)).toEqual([
      '/MetaData/Declaration/TotalGrossMassMeasure',
      '/MetaData/Declaration/Odd',
    ]);
    const other = readDeclaration(opened('<Response xmlns="urn:wco:datamodel:WCO:RES-DMS:2"/>'));
    expect(other.findings.map(({ code, level }) => `${level} ${code}`)).toEqual(['SEVERE other-message']);
  });

  test('never makes the reader throw', () => {
    const names = Object.values(wcoDeclaration.structures).flatMap(({ elements }) =>
      elements.map(({ name }) => name),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('', 'NULL', '-5', '1e9', '20250230', 'KGM#G', '999999999999999999999'),
    );
    const { element } = fc.letrec<{ node: XmlNode; element: XmlElement }>((tie) => ({
      node: fc.oneof({ depthSize: 'small' }, texts, tie('element')),
      element: fc.record({
        name: fc.constantFrom(...names, 'DateTimeString', '__proto__', 'constructor', 'MetaData'),
        namespace: fc.constantFrom(...wcoDeclaration.namespaces.map(({ uri }) => uri), '', 'urn:other'),
        attributes: fc.array(
          fc.record({
            name: fc.constantFrom('unitCode', 'formatCode', '__proto__'),
            namespace: fc.constant(''),
            value: texts,
          }),
          { maxLength: 2 },
        ),
        children: fc.array(tie('node'), { maxLength: 6 }),
      }),
    }));
    fc.assert(
      fc.property(fc.array(element, { maxLength: 5 }), (children) => {
        const namespace = wcoDeclaration.namespaces[1].uri;
        const declaration: XmlElement = { name: 'Declaration', namespace, attributes: [], children };
        const { document, findings } = readDeclaration(declaration);
        for (const { code, level } of findings) {
          expect(FINDING_CODES).toContain(code);
          expect(FINDING_LEVELS).toContain(level);
        }
        if (documentFaults(wcoDeclaration, document).length === 0) writeMessage(wcoDeclaration, document);
      }),
      { numRuns: Math.max(200, Math.round(soak * 3000)) },
    );
  });
});
