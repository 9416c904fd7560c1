import { Type } from 'typebox';
import { isFresh, notModified, sendBytes } from '../answers.ts';
import { HttpError } from '../codes.ts';
import { route, type Call, type Route } from '../route.ts';
import type { Shared } from '../shared.ts';
import { readStaticFiles, type StaticFile } from '../static-files.ts';
import { HTML } from './pages.ts';

const shared = { method: 'GET', admission: 'public', area: 'page', cost: 'free', page: true } as const;

/** Files whose name carries a digest of their content, as the builder names them. */
const NAMED_BY_CONTENT = /^assets\/.+-[\w-]{8}\.\w+$/;

/** The window, served from memory: every address below `/app/` that is no file of it is one of its screens. */
export async function portalRoutes({ settings }: Shared): Promise<readonly Route[]> {
  const { portalFolder } = settings;
  if (portalFolder === undefined) return [];
  const files: ReadonlyMap<string, StaticFile> = await readStaticFiles(portalFolder);
  const screen = (call: Call): unknown => send(call, files.get('index.html'));
  const moved = (name: string, path: string): Route =>
    route({
      ...shared,
      name,
      path,
      cache: 'none',
      schema: { responses: { 303: {} } },
      handle: ({ reply }) => reply.code(303).header('location', '/app/').send(),
    });
  return [
    moved('enter-window', '/'),
    moved('find-window', '/app'),
    route({
      ...shared,
      name: 'show-window',
      path: '/app/',
      cache: 'revalidate',
      schema: { responses: { 200: { mediaType: HTML } } },
      handle: screen,
    }),
    route({
      ...shared,
      name: 'read-window-file',
      path: '/app/*',
      cache: 'revalidate',
      schema: {
        params: Type.Object({ '*': Type.String({ maxLength: 500 }) }),
        responses: { 200: { mediaType: 'application/octet-stream' } },
      },
      handle(call) {
        const name = call.params['*'];
        const file = files.get(name);
        // A file of an earlier build is gone; a page in its place would be taken for a script.
        if (file === undefined && !name.startsWith('assets/')) return screen(call);
        if (NAMED_BY_CONTENT.test(name))
          void call.reply.header('cache-control', 'public, max-age=31536000, immutable');
        return send(call, file);
      },
    }),
  ];
}

function send(call: Call, file: StaticFile | undefined): unknown {
  if (file === undefined) throw new HttpError('route-not-found');
  const { request, reply } = call;
  const takesBrotli = /\bbr\b(?!\s*;\s*q=0(?:\.0+)?(?:,|$))/.test(String(request.headers['accept-encoding']));
  const small = takesBrotli ? file.brotli : undefined;
  void reply.header('vary', 'accept-encoding');
  if (isFresh(call, small === undefined ? file.tag : `${file.tag}-br`)) return notModified(reply);
  if (small !== undefined) void reply.header('content-encoding', 'br');
  return sendBytes(reply, small ?? file.bytes, file.mediaType);
}
