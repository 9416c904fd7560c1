import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHouse, type TestHouse } from './testing/house.ts';

const PAGE = '<!doctype html><title>Window</title>';
const SCRIPT = 'export const window = true;'.repeat(20);

describe('the window as it is served', () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-window-'));
  let house: TestHouse;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'assets/window-AbCd1234.js'), SCRIPT);
    writeFileSync(join(folder, 'assets/window-AbCd1234.js.br'), brotliCompressSync(SCRIPT));
    house = await testHouse({ portalFolder: folder });
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (url: string, headers: Record<string, string> = {}) =>
    house.server.inject({ method: 'GET', url, headers });

  it('is where the first address leads', async () => {
    for (const url of ['/', '/app']) {
      const answer = await get(url);
      expect(answer.statusCode).toBe(303);
      expect(answer.headers.location).toBe('/app/');
    }
    expect((await get('/about')).statusCode).toBe(200);
  });

  it('answers every address of a screen with its page, which a cache asks about each time', async () => {
    for (const url of [
      '/app/',
      '/app/search?q=a',
      '/app/certificates/01a2-x',
      '/app/..%2f..%2fetc%2fpasswd',
    ]) {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toBe(PAGE);
      expect(answer.headers['cache-control']).toBe('private, no-cache');
    }
    const known = await get('/app/');
    const again = await get('/app/', { 'if-none-match': String(known.headers.etag) });
    expect(again.statusCode).toBe(304);
  });

  it('sends scripts packed to whom takes them so, and for ever', async () => {
    const url = '/app/assets/window-AbCd1234.js';
    const packed = await get(url, { 'accept-encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(packed.headers['content-type']).toContain('text/javascript');
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(SCRIPT);
    expect(packed.headers['cache-control']).toContain('immutable');
    for (const refused of [{}, { 'accept-encoding': 'gzip, br;q=0' }]) {
      const plain = await get(url, refused);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.body).toBe(SCRIPT);
    }
    expect(packed.headers['vary']).toContain('accept-encoding');
  });

  it('has no page in the place of a file that is gone', async () => {
    expect((await get('/app/assets/window-00000000.js')).statusCode).toBe(404);
    expect((await get('/app/assets/window-AbCd1234.js.br')).statusCode).toBe(404);
  });

  it('lets nothing inline and nothing from elsewhere run', async () => {
    const policy = String((await get('/app/')).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).not.toContain('unsafe');
  });
});
