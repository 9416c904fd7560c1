import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openXml as openOnServer } from '../../src/crypto/index.ts';
import { fromUtf8, utf8 } from '../../src/base/index.ts';
import { CANONICALISATIONS, type XmlOpener } from '../core/index.ts';
import { openXml } from './index.ts';
import { documents } from '../../tests/support/xml-documents.ts';
import { HOSTILE_DOCUMENTS } from '../../tests/support/hostile-xml.ts';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const timeout = soak ? 3_600_000 : 60_000;

/** All that an opener makes of a document; of a refusal only that, for two parsers may see another fault first. */
function reading(opener: XmlOpener, bytes: Uint8Array) {
  const opening = opener(bytes);
  if (!opening.opened) return 'refused';
  const { document } = opening;
  const result = {
    root: document.root,
    warnings: document.warnings,
    canonical: CANONICALISATIONS.map((method) => fromUtf8(document.canonical({ method }))),
  };
  document.close();
  return result;
}

describe('server and browser read alike', () => {
  it.each(HOSTILE_DOCUMENTS)('refuse %s', (_rule, bytes) => {
    expect(openXml(bytes).opened).toBe(false);
    expect(openOnServer(bytes).opened).toBe(false);
  });

  it('any document', { timeout }, () => {
    fc.assert(
      fc.property(documents, (text) => {
        expect(reading(openXml, utf8(text))).toEqual(reading(openOnServer, utf8(text)));
      }),
      { numRuns: soak ? Math.ceil(20_000 * soak) : 500 },
    );
  });

  it('any document after a change of bytes', { timeout }, () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat({ max: 255 }), (text, at, byte) => {
        const bytes = utf8(text);
        bytes[at % bytes.length] = byte;
        expect(reading(openXml, bytes)).toEqual(reading(openOnServer, bytes));
      }),
      { numRuns: soak ? Math.ceil(100_000 * soak) : 2000 },
    );
  });

  const folder = join(import.meta.dirname, '../../../shared/data');
  it.skipIf(!existsSync(folder))(
    'every real document at hand (skipped where ../shared/data is absent)',
    () => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.xml'),
      );
      expect(files.length).toBeGreaterThan(4);
      for (const file of files) {
        const bytes = readFileSync(join(folder, file));
        expect(reading(openXml, bytes), file).toEqual(reading(openOnServer, bytes));
      }
    },
  );
});
