import { fromUtf8 } from '../../../../src/base/index.ts';
import { contentsOf, DerFault, oidOf, TAG, type Der } from './der.ts';

const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
]);

/** Bytes of one value of a name: more is nothing that people read. */
const LONGEST_VALUE = 4_096;

/** A name for people, most specific part first (RFC 4514). Never compared: names are compared by their bytes. */
export function distinguishedName(name: Der): string {
  return contentsOf(name, TAG.sequence)
    .map((part) =>
      contentsOf(part, TAG.set)
        .map((attribute) => {
          const [type, value] = contentsOf(attribute, TAG.sequence);
          if (!value) throw new DerFault('name');
          const id = oidOf(type);
          return `${SHORT_NAMES.get(id) ?? id}=${escaped(textOf(value))}`;
        })
        .join('+'),
    )
    .toReversed()
    .join(', ');
}

function textOf({ tag, content }: Der): string {
  if (content.length > LONGEST_VALUE) throw new DerFault('text');
  if (tag === TAG.utf8String) {
    const text = fromUtf8(content);
    if (text === undefined) throw new DerFault('text');
    return text;
  }
  if (tag === TAG.bmpString) {
    let text = '';
    for (let at = 0; at + 1 < content.length; at += 2) {
      text += String.fromCharCode(((content[at] ?? 0) << 8) | (content[at + 1] ?? 0));
    }
    return text;
  }
  if (tag !== TAG.printableString && tag !== TAG.ia5String && tag !== TAG.teletexString) return '?';
  return String.fromCharCode(...content);
}

function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD').replace(/[,+"\\<>;=]/g, '\\$&');
}
