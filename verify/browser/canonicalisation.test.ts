import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { XmlC14NMode, XmlDocument, XmlElement as LibxmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { elementsOf, fromUtf8, utf8, type XmlElement } from '../../src/base/index.ts';
import { CANONICALISATIONS, type Canonicalisation, type OpenXml } from '../core/index.ts';
import { openXml } from './index.ts';
import { documents } from '../../tests/support/xml-documents.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const timeout = soak ? 3_600_000 : 60_000;
const MODES = {
  'c14n-1.0': XmlC14NMode.XML_C14N_1_0,
  'c14n-1.1': XmlC14NMode.XML_C14N_1_1,
  'c14n-exclusive': XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
} as const;
const PREFIX_LISTS = [[], ['a'], ['#default', 'ram'], ['b', 'a', 'missing']];

/** Elements in document order, each as the way of element positions that leads to it. */
function waysOf(element: XmlElement, way: readonly number[] = []): (readonly number[])[] {
  return [way, ...elementsOf(element).flatMap((child, index) => waysOf(child, [...way, index]))];
}

function ours(root: XmlElement, way: readonly number[]): XmlElement | undefined {
  return way.reduce<XmlElement | undefined>((element, index) => element && elementsOf(element)[index], root);
}

function theirs(root: LibxmlElement, way: readonly number[]): LibxmlElement {
  return way.reduce((element, index) => {
    let child = element.firstChild;
    let left = index;
    for (; child; child = child.next) {
      if (child instanceof LibxmlElement) {
        if (left === 0) return child;
        left -= 1;
      }
    }
    throw new Error('the two trees differ');
  }, root);
}

function opened(text: string | Uint8Array): OpenXml {
  const opening = openXml(typeof text === 'string' ? utf8(text) : text);
  if (!opening.opened) throw new Error(`${opening.refusal} ${JSON.stringify(opening.values)}`);
  return opening.document;
}

function reference(
  bytes: Uint8Array,
  method: Canonicalisation,
  options: { of?: readonly number[]; without?: readonly number[]; prefixes?: readonly string[] },
): string {
  const document = XmlDocument.fromBuffer(bytes);
  try {
    const settings = {
      mode: MODES[method],
      withComments: false,
      ...(method === 'c14n-exclusive' ? { inclusiveNamespacePrefixes: [...(options.prefixes ?? [])] } : {}),
    };
    const apex = options.of && theirs(document.root, options.of);
    if (options.without) theirs(document.root, options.without).remove();
    return (apex ?? document).canonicalizeToString(settings);
  } finally {
    document.dispose();
  }
}

function isRead(bytes: Uint8Array): boolean {
  try {
    XmlDocument.fromBuffer(bytes).dispose();
    return true;
  } catch {
    return false;
  }
}

describe('canonical bytes are those of libxml2', () => {
  it('for the whole document, every method and prefix list', { timeout }, () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...PREFIX_LISTS), (text, inclusivePrefixes) => {
        const document = opened(text);
        for (const method of CANONICALISATIONS) {
          expect(fromUtf8(document.canonical({ method, inclusivePrefixes }))).toBe(
            reference(utf8(text), method, { prefixes: inclusivePrefixes }),
          );
        }
      }),
      { numRuns: soak ? Math.ceil(20_000 * soak) : 800 },
    );
  });

  it('for a subtree', { timeout }, () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...PREFIX_LISTS), fc.nat(), (text, inclusivePrefixes, pick) => {
        const document = opened(text);
        const ways = waysOf(document.root);
        const way = ways[pick % ways.length] ?? [];
        const of = ours(document.root, way);
        for (const method of CANONICALISATIONS) {
          expect(fromUtf8(document.canonical({ method, inclusivePrefixes, ...(of && { of }) }))).toBe(
            reference(utf8(text), method, { prefixes: inclusivePrefixes, of: way }),
          );
        }
      }),
      { numRuns: soak ? Math.ceil(20_000 * soak) : 800 },
    );
  });

  it('for a document without one of its elements', { timeout }, () => {
    fc.assert(
      fc.property(documents, fc.nat(), (text, pick) => {
        const document = opened(text);
        const ways = waysOf(document.root);
        const way = ways[pick % ways.length] ?? [];
        if (way.length === 0) return;
        const without = ours(document.root, way);
        for (const method of CANONICALISATIONS) {
          expect(fromUtf8(document.canonical({ method, ...(without && { without }) }))).toBe(
            reference(utf8(text), method, { without: way }),
          );
        }
      }),
      { numRuns: soak ? Math.ceil(20_000 * soak) : 800 },
    );
  });

  const folder = join(import.meta.dirname, '../../../shared/data');
  it.skipIf(!existsSync(folder))(
    'for every real document at hand (skipped where ../shared/data is absent)',
    () => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.xml'),
      );
      expect(files.length).toBeGreaterThan(4);
      for (const file of files) {
        const bytes = readFileSync(join(folder, file));
        if (!isRead(bytes)) {
          expect(openXml(bytes).opened, file).toBe(false);
          continue;
        }
        const document = opened(bytes);
        for (const method of CANONICALISATIONS) {
          expect(fromUtf8(document.canonical({ method })), file).toBe(reference(bytes, method, {}));
        }
        for (const [index, of] of elementsOf(document.root).entries()) {
          for (const method of CANONICALISATIONS) {
            expect(fromUtf8(document.canonical({ method, of })), file).toBe(
              reference(bytes, method, { of: [index] }),
            );
          }
        }
      }
    },
  );
});

describe('xml:base is carried into a subtree', () => {
  // Chains that stay within the outermost path: libxml2 and the specification part where `..` climbs out of it.
  const outermost = fc.constantFrom('http://example.org/a/b/c/d/', 'https://example.com/a/b/c/d', 'a/b/c/d/');
  const inner = fc.constantFrom(undefined, '../e', 'f/', './g/h', 'x', '/i/j/k/');
  it('as libxml2 joins it, by C14N 1.0 and 1.1', () => {
    fc.assert(
      fc.property(outermost, fc.array(inner, { minLength: 1, maxLength: 3 }), (first, rest) => {
        const chain = [first, ...rest];
        const text = chain.reduceRight<string>(
          (content, base) => `<e${base === undefined ? '' : ` xml:base="${base}"`}>${content}</e>`,
          '',
        );
        const way = rest.map(() => 0);
        const document = opened(text);
        const of = ours(document.root, way);
        for (const method of CANONICALISATIONS) {
          expect(fromUtf8(document.canonical({ method, ...(of && { of }) })), text).toBe(
            reference(utf8(text), method, { of: way }),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
