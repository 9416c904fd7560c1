import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDecimal, utf8 } from '../../base/index.ts';
import { released } from '../edifact/charset.ts';
import { readInterchange } from '../edifact/interchange.ts';
import type { Segment } from '../edifact/syntax.ts';
import { tokenize } from '../edifact/syntax.ts';
import { arrange } from '../edifact/tree.ts';
import { spsCertificate17 } from '../sps-certificate/definition.ts';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import { readSancrt, writeSancrt } from './sancrt.ts';
import { sancrtTable } from './table.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);

const header = { sender: 'CN', recipient: 'NZ', reference: 'R1', time: new Date('2026-03-02T01:00:00Z') };

function segmentsOf(bytes: Uint8Array): readonly Segment[] {
  const tokens = tokenize(bytes);
  if ('refusal' in tokens) throw new Error(tokens.refusal);
  return tokens.segments;
}

/** Every list of a document many times over, as far as a few levels down. */
function multiplied(content: unknown, times: number, depth = 0): unknown {
  if (Array.isArray(content)) {
    const items = content.map((item) => multiplied(item, times, depth + 1));
    return depth < 8 ? Array.from({ length: times }, () => items).flat() : items;
  }
  if (typeof content !== 'object' || content === null) return content;
  const entries = Object.entries(content).map(([name, value]) => [name, multiplied(value, times, depth + 1)]);
  return Object.fromEntries(entries);
}

/** What is wrong with a component, in its directory's own terms. */
function outOfBounds({ tag, elements }: Segment): readonly string[] {
  const definition = sancrtTable.segments.get(tag);
  return elements.flatMap((components, element) =>
    components.flatMap((value, component) => {
      const known = definition?.components.find(
        (one) => one.element === element && one.component === component,
      );
      const place = `${tag} ${String(element)}.${String(component)} ${value}`;
      if (value === '') return [];
      if (!known) return [`${place} has no place`];
      if (!known.numeric) return value.length > known.maximum ? [`${place} is too long`] : [];
      const isNumber = parseDecimal(value) && value.replace(/[-.]/g, '').length <= known.maximum;
      return isNumber ? [] : [`${place} is no such number`];
    }),
  );
}

describe('what is written', () => {
  test.each([1, 4, 12])('lies within the directory with every list %i times as long', (times) => {
    const documents = fc
      .sample(arbitraryDocument(spsCertificate17), Math.max(6, Math.round(soak * 60)))
      .map((document) => multiplied(document, times) as object); // a document stays one
    for (const document of documents) {
      const { findings, messages } = readInterchange(segmentsOf(writeSancrt(document, header)));
      expect(findings).toEqual([]);
      const segments = messages[0]?.segments ?? [];
      const arrangement = arrange(sancrtTable, segments);
      expect([arrangement.findings, arrangement.unknown]).toEqual([[], []]);
      expect(segments.flatMap(outOfBounds)).toEqual([]);
    }
  });
});

const written = (segments: readonly Segment[]): Uint8Array =>
  utf8(
    segments
      .map(({ tag, elements }) => [tag, ...elements.map((parts) => parts.map(released).join(':'))].join('+'))
      .map((segment) => `${segment}'`)
      .join('\n'),
  );

function replaced(segments: readonly Segment[], at: number, element: number, component: number, by: string) {
  return segments.map((segment, index) => {
    if (index !== at) return segment;
    const elements = segment.elements.map((parts) => [...parts]);
    while (elements.length <= element) elements.push([]);
    const parts = elements[element] ?? [];
    while (parts.length <= component) parts.push('');
    parts[component] = by;
    return { ...segment, elements };
  });
}

describe('what is read', () => {
  const specimen = segmentsOf(writeSancrt(specimenCertificate(2), header));
  const first = specimen.findIndex(({ tag }) => tag === 'BGM');
  const body = specimen.slice(
    first,
    specimen.findIndex(({ tag }) => tag === 'UNT'),
  );

  test.each(['Zq7Marked', '987654321'])(
    'says %s or tells that it was left, in whatever component it stands',
    (marker) => {
      for (const [index, { tag }] of body.entries()) {
        const components = sancrtTable.segments.get(tag)?.components ?? [];
        for (const { element, component } of [...components, { element: 0, component: 59 }]) {
          const changed = replaced(specimen, first + index, element, component, marker);
          const read = readSancrt(written(changed));
          if ('refusal' in read) throw new Error(read.refusal);
          const [reading] = read.readings;
          const place = `/${tag}[${String(first + index + 1)}]/${String(element + 1)}.${String(component + 1)}`;
          const isSaid = JSON.stringify(reading?.document).includes(marker);
          const isLeft = reading?.unread.some(({ path, value }) => path === place && value === marker);
          const isTold = JSON.stringify(reading?.findings).includes(marker);
          expect(isSaid || isLeft === true || isTold, `${place} ${marker}`).toBe(true);
        }
      }
    },
  );

  test('never makes the reader throw, whatever is done to its segments', () => {
    const value = fc.oneof(
      fc.constantFrom(
        '',
        '0',
        '-1',
        '1e9',
        '9'.repeat(40),
        '__proto__',
        'constructor',
        '204',
        '20260230',
        "'",
      ),
      fc.string({ maxLength: 80 }),
    );
    const change = fc.tuple(
      fc.nat(body.length - 1),
      fc.constantFrom('replace', 'remove', 'double', 'move'),
      fc.nat(9),
      fc.nat(9),
      value,
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        let segments = specimen;
        for (const [position, act, element, component, text] of changes) {
          const at = first + (position % Math.max(1, segments.length - first - 2));
          const one = segments[at];
          if (!one) continue;
          if (act === 'replace') segments = replaced(segments, at, element, component, text);
          else if (act === 'remove') segments = segments.toSpliced(at, 1);
          else if (act === 'double') segments = segments.toSpliced(at, 0, one);
          else segments = segments.toSpliced(at, 1).toSpliced(first, 0, one);
        }
        const read = readSancrt(written(segments));
        if ('refusal' in read) throw new Error(read.refusal);
        expect(read.readings).toHaveLength(1);
      }),
      { numRuns: Math.max(100, Math.round(soak * 3000)) },
    );
  });
});
