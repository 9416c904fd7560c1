import { concatBytes, utf8 } from '../../base/index.ts';
import { EXCLUSIVE, forge, INCLUSIVE, INCLUSIVE_11 } from './forge.ts';
import { broken, PASSED, type Expected, type SealVector } from './vector.ts';
import { NOW, type World } from './world.ts';

/** What happens to the characters of a sealed certificate on the way: what may be, what must show, what is refused. */
export function contentVectors({ seal, trust, certificate }: World): readonly SealVector[] {
  const sealed = forge({ document: certificate(), by: seal });
  const changed = broken('seal-content-changed', 'HASH_FAILURE');
  const vector = (name: string, xml: string | Uint8Array, expected: Expected): SealVector => ({
    name,
    xml: typeof xml === 'string' ? utf8(xml) : xml,
    trust,
    time: NOW,
    expected,
  });
  const swap = (from: string | RegExp, to: string): string => {
    const result = sealed.replace(from, to);
    if (result === sealed) throw new Error(`the vector changes nothing: ${String(from)}`);
    return result;
  };
  const refused = (refusal: Extract<Expected, { refusal: unknown }>['refusal']): Expected => ({ refusal });
  return [
    vector('a sealed certificate passes', sealed, PASSED),
    vector('a certificate without a seal is no failed one', certificate(), {
      indication: 'NO-SEAL',
      reads: '100',
    }),
    vector('another number is seen', swap('>100<', '>900<'), changed),
    vector('a space in a value is seen', swap('>100<', '> 100<'), changed),
    vector('another attribute value is seen', swap('"KGM"', '"TNE"'), changed),
    vector(
      'another namespace under the same prefix is seen',
      swap(
        'ReusableAggregateBusinessInformationEntity:21" xmlns:unused',
        'ReusableAggregateBusinessInformationEntity:22" xmlns:unused',
      ),
      changed,
    ),
    vector(
      'another prefix is seen, for canonical XML keeps prefixes',
      swap(/ram:Description/g, 'rsm:Description'),
      changed,
    ),
    vector(
      'a processing instruction in a value is refused',
      swap('>100<', '><?x 100?><'),
      refused('xml-processing-instruction'),
    ),
    vector(
      'a processing instruction beside a value is refused',
      swap('>100<', '>100<?x 9?><'),
      refused('xml-processing-instruction'),
    ),
    vector(
      'a processing instruction before the certificate breaks a seal that was made without it',
      swap('<rsm:SPS', '<?xml-stylesheet href="x"?><rsm:SPS'),
      changed,
    ),
    vector(
      'a comment that splits a number leaves the number that was signed',
      swap('>100<', '>1<!-- 9 -->00<'),
      PASSED,
    ),
    vector(
      'CDATA around a number leaves the number that was signed',
      swap('>100<', '><![CDATA[100]]><'),
      PASSED,
    ),
    vector(
      'character references for a number leave the number that was signed',
      swap('>100<', '>&#49;&#x30;0<'),
      PASSED,
    ),
    vector('U+2028 for a line feed is seen', swap('line\nline', 'line\u2028line'), changed),
    vector('U+0085 for a line feed is seen', swap('line\nline', 'line\u0085line'), changed),
    vector(
      'a carriage return that is written as a reference is seen',
      swap('line\nline', 'line&#xD;line'),
      changed,
    ),
    vector(
      'CR LF for a line feed is the same line end (XML 1.0 §2.11)',
      sealed.replaceAll('\n', '\r\n'),
      PASSED,
    ),
    vector('CR for a line feed is the same line end (XML 1.0 §2.11)', sealed.replaceAll('\n', '\r'), PASSED),
    vector(
      'the order and quotes of attributes do not matter',
      swap(/languageID="en" (xml:lang|languageLocaleID)="en"/, "$1='en'  languageID='en'"),
      PASSED,
    ),
    vector('white space in a tag does not matter', swap('<ram:ID>', '<ram:ID  \n>'), PASSED),
    vector(
      'UTF-16 with a mark is the same document',
      utf16(swap('encoding="UTF-8"', 'encoding="UTF-16"'), 'le'),
      PASSED,
    ),
    vector(
      'UTF-16, the other way round, is the same document',
      utf16(swap('encoding="UTF-8"', 'encoding="UTF-16"'), 'be'),
      PASSED,
    ),
    vector(
      'UTF-8 with a mark is the same document',
      concatBytes(new Uint8Array([0xef, 0xbb, 0xbf]), utf8(sealed)),
      PASSED,
    ),
    vector(
      'a DOCTYPE is refused',
      swap('?>\n', '?>\n<!DOCTYPE rsm:SPSCertificate>\n'),
      refused('xml-doctype'),
    ),
    vector(
      'a DOCTYPE is refused in UTF-16',
      utf16('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'le'),
      refused('xml-doctype'),
    ),
    vector(
      'a relative namespace is refused',
      swap('<ram:ID>', '<ram:ID xmlns:r="relative">'),
      refused('xml-relative-namespace'),
    ),
    vector('an undeclared entity is refused', swap('>100<', '>&hundred;<'), refused('xml-entity')),
    vector(
      'a namespace declaration that nothing uses changes nothing under exclusive C14N',
      swap('<ram:ID>', '<ram:ID xmlns:added="urn:example:added">'),
      PASSED,
    ),
    ...[INCLUSIVE, INCLUSIVE_11, EXCLUSIVE].map((method) =>
      vector(
        `content, properties and SignedInfo under ${method} pass`,
        forge({
          document: certificate(),
          by: seal,
          template: (text) => text.replaceAll(EXCLUSIVE, method),
        }),
        PASSED,
      ),
    ),
    ...[INCLUSIVE, INCLUSIVE_11, EXCLUSIVE].map((method) =>
      vector(
        `a Signature in the default namespace passes under ${method}`,
        forge({
          document: certificate(),
          by: seal,
          template: (text) =>
            text
              .replaceAll(EXCLUSIVE, method)
              .replaceAll('<ds:', '<')
              .replaceAll('</ds:', '</')
              .replace('xmlns:ds=', 'xmlns='),
        }),
        PASSED,
      ),
    ),
    vector(
      'a namespace declaration that nothing uses is seen under inclusive C14N',
      forge({
        document: certificate(),
        by: seal,
        template: (text) => text.replaceAll(EXCLUSIVE, INCLUSIVE),
      }).replace('<ram:ID>', '<ram:ID xmlns:added="urn:example:added">'),
      changed,
    ),
    vector(
      'a list of inclusive prefixes is followed',
      forge({
        document: certificate(),
        by: seal,
        template: (text) =>
          text
            .replaceAll(
              `Algorithm="${EXCLUSIVE}"/>`,
              `Algorithm="${EXCLUSIVE}"><ec:InclusiveNamespaces xmlns:ec="${EXCLUSIVE}" PrefixList="unused #default"/></ds:Transform>`,
            )
            .replace('</ds:Transform><ds:SignatureMethod', '</ds:CanonicalizationMethod><ds:SignatureMethod'),
      }),
      PASSED,
    ),
    vector(
      'a processing instruction before the certificate that was there when it was sealed passes, with a warning',
      forge({
        document: certificate().replace('<rsm:SPS', '<?xml-stylesheet href="x"?>\n<rsm:SPS'),
        by: seal,
      }),
      PASSED,
    ),
  ];
}

function utf16(text: string, order: 'le' | 'be'): Uint8Array {
  const marked = `\uFEFF${text}`;
  const bytes = new Uint8Array(marked.length * 2);
  for (let index = 0; index < marked.length; index += 1) {
    const unit = marked.charCodeAt(index);
    bytes[index * 2 + (order === 'le' ? 0 : 1)] = unit & 0xff;
    bytes[index * 2 + (order === 'le' ? 1 : 0)] = unit >> 8;
  }
  return bytes;
}
