import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const soak = Number(process.env['COUNTERFOIL_SOAK'] ?? 0);
const CRYPTO = fileURLToPath(new URL('../dist/src/crypto/index.js', import.meta.url));
const DOCUMENTS = soak ? Math.ceil(200_000 * soak) : 20_000;

/**
 * Ends with how many bytes more the process holds, its own and the parser's, after documents whose names it had never seen. What
 * it took from the system and may give back is the garbage collector's affair.
 */
const READING = `
  import { openXml } from ${JSON.stringify(CRYPTO)};
  const encoder = new TextEncoder();
  const read = (n) => {
    const names = Array.from({ length: 50 }, (_, m) => '<n' + n + '-' + m + '/>').join('');
    const opening = openXml(encoder.encode('<a>' + names + '</a' + (n % 4 ? '' : 'b') + '>'));
    if (opening.opened) opening.document.close();
  };
  const held = () => {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  for (let n = 0; n < 2000; n += 1) read(n);
  const before = held();
  for (let n = 2000; n < 2000 + ${String(DOCUMENTS)}; n += 1) read(n);
  console.log(held() - before);
`;

describe('openXml in a process of its own', () => {
  it('reads many documents after many, well-formed and not, without keeping their memory', () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--expose-gc', '--input-type=module', '--eval', READING],
      {
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^-?\d+\n$/);
    expect(Number(stdout)).toBeLessThan(16 * 1024 * 1024);
  });
});
