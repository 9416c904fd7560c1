import { describe, expect, it } from 'vitest';
import { utf8 } from '../../base/index.ts';
import { writeMessage, spsCertificate17 } from '../../standards/index.ts';
import { specimenCertificate } from '../../standards/testing/specimen.ts';
import { Translations } from './translations.ts';

const now = Date.parse('2026-11-22T00:00:00Z');
const large = utf8(writeMessage(spsCertificate17, specimenCertificate(120)));
const asked = (bytes: Uint8Array) => ({ request: { bytes, to: 'sancrt' as const }, anchors: [], now });

describe('translations for a server', () => {
  it('give a large document a thread of its own, and the rest an answer at once', async () => {
    expect(large.length).toBeGreaterThan(131_072);
    const translations = new Translations();
    const [first, , third] = [asked(large), asked(large), asked(large)].map((task) =>
      translations.translate(task),
    );
    await expect(third).rejects.toMatchObject({ code: 'intake-busy' });
    const small = await translations.translate(
      asked(utf8(writeMessage(spsCertificate17, specimenCertificate()))),
    );
    const { from, bytes, losses } = (await first) ?? small;
    expect([from, bytes.length > small.bytes.length, losses.length > 0]).toEqual([
      'sps-certificate-17',
      true,
      true,
    ]);
  });

  it('tell the reasons against a large document as those against a small one', async () => {
    const translations = new Translations();
    for (const size of [10, 200_000]) {
      await expect(translations.translate(asked(utf8('x'.repeat(size))))).rejects.toMatchObject({
        code: 'dialect-unknown',
      });
    }
  });
});
