import { Buffer } from 'node:buffer';
import type { Canonicalisation } from '../../../verify/core/index.ts';
import { utf8 } from '../../base/index.ts';
import { CryptoError } from '../error.ts';
import { libxml2, NAMESPACE, NODE, NODE_TYPE } from './libxml2.ts';

/** Modes of xmlC14NExecute (c14n.h). */
const MODES: Readonly<Record<Canonicalisation, number>> = {
  'c14n-1.0': 0,
  'c14n-exclusive': 1,
  'c14n-1.1': 2,
};

/**
 * A canonical form may be far larger than its document (a namespace is written anew wherever it comes into use); what
 * is larger than this is no certificate's, and is given up: 128 MiB.
 */
export const LARGEST_FORM = 134_217_728;

/**
 * A workspace of which so much is used, with room for so many bytes more: itself, or one that is larger and holds the same.
 * @throws {CryptoError} `canonicalisation-failed` where that would be larger than {@link LARGEST_FORM}.
 */
export function withRoom(space: Buffer, used: number, count: number): Buffer {
  if (used + count <= space.length) return space;
  if (used + count > LARGEST_FORM) throw new CryptoError('canonicalisation-failed');
  const larger = Buffer.allocUnsafe(Math.max(space.length * 2, used + count));
  space.copy(larger, 0, 0, used);
  return larger;
}

/** Where libxml2's output is gathered; grows to the largest document met, and is copied from once per call. */
let gathered = new Uint8Array(65_536);
let length = 0;
const write = libxml2.addFunction((_context: number, buffer: number, count: number) => {
  if (length + count > LARGEST_FORM) return -1;
  if (length + count > gathered.length) {
    const larger = new Uint8Array(Math.max(gathered.length * 2, length + count));
    larger.set(gathered.subarray(0, length));
    gathered = larger;
  }
  gathered.set(libxml2.HEAPU8.subarray(buffer, buffer + count), length);
  length += count;
  return count;
}, 'iiii');
const finish = libxml2.addFunction(() => 0, 'ii');

let apexOfCallback = 0;
/** For the rare apex under an element with `xml:` attributes: whether a node lies in the apex's subtree. */
const isInApex = libxml2.addFunction((_context: number, node: number, parent: number) => {
  if (node === apexOfCallback) return 1;
  for (let at = parent; at !== 0; at = libxml2.HEAP32[(at >> 2) + NODE.parent] ?? 0) {
    if (at === apexOfCallback) return 1;
  }
  return 0;
}, 'iiii');

/** Canonical bytes of a document as its tree stands, without comments; undefined when libxml2 refuses. */
function execute(
  document: number,
  method: Canonicalisation,
  inclusivePrefixes: readonly string[],
  visible: number,
): Uint8Array | undefined {
  const prefixes = method === 'c14n-exclusive' ? allocateList(inclusivePrefixes) : 0;
  length = 0;
  const output = libxml2._xmlOutputBufferCreateIO(write, finish, 0, 0);
  const result = libxml2._xmlC14NExecute(document, visible, 0, MODES[method], prefixes, 0, output);
  const written = libxml2._xmlOutputBufferClose(output);
  if (prefixes !== 0) libxml2._free(prefixes);
  return result < 0 || written < 0 ? undefined : gathered.slice(0, length);
}

/** The whole document, with `without` taken out of the tree for as long as the call lasts. */
export function canonicalDocument(
  document: number,
  method: Canonicalisation,
  without: number,
  inclusivePrefixes: readonly string[],
): Uint8Array | undefined {
  return withNodeRemoved(without, () => execute(document, method, inclusivePrefixes, 0));
}

/**
 * The subtree of one element. The element stands in for the document element while libxml2 canonicalises the whole,
 * and bears the namespace declarations in scope (C14N 1.0 §2.4: the namespace axis of the apex is complete). Inherited
 * `xml:` attributes are left to libxml2's own subtree canonicalisation, which is exact and slow.
 */
export function canonicalSubtree(
  document: number,
  apex: number,
  method: Canonicalisation,
  without: number,
  inclusivePrefixes: readonly string[],
): Uint8Array | undefined {
  if (method !== 'c14n-exclusive' && hasXmlAttributeAbove(apex)) {
    return withNodeRemoved(without, () => {
      apexOfCallback = apex;
      return execute(document, method, inclusivePrefixes, isInApex);
    });
  }
  const node = apex >> 2;
  const doc = document >> 2;
  const scope = namespacesInScope(apex);
  const changes: (readonly [word: number, value: number])[] = [
    [node + NODE.parent, document],
    [node + NODE.next, 0],
    [node + NODE.previous, 0],
    [node + NODE.declarations, scope[0] ?? 0],
    [doc + NODE.children, apex],
    [doc + NODE.last, apex],
    // The declarations themselves, not copies of them: libxml2 compares declarations by where they lie.
    ...scope.map((namespace, index) => [(namespace >> 2) + NAMESPACE.next, scope[index + 1] ?? 0] as const),
  ];
  const kept = changes.map(([word]) => [word, libxml2.HEAP32[word] ?? 0] as const);
  put(changes);
  try {
    return withNodeRemoved(without, () => execute(document, method, inclusivePrefixes, 0));
  } finally {
    put(kept);
  }
}

function put(values: readonly (readonly [word: number, value: number])[]): void {
  const words = libxml2.HEAP32;
  for (const [word, value] of values) words[word] = value;
}

/** Takes a node out of its siblings' list, as xmlUnlinkNode does, and puts it back where it was. */
function withNodeRemoved<Result>(pointer: number, act: () => Result): Result {
  if (pointer === 0) return act();
  const node = pointer >> 2;
  const parent = (libxml2.HEAP32[node + NODE.parent] ?? 0) >> 2;
  const next = libxml2.HEAP32[node + NODE.next] ?? 0;
  const previous = libxml2.HEAP32[node + NODE.previous] ?? 0;
  const link = (after: number, before: number): void => {
    const words = libxml2.HEAP32;
    words[previous === 0 ? parent + NODE.children : (previous >> 2) + NODE.next] = after;
    words[next === 0 ? parent + NODE.last : (next >> 2) + NODE.previous] = before;
  };
  link(next, previous);
  try {
    return act();
  } finally {
    link(pointer, pointer);
  }
}

/** The namespace declarations in scope at an element, its own first; of each prefix the nearest, unless it undeclares. */
function namespacesInScope(apex: number): readonly number[] {
  const words = libxml2.HEAP32;
  const seen = new Set<string>();
  const scope: number[] = [];
  for (
    let element = apex;
    element !== 0 && words[(element >> 2) + NODE.type] === NODE_TYPE.element;
    element = words[(element >> 2) + NODE.parent] ?? 0
  ) {
    for (
      let namespace = words[(element >> 2) + NODE.declarations] ?? 0;
      namespace !== 0;
      namespace = words[(namespace >> 2) + NAMESPACE.next] ?? 0
    ) {
      const prefix = words[(namespace >> 2) + NAMESPACE.prefix] ?? 0;
      const href = words[(namespace >> 2) + NAMESPACE.href] ?? 0;
      const name = prefix === 0 ? '' : libxml2.UTF8ToString(prefix);
      if (seen.has(name)) continue;
      seen.add(name);
      // An inherited undeclaration says nothing at an apex; the apex's own stands as it was written.
      if (element === apex || (href !== 0 && libxml2.HEAPU8[href] !== 0)) scope.push(namespace);
    }
  }
  return scope;
}

function hasXmlAttributeAbove(apex: number): boolean {
  const words = libxml2.HEAP32;
  for (
    let ancestor = words[(apex >> 2) + NODE.parent] ?? 0;
    ancestor !== 0 && words[(ancestor >> 2) + NODE.type] === NODE_TYPE.element;
    ancestor = words[(ancestor >> 2) + NODE.parent] ?? 0
  ) {
    for (
      let attribute = words[(ancestor >> 2) + NODE.attributes] ?? 0;
      attribute !== 0;
      attribute = words[(attribute >> 2) + NODE.next] ?? 0
    ) {
      const namespace = words[(attribute >> 2) + NODE.namespace] ?? 0;
      const prefix = namespace === 0 ? 0 : (words[(namespace >> 2) + NAMESPACE.prefix] ?? 0);
      if (prefix !== 0 && libxml2.UTF8ToString(prefix) === 'xml') return true;
    }
  }
  return false;
}

/** A C array of C strings, ended by a null pointer, in one block; 0 for an empty list. */
function allocateList(texts: readonly string[]): number {
  if (texts.length === 0) return 0;
  const encoded = texts.map((text) => utf8(text));
  const head = (texts.length + 1) * 4;
  const block = libxml2._malloc(encoded.reduce((size, bytes) => size + bytes.length + 1, head));
  let at = block + head;
  encoded.forEach((bytes, index) => {
    libxml2.HEAP32[(block >> 2) + index] = at;
    libxml2.HEAPU8.set(bytes, at);
    libxml2.HEAPU8[at + bytes.length] = 0;
    at += bytes.length + 1;
  });
  libxml2.HEAP32[(block >> 2) + texts.length] = 0;
  return block;
}
