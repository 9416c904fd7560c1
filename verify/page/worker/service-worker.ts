// The global of a service worker is declared as that of any worker.
declare const self: ServiceWorkerGlobalScope;
/** Names what the page's files say now; the build puts it in. */
declare const PAGE_VERSION: string;
/** The files of the page, as the worker asks for them; the build puts them in. */
declare const PAGE_FILES: readonly string[];

const CACHE = `counterfoil-verify-${PAGE_VERSION}`;
const TRUST = 'counterfoil-trust';

// Keeps the page and the last trust list, so that certificates are checked where there is no network.
self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(request.url.endsWith('/trust.json') ? trustList(request) : pageFile(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache: a page of one version must not be kept with a script of another.
  await cache.addAll(PAGE_FILES.map((file) => new Request(file, { cache: 'reload' })));
  // The page that starts this worker asked for its list before anyone could keep it.
  await trustList(new Request('trust.json', { cache: 'no-cache' }));
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('counterfoil-verify-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The newest trust list that can be had: the server's, or else the last one kept. */
async function trustList(request: Request): Promise<Response> {
  const kept = await caches.open(TRUST);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(String(answer.status));
    await kept.put('trust.json', answer.clone());
    return answer;
  } catch {
    return (await kept.match('trust.json')) ?? Response.error();
  }
}

async function pageFile(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
