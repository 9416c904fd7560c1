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
const TAG = new RegExp(`^(?:(${NAME}):)?(${NAME})((?: [^ "=]+="[^"]*")*)(/?)$`);
/** One space before it, and a value that canonical XML writes as it stands. */
const ATTRIBUTE = new RegExp(
  ` (?:(${NAME}):)?(${NAME})="([\\x20\\x21\\x23-\\x25\\x27-\\x3b\\x3d\\x3f-\\x7e]*)"`,
  'g',
);
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

/**
 * Reads the inside of a start tag, `<` and `>` taken off. Undefined where it is not plain, which says nothing against it:
 * it may be sound XML, written in a rarer way.
 */
export function readPlainTag(text: string): PlainTag | undefined {
  const [whole, prefix = '', name = '', inside = '', slash] = TAG.exec(text) ?? [];
  if (whole === undefined || RESERVED.test(prefix)) return undefined;
  const found = [...inside.matchAll(ATTRIBUTE)].map(([part, given = '', local = '', value = '']) => ({
    length: part.length,
    prefix: given,
    name: local,
    value,
  }));
  if (found.reduce((sum, { length }) => sum + length, 0) !== inside.length) return undefined;
  const declarations = found.filter(isDeclaration);
  const written = found.filter((each) => !isDeclaration(each));
  const declared = declarations.map(
    ({ prefix: given, name: local, value }) => [given === '' ? '' : local, value] as const,
  );
  const index = written.findIndex((each) => each.prefix !== '');
  const attributePrefix = written[index]?.prefix ?? '';
  const isPlain =
    declared.every(
      ([given, uri]) => !RESERVED.test(given) && PLAIN_URI.test(uri) && !RESERVED_URI.test(uri),
    ) &&
    written.findLastIndex((each) => each.prefix !== '') === index &&
    !RESERVED.test(attributePrefix) &&
    new Set(found.map((each) => `${each.prefix}:${each.name}`)).size === found.length;
  if (!isPlain) return undefined;
  const canonicalAttributes = written.toSorted(canonicalOrder).map(attributeText).join('');
  const qualified = prefix === '' ? name : `${prefix}:${name}`;
  return {
    bytes: Buffer.from(`<${text}>`),
    endBytes: Buffer.from(`</${qualified}>`),
    next: undefined,
    qualified,
    prefix,
    name,
    attributes: written.map((each) => ({ name: each.name, namespace: '', value: each.value })),
    prefixed: index < 0 ? undefined : { index, prefix: attributePrefix },
    canonicalAttributes,
    declared,
    isEmpty: slash === '/',
    isCanonical: slash === '' && inside === canonicalAttributes,
  };
}

function isDeclaration({ prefix, name }: Written): boolean {
  return prefix === 'xmlns' || (prefix === '' && name === 'xmlns');
}

/** By namespace name, then by name (C14N §2.2): the one with a prefix is last, for no name is the least of all. */
function canonicalOrder(left: Written, right: Written): number {
  if (left.prefix !== right.prefix) return left.prefix === '' ? -1 : 1;
  return left.name < right.name ? -1 : 1;
}

function attributeText({ prefix, name, value }: Written): string {
  return ` ${prefix === '' ? '' : `${prefix}:`}${name}="${value}"`;
}
