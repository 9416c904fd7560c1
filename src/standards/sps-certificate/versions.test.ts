import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { utf8 } from '../../base/index.ts';
import { openXml } from '../../crypto/index.ts';
import { readMessage } from '../message/reader.ts';
import { revise } from '../message/revision.ts';
import { documentFaults, writeMessage } from '../message/writer.ts';
import { spsAcknowledgement17 } from '../sps-acknowledgement/definition.ts';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { specimenCertificate } from '../testing/specimen.ts';
import { spsCertificate17 } from './definition.ts';
import { chedCertificate, spsCertificate11, spsCertificate8 } from './versions.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'counterfoil-versions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const real = '../shared/data/sps-certificate-17/xsd/data/standard/SPSCertificate_17p0.xsd';

const DEFINITIONS = [
  [spsCertificate8, 'SPSCertificate_8.xsd'],
  [spsCertificate11, 'SPSCertificate_11.xsd'],
  [chedCertificate, 'SPSCertificate_17-ched.xsd'],
  [spsAcknowledgement17, 'SPSAcknowledgement_17.xsd'],
] as const;

function readBack(definition: (typeof DEFINITIONS)[number][0], xml: string) {
  const opening = openXml(utf8(xml));
  if (!opening.opened) throw new Error(opening.refusal);
  const reading = readMessage(definition, opening.document.root);
  opening.document.close();
  return reading;
}

describe.each(DEFINITIONS)('$name', (definition, file) => {
  const documents = fc.sample(arbitraryDocument(definition), Math.max(10, Math.round(soak * 2000)));

  test('reads back equal, without a finding', () => {
    for (const document of documents) {
      const reading = readBack(definition, writeMessage(definition, document));
      expect(reading.document).toEqual(document);
      expect([reading.findings, reading.unknown, reading.version]).toEqual([[], [], definition.version]);
    }
  });

  test('validates against the schema we publish', ({ skip }) => {
    if (!hasXmllint) skip('xmllint is absent');
    const paths = documents.map((document, index) => {
      const path = join(folder, `${definition.name}-${String(index)}.xml`);
      writeFileSync(path, writeMessage(definition, document));
      return path;
    });
    const schema = `docs/schemas/${definition.name}/${file}`;
    expect(() =>
      execFileSync('xmllint', ['--noout', '--schema', schema, ...paths], { stdio: 'pipe' }),
    ).not.toThrow();
  });
});

describe('elements that not every version has', () => {
  const document = {
    ...specimenCertificate(),
    exchangedDocument: {
      ...specimenCertificate().exchangedDocument,
      copyIndicator: { value: true },
      recipientParty: [{ name: { value: 'Biosecurity' } }],
    },
  };

  test('are written where the version has them, and read back', () => {
    for (const definition of [spsCertificate8, spsCertificate11]) {
      const reading = readBack(definition, writeMessage(definition, document));
      expect([reading.document, reading.findings]).toEqual([document, []]);
    }
  });

  test('are a fault where it has not, and are read from it with a remark', () => {
    expect(documentFaults(spsCertificate17, document)).toMatchObject([
      { code: 'element-not-in-version', path: '/SPSCertificate/SPSExchangedDocument/CopyIndicator' },
      { code: 'element-not-in-version', path: '/SPSCertificate/SPSExchangedDocument/RecipientSPSParty' },
    ]);
    const opening = openXml(utf8(writeMessage(spsCertificate8, document)));
    if (!opening.opened) throw new Error(opening.refusal);
    const reading = readMessage(spsCertificate17, opening.document.root);
    expect(reading.document).toEqual(document);
    expect(reading.findings.map(({ code }) => code)).toEqual([
      'other-version',
      'element-of-other-version',
      'element-of-other-version',
    ]);
  });
});

test('subjects beside the tags are admitted where no list of tags holds', () => {
  const note = { subject: { value: 'Additional Declaration' }, content: [{ value: 'Free of pests' }] };
  const document = {
    ...specimenCertificate(),
    exchangedDocument: { ...specimenCertificate().exchangedDocument, includedNote: [note] },
  };
  expect(documentFaults(spsCertificate17, document)).toMatchObject([{ code: 'code-not-in-list' }]);
  for (const definition of [spsCertificate8, spsCertificate11, chedCertificate]) {
    expect(documentFaults(definition, document)).toEqual([]);
  }
});

test('a revision of an element that nobody defines is a programming fault', () => {
  const change = { name: 'x', title: 'x', version: '1', alsoRead: [], elements: { 'SPSNote/Nothing': {} } };
  expect(() => revise(spsCertificate17, change)).toThrow('SPSNote/Nothing');
});

test('the profile differs from version 17 only in what it admits', ({ skip }) => {
  if (!hasXmllint || spawnSync('test', ['-f', real]).status !== 0)
    skip('xmllint or the real schema is absent');
  const path = join(folder, 'specimen.xml');
  writeFileSync(path, writeMessage(chedCertificate, specimenCertificate(2)));
  expect(() => execFileSync('xmllint', ['--noout', '--schema', real, path], { stdio: 'pipe' })).not.toThrow();
});
