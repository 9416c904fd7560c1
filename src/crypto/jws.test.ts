import { describe, expect, test } from 'vitest';
import { fromUtf8, utf8 } from '../base/index.ts';
import { issueAuthority, issueSealCertificate } from './issuance.ts';
import { signJws, verifyJws } from './jws.ts';
import { readSealKey } from './seal-key.ts';

async function keyOf(country: string) {
  const subject = {
    organisation: 'Test',
    country,
    from: '2026-01-01T00:00:00Z',
    until: '2036-01-01T00:00:00Z',
  };
  const authority = await issueAuthority({ ...subject, commonName: 'authority' });
  const issued = await issueSealCertificate(authority, { ...subject, commonName: 'exchange' });
  return readSealKey({ privateKey: issued.privateKey, certificates: issued.certificate });
}
const TYPE = 'test';
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('signatures that are verified together', () => {
  test('have each its own verdict, however many come up in however many turns', async () => {
    const key = await keyOf('NZ');
    const certificates = [key.certificate];
    const signed = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        signJws(key, {
          type: TYPE,
          payload: utf8(`payload ${String(index)}`),
          detached: false,
          beside: true,
        }),
      ),
    );
    const [, , other = ''] = (signed[0] ?? '').split('.');
    const verdicts: Promise<string | undefined>[] = [];
    for (const [index, text] of signed.entries()) {
      // Every third bears the signature of another.
      const shown = index % 3 === 1 ? `${text.slice(0, text.lastIndexOf('.'))}.${other}` : text;
      verdicts.push(
        verifyJws(shown, { type: TYPE, certificates }).then((opened) => opened && fromUtf8(opened.payload)),
      );
      if (index % 7 === 0) await turn();
    }
    expect(await Promise.all(verdicts)).toEqual(
      signed.map((_, index) => (index % 3 === 1 ? undefined : `payload ${String(index)}`)),
    );
  });
});
