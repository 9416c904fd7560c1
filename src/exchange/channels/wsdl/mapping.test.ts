import { describe, expect, test } from 'vitest';
import type { Field, WsdlAddress } from './address-schema.ts';
import { addressFaults } from './mapping.ts';
import { addressOf, description } from './testing/third-country.ts';

const URL_OF = 'https://fito.gov.vn.example/servico';
const good = addressOf(URL_OF);

function withFields(change: (fields: readonly Field[]) => readonly Field[]): WsdlAddress {
  const [first] = good.deliver;
  return { ...good, deliver: first === undefined ? [] : [{ ...first, fields: [...change(first.fields)] }] };
}
const codes = (address: unknown): readonly string[] =>
  addressFaults(address).map(({ code, path }) => `${code} ${path}`);

describe('a mapping onto a partner’s description', () => {
  test('a good one has no fault, in SOAP 1.1 and 1.2', () => {
    expect(codes(good)).toEqual([]);
    expect(codes({ ...good, documents: [{ name: 'a', text: description(URL_OF, '1.2') }] })).toEqual([]);
  });

  test('steps that the schema does not know are told with those it knows', () => {
    const faults = addressFaults(withFields((fields) => [...fields, { path: 'Anexo/Nada', takes: 'id' }]));
    expect(faults).toEqual([
      {
        code: 'wsdl-step-unknown',
        path: '/deliver/0/fields/7/path',
        values: { step: 'Nada', known: 'Metadados, Documento, Conteudo' },
      },
    ]);
  });

  test('what the schema asks for and nothing fills is a fault, elements and attributes', () => {
    const without = (path: string) => withFields((fields) => fields.filter((field) => field.path !== path));
    expect(addressFaults(without('Cabecalho/Numero'))).toMatchObject([
      { code: 'wsdl-path-missing', values: { path: '/Cabecalho/Numero' } },
    ]);
    expect(addressFaults(without('Cabecalho/@versao'))).toMatchObject([
      { code: 'wsdl-path-missing', values: { path: '/Cabecalho/@versao' } },
    ]);
    expect(codes(without('Cabecalho/Origem'))).toEqual([]);
  });

  test('a place is filled once, of a choice one is taken, and each thing fits its place', () => {
    const more = (field: Field) => codes(withFields((fields) => [...fields, field]));
    expect(more({ path: 'Especie', takes: 'id' })).toEqual(['wsdl-path-twice /deliver/0/fields/7/path']);
    expect(more({ path: 'Anexo/Conteudo', takes: 'content', form: 'xml' })).toEqual([
      'wsdl-choice-twice /deliver/0/fields/7/path',
    ]);
    const inPlaceOf = (form: Field['form'], path: string) =>
      codes(
        withFields((fields) => [
          ...fields.filter((field) => field.takes !== 'content'),
          { path, takes: 'content', ...(form === undefined ? {} : { form }) },
        ]),
      );
    expect(inPlaceOf('xml', 'Anexo/Documento')).toEqual([
      'wsdl-content-place-unfit /deliver/0/fields/6/path',
    ]);
    expect(inPlaceOf('xml', 'Anexo/Conteudo')).toEqual([]);
    expect(codes(withFields((fields) => fields.map(({ path, takes }) => ({ path, takes }))))).toEqual([
      'wsdl-constant-missing /deliver/0/fields/4/constant',
    ]);
    expect(codes(withFields((fields) => fields.filter(({ takes }) => takes !== 'content')))).toContain(
      'wsdl-content-missing /deliver/0/fields',
    );
  });

  test('operations, ports and styles that are not there are told', () => {
    const [first] = good.deliver;
    expect(codes({ ...good, deliver: [{ ...first, operation: 'Submit' }] })).toEqual([
      'wsdl-operation-unknown /deliver/0/operation',
    ]);
    expect(codes({ ...good, port: 'Outra' })).toEqual(['wsdl-port-unknown /documents']);
    const rewritten = (from: string, to: string) =>
      codes({ ...good, documents: [{ name: 'a', text: description(URL_OF).replaceAll(from, to) }] });
    expect(rewritten('style="document"', 'style="rpc"')).toContain('wsdl-style-unfit /deliver/0/operation');
    expect(rewritten('use="literal"', 'use="encoded"')).toContain('wsdl-style-unfit /deliver/0/operation');
    expect(rewritten('type="t:Anexo"', 'type="t:Outro"')).toContain(
      'wsdl-element-undeclared /deliver/0/fields/0/path',
    );
  });

  test('hostile documents are refused before anything is read of them', () => {
    const text = description(URL_OF);
    const unfit = (changed: string) =>
      addressFaults({ ...good, documents: [{ name: 'a', text: changed }] }).map(({ code, values }) => [
        code,
        values['reason'],
      ]);
    const doctype = text.replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>');
    expect(unfit(doctype)).toEqual([['wsdl-document-unfit', 'xml-doctype']]);
    expect(unfit(text.slice(0, -20))).toEqual([['wsdl-document-unfit', 'xml-not-well-formed']]);
    expect(unfit(`<a>${'<b>'.repeat(90)}${'</b>'.repeat(90)}</a>`)).toEqual([
      ['wsdl-document-unfit', 'xml-too-deep'],
    ]);
    expect(unfit('<html><p>no</p></html>')).toEqual([['wsdl-document-unfit', 'html']]);
    const many = Array.from({ length: 3 }, () => ({
      name: 'a',
      text: `<!--${'x'.repeat(400_000)}-->${text}`,
    }));
    expect(codes({ ...good, documents: many })).toEqual(['wsdl-documents-too-large /documents']);
  });

  test('types that lead in a circle come to an end', () => {
    const circle = description(URL_OF)
      .replace(
        '<xs:complexType name="Pedido">',
        '<xs:complexType name="A"><xs:complexContent><xs:extension base="t:B"/></xs:complexContent></xs:complexType><xs:complexType name="B"><xs:complexContent><xs:extension base="t:A"/></xs:complexContent></xs:complexType><xs:complexType name="Pedido">',
      )
      .replace('type="t:Anexo"', 'type="t:A"');
    expect(codes({ ...good, documents: [{ name: 'a', text: circle }] })).toContain(
      'wsdl-document-unfit /deliver/0/fields/0/path',
    );
  });

  test('groups that name one another over and over come to an end', () => {
    const group = (at: number, inside: string) => `<xs:group name="G${String(at)}">${inside}</xs:group>`;
    const ten = (at: number) => `<xs:group ref="t:G${String(at)}"/>`.repeat(10);
    const groups = Array.from({ length: 12 }, (_, at) => group(at, ten(at + 1))).join('');
    const attributes = groups.replaceAll('xs:group', 'xs:attributeGroup');
    for (const [inner, declared] of [
      [ten(0), `${groups}${group(12, '')}`],
      [
        '<xs:attributeGroup ref="t:G0"/>',
        `${attributes}<xs:attributeGroup name="G12"><xs:attribute name="a"/></xs:attributeGroup>`,
      ],
    ] as const) {
      const text = description(URL_OF)
        .replace(
          '<xs:complexType name="Pedido">',
          `${declared}<xs:complexType name="A">${inner}</xs:complexType><xs:complexType name="Pedido">`,
        )
        .replace('type="t:Anexo"', 'type="t:A"');
      expect(codes({ ...good, documents: [{ name: 'a', text }] })).toContain(
        'wsdl-document-unfit /deliver/0/fields/0/path',
      );
    }
  });

  test('a prefix means what a declaration says, not what the value of another attribute looks like', () => {
    const text = description(URL_OF).replace(
      '<xs:element name="Anexo" type="t:Anexo"/>',
      `<xs:element id=" xmlns:t='urn:another' " name="Anexo" type="t:Anexo"/>`,
    );
    expect(codes({ ...good, documents: [{ name: 'a', text }] })).toEqual([]);
  });

  test('an address goes by TLS, has both halves of a password, and does something', () => {
    expect(codes({ ...good, url: 'http://fito.gov.example/' })).toEqual(['wsdl-address-not-https /url']);
    expect(codes({ ...good, url: 'https://user:pass@fito.gov.example/' })).toEqual([
      'wsdl-address-not-https /url',
    ]);
    expect(codes({ ...good, user: 'us' })).toEqual(['wsdl-password-missing /password']);
    const { fetch: _, ...idle } = good;
    expect(codes({ ...idle, deliver: [] })).toEqual(['wsdl-address-idle /deliver']);
    const [first] = good.deliver;
    expect(codes({ ...good, deliver: [first, first] })).toContain('wsdl-type-twice /deliver/1/types');
    const both = { ...first, refused: { path: 'Situacao', values: ['ACEITE'] } };
    expect(codes({ ...good, deliver: [both] })).toEqual(['wsdl-value-twice /deliver/0/taken/values']);
  });
});
