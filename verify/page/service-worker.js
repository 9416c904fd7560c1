// Keeps the page and the last trust list, so that certificates are checked where there is no network.
const CACHE = 'counterfoil-verify-VERSION';
const FILES = ['./', 'verify.js', 'verify.css', 'icon.svg', 'counterfoil-verify.html'];
const TRUST = 'counterfoil-trust';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      // Past the browser's own cache: a page of one version must not be kept with a script of another.
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('counterfoil-verify-') && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** The newest trust list that can be had: the server's, or else the last one kept. */
async function trustList(request) {
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

async function pageFile(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(request.url.endsWith('/trust.json') ? trustList(request) : pageFile(request));
});
