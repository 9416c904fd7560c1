import { Buffer } from 'node:buffer';
import type { XmlAttribute } from '../../base/index.ts';

/** What a start tag says, whatever its prefixes mean where it stands. */
export interface PlainTag {
  /** All of it, and the end tag that belongs to it; as bytes, for these are compared in no time. */
  readonly bytes: Uint8Array;
  readonly endBytes: Uint8Array;
  /** The start tag that came after it when it was last met: the next guess, and nothing more. */
  next: PlainTag | undefined;
  /** As it is written: prefix, colon, local name. */
  readonly qualified: string;
  readonly prefix: string;
  readonly name: string;
  /** In the order in which they are written, without their namespaces. */
  readonly attributes: readonly XmlAttribute[];
  /** Which attribute has a prefix, and which prefix; of several it would be no plain tag. */
  readonly prefixed: { readonly index: number; readonly prefix: string } | undefined;
  /** The attributes as canonical XML writes them, the space before each included. */
  readonly canonicalAttributes: string;
  /** Prefixes declared here, '' for the default namespace, with their namespace names. */
  readonly declared: readonly (readonly [prefix: string, uri: string])[];
  readonly isEmpty: boolean;
  /** Whether canonical XML has this very tag, where no namespace is to be declared in it. */
  readonly isCanonical: boolean;
}

/** Names of the letters everybody uses: what has others is read by libxml2, which knows all of them. */
const NAME = '[A-Za-z_][A-Za-z0-9_.-]*';
const NAMED = new RegExp(`(?:(${NAME}):)?(${NAME})`, 'y');
/** One space before it, and a value that canonical XML writes as it stands. */
const ATTRIBUTE = new RegExp(
  ` (?:(${NAME}):)?(${NAME})="([\\x20\\x21\\x23-\\x25\\x27-\\x3b\\x3d\\x3f-\\x7e]*)"`,
  'y',
);
/** Of more than these, each is compared with every other one; no document that is in use has so many. */
const MOST_ATTRIBUTES = 32;
/** What XML keeps for itself is left to libxml2, which knows what may be done with it. */
const RESERVED = /^xml/i;
const RESERVED_URI = /^http:\/\/www\.w3\.org\/(?:XML\/1998\/namespace|2000\/xmlns\/)$/;
/** The namespace names that are in use, `urn:` and `http:`, of letters about which no two readers differ. */
const PLAIN_URI =
  /^(?:urn:[A-Za-z0-9._:-]+|https?:\/\/[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._~-]*)*(?:#[A-Za-z0-9._-]*)?)$/;

interface Written {
  readonly prefix: string;
  readonly name: string;
  readonly value: string;
}

interface Attributes {
  readonly written: readonly Written[];
  readonly declared: PlainTag['declared'];
  /** What comes after the last of them. */
  readonly rest: string;
}

/**
 * Reads the inside of a start tag, `<` and `>` taken off. Undefined where it is not plain, which says nothing against it:
 * it may be sound XML, written in a rarer way.
 */
export function readPlainTag(text: string): PlainTag | undefined {
  NAMED.lastIndex = 0;
  const named = NAMED.exec(text);
  const prefix = named?.[1] ?? '';
  const name = named?.[2] ?? '';
  if (named === null || RESERVED.test(prefix)) return undefined;
  const start = NAMED.lastIndex;
  const attributes = readAttributes(text, start);
  if (attributes === undefined) return undefined;
  const { written, declared, rest } = attributes;
  const isEmpty = rest === '/';
  if (!isEmpty && rest !== '') return undefined;
  const index = written.findIndex((each) => each.prefix !== '');
  if (!isPlain(attributes, index)) return undefined;
  const canonicalAttributes = written.toSorted(canonicalOrder).map(attributeText).join('');
  const qualified = prefix === '' ? name : `${prefix}:${name}`;
  return {
    bytes: Buffer.from(`<${text}>`, 'latin1'),
    endBytes: Buffer.from(`</${qualified}>`, 'latin1'),
    next: undefined,
    qualified,
    prefix,
    name,
    attributes: written.map((each) => ({ name: each.name, namespace: '', value: each.value })),
    prefixed: index < 0 ? undefined : { index, prefix: written[index]?.prefix ?? '' },
    canonicalAttributes,
    declared,
    isEmpty,
    isCanonical: !isEmpty && text.slice(start) === canonicalAttributes,
  };
}

/** Reads attributes for as long as there are any; undefined where there are more than a plain tag has. */
function readAttributes(text: string, start: number): Attributes | undefined {
  const written: Written[] = [];
  const declared: (readonly [prefix: string, uri: string])[] = [];
  let at = start;
  while (written.length + declared.length <= MOST_ATTRIBUTES) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found === null) return { written, declared, rest: text.slice(at) };
    at = ATTRIBUTE.lastIndex;
    const prefix = found[1] ?? '';
    const name = found[2] ?? '';
    const value = found[3] ?? '';
    if (prefix === 'xmlns') declared.push([name, value]);
    else if (prefix === '' && name === 'xmlns') declared.push(['', value]);
    else written.push({ prefix, name, value });
  }
  return undefined;
}

/** Nothing is there twice, declared in an uncommon way, or has a prefix beside the one that may. */
function isPlain({ written, declared }: Attributes, prefixed: number): boolean {
  let at = 0;
  for (const [prefix, uri] of declared) {
    if (RESERVED.test(prefix) || !PLAIN_URI.test(uri) || RESERVED_URI.test(uri)) return false;
    if (declared.findIndex(([other]) => other === prefix) !== at) return false;
    at += 1;
  }
  at = 0;
  for (const { prefix, name } of written) {
    if (prefix !== '' && (at !== prefixed || RESERVED.test(prefix))) return false;
    if (written.findIndex((each) => each.name === name && each.prefix === prefix) !== at) return false;
    at += 1;
  }
  return true;
}

/** By namespace name, then by name (C14N §2.2): the one with a prefix is last, for no name is the least of all. */
function canonicalOrder(left: Written, right: Written): number {
  if (left.prefix !== right.prefix) return left.prefix === '' ? -1 : 1;
  return left.name < right.name ? -1 : 1;
}

function attributeText({ prefix, name, value }: Written): string {
  return ` ${prefix === '' ? '' : `${prefix}:`}${name}="${value}"`;
}
