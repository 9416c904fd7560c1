import fc from 'fast-check';
import { ParseOption, XmlC14NMode, XmlDocument, XmlElement as LibxmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { CANONICALISATIONS, XML_BOUNDS, type OpenXml, type XmlRefusal } from '../../verify/core/index.ts';
import { elementsOf, fromUtf8, utf8, type XmlElement } from '../base/index.ts';
import { CryptoError, openXml } from './index.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);

function opened(text: string): OpenXml {
  const opening = openXml(utf8(text));
  if (!opening.opened) throw new Error(`${opening.refusal} ${JSON.stringify(opening.values)}`);
  return opening.document;
}

function refusal(bytes: Uint8Array): XmlRefusal | undefined {
  const opening = openXml(bytes);
  if (!opening.opened) return opening.refusal;
  opening.document.close();
  return undefined;
}

const wide = (text: string, order: 'le' | 'be', mark = '\uFEFF'): Uint8Array => {
  const bytes = Buffer.from(mark + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const utf32 = (text: string): Uint8Array =>
  Uint8Array.from(
    [...`\uFEFF${text}`]
      .flatMap((character) => [character.codePointAt(0) ?? 0, 0, 0, 0])
      .map((code) => code & 0xff),
  );

describe('openXml refuses', () => {
  const doctype = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>';
  const laughs = `<!DOCTYPE a [<!ENTITY b "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY b${String(n)} "&b;&b;">`).join('')}]><a>&b;</a>`;
  it.each<[string, Uint8Array, XmlRefusal]>([
    ['a DOCTYPE in UTF-8', utf8(doctype), 'xml-doctype'],
    ['a DOCTYPE after a byte order mark', utf8(`\uFEFF${doctype}`), 'xml-doctype'],
    ['a DOCTYPE after a comment', utf8(`<!-- x -->\n${doctype}`), 'xml-doctype'],
    ['a DOCTYPE in UTF-16 little-endian', wide(doctype, 'le'), 'xml-doctype'],
    ['a DOCTYPE in UTF-16 big-endian', wide(doctype, 'be'), 'xml-doctype'],
    ['a DOCTYPE in UTF-16 without a mark', wide(doctype, 'le', ''), 'xml-encoding'],
    ['a DOCTYPE in UTF-16 big-endian without a mark', wide(doctype, 'be', ''), 'xml-encoding'],
    ['a DOCTYPE in UTF-32', utf32(doctype), 'xml-encoding'],
    [
      'a DOCTYPE in ISO-8859-1',
      Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${doctype}`, 'latin1'),
      'xml-doctype',
    ],
    [
      'a DOCTYPE in UTF-7, as declared',
      utf8(`<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE a+AD4-<a/>`),
      'xml-encoding',
    ],
    ['UTF-7 by its mark', utf8('+/v8-+ADw-a/+AD4-'), 'xml-not-well-formed'],
    ['EBCDIC', Uint8Array.from([0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40]), 'xml-encoding'],
    ['a DOCTYPE in small letters, which is none', utf8('<!doctype a><a/>'), 'xml-doctype'],
    ['an entity declaration anywhere', utf8('<a><!ENTITY b "c"></a>'), 'xml-doctype'],
    ['nested entities', utf8(laughs), 'xml-doctype'],
    [
      'XInclude by way of a DOCTYPE only',
      utf8('<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a/>'),
      'xml-doctype',
    ],
    [
      'a processing instruction inside the document element',
      utf8('<a><?b c?></a>'),
      'xml-processing-instruction',
    ],
    [
      'an XML declaration that is not the first thing',
      utf8('\n<?xml version="1.0"?><a/>'),
      'xml-not-well-formed',
    ],
    ['XML 1.1', utf8('<?xml version="1.1"?><a/>'), 'xml-not-well-formed'],
    ['an unknown encoding', utf8('<?xml version="1.0" encoding="EUC-JP"?><a/>'), 'xml-encoding'],
    [
      'bytes that are not UTF-8',
      Uint8Array.from([0x3c, 0x61, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e]),
      'xml-encoding',
    ],
    [
      'an overlong form of <',
      Uint8Array.from([0x3c, 0x61, 0x3e, 0xc0, 0xbc, 0x3c, 0x2f, 0x61, 0x3e]),
      'xml-encoding',
    ],
    [
      'a surrogate in UTF-8',
      Uint8Array.from([0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80, 0x3c, 0x2f, 0x61, 0x3e]),
      'xml-encoding',
    ],
    ['half a surrogate pair in UTF-16', wide('<a>\uD800</a>', 'le'), 'xml-encoding'],
    ['half a character in UTF-16', wide('<a/>', 'le').subarray(0, 9), 'xml-encoding'],
    ['UTF-8 that says it is UTF-16', utf8('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'xml-encoding'],
    [
      'UTF-16 that says it is UTF-8',
      wide('<?xml version="1.0" encoding="UTF-8"?><a/>', 'le'),
      'xml-encoding',
    ],
    [
      'a mark of UTF-8 before a declaration of another encoding',
      utf8('\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><a/>'),
      'xml-encoding',
    ],
    ['US-ASCII that is none', utf8('<?xml version="1.0" encoding="US-ASCII"?><a>é</a>'), 'xml-encoding'],
    ['a null character', utf8('<abc>\0</abc>'), 'xml-not-well-formed'],
    ['a null character after the end', utf8('<a/>\0'), 'xml-not-well-formed'],
    ['a reference to a null character', utf8('<a>&#0;</a>'), 'xml-not-well-formed'],
    ['U+FFFF', utf8('<a>\uFFFF</a>'), 'xml-not-well-formed'],
    ['an undeclared entity', utf8('<a>&nbsp;</a>'), 'xml-entity'],
    ['an undeclared prefix', utf8('<b:a/>'), 'xml-undeclared-prefix'],
    ['an undeclared prefix of an attribute', utf8('<a b:c="d"/>'), 'xml-undeclared-prefix'],
    ['a relative namespace', utf8('<a xmlns="b"/>'), 'xml-relative-namespace'],
    ['a relative namespace that nothing uses', utf8('<a xmlns:b="c/d"/>'), 'xml-relative-namespace'],
    ['a namespace with an ampersand', utf8('<a xmlns:b="urn:a&amp;b"/>'), 'xml-relative-namespace'],
    ['the same attribute twice', utf8('<a b="1" b="2"/>'), 'xml-not-well-formed'],
    [
      'the same attribute under two prefixes',
      utf8('<a xmlns:b="urn:x" xmlns:c="urn:x" b:d="1" c:d="2"/>'),
      'xml-not-well-formed',
    ],
    ['nothing', new Uint8Array(), 'xml-empty'],
    ['white space', utf8(' \n'), 'xml-empty'],
    ['text that is no XML', utf8('certificate 1'), 'xml-not-well-formed'],
    ['two documents', utf8('<a/><b/>'), 'xml-not-well-formed'],
    ['text after the document', utf8('<a/>b'), 'xml-not-well-formed'],
    ['a document cut short', utf8('<a><b></b>'), 'xml-not-well-formed'],
    ['a comment cut short', utf8('<a><!-- b'), 'xml-not-well-formed'],
    ['a tag cut short', utf8('<a><b c="d'), 'xml-not-well-formed'],
    ['tags that cross', utf8('<a><b></a></b>'), 'xml-not-well-formed'],
    ['200,000 nested elements', utf8('<a>'.repeat(200_000)), 'xml-too-deep'],
    [
      '50,000 attributes',
      utf8(`<a ${Array.from({ length: 50_000 }, (_, n) => `b${String(n)}=""`).join(' ')}/>`),
      'xml-too-many-attributes',
    ],
    ['one level more than the bound', utf8(`${'<a>'.repeat(65)}${'</a>'.repeat(65)}`), 'xml-too-deep'],
  ])('%s', (_name, bytes, expected) => {
    expect(refusal(bytes)).toBe(expected);
  });

  it('a document larger than the bound, before it looks at it', () => {
    const opening = openXml(utf8('<a/>'), { ...XML_BOUNDS, maximumBytes: 3 });
    expect(opening).toMatchObject({ opened: false, refusal: 'xml-too-large' });
  });
});

describe('openXml reads', () => {
  it('the bounds themselves', () => {
    expect(refusal(utf8('<a>'.repeat(64) + '</a>'.repeat(64)))).toBeUndefined();
    expect(
      refusal(utf8(`<a ${Array.from({ length: 64 }, (_, n) => `b${String(n)}=""`).join(' ')}/>`)),
    ).toBeUndefined();
  });

  it('the same tree in every encoding it accepts', () => {
    const text = '<a b="é"><c>ñ&#x2028;\u00ad</c></a>';
    const { root } = opened(text);
    for (const bytes of [
      wide(text, 'le'),
      wide(`<?xml version="1.0" encoding="utf-16"?>${text}`, 'be'),
      utf8(`\uFEFF${text}`),
      Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'latin1'),
      utf8('<?xml version="1.0" encoding="US-ASCII"?><a b="&#233;"><c>&#241;&#x2028;&#173;</c></a>'),
    ]) {
      const opening = openXml(bytes);
      expect(opening.opened && opening.document.root).toEqual(root);
    }
  });

  it('C1 characters of ISO-8859-1 as they are, not as windows-1252', () => {
    const opening = openXml(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\x85</a>', 'latin1'));
    expect(opening.opened && opening.document.root.children).toEqual(['\u0085']);
  });

  it('texts around comments and CDATA as one, empty ones not at all', () => {
    expect(opened('<a>1<!-- x -->0<![CDATA[0]]><b/><![CDATA[]]></a>').root.children).toEqual([
      '100',
      { name: 'b', namespace: '', attributes: [], children: [] },
    ]);
  });

  it('texts that look like an indentation but for one bit', () => {
    for (const text of [
      '\n  ',
      '\n**',
      '\n((',
      '\n""',
      '\n\t',
      '\n \u0020x',
      '\n',
      ' ',
      '\n'.repeat(3),
      `\n${' '.repeat(80)}`,
    ]) {
      expect(opened(`<a>${text}</a>`).root.children, JSON.stringify(text)).toEqual([text]);
    }
  });

  it('a text of twelve megabytes', () => {
    const text = 'QUJD'.repeat(3_000_000);
    const document = opened(`<a>${text}</a>`);
    expect(document.root.children[0]).toHaveLength(text.length);
    document.close();
  });

  it('with a warning what it does not refuse', () => {
    expect(opened('<?b c?><a/><?d?>').warnings).toEqual([
      { code: 'xml-processing-instruction-outside', values: { target: 'b' } },
      { code: 'xml-processing-instruction-outside', values: { target: 'd' } },
    ]);
    expect(opened('<a><x:Signature xmlns:x="urn:x"><b><!-- --></b></x:Signature></a>').warnings).toEqual([
      { code: 'xml-comment-in-signature', values: {} },
    ]);
    expect(opened('<a><Signature/><!-- --><Signatures><!-- --></Signatures></a>').warnings).toEqual([]);
  });
});

describe('a document whose form would be far larger than itself', () => {
  const uri = `urn:${'x'.repeat(10_000)}`;
  const text = `<a xmlns:p="${uri}">${'<p:b/>'.repeat(14_000)}</a>`;

  it.each(CANONICALISATIONS)('has none under %s that is larger than the bound', (method) => {
    const document = opened(text);
    const inclusivePrefixes = ['nothing'];
    if (method === 'c14n-exclusive') {
      for (const options of [{ method }, { method, inclusivePrefixes }]) {
        expect(() => document.canonical(options)).toThrow(new CryptoError('canonicalisation-failed'));
      }
    } else expect(document.canonical({ method }).length).toBeLessThan(text.length * 2);
    expect(
      document.canonical({
        method,
        ...(elementsOf(document.root)[0] && { of: elementsOf(document.root)[0] }),
      }),
    ).toBeDefined();
    document.close();
  });

  it('is refused where it has a million elements and more', () => {
    expect(refusal(utf8(`<a>${'<b/>'.repeat(1_000_000)}</a>`))).toBe('xml-too-large');
  });
});

describe('a document', () => {
  it('that is closed gives no canonical bytes', () => {
    const document = opened('<a/>');
    document.close();
    document.close();
    expect(() => document.canonical({ method: 'c14n-1.0' })).toThrow(new CryptoError('document-closed'));
  });

  it('gives the same canonical bytes after any number of others were read', () => {
    const kept = Array.from({ length: 5 }, (_, n) =>
      opened(`<a${String(n)} xmlns:p="urn:p"><p:b p:c="d"/></a${String(n)}>`),
    );
    const forms = (): (string | undefined)[] =>
      kept.flatMap((document) => CANONICALISATIONS.map((method) => fromUtf8(document.canonical({ method }))));
    const names = (n: number): string =>
      Array.from({ length: 200 }, (_, m) => `<p:n${String(n)}-${String(m)}/>`).join('');
    for (let n = 0; n < 100; n += 1) {
      const other = opened(`<a xmlns:p="urn:p">${names(n)}</a>`);
      expect(fromUtf8(other.canonical({ method: 'c14n-exclusive' }))).toBe(
        `<a>${names(n).replace(/<(p:[^/]*)\/>/g, '<$1 xmlns:p="urn:p"></$1>')}</a>`,
      );
      other.close();
    }
    expect(forms()).toEqual(
      kept.flatMap((_, n) =>
        CANONICALISATIONS.map((method) =>
          fromUtf8(
            opened(`<a${String(n)} xmlns:p="urn:p"><p:b p:c="d"/></a${String(n)}>`).canonical({ method }),
          ),
        ),
      ),
    );
  });

  it('gives none of an element of another', () => {
    const document = opened('<a/>');
    const of = opened('<a/>').root;
    expect(() => document.canonical({ method: 'c14n-1.0', of })).toThrow(
      new CryptoError('element-of-another-document'),
    );
  });
});

const value = fc.constantFrom('', '1', ' a ', '鱼', '&#13;', '&amp;', '&#9;', '\n', "'");
const prefix = fc.constantFrom('', 'p', 'q', 'r');
interface Sketch {
  readonly prefix: string;
  readonly declared: readonly (readonly [string, string])[];
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (Sketch | string)[];
}
const { sketch } = fc.letrec<{ sketch: Sketch }>((tie) => ({
  sketch: fc.record({
    prefix,
    declared: fc.uniqueArray(fc.tuple(prefix, fc.constantFrom('urn:1', 'urn:2', '')), {
      selector: ([key]) => key,
      maxLength: 3,
    }),
    attributes: fc.uniqueArray(
      fc.tuple(
        fc.constantFrom('a', 'p:a', 'q:b', 'xml:lang', 'xml:space', 'xml:base', 'xml:id', 'Id'),
        value,
      ),
      {
        selector: ([key]) => key,
        maxLength: 3,
      },
    ),
    children: fc.array(fc.oneof({ depthSize: 'medium' }, value, fc.constant('<!--c-->'), tie('sketch')), {
      maxLength: 3,
    }),
  }),
}));

function written({ prefix: own, declared, attributes, children }: Sketch, isRoot = true): string {
  const name = own === '' ? 'e' : `${own}:e`;
  const inherited: (readonly [string, string])[] = isRoot
    ? [
        ['p', 'urn:p'],
        ['q', 'urn:q'],
        ['r', 'urn:r'],
      ]
    : [];
  const namespaces = [
    ...new Map([...inherited, ...declared.filter(([key, uri]) => key === '' || uri !== '')]),
  ];
  const attribute = attributes.map(
    ([key, text]) =>
      ` ${key}="${key === 'xml:space' ? 'preserve' : key === 'xml:base' ? 'http://x/y/' : text}"`,
  );
  const declarations = namespaces.map(([key, uri]) => ` xmlns${key === '' ? '' : ':'}${key}="${uri}"`);
  return `<${name}${declarations.join('')}${attribute.join('')}>${children.map((child) => (typeof child === 'string' ? child : written(child, false))).join('')}</${name}>`;
}

const MODES = {
  'c14n-1.0': XmlC14NMode.XML_C14N_1_0,
  'c14n-1.1': XmlC14NMode.XML_C14N_1_1,
  'c14n-exclusive': XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
} as const;

function allOf(element: XmlElement): XmlElement[] {
  return [element, ...elementsOf(element).flatMap((child) => allOf(child))];
}

function allOfLibxml(element: LibxmlElement): LibxmlElement[] {
  const found = [element];
  for (let child = element.firstChild; child; child = child.next) {
    if (child instanceof LibxmlElement) found.push(...allOfLibxml(child));
  }
  return found;
}

describe('canonical bytes', () => {
  const runs = { numRuns: soak ? Math.ceil(30_000 * soak) : 600 };
  const prefixes = fc.constantFrom<string[][]>([], ['p'], ['q', '#default'], ['r', 'missing']);

  const expectSubtreesOf = (text: string, inclusivePrefixes: readonly string[]): void => {
    const document = opened(text);
    const reference = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_SKIP_IDS });
    const theirs = allOfLibxml(reference.root);
    allOf(document.root).forEach((of, index) => {
      for (const method of CANONICALISATIONS) {
        const list =
          method === 'c14n-exclusive' ? { inclusiveNamespacePrefixes: [...inclusivePrefixes] } : {};
        expect(fromUtf8(document.canonical({ method, of, inclusivePrefixes }))).toBe(
          theirs[index]?.canonicalizeToString({ mode: MODES[method], ...list }),
        );
      }
    });
    document.close();
    reference.dispose();
  };

  it('of each subtree are those of libxml2’s own subtree canonicalisation', () => {
    fc.assert(
      fc.property(sketch, prefixes, (drawn, list) => expectSubtreesOf(written(drawn), list)),
      runs,
    );
  });

  it.each([
    '<e xmlns="urn:1"><e><e><e/></e></e></e>',
    '<p:e xmlns:p="urn:1"><p:e><p:e><p:e p:a=""/></p:e></p:e></p:e>',
    '<e xmlns="urn:1"><e xmlns=""><e><e xmlns="urn:1"><e/></e></e></e></e>',
    '<p:e xmlns:p="urn:1"><e xmlns:p="urn:2"><p:e><p:e xmlns:p="urn:1"/></p:e></e></p:e>',
  ])('of each subtree of %s, whose namespaces are declared far above', (text) => {
    for (const list of [[], ['p'], ['#default']]) expectSubtreesOf(text, list);
  });

  it('of the whole do not change by what was asked before', () => {
    fc.assert(
      fc.property(sketch, fc.nat(), (drawn, pick) => {
        const document = opened(written(drawn));
        const elements = allOf(document.root);
        const one = elements[pick % elements.length] ?? document.root;
        const whole = (): (string | undefined)[] =>
          CANONICALISATIONS.map((method) => fromUtf8(document.canonical({ method })));
        const before = whole();
        for (const method of CANONICALISATIONS) {
          document.canonical({ method, of: one });
          if (one !== document.root) document.canonical({ method, without: one });
        }
        expect(whole()).toEqual(before);
        document.close();
      }),
      runs,
    );
  });

  it('without an element are those of the document that never had it', () => {
    fc.assert(
      fc.property(sketch, sketch, (drawn, extra) => {
        const without = opened(written(drawn));
        const document = opened(written({ ...drawn, children: [...drawn.children, extra] }));
        const removed = elementsOf(document.root).at(-1);
        for (const method of CANONICALISATIONS) {
          expect(fromUtf8(document.canonical({ method, ...(removed && { without: removed }) }))).toBe(
            fromUtf8(without.canonical({ method })),
          );
        }
      }),
      runs,
    );
  });

  it('read again give the tree they were made of', () => {
    fc.assert(
      fc.property(sketch, (drawn) => {
        const document = opened(written(drawn));
        for (const method of CANONICALISATIONS) {
          const again = openXml(document.canonical({ method }));
          expect(again.opened && sorted(again.document.root)).toEqual(sorted(document.root));
        }
      }),
      runs,
    );
  });
});

/** Attributes in one order: canonical XML has its own. */
function sorted(element: XmlElement): XmlElement {
  return {
    ...element,
    attributes: element.attributes.toSorted((a, b) =>
      `${a.namespace} ${a.name}` < `${b.namespace} ${b.name}` ? -1 : 1,
    ),
    children: element.children.map((child) => (typeof child === 'string' ? child : sorted(child))),
  };
}
