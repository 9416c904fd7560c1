import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** A server of one folder under `/verify/`, with the trust list that the product serves beside it. */
export interface PageServer {
  readonly address: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** `others` answers for paths outside the folder: status lists. */
export async function servePage(
  folder: string,
  trustPack: string | (() => string),
  others: (path: string) => Uint8Array | undefined = () => undefined,
): Promise<PageServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    asked.push(path);
    const name = path === '/verify/' ? 'index.html' : path.replace(/^\/verify\//, '');
    const answer = (status: number, type: string, body: string | Uint8Array): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
    };
    const other = others(path);
    if (other !== undefined) answer(200, 'application/octet-stream', other);
    else if (name === 'trust.json')
      answer(200, 'application/json', typeof trustPack === 'string' ? trustPack : trustPack());
    else if (!/^[a-z-]+\.(?:html|js|json|css|svg)$/.test(name)) answer(404, 'text/plain', '');
    else {
      readFile(join(folder, name)).then(
        (bytes) => answer(200, TYPES[extname(name)] ?? 'application/octet-stream', bytes),
        () => answer(404, 'text/plain', ''),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('the server has no port');
  return {
    address: `http://127.0.0.1:${String(place.port)}/verify/`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
