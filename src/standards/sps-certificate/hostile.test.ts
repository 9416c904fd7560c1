import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { XmlElement, XmlNode } from '../../base/index.ts';
import { FINDING_AREAS, FINDING_LEVELS } from '../../base/index.ts';
import { FINDING_CODES } from '../message/finding-codes.ts';
import { unwrap } from '../message/wrapper.ts';
import { documentFaults, writeMessage } from '../message/writer.ts';
import { readOlderDialect } from '../older-dialect/reader.ts';
import { writeOlderDialect } from '../older-dialect/writer.ts';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { attachments } from './attachments.ts';
import { spsCertificate17 } from './definition.ts';
import { certificateFace } from './face.ts';
import { readCertificate } from './reading.ts';
import { certificateSummary } from './summary.ts';

const runs = Math.max(300, Math.round(Number(process.env['COUNTERFOIL_SOAK'] ?? 0) * 3000));

const names = [
  ...Object.values(spsCertificate17.structures).flatMap(({ elements }) => elements.map(({ name }) => name)),
  'DateTimeString',
  'DateTime',
  'Indicator',
  'Signature',
  '__proto__',
  'constructor',
  'toString',
  'certificate',
  'issue_date',
];
const namespaces = [...spsCertificate17.namespaces.map(({ uri }) => uri), '', 'urn:other'];
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', 'NULL', '-5', '1e9', '2024-02-30', 'KGM', '851', 'UjBsR', ' \n '),
);

const { node } = fc.letrec<{ node: XmlNode; element: XmlElement }>((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, texts, tie('element')),
  element: fc.record({
    name: fc.constantFrom(...names),
    namespace: fc.constantFrom(...namespaces),
    attributes: fc.array(
      fc.record({
        name: fc.constantFrom(
          'unitCode',
          'languageID',
          'format',
          'uri',
          'filename',
          '__proto__',
          'id',
          'year',
        ),
        namespace: fc.constantFrom('', 'http://www.w3.org/2001/XMLSchema-instance'),
        value: texts,
      }),
      { maxLength: 3 },
    ),
    children: fc.array(tie('node'), { maxLength: 6 }),
  }),
}));

/** The tree of a good certificate in which any node may be another, twice there or gone. */
function disturbed(root: XmlElement, strangers: readonly XmlNode[], at: readonly number[]): XmlElement {
  let count = 0;
  const visit = (element: XmlElement): XmlElement => ({
    ...element,
    children: element.children.flatMap((child): XmlNode[] => {
      count += 1;
      const index = at.indexOf(count % 97);
      const stranger = strangers[index];
      const kept = typeof child === 'string' ? child : visit(child);
      if (index < 0 || stranger === undefined) return [kept];
      return index % 3 === 0 ? [stranger] : index % 3 === 1 ? [kept, kept, stranger] : [];
    }),
  });
  return visit(root);
}

/** A tree by the definition's own order, without a parser. */
function treeOf(name: string, namespace: string, content: unknown): XmlElement {
  const children: XmlNode[] = [];
  for (const [property, value] of Object.entries(content as Record<string, unknown>)) {
    // a plain document
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const known = names.find((known) => known.replace('SPS', '').toLowerCase() === property.toLowerCase());
      if (typeof one === 'string') children.push(one);
      else if (typeof one === 'object' && known) {
        children.push(treeOf(known, namespaces[name === 'SPSCertificate' ? 2 : 1] ?? '', one));
      }
    }
  }
  return { name, namespace, attributes: [], children };
}

function everything(root: XmlElement): void {
  const { document, findings } = readCertificate(root, { now: new Date('2026-01-01T00:00:00Z') });
  for (const finding of findings) {
    expect(FINDING_CODES).toContain(finding.code);
    expect(FINDING_AREAS).toContain(finding.area);
    expect(FINDING_LEVELS).toContain(finding.level);
    expect(finding.path).toMatch(/^\//);
  }
  certificateSummary(document);
  certificateFace(document);
  for (const attachment of attachments(document)) attachment.decode();
  unwrap(spsCertificate17, root);
  readOlderDialect(root);
  if (documentFaults(spsCertificate17, document).length === 0) {
    writeMessage(spsCertificate17, document);
    writeOlderDialect([document]);
  }
}

describe('no content of a message throws', () => {
  test('of trees that are nothing but strange', () => {
    fc.assert(
      fc.property(
        fc.array(node, { maxLength: 5 }),
        fc.constantFrom('SPSCertificate', 'certificates'),
        (children, name) => {
          everything({ name, namespace: namespaces[2] ?? '', attributes: [], children });
        },
      ),
      { numRuns: runs },
    );
  }, 600_000);

  test('of certificates with strange parts', () => {
    fc.assert(
      fc.property(
        arbitraryDocument(spsCertificate17),
        fc.array(node, { maxLength: 6 }),
        fc.array(fc.nat(96), { maxLength: 6 }),
        (document, strangers, at) => {
          everything(disturbed(treeOf('SPSCertificate', namespaces[2] ?? '', document), strangers, at));
        },
      ),
      { numRuns: runs },
    );
  }, 600_000);

  test('of anything that claims to be a document', () => {
    fc.assert(
      fc.property(fc.anything(), (claim) => {
        const faults = documentFaults(spsCertificate17, { exchangedDocument: claim, consignment: claim });
        expect(faults.length).toBeGreaterThan(0);
      }),
      { numRuns: runs },
    );
  }, 600_000);
});
