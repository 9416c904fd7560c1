import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { XML_BOUNDS, type OpenXml } from '../../../verify/core/index.ts';
import { elementsOf, fromUtf8, utf8, type XmlElement } from '../../base/index.ts';
import { openXml } from '../xml.ts';
import { sealVectors } from '../testing/index.ts';
import { parseXml } from './parsed.ts';
import { readPlain } from './plain.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const DATA = '../shared/data';
const vectors = (await sealVectors()).map(({ xml }) => xml);
const runs = { numRuns: soak ? Math.ceil(100_000 * soak) : 2000 };

function allOf(element: XmlElement): XmlElement[] {
  return [element, ...elementsOf(element).flatMap((child) => allOf(child))];
}

function formsOf(document: OpenXml, most: number): (string | undefined)[] {
  const elements = allOf(document.root);
  const every = Math.ceil(elements.length / most);
  const some = elements.filter((_, index) => index % every === 0);
  const last = elementsOf(document.root).at(-1);
  return [
    ...some.map((of) => document.canonical({ method: 'c14n-exclusive', of })),
    document.canonical({ method: 'c14n-exclusive' }),
    ...(last === undefined ? [] : [document.canonical({ method: 'c14n-exclusive', without: last })]),
  ].map((form) => fromUtf8(form));
}

/** Whether bytes are read plainly; where they are, libxml2 must read the same and canonicalise to the same. */
function readAlike(bytes: Uint8Array, most = 50): boolean {
  if (readPlain(bytes, XML_BOUNDS) === undefined) return false;
  const plain = openXml(bytes);
  const parsed = parseXml(bytes);
  if (!plain.opened || !parsed.opened) throw new Error(`${fromUtf8(bytes) ?? ''} is read by one of two`);
  expect(plain.document.root).toEqual(parsed.document.root);
  expect(plain.document.warnings).toEqual(parsed.document.warnings);
  expect(formsOf(plain.document, most)).toEqual(formsOf(parsed.document, most));
  plain.document.close();
  parsed.document.close();
  return true;
}

interface Sketch {
  readonly tag: string;
  readonly inside: readonly (Sketch | string)[];
}
const tag = fc.constantFrom(
  'a',
  'p:a',
  'a-b.c',
  'a x="1"',
  'a y="2" x="1"',
  'a p:x="1"',
  'p:a p:x="1"',
  'q:a p:x=""',
  'a q:x="" x="é"',
  'a xmlns="urn:1"',
  'a xmlns="urn:2"',
  'p:a xmlns:p="urn:1"',
  'q:a xmlns:p="urn:2" p:y="1" x=" "',
  'a Id="1"',
  'p:a xmlns:p="urn:1" xmlns:q="urn:1" q:x="1" x="2"',
  'a xmlns:unused="urn:3"',
  'a  x="1"',
  'a ',
  "a x='1'",
  'a x="<"',
  'a x="1" x="1"',
  'a xmlns=""',
  'a xml:lang="en"',
  'a x="&#9;"',
  'a xmlns:r="r"',
  'r:a',
  'é',
  '1',
);
const text = fc.constantFrom(
  '',
  ' ',
  '\n  ',
  'text',
  '鱼',
  'é',
  '\u2028',
  '"',
  "'",
  ']',
  '𠮷',
  '\t',
  '1 < 2',
  '>',
);
const rare = fc.constantFrom(
  '&amp;',
  '<!--c-->',
  '<![CDATA[c]]>',
  '\r\n',
  '<?p i?>',
  ']]>',
  '\u0000',
  '\uFFFE',
  '\u0085',
);
const { sketch } = fc.letrec<{ sketch: Sketch }>((tie) => ({
  sketch: fc.record({
    tag,
    inside: fc.array(
      fc.oneof(
        { depthSize: 'medium' },
        { arbitrary: text, weight: 6 },
        { arbitrary: rare, weight: 1 },
        { arbitrary: tie('sketch'), weight: 6 },
      ),
      { maxLength: 4 },
    ),
  }),
}));

const PREFIXES = [' xmlns:p="urn:p"', ' xmlns:q="urn:q"'];

function written({ tag: own, inside }: Sketch, isRoot = true): string {
  const name = own.split(' ')[0] ?? '';
  const missing = isRoot ? PREFIXES.filter((each) => !own.includes(each.slice(0, 9))).join('') : '';
  if (inside.length === 0) return `<${own}${missing}/>`;
  const held = inside.map((each) => (typeof each === 'string' ? each : written(each, false)));
  return `<${own}${missing}>${held.join('')}</${name}>`;
}

/** One byte changed, taken away or put in; of bytes that mean something in XML more often than of others. */
const change = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('change', 'remove', 'insert'),
  byte: fc.oneof(
    fc.constantFrom(...'<>&"\'/ :=\r\n\t]-!?ax1').map((each) => each.charCodeAt(0)),
    fc.nat(255),
  ),
});

function changed(
  bytes: Uint8Array,
  { at, kind, byte }: { at: number; kind: string; byte: number },
): Uint8Array {
  const place = at % bytes.length;
  const rest = bytes.subarray(kind === 'insert' ? place : place + 1);
  return Buffer.concat([bytes.subarray(0, place), ...(kind === 'remove' ? [] : [Uint8Array.of(byte)]), rest]);
}

function firstTag(text: string) {
  return readPlain(utf8(text), XML_BOUNDS)?.tags[0];
}

describe('a document that is read plainly', () => {
  it('is read and canonicalised as libxml2 does it', () => {
    let count = 0;
    fc.assert(
      fc.property(
        sketch,
        fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>', '\n', '\uFEFF'),
        fc.constantFrom('', '\n', 'x', '<a/>'),
        (drawn, before, after) => {
          count += Number(readAlike(utf8(`${before}${written(drawn)}${after}`)));
        },
      ),
      runs,
    );
    expect(count).toBeGreaterThan(runs.numRuns / 20);
  });

  it('is no longer one, or still read alike, with any byte changed', () => {
    const documents = vectors.filter((bytes) => readPlain(bytes, XML_BOUNDS) !== undefined);
    expect(documents.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(fc.constantFrom(...documents), change, (document, drawn) => {
        readAlike(changed(document, drawn), 5);
      }),
      runs,
    );
  });

  it('may have any attributes', () => {
    const attribute = fc
      .record({
        prefix: fc.constantFrom('', '', '', 'p:', 'q:', 'xmlns:'),
        name: fc.constantFrom('a', 'b', 'c', 'Id', 'xmlns', 'p'),
        value: fc.constantFrom('', '1', "'", 'urn:p', 'urn:q', 'http://a.b/c#', 'é', '&lt;', ' '),
      })
      .map(({ prefix, name, value }) => ` ${prefix}${name}="${value}"`);
    let count = 0;
    fc.assert(
      fc.property(fc.array(attribute, { maxLength: 5 }), fc.constantFrom('', ' ', '/'), (drawn, rest) => {
        const inside = `<e${drawn.join('')}${rest}>${rest === '/' ? '' : '</e>'}`;
        count += Number(readAlike(utf8(`<root${PREFIXES.join('')}>${inside}</root>`)));
      }),
      runs,
    );
    expect(count).toBeGreaterThan(runs.numRuns / 20);
  });

  it('may have 32 attributes in a tag', () => {
    const attributes = (many: number) => Array.from({ length: many }, (_, at) => ` a${at}="${at}"`).join('');
    expect(firstTag(`<a${attributes(32)}/>`)?.attributes).toHaveLength(32);
    expect(firstTag(`<a${attributes(33)}/>`)).toBeUndefined();
  });

  it('leaves behind for others the tags that it has in common with them, and none that it alone has', () => {
    const often = '<often met="by all"/>';
    const [first, second, third] = [firstTag(often), firstTag(often), firstTag(often)];
    expect(second).not.toBe(first);
    expect(third).toBe(second);
    for (let number = 0; number < 10_000; number += 1) firstTag(`<a Id="of-${number}-alone"/>`);
    expect(firstTag(often)).toBe(second);
  });

  it('may begin anywhere in a larger memory', () => {
    const text = '<a b="1">鱼<c/>\n</a>';
    for (let offset = 0; offset < 8; offset += 1) {
      const bytes = Buffer.from(' '.repeat(offset) + text).subarray(offset);
      expect(readAlike(bytes), String(offset)).toBe(true);
    }
  });

  it('may be any hostile one of the suite', () => {
    for (const bytes of vectors) readAlike(bytes);
  });

  it.skipIf(!existsSync(DATA))('may be one of those that authorities send', () => {
    const files = readdirSync(DATA, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(xml|xsd|wsdl)$/.test(name),
    );
    const plain = files.filter((name) => readAlike(readFileSync(join(DATA, name)), 10));
    expect(plain.length).toBeGreaterThan(0);
  });
});

describe('a document is not plain', () => {
  it.each([
    ['over a bound of bytes', '<a>1</a>', { ...XML_BOUNDS, maximumBytes: 7 }],
    ['over a bound of depth', '<a><a/></a>', { ...XML_BOUNDS, maximumDepth: 1 }],
    ['over a bound of attributes', '<a b="1" xmlns:c="urn:c"/>', { ...XML_BOUNDS, maximumAttributes: 1 }],
    ['with a tag of 5,000 characters', `<a b="${'1'.repeat(5000)}"/>`, XML_BOUNDS],
  ])('%s', (_, document, bounds) => {
    expect(readPlain(utf8(document), bounds)).toBeUndefined();
    expect(readPlain(utf8('<a><b c="1" d="2">1</b></a>'), XML_BOUNDS)).toBeDefined();
  });
});
