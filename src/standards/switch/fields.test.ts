import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openXml } from '../../crypto/index.ts';
import type { GroupMapping, SegmentMapping } from '../edifact/mapping.ts';
import { sancrt } from '../sancrt/mapping.ts';
import type { CompiledElement, CompiledStructure } from '../message/compiled.ts';
import { compile } from '../message/compiled.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { chedCertificate } from '../sps-certificate/versions.ts';
import { documentWith, fieldsOf, leavesOf } from '../testing/fields.ts';
import { switchPorts } from '../testing/ports.ts';
import type { Field } from '../testing/fields.ts';
import type { DialectName } from './dialects.ts';
import { dialectNamed } from './dialects.ts';
import { writeInto } from './translate.ts';

const ports = switchPorts(openXml);

const runs = Math.max(1, Math.round(Number(process.env['COUNTERFOIL_SOAK'] ?? 0) * 20));

/** What a certificate cannot be without, in values that every form carries. */
const BASE = {
  exchangedDocument: {
    id: { value: 'CHEDP.NZ.2026.0000001' },
    typeCode: { value: '636' },
    statusCode: { value: '70' },
    issueDateTime: { value: '2026-03-02' },
    issuerParty: { name: { value: 'Authority' } },
    signatoryAuthentication: [{ issueLocation: { name: [{ value: 'Port' }] } }],
  },
  consignment: {
    consignorParty: { name: { value: 'From' } },
    consigneeParty: { name: { value: 'To' } },
    exportCountry: { id: { value: 'NZ' } },
    importCountry: { id: { value: 'CN' } },
    examinationEvent: { occurrenceLocation: { name: [{ value: 'Post' }] } },
    includedConsignmentItem: [
      {
        includedTradeLineItem: [
          {
            sequenceNumeric: { value: '1' },
            description: [{ value: 'Goods' }],
            physicalPackage: [
              { levelCode: { value: '4' }, typeCode: { value: 'BX' }, itemQuantity: { value: '10' } },
            ],
          },
        ],
      },
    ],
  },
};

function readBack(name: DialectName, bytes: Uint8Array): object {
  const readings = dialectNamed(name)?.read(bytes, ports);
  if (!readings || 'faults' in readings) throw new Error(JSON.stringify(readings));
  return readings.readings[0]?.document ?? {};
}

const withoutPositions = (leaf: string): string =>
  leaf.replace(/^\S+/, (path) => path.replaceAll(/\[\d+\]/g, ''));
const told = (entries: readonly { readonly path: string }[]): readonly string[] =>
  entries.map(({ path }) => withoutPositions(path)).toSorted();
const pathOf = (leaf: string): string => leaf.slice(0, leaf.indexOf(' '));

/** The texts of one list that another does not have as often. */
function without(left: readonly string[], right: readonly string[]): readonly string[] {
  const rest = [...right];
  return left.filter((one) => {
    const at = rest.indexOf(one);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** A document as it was, and as it is read after it was written. */
function both(name: DialectName, document: object) {
  const written = writeInto(document, name, ports);
  const before = leavesOf(spsCertificate17, document);
  const after = leavesOf(spsCertificate17, readBack(name, written.bytes));
  return { written, before, after };
}

/** Writes and reads a document, holding the report to the very difference of the two. */
function exchanged(name: DialectName, document: object) {
  const { written, before, after } = both(name, document);
  const lost = before.filter((leaf) => !after.includes(leaf)).map(pathOf);
  expect(written.losses.map(({ path }) => path).toSorted()).toEqual(lost.toSorted());
  const said = new Set(before.map(pathOf));
  const added = after.map(pathOf).filter((path) => !said.has(path));
  expect(written.defaulted.map(({ path }) => path).toSorted()).toEqual(added.toSorted());
  expect(written.omitted).toBe(0);
  return { written, before, after, lost };
}

const fields = fieldsOf(spsCertificate17);
const repeated = fields.filter(({ steps }) => steps.some(({ repeatable }) => repeatable));

const short = fc.stringMatching(/^[A-Z][a-z0-9]{1,2}$/);
const number = fc.integer({ min: 1, max: 99 }).map(String);

/** A value of few characters, which fits wherever there is a place for it. */
function plainValueOf({ element }: Field): Arbitrary<object> {
  const code = element.list ? fc.constantFrom(...element.list.codes) : short;
  switch (element.basic) {
    case 'dateTime':
      return fc
        .constantFrom('2026-02-28', '2026-02-28T10:30:00Z', '2026-02-28T10:30:00+08:00')
        .map((value) => ({ value }));
    case 'measure':
      return fc.record({ value: number, unit: fc.constantFrom('KGM', 'CEL', 'MTQ') });
    case 'text':
      return fc.record({ value: code, ...(element.list ? {} : { language: fc.constantFrom('en', 'zh') }) });
    case 'quantity':
    case 'numeric':
      return fc.record({ value: number });
    case 'indicator':
      return fc.record({ value: fc.boolean() });
    case 'binary':
      return fc.constant({ value: 'JVBERi0xLjcK' });
    default:
      return fc.record({ value: code });
  }
}

const joined = (at: string, path: string): string => {
  const [elements = '', attribute] = withoutPositions(path).split('@');
  const element = elements === '.' ? at : `${at}/${elements}`;
  return attribute === undefined ? element : `${element}/@${attribute}`;
};

/** What the rules of the mapping carry, and beside each the values that its item is known by. */
function carriedBy(
  { segments, groups = [] }: Pick<GroupMapping, 'segments' | 'groups'>,
  at: string,
): readonly (readonly [path: string, where: readonly (readonly [path: string, value: string])[]])[] {
  const ofSegment = ({ each = '.', where = {}, values }: SegmentMapping) => {
    const item = joined(at, each);
    const known = Object.entries(where).map(([path, value]) => [joined(item, path), value] as const);
    const paths = values.filter(([, from]) => from !== '#item').map(([, from]) => joined(item, from));
    // What an item is known by is written where there is something to say of it.
    const besides = known.map(
      ([path]) => [path, [...known, ...paths.map((one) => [one, ''] as const)]] as const,
    );
    return [...paths.map((path) => [path, known] as const), ...besides];
  };
  return [
    ...segments.flatMap(ofSegment),
    ...groups.flatMap((group) => carriedBy(group, joined(at, group.each ?? '.'))),
  ];
}

const SANCRT = new Map(carriedBy(sancrt, '/SPSCertificate'));

/** Whether SANCRT has a place for a leaf of a document. */
function isInSancrt(leaf: string, document: readonly string[]): boolean {
  const where = SANCRT.get(withoutPositions(pathOf(leaf)));
  return (
    where?.every(([path, value]) =>
      document.some((one) => withoutPositions(pathOf(one)) === path && one.endsWith(value)),
    ) ?? false
  );
}

/** Whether the profile of TRACES NT has it: whatever its schema has. */
function isInChed(leaf: string): boolean {
  let of: CompiledStructure | undefined = compile(chedCertificate).root;
  for (const name of withoutPositions(pathOf(leaf)).split('/').slice(2)) {
    if (name.startsWith('@')) return true;
    const element: CompiledElement | undefined = of?.byName.get(name);
    if (!element || element.foreign) return false;
    of = element.structure;
  }
  return true;
}

describe.each([
  ['sancrt', isInSancrt],
  ['ched', isInChed],
] as const)('%s', (name, isCarried) => {
  test('carries a field or names it as lost, and nothing else', () => {
    for (const field of fields) {
      fc.assert(
        fc.property(documentWith(spsCertificate17, BASE, field, plainValueOf(field)), (document) => {
          const { before, lost } = exchanged(name, document);
          expect(lost).toEqual(before.filter((leaf) => !isCarried(leaf, before)).map(pathOf));
        }),
        { numRuns: runs },
      );
    }
  });

  test('says of every field what it does not say of it, whatever its value and attributes', () => {
    for (const field of fields) {
      fc.assert(
        fc.property(documentWith(spsCertificate17, BASE, field), (document) => {
          exchanged(name, document);
        }),
        { numRuns: runs },
      );
    }
  });

  test.each([2, 12])('tells what is lost of lists of %i, and no more', (several) => {
    for (const field of repeated) {
      const documents = documentWith(spsCertificate17, BASE, field, plainValueOf(field), several);
      for (const document of fc.sample(documents, runs)) {
        const { before, after, written } = both(name, document);
        const [source, target] = [before.map(withoutPositions), after.map(withoutPositions)];
        const { losses, defaulted } = written;
        expect(told(losses)).toEqual(without(source, target).map(pathOf).toSorted());
        expect(told(defaulted)).toEqual(without(target, source).map(pathOf).toSorted());
      }
    }
  });

  test('tells all that is lost of long lists', () => {
    for (const field of repeated) {
      const documents = documentWith(spsCertificate17, BASE, field, plainValueOf(field), 60);
      for (const document of fc.sample(documents, 1)) {
        const { before, after, written } = both(name, document);
        const lost = without(before.map(withoutPositions), after.map(withoutPositions)).map(pathOf);
        expect(without(lost, told(written.losses))).toEqual([]);
      }
    }
  });
});

test('most of what SANCRT has a place for is known by its path alone', () => {
  expect(fields.filter(({ path }) => SANCRT.has(path)).length).toBeGreaterThan(200);
});
