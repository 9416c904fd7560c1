import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromUtf8, utf8 } from '../../src/base/index.ts';
import { XML_BOUNDS } from '../core/index.ts';
import { openXml } from './index.ts';
import { documents } from '../../tests/support/xml-documents.ts';
import { HOSTILE_DOCUMENTS } from '../../tests/support/hostile-xml.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const timeout = soak ? 3_600_000 : 60_000;

function canonicalByLibxml(bytes: Uint8Array): string {
  const document = XmlDocument.fromBuffer(bytes);
  try {
    return document.canonicalizeToString({ mode: 1, withComments: false });
  } finally {
    document.dispose();
  }
}

describe('the strict parser refuses', () => {
  it.each(HOSTILE_DOCUMENTS)('%s', (_rule, bytes, refusal) => {
    const opening = openXml(bytes);
    expect(opening.opened ? 'opened' : opening.refusal).toBe(refusal);
  });

  it('a document larger than the bound, before it is read', () => {
    const opening = openXml(utf8('<a>&nonsense'), { ...XML_BOUNDS, maximumBytes: 5 });
    expect(opening).toEqual({
      opened: false,
      refusal: 'xml-too-large',
      values: { maximum: '5', bytes: '12' },
    });
  });

  it('with the line where the fault lies', () => {
    expect(openXml(utf8('<a>\r\n<b>\n</a></a>'))).toMatchObject({ values: { line: '3' } });
  });
});

describe('the strict parser reads', () => {
  const root = (text: string | Uint8Array) => {
    const opening = openXml(typeof text === 'string' ? utf8(text) : text);
    if (!opening.opened) throw new Error(opening.refusal);
    return opening.document.root;
  };

  it('names with their namespaces, and attributes without declarations', () => {
    expect(root('<r:a xmlns:r="urn:r" xmlns="urn:d" b="1" r:c="2"><d/></r:a>')).toEqual({
      name: 'a',
      namespace: 'urn:r',
      attributes: [
        { name: 'b', namespace: '', value: '1' },
        { name: 'c', namespace: 'urn:r', value: '2' },
      ],
      children: [{ name: 'd', namespace: 'urn:d', attributes: [], children: [] }],
    });
  });

  it('a number that a comment splits as the number that was signed', () => {
    expect(root('<a>1<!-- x -->0<![CDATA[0]]></a>').children).toEqual(['100']);
  });

  it('line ends by XML 1.0 alone: U+0085 and U+2028 stay what they are', () => {
    expect(root('<a>1\r\n2\r3\u00854\u20285&#13;</a>').children).toEqual(['1\n2\n3\u00854\u20285\r']);
  });

  it('UTF-16 with a mark, and UTF-8 with one', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><证书>鱼</证书>';
    const wide = Uint8Array.from(
      Array.from(text).flatMap((unit) => [unit.charCodeAt(0) >> 8, unit.charCodeAt(0) & 255]),
    );
    expect(root(concatBytes(Uint8Array.of(0xfe, 0xff), wide))).toMatchObject({
      name: '证书',
      children: ['鱼'],
    });
    expect(root(concatBytes(Uint8Array.of(0xef, 0xbb, 0xbf), utf8('<a/>')))).toMatchObject({ name: 'a' });
  });

  it('64 levels and 64 attributes', () => {
    const attributes = Array.from({ length: 64 }, (_, index) => `b${String(index)}=""`).join(' ');
    expect(openXml(utf8(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`)).opened).toBe(true);
    expect(openXml(utf8(`<a ${attributes}/>`)).opened).toBe(true);
  });

  it('a processing instruction outside the document element, with a remark', () => {
    const opening = openXml(utf8('<?xml version="1.0"?><?xml-stylesheet href="a"?><a/><?end?>'));
    expect(opening.opened && opening.document.warnings.map(({ values }) => values['target'])).toEqual([
      'xml-stylesheet',
      'end',
    ]);
  });
});

describe('what the strict parser reads, libxml2 reads alike', () => {
  const PIECES = [
    '<',
    '>',
    '&',
    ';',
    '"',
    "'",
    '=',
    ' ',
    '/',
    '!',
    '-',
    ']',
    '[',
    '?',
    ':',
    'x',
    '\u0000',
    '\u0085',
    '\r',
    '\n',
    '&#13;',
    '<!--',
    '-->',
    '<?a?>',
    ']]>',
    '<![CDATA[',
    'xmlns:q="urn:q" ',
    'xmlns="" ',
    '<a>',
    '</a>',
  ];
  const edits = fc.array(
    fc.record({ at: fc.nat(), remove: fc.nat({ max: 3 }), insert: fc.constantFrom('', ...PIECES) }),
    { minLength: 1, maxLength: 3 },
  );

  it('after any change to a document: refused, or the same canonical bytes', { timeout }, () => {
    let accepted = 0;
    fc.assert(
      fc.property(documents, edits, (text, changes) => {
        const changed = changes.reduce((current, { at, remove, insert }) => {
          const place = at % (current.length + 1);
          return current.slice(0, place) + insert + current.slice(place + remove);
        }, text);
        const bytes = utf8(changed);
        const opening = openXml(bytes);
        if (!opening.opened) return;
        accepted += 1;
        expect(fromUtf8(opening.document.canonical({ method: 'c14n-exclusive' }))).toBe(
          canonicalByLibxml(bytes),
        );
      }),
      { numRuns: soak ? Math.ceil(100_000 * soak) : 4000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('after any change of bytes: refused, or the same canonical bytes', { timeout }, () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat({ max: 255 }), (text, at, byte) => {
        const bytes = utf8(text);
        bytes[at % bytes.length] = byte;
        const opening = openXml(bytes);
        if (!opening.opened) return;
        expect(fromUtf8(opening.document.canonical({ method: 'c14n-exclusive' }))).toBe(
          canonicalByLibxml(bytes),
        );
      }),
      { numRuns: soak ? Math.ceil(100_000 * soak) : 3000 },
    );
  });
});
