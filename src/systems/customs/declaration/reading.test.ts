import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../base/index.ts';
import { DeclarationError } from './error.ts';
import { readDeclaration } from './reading.ts';

const samples = '../shared/data/customs-declarations/samples';

function refusalOf(bytes: Uint8Array, mediaType = 'application/xml') {
  try {
    readDeclaration(bytes, mediaType);
  } catch (error) {
    if (error instanceof DeclarationError) return { code: error.code, faults: error.faults };
    throw error;
  }
  return undefined;
}

describe.skipIf(!existsSync(samples))('declarations as customs elsewhere take them (absent: skipped)', () => {
  test('are read with what is odd about them, the bytes being kept by the caller', () => {
    const reading = readDeclaration(readFileSync(`${samples}/TT_IM021a.xml`), 'application/xml');
    expect(reading).toMatchObject({ form: 'wco', facts: { direction: 'import' } });
    expect(reading.content).toHaveProperty('declaration.goodsShipment');
  });

  test('are refused with line and reason where they are no XML', () => {
    expect(refusalOf(readFileSync(`${samples}/TT_IM084a.xml`))).toMatchObject({
      code: 'declaration-invalid',
      faults: expect.arrayContaining([
        expect.objectContaining({ code: 'xml-not-well-formed', values: { line: '164' } }),
      ]) as unknown,
    });
  });
});

test.each([
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><MetaData>&b;</MetaData>'],
  ['a processing instruction', '<MetaData><?run this?></MetaData>'],
  ['another message', '<SPSCertificate/>'],
  ['nothing', ''],
  ['what nests without an end', '<a>'.repeat(5000)],
])('%s is refused, whatever it holds', (_kind, xml) => {
  expect(refusalOf(utf8(xml))).toMatchObject({ code: 'declaration-invalid', faults: [{}] });
});

test('a value longer than its schema allows is refused at its place', () => {
  const long = `<md:MetaData xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2" xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"><Declaration>
    <FunctionCode>9</FunctionCode><FunctionalReferenceID>${'x'.repeat(400)}</FunctionalReferenceID></Declaration></md:MetaData>`;
  expect(refusalOf(utf8(long))).toMatchObject({
    faults: [{ code: 'value-not-of-format', path: '/MetaData/Declaration/FunctionalReferenceID' }],
  });
});

test('the form of China is read by its name, its faults at their place in the request', () => {
  const item = { item: 1, commodity: '0202300090', name: '牛肉', origin: 'XXX' };
  const form = {
    direction: 'import',
    customsNumber: '530120261000000017',
    supervisionMode: '0110',
    items: [item],
  };
  const request = (declaration: object) => utf8(JSON.stringify({ form: 'china', declaration }));
  expect(refusalOf(request(form), 'application/json')).toMatchObject({
    faults: [{ code: 'declaration-code-unknown', path: '/declaration/items/0/origin' }],
  });
  const sound = { ...form, items: [{ ...item, origin: 'NZL' }] };
  const reading = readDeclaration(request(sound), 'application/json');
  expect(reading).toMatchObject({ form: 'china', content: sound, facts: { items: [{ origin: 'NZ' }] } });
});
