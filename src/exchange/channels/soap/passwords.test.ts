import { expect, test } from 'vitest';
import { newRandom } from '../../../crypto/index.ts';
import { openPassword, sealPassword } from './passwords.ts';

const box = { key: new Uint8Array(32).fill(1) };
const sealed = sealPassword(box, 'pass – wort', { partner: 'CN-GACC', random: newRandom });

test('a password opens for its partner under the key of this installation, and nowhere else', () => {
  expect(openPassword(box, sealed, 'CN-GACC')).toBe('pass – wort');
  expect(sealed).toMatch(/^[A-Za-z0-9_-]{20,}$/);
  const others = [
    [box, sealed, 'NZ-MPI'],
    [{ key: new Uint8Array(32) }, sealed, 'CN-GACC'],
    [box, `${sealed.slice(0, -2)}AA`, 'CN-GACC'],
    [box, 'no base64!', 'CN-GACC'],
  ] as const;
  for (const [key, text, partner] of others)
    expect(() => openPassword(key, text, partner)).toThrow(
      expect.objectContaining({ code: 'secret-unreadable' }),
    );
});
