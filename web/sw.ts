// The service worker of every app and of the front page: what is in its list is kept at the first visit, so that every
// screen opens without network; what is fetched when it is first used (the other language, a chart) is kept from then on.
//
// No answer of /v1 is kept here: what was read is kept encrypted, by packages/offline.
export {};

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (Kept | Later)[] };

/** Kept at the first visit; without a revision its name holds its hash. */
interface Kept {
  url: string;
  revision: string | null;
}

/** Kept once it was used. vite.app.ts says which. */
interface Later {
  later: string;
}

const all = self.__WB_MANIFEST;
const scope = new URL(self.registration.scope).pathname;
const page = scope + "index.html";
const address = (url: string): string => new URL(url, self.registration.scope).pathname;
/** `assets/fr-Ab12Cd34.js` is the next `assets/fr-….js`. */
const stem = (path: string): string => path.replace(/-[\w-]{8}(\.\w+)$/, "$1");
const name = `massar ${scope}`;
const listed = all.flatMap((file) => ("url" in file ? [{ path: address(file.url), revision: file.revision }] : []));
const later = all.flatMap((file) => ("later" in file ? [address(file.later)] : []));
/** Under which address a file lies in the cache. */
const place = ({ path, revision }: { path: string; revision: string | null }): string => (revision === null ? path : `${path}?${revision}`);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(scope)) return;
  // An app is one page. Below the front page lies all else: the apps, whose own workers come first, and the documentation.
  if (url.pathname === scope && event.request.mode === "navigate") event.respondWith(answer(page, event.request));
  else if (url.pathname.startsWith(`${scope}assets/`)) event.respondWith(answer(url.pathname, event.request));
});

/**
 * Keeps the new version beside the old one. A file with its hash in its name comes from where the page has just put it,
 * the page from the server. Whoever used the other language has it in the new version too.
 */
async function install(): Promise<void> {
  const cache = await caches.open(name);
  const kept = (await cache.keys()).map((request) => new URL(request.url));
  const there = new Set(kept.map((url) => url.pathname + url.search));
  const used = new Set(kept.map((url) => stem(url.pathname)));
  const again = later.filter((path) => used.has(stem(path))).map((path) => ({ path, revision: null }));
  const missing = [...listed, ...again].filter((file) => !there.has(place(file)));
  await Promise.all(
    missing.map(async (file) => {
      const response = await fetch(new Request(file.path, { cache: file.revision === null ? "default" : "reload" }));
      if (!response.ok) throw new Error(`${file.path}: ${response.status}`);
      await cache.put(place(file), response);
    }),
  );
}

/** The last window of the old version is closed: its files go. The first version serves the page that brought it. */
async function activate(): Promise<void> {
  const cache = await caches.open(name);
  const wanted = new Set([...listed.map(place), ...later]);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!wanted.has(pathname + search)) await cache.delete(request);
  }
  await self.clients.claim();
}

/** What is kept, else what the network says; what is used for the first time is kept. */
async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(name);
  const file = listed.find((listed) => listed.path === path);
  const kept = await cache.match(file ? place(file) : path);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && later.includes(path)) await cache.put(path, response.clone());
  return response;
}
