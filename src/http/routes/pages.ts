import { Type } from 'typebox';
import { utf8 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import { attachment, isFresh, notModified, sendBytes } from '../answers.ts';
import { HttpError } from '../codes.ts';
import { offeredLanguage } from '../language.ts';
import { openApiDocument } from '../openapi.ts';
import { docsPage, type OpenApiView } from '../pages/docs.ts';
import { landingPage } from '../pages/landing.ts';
import { problemPage, problemsPage } from '../pages/problems.ts';
import { ICON, type PageContext } from '../pages/shell.ts';
import { STYLE } from '../pages/style.ts';
import { route, type Call, type Route } from '../route.ts';
import type { Services } from '../services.ts';
import type { Shared } from '../shared.ts';
import { readStaticFiles, type StaticFile } from '../static-files.ts';
import { isKnownCode, statusOf } from '../statuses.ts';

export const HTML = 'text/html; charset=utf-8';
const shared = { method: 'GET', admission: 'public', area: 'page', cost: 'read', page: true } as const;
export const Language = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 10 })) });
const pageResponses = { 200: { mediaType: HTML } } as const;

/** The context of a page in the language its reader wants: `?lang=` before Accept-Language. */
export function pageContext({ services, request, reply }: Call, path: string): PageContext {
  const query: unknown = request.query;
  const wish = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : undefined;
  const language = offeredLanguage(request.headers['accept-language'], wish);
  void reply.header('content-language', language).header('vary', 'accept-language');
  return { words: services.words, language, path };
}

/** Pages for people, and the files they are made of. */
export async function pageRoutes({ services, settings }: Shared): Promise<readonly Route[]> {
  const page = (name: string, path: string, render: (context: PageContext) => string): Route =>
    route({
      ...shared,
      name,
      path,
      cache: 'short',
      schema: { query: Language, responses: pageResponses },
      handle: (call) => call.reply.type(HTML).send(render(pageContext(call, path))),
    });
  return [
    page('show-landing', settings.portalFolder === undefined ? '/' : '/about', landingPage),
    page('list-problems', '/problems', problemsPage),
    route({
      ...shared,
      name: 'show-problem',
      path: '/problems/:code',
      cache: 'short',
      schema: {
        params: Type.Object({ code: Type.String({ maxLength: 100 }) }),
        query: Language,
        responses: pageResponses,
      },
      handle(call) {
        const { code } = call.params;
        if (!isKnownCode(code)) throw new HttpError('route-not-found');
        const context = pageContext(call, `/problems/${code}`);
        return call.reply.type(HTML).send(problemPage(context, code, statusOf(code)));
      },
    }),
    asset('style', '/assets/site.css', STYLE, 'text/css; charset=utf-8'),
    asset('icon', '/assets/icon.svg', ICON, 'image/svg+xml'),
    ...(await verifierRoutes(services, settings.verifierFolder)),
  ];
}

/** The documentation, made from the table itself; the last lines of the table. */
export function documentationRoutes(
  { services, settings }: Shared,
  table: () => readonly Route[],
): readonly Route[] {
  const documents = new Map<PageContext['language'], ReturnType<typeof openApiDocument>>();
  const documentIn = (language: PageContext['language']): ReturnType<typeof openApiDocument> => {
    const made =
      documents.get(language) ?? openApiDocument(table(), services.words, language, settings.version);
    documents.set(language, made);
    return made;
  };
  return [
    route({
      ...shared,
      name: 'read-openapi',
      path: '/openapi.json',
      area: 'reference',
      page: false,
      cache: 'short',
      schema: {
        query: Language,
        responses: { 200: { mediaType: 'application/vnd.oai.openapi+json;version=3.1' } },
      },
      handle(call) {
        const { language } = pageContext(call, '/openapi.json');
        return call.reply.type('application/json; charset=utf-8').send(JSON.stringify(documentIn(language)));
      },
    }),
    route({
      ...shared,
      name: 'read-docs',
      path: '/docs',
      cache: 'short',
      schema: { query: Language, responses: pageResponses },
      handle(call) {
        const context = pageContext(call, '/docs');
        // The page shows members that every document made above has.
        const view = documentIn(context.language) as unknown as OpenApiView;
        return call.reply.type(HTML).send(docsPage(context, view));
      },
    }),
  ];
}

function asset(name: string, path: string, text: string, mediaType: string): Route {
  const bytes = utf8(text);
  const tag = sha256Hex(bytes).slice(0, 32);
  return route({
    ...shared,
    name: `read-${name}`,
    path,
    cost: 'free',
    cache: 'short',
    schema: { responses: { 200: { mediaType } } },
    handle(call) {
      if (isFresh(call, tag)) return notModified(call.reply);
      return sendBytes(call.reply, bytes, mediaType);
    },
  });
}

/** The built offline verifier, served from memory: a path that is not one of its files does not exist. */
async function verifierRoutes(services: Services, folder: string | undefined): Promise<readonly Route[]> {
  const files: ReadonlyMap<string, StaticFile> =
    folder === undefined ? new Map() : await readStaticFiles(folder);
  const handle = (call: Call, name: string): unknown => {
    const file = files.get(name);
    if (file === undefined) throw new HttpError('route-not-found');
    if (isFresh(call, file.tag)) return notModified(call.reply);
    // A page that carries its own script is for saving: this server's policy lets no script inside a page run.
    if (name !== 'index.html' && name.endsWith('.html'))
      void call.reply.header('content-disposition', attachment(name));
    return sendBytes(call.reply, file.bytes, file.mediaType);
  };
  return [
    route({
      ...shared,
      name: 'show-verifier',
      path: '/verify/',
      cache: 'revalidate',
      schema: { responses: pageResponses },
      handle: (call) => handle(call, 'index.html'),
    }),
    route({
      ...shared,
      name: 'read-trust',
      path: '/verify/trust.json',
      area: 'verification',
      page: false,
      cache: 'revalidate',
      schema: { responses: { 200: { mediaType: 'application/json' } } },
      async handle(call) {
        const bytes = await services.trustPack();
        if (isFresh(call, sha256Hex(bytes).slice(0, 32))) return notModified(call.reply);
        return sendBytes(call.reply, bytes, 'application/json; charset=utf-8');
      },
    }),
    route({
      ...shared,
      name: 'read-verifier-file',
      path: '/verify/*',
      cache: 'revalidate',
      schema: {
        params: Type.Object({ '*': Type.String({ maxLength: 200 }) }),
        responses: { 200: { mediaType: 'application/octet-stream' } },
      },
      handle: (call) => handle(call, call.params['*']),
    }),
    route({
      ...shared,
      name: 'find-verifier',
      path: '/verify',
      cache: 'short',
      schema: { responses: { 308: {} } },
      handle: ({ reply }) => reply.code(308).header('location', '/verify/').send(),
    }),
  ];
}
