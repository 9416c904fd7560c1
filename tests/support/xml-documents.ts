import fc from 'fast-check';

const PREFIXES = ['', 'a', 'b', 'ram', 'é'] as const;
const NAMESPACES = [
  'urn:one',
  'urn:two',
  'http://example.org/a?b=c;d~e',
  'urn:un:unece:uncefact:data:standard:SPSCertificate:17',
];
const NAMES = ['Item', 'ID', 'a', '名', 'x-1', 'B', '𠀀'];

interface Sketch {
  readonly prefix: string;
  readonly name: string;
  readonly declares: readonly (readonly [prefix: string, namespace: string])[];
  readonly attributes: readonly (readonly [prefix: string, name: string, value: string])[];
  readonly children: readonly (Sketch | string)[];
}

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('x', '1', ' ', '鱼', '\n', '\t', '.') },
  { weight: 2, arbitrary: fc.constantFrom('&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '>', "'") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '&#13;',
      '&#10;',
      '&#x9;',
      '&#x20;',
      '&#x85;',
      '&#x2028;',
      '\u2028',
      '\u0085',
      '&#x1F600;',
      '😀',
      '\r\n',
      '\r',
    ),
  },
);
const value = fc.array(character, { maxLength: 8 }).map((parts) => parts.join(''));
const text = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.oneof(character, fc.constant('"')), { maxLength: 8 })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('<!-- note -->', '<!---->', '<!--<a>&b;-->') },
  { weight: 1, arbitrary: fc.constantFrom('<![CDATA[<a>&amp;\r\n]]]]>', '<![CDATA[]]>', '<![CDATA[ 1 ]]>') },
);
const declaration = fc.tuple(fc.constantFrom(...PREFIXES), fc.constantFrom(...NAMESPACES, ''));
const attribute = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...PREFIXES), fc.constantFrom(...NAMES), value) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('xml'),
      fc.constantFrom('lang', 'space', 'other'),
      fc.constantFrom('zh', 'preserve', ''),
    ),
  },
);

const { sketch } = fc.letrec<{ sketch: Sketch; node: Sketch | string }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, tie('sketch')),
  sketch: fc.record({
    prefix: fc.constantFrom(...PREFIXES),
    name: fc.constantFrom(...NAMES),
    declares: fc.array(declaration, { maxLength: 3 }),
    attributes: fc.array(attribute, { maxLength: 4 }),
    children: fc.array(tie('node'), { maxLength: 4 }),
  }),
}));

/** Well-formed documents with namespaces, in every way of writing that the verifier must canonicalise. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '',
      '<?xml version="1.0"?>',
      '<?xml version=\'1.0\' encoding="UTF-8" standalone="yes" ?>\n<!-- c -->',
      '<?a?>\r\n<?b  c d\r\n?><!---->',
    ),
    sketch,
    fc.constantFrom('', '\n', '<!-- end -->\r\n', '<?end  of it?>\n'),
  )
  .map(([head, root, tail]) => head + written(root, new Map()) + tail);

/** Writes a sketch, leaving out what would repeat and declaring what would be undeclared. */
function written(element: Sketch, outer: ReadonlyMap<string, string>): string {
  const declared = new Map<string, string>();
  for (const [prefix, namespace] of element.declares) {
    if (!declared.has(prefix) && (prefix === '' || namespace !== '')) declared.set(prefix, namespace);
  }
  const used = [element.prefix, ...element.attributes.map(([prefix]) => prefix)];
  for (const prefix of used) {
    if (prefix !== '' && prefix !== 'xml' && !declared.has(prefix) && !outer.has(prefix))
      declared.set(prefix, 'urn:one');
  }
  const scope = new Map([...outer, ...declared]);
  const seen = new Set<string>();
  let tag = element.prefix === '' ? element.name : `${element.prefix}:${element.name}`;
  const name = tag;
  for (const [prefix, attributeName, attributeText] of element.attributes) {
    const key = `${prefix === '' ? '' : (scope.get(prefix) ?? prefix)} ${attributeName}`;
    if (!seen.has(key)) tag += ` ${prefix === '' ? '' : `${prefix}:`}${attributeName}="${attributeText}"`;
    seen.add(key);
  }
  for (const [prefix, namespace] of declared) {
    tag += `\n${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}='${namespace.replaceAll('&', '&amp;')}'`;
  }
  const content = element.children
    .map((child) => (typeof child === 'string' ? child : written(child, scope)))
    .join('');
  return content === '' ? `<${tag} />` : `<${tag}>${content}</${name} >`;
}
