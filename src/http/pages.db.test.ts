import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../base/index.ts';
import { testHouse, type TestHouse } from './testing/house.ts';

let house: TestHouse;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'counterfoil-pages-'));
  const site = path.join(folder, 'site');
  await mkdir(path.join(site, 'parts'), { recursive: true });
  await writeFile(path.join(folder, 'secret.html'), 'SECRET');
  await writeFile(path.join(site, 'index.html'), '<!doctype html><title>verify</title>');
  await writeFile(path.join(site, 'saved.html'), '<!doctype html><script>1</script>');
  await writeFile(path.join(site, 'parts', 'verify.js'), 'export {};');
  await writeFile(path.join(site, 'notes.bak'), 'SECRET');
  await symlink(path.join(folder, 'secret.html'), path.join(site, 'link.html'));
  house = await testHouse({ verifierFolder: site });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => house.server.inject({ url, headers });
const PAGES = ['/', '/check', '/docs', '/problems', '/problems/certificate-number-conflict'];

describe('pages', () => {
  it.each(PAGES)('%s is complete in every language, with a way to the others', async (url) => {
    for (const language of LANGUAGES) {
      const { body, headers, statusCode } = await get(url, { 'accept-language': language });
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['vary']).toContain('accept-language');
      const tag = language === 'zh' ? 'zh-CN' : language;
      expect(body).toContain(`<html lang="${tag}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
      expect([...body.matchAll(/hreflang="(\w+)"/g)].map(([, other]) => other)).toEqual(
        LANGUAGES.filter((other) => other !== language),
      );
      const said = body.replaceAll(/<code>.*?<\/code>|<title>.*?<\/title>|<h1>.*?<\/h1>/gs, '');
      expect(said).not.toMatch(/>(?:page|landing|docs|check|api|problems|route|problem)-[a-z-]+</);
      expect(said).not.toMatch(/(?<!\/)\{\w+\}/);
    }
    expect((await get(`${url}?lang=zh`, { 'accept-language': 'en' })).body).toContain('lang="zh-CN"');
  });

  it.each(PAGES)('%s needs nothing from elsewhere and nothing inline', async (url) => {
    const { body } = await get(url);
    expect(body).not.toMatch(/<script|<style|style=| on\w+="|(?:src|href)="https?:|url\(/);
    for (const [, target = ''] of body.matchAll(/(?:href|src|action)="([^"#]+)/g)) {
      expect(target, url).toMatch(/^\//);
    }
  });

  it('every way that a page of ours offers leads somewhere', async () => {
    const seen = new Set<string>();
    for (const url of PAGES) {
      const { body } = await get(url);
      for (const [, target = ''] of body.matchAll(/href="([^"#]+)/g))
        seen.add(target.replaceAll('&amp;', '&'));
    }
    expect(seen.size).toBeGreaterThan(60);
    for (const target of seen) {
      if (target === '/log/checkpoint') continue;
      expect((await get(target)).statusCode, target).toBe(200);
    }
  });

  it('the documentation shows every operation of the API', async () => {
    const { body } = await get('/docs?lang=zh');
    const { paths } = (await get('/openapi.json')).json<{
      paths: Record<string, Record<string, { operationId: string }>>;
    }>();
    for (const methods of Object.values(paths)) {
      for (const { operationId } of Object.values(methods)) expect(body).toContain(`id="${operationId}"`);
    }
    expect(body).toMatch(/提交证书/);
  });

  it('headings step down one by one and tables have headers, so that the pages can be heard as well as seen', async () => {
    for (const url of PAGES) {
      const { body } = await get(url);
      const levels = [...body.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      expect(levels[0]).toBe(1);
      levels.reduce((before, level) => {
        expect(level - before).toBeLessThanOrEqual(1);
        return level;
      });
      expect(body.match(/<table>/g)?.length).toBe(body.match(/<thead>/g)?.length);
      expect(body).toContain('class="skip"');
    }
  });

  it('a person who loses the way gets a page, a program a problem', async () => {
    const page = await get('/nowhere', { accept: 'text/html,*/*', 'accept-language': 'zh' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.body).toContain('未找到');
    expect((await get('/nowhere')).headers['content-type']).toContain('problem+json');
    expect((await get('/problems/nonsense', { accept: 'application/json' })).statusCode).toBe(404);
  });
});

describe('the offline verifier', () => {
  it('is served with its type, a strong tag and the policy of a page', async () => {
    const page = await get('/verify/');
    expect([page.statusCode, page.body]).toEqual([200, '<!doctype html><title>verify</title>']);
    const script = await get('/verify/parts/verify.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const tag = String(script.headers['etag']);
    expect((await get('/verify/parts/verify.js', { 'if-none-match': tag })).statusCode).toBe(304);
    expect((await get('/verify')).headers['location']).toBe('/verify/');
    expect((await get('/verify/trust.json')).json()).toEqual({ format: 'counterfoil-trust-pack-1' });
  });

  it('a page with a script of its own is for saving', async () => {
    expect((await get('/verify/saved.html')).headers['content-disposition']).toContain('attachment');
  });

  it.each([
    '../secret.html',
    '..%2fsecret.html',
    '%2e%2e/secret.html',
    'parts/../../secret.html',
    'parts%2f..%2f..%2fsecret.html',
    '..\\secret.html',
    '%00index.html',
    'link.html',
    'notes.bak',
    'parts',
    '/etc/passwd',
    'constructor',
    '__proto__',
  ])('nothing but its files can be asked for: %s', async (name) => {
    const answer = await get(`/verify/${name}`);
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.body).not.toContain('SECRET');
  });
});

describe('the log', () => {
  it('serves checkpoint and tiles as static files, and proofs that fit them', async () => {
    const token = await house.token({ authority: 'NZ-MPI', roles: ['supervisor'] });
    for (const number of ['P-1', 'P-2', 'P-3']) {
      const answer = await house.server.inject({
        method: 'POST',
        url: '/v1/certificates',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml', prefer: 'wait=10' },
        payload: Buffer.from(house.sealed({ number })),
      });
      expect(answer.statusCode).toBe(201);
    }
    const checkpoint = await get('/log/checkpoint');
    expect(checkpoint.headers['content-type']).toBe('text/plain; charset=utf-8');
    const [origin, written] = checkpoint.body.split('\n');
    const size = Number(written);
    expect(origin).toBe('test.example/log');
    expect(size).toBeGreaterThanOrEqual(3);
    expect(size).toBeLessThan(256);
    const tile = await get(`/log/tile/0/000.p/${String(size)}`);
    expect(tile.rawPayload).toHaveLength(size * 32);
    expect(tile.headers['cache-control']).toContain('immutable');
    const entries = await get(`/log/tile/entries/000.p/${String(size)}`);
    expect(entries.rawPayload.readUInt16BE(0)).toBeGreaterThan(0);
    const proof = (await get('/v1/log/inclusion?index=1')).json<{ hashes: string[]; size: number }>();
    // Looks at certificates are acts too: the log grows by itself.
    expect(proof.size).toBeGreaterThanOrEqual(size);
    expect(proof.hashes.length).toBeGreaterThan(0);
    const consistent = (await get('/v1/log/consistency?from=1')).json<{ from: number; to: number }>();
    expect(consistent.from).toBe(1);
    expect(consistent.to).toBeGreaterThanOrEqual(size);
    expect((await get('/v1/log/inclusion?index=100000')).statusCode).toBe(404);
    expect((await get('/log/tile/0/000.p/255')).statusCode).toBe(404);
  });

  it.each([
    '0/001',
    '64/000',
    '0/x000/000',
    '0/1',
    'entries/999',
    '0/000.p/0',
    '0/000.p/256',
    'a/000',
    '-1/000',
  ])('a tile that is not there, or no tile, is not found: %s', async (tile) => {
    expect([400, 404]).toContain((await get(`/log/tile/${tile}`)).statusCode);
  });
});
