import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openXml } from '../../crypto/index.ts';
import { readMessage } from '../message/reader.ts';
import { writeMessage } from '../message/writer.ts';
import { arbitraryDocument } from '../testing/arbitrary-document.ts';
import { spsCertificate17 } from './definition.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const runs = Math.max(60, Math.round(soak * 5000));
const real = '../shared/data/sps-certificate-17/xsd/data/standard/SPSCertificate_17p0.xsd';
const published = 'docs/schemas/sps-certificate-17/SPSCertificate_17.xsd';
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'counterfoil-standards-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readBack(xml: string) {
  const opening = openXml(new TextEncoder().encode(xml));
  if (!opening.opened) throw new Error(opening.refusal);
  const reading = readMessage(spsCertificate17, opening.document.root);
  opening.document.close();
  return reading;
}

describe('what the writer emits', () => {
  test('reads back equal, without a finding', () => {
    fc.assert(
      fc.property(arbitraryDocument(spsCertificate17), (document) => {
        const reading = readBack(writeMessage(spsCertificate17, document));
        expect(reading.document).toEqual(document);
        expect(reading.findings).toEqual([]);
        expect(reading.unknown).toEqual([]);
        expect(reading.version).toBe('17');
      }),
      { numRuns: Math.max(150, Math.round(soak * 5000)) },
    );
  });

  test.for([
    ['the real schema set', real],
    ['the schema we publish', published],
  ] as const)('validates against %s', ([name, schema], { skip }) => {
    if (!hasXmllint || !existsSync(schema)) skip(`xmllint or ${name} is absent`);
    const files = fc.sample(arbitraryDocument(spsCertificate17), runs).map((document, index) => {
      const path = join(folder, `${String(index)}.xml`);
      writeFileSync(path, writeMessage(spsCertificate17, document));
      return path;
    });
    for (let start = 0; start < files.length; start += 500) {
      const batch = files.slice(start, start + 500);
      expect(() =>
        execFileSync('xmllint', ['--noout', '--schema', schema, ...batch], { stdio: 'pipe' }),
      ).not.toThrow();
    }
  });
});
