import { concatBytes, utf8 } from '../../src/base/index.ts';
import type { XmlRefusal } from '../../verify/core/index.ts';

function utf16(text: string, bigEndian: boolean, mark = true): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(index * 2, text.charCodeAt(index), !bigEndian);
  const order = bigEndian ? [0xfe, 0xff] : [0xff, 0xfe];
  return concatBytes(Uint8Array.from(mark ? order : []), bytes);
}

const BOMB = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>';

/** Documents a verifier must not read, by the rule they break, and why it must say it refuses them. */
export const HOSTILE_DOCUMENTS: readonly (readonly [rule: string, bytes: Uint8Array, refusal: XmlRefusal])[] =
  [
    ['nothing', utf8(''), 'xml-empty'],
    ['only white space', utf8(' \r\n\t'), 'xml-empty'],
    ['no element', utf8('<?xml version="1.0"?><!-- nothing -->'), 'xml-not-well-formed'],
    ['text alone', utf8('certificate'), 'xml-not-well-formed'],
    ['a DOCTYPE', utf8('<!DOCTYPE a><a/>'), 'xml-doctype'],
    ['entity declarations', utf8(BOMB), 'xml-doctype'],
    [
      'a DOCTYPE after a comment',
      utf8('<!-- c --> <!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
      'xml-doctype',
    ],
    ['a DOCTYPE in UTF-16, little end first', utf16(BOMB, false), 'xml-doctype'],
    ['a DOCTYPE in UTF-16, big end first', utf16(BOMB, true), 'xml-doctype'],
    ['UTF-16 without a mark', utf16('<a/>', false, false), 'xml-encoding'],
    ['UTF-16 without a mark, big end first', utf16('<a/>', true, false), 'xml-encoding'],
    ['UTF-32', Uint8Array.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c]), 'xml-encoding'],
    ['UTF-7', utf8('<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-'), 'xml-encoding'],
    [
      'Latin 1 that calls itself nothing',
      concatBytes(utf8('<a>'), Uint8Array.of(0xe9), utf8('</a>')),
      'xml-encoding',
    ],
    ['Shift JIS', utf8('<?xml version="1.0" encoding="Shift_JIS"?><a/>'), 'xml-encoding'],
    [
      'US-ASCII with other characters',
      utf8('<?xml version="1.0" encoding="US-ASCII"?><a>é</a>'),
      'xml-encoding',
    ],
    ['UTF-16 declared over UTF-8 bytes', utf8('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'xml-encoding'],
    [
      'UTF-8 declared over UTF-16 bytes',
      utf16('<?xml version="1.0" encoding="UTF-8"?><a/>', false),
      'xml-encoding',
    ],
    ['overlong UTF-8', concatBytes(utf8('<a>'), Uint8Array.of(0xc0, 0xbc), utf8('</a>')), 'xml-encoding'],
    [
      'a surrogate in UTF-8',
      concatBytes(utf8('<a>'), Uint8Array.of(0xed, 0xa0, 0x80), utf8('</a>')),
      'xml-encoding',
    ],
    ['a truncated character', concatBytes(utf8('<a>'), Uint8Array.of(0xe4, 0xb8)), 'xml-encoding'],
    ['an undefined entity', utf8('<a>&nbsp;</a>'), 'xml-entity'],
    ['an undefined entity in an attribute', utf8('<a b="&file;"/>'), 'xml-entity'],
    ['a bare ampersand', utf8('<a>salt & pepper</a>'), 'xml-not-well-formed'],
    ['an unfinished reference', utf8('<a>&amp</a>'), 'xml-not-well-formed'],
    ['a reference to a nul', utf8('<a>&#0;</a>'), 'xml-not-well-formed'],
    ['a reference to a control character', utf8('<a>&#x1;</a>'), 'xml-not-well-formed'],
    ['a reference to a surrogate', utf8('<a>&#xD800;</a>'), 'xml-not-well-formed'],
    ['a reference beyond Unicode', utf8('<a>&#x110000;</a>'), 'xml-not-well-formed'],
    ['a reference that overflows', utf8('<a>&#x100000041;</a>'), 'xml-not-well-formed'],
    ['a control character', utf8('<a>\u0001</a>'), 'xml-not-well-formed'],
    ['a nul', utf8('<a>b\u0000c</a>'), 'xml-not-well-formed'],
    ['U+FFFE', utf8('<a>\uFFFE</a>'), 'xml-not-well-formed'],
    [
      'a processing instruction in a value',
      utf8('<a><Qty><?x 100?></Qty></a>'),
      'xml-processing-instruction',
    ],
    [
      'a stylesheet inside',
      utf8('<a><?xml-stylesheet href="http://example.org"?></a>'),
      'xml-processing-instruction',
    ],
    ['a second XML declaration', utf8('<a><?xml version="1.0"?></a>'), 'xml-processing-instruction'],
    ['white space before the XML declaration', utf8(' <?xml version="1.0"?><a/>'), 'xml-not-well-formed'],
    ['XML 1.1', utf8('<?xml version="1.1"?><a/>'), 'xml-not-well-formed'],
    ['a declaration without a version', utf8('<?xml encoding="UTF-8"?><a/>'), 'xml-not-well-formed'],
    ['an undeclared element prefix', utf8('<ds:Signature/>'), 'xml-undeclared-prefix'],
    ['an undeclared attribute prefix', utf8('<a x:b=""/>'), 'xml-undeclared-prefix'],
    ['a prefix used beside its element', utf8('<a><b xmlns:x="urn:x"/><x:c/></a>'), 'xml-undeclared-prefix'],
    ['a relative namespace', utf8('<a xmlns="certificate"/>'), 'xml-relative-namespace'],
    ['a relative namespace of a prefix', utf8('<a xmlns:b="../b"/>'), 'xml-relative-namespace'],
    ['a namespace with a space', utf8('<a xmlns:b="urn:b c"/>'), 'xml-relative-namespace'],
    ['a namespace with an ampersand', utf8('<a xmlns:b="urn:b?c&amp;d"/>'), 'xml-relative-namespace'],
    ['a prefix undeclared again', utf8('<a xmlns:b="urn:b"><c xmlns:b=""/></a>'), 'xml-not-well-formed'],
    ['xmlns as a prefix', utf8('<a xmlns:xmlns="http://www.w3.org/2000/xmlns/"/>'), 'xml-not-well-formed'],
    ['the xmlns namespace', utf8('<a xmlns:b="http://www.w3.org/2000/xmlns/"/>'), 'xml-not-well-formed'],
    ['xml bound elsewhere', utf8('<a xmlns:xml="urn:b"/>'), 'xml-not-well-formed'],
    [
      'another prefix bound to xml',
      utf8('<a xmlns:b="http://www.w3.org/XML/1998/namespace"/>'),
      'xml-not-well-formed',
    ],
    ['an element named xmlns', utf8('<xmlns:a/>'), 'xml-undeclared-prefix'],
    ['an attribute twice', utf8('<a b="1" b="2"/>'), 'xml-not-well-formed'],
    [
      'an attribute twice by its namespace',
      utf8('<a xmlns:x="urn:n" xmlns:y="urn:n" x:b="1" y:b="2"/>'),
      'xml-not-well-formed',
    ],
    ['a namespace declared twice', utf8('<a xmlns:b="urn:b" xmlns:b="urn:b"/>'), 'xml-not-well-formed'],
    ['a name with two colons', utf8('<a:b:c xmlns:a="urn:a"/>'), 'xml-not-well-formed'],
    ['a name that starts with a colon', utf8('<:a/>'), 'xml-not-well-formed'],
    ['a name that ends with a colon', utf8('<a: xmlns:a="urn:a"/>'), 'xml-not-well-formed'],
    ['a name that starts with a digit', utf8('<1a/>'), 'xml-not-well-formed'],
    ['a space before the name', utf8('< a/>'), 'xml-not-well-formed'],
    ['crossed tags', utf8('<a><b></a></b>'), 'xml-not-well-formed'],
    ['another end tag', utf8('<a></b>'), 'xml-not-well-formed'],
    ['a longer end tag', utf8('<a></ab>'), 'xml-not-well-formed'],
    [
      'the same name by another prefix',
      utf8('<a:c xmlns:a="urn:a" xmlns:b="urn:a"></b:c>'),
      'xml-not-well-formed',
    ],
    ['an element left open', utf8('<a><b/>'), 'xml-not-well-formed'],
    ['a tag left open', utf8('<a b="c"'), 'xml-not-well-formed'],
    ['two document elements', utf8('<a/><b/>'), 'xml-not-well-formed'],
    ['text after the document element', utf8('<a/>text'), 'xml-not-well-formed'],
    ['CDATA after the document element', utf8('<a/><![CDATA[]]>'), 'xml-not-well-formed'],
    ['a reference after the document element', utf8('<a/>&#32;'), 'xml-not-well-formed'],
    ['a comment left open', utf8('<a><!-- b</a>'), 'xml-not-well-formed'],
    ['two hyphens in a comment', utf8('<a><!-- b -- c --></a>'), 'xml-not-well-formed'],
    ['three hyphens at the end of a comment', utf8('<a><!-- b ---></a>'), 'xml-not-well-formed'],
    ['CDATA left open', utf8('<a><![CDATA[b</a>'), 'xml-not-well-formed'],
    ['the end of CDATA in text', utf8('<a>b]]>c</a>'), 'xml-not-well-formed'],
    ['a markup declaration inside', utf8('<a><!ELEMENT b ANY></a>'), 'xml-doctype'],
    ['a DOCTYPE inside', utf8('<a><!DOCTYPE b></a>'), 'xml-doctype'],
    ['a DOCTYPE after the document element', utf8('<a/><!DOCTYPE a>'), 'xml-doctype'],
    ['no space between attributes', utf8('<a b="1"c="2"/>'), 'xml-not-well-formed'],
    ['an attribute without quotes', utf8('<a b=1/>'), 'xml-not-well-formed'],
    ['an attribute without a value', utf8('<a b/>'), 'xml-not-well-formed'],
    ['a less-than sign in an attribute', utf8('<a b="<"/>'), 'xml-not-well-formed'],
    ['a slash apart from its bracket', utf8('<a / >'), 'xml-not-well-formed'],
    ['NEL between attributes', utf8('<a\u0085b="1"/>'), 'xml-not-well-formed'],
    ['65 levels', utf8(`${'<a>'.repeat(65)}${'</a>'.repeat(65)}`), 'xml-too-deep'],
    ['100,000 levels', utf8('<a>'.repeat(100_000)), 'xml-too-deep'],
    [
      '65 attributes',
      utf8(`<a ${Array.from({ length: 65 }, (_, index) => `b${String(index)}=""`).join(' ')}/>`),
      'xml-too-many-attributes',
    ],
  ];
