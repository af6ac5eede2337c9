import type { OfflineFiles } from './toolbox-plugin.ts';

/** Put in by the build: the files of this build, see `toolbox-plugin.ts`. */
declare const __TOOLBOX_FILES__: OfflineFiles;

/** The part of the service worker's world that is used here; the compiler's DOM does not know it. */
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  addEventListener(kind: 'install' | 'activate' | 'message', hear: (event: LastingEvent) => void): void;
  addEventListener(kind: 'fetch', hear: (event: FetchEvent) => void): void;
}

const scope = self as unknown as WorkerScope;
const files = __TOOLBOX_FILES__;
const prefix = 'touchstone-toolbox-';
const cacheName = prefix + files.build;
const page = files.first.find((path) => path.endsWith('toolbox.html')) ?? '/app/toolbox.html';
const known = new Set([...files.first, ...files.later]);
/** On a line that does not answer, the page of the store is shown after so long. */
const patienceMs = 2500;

scope.addEventListener('install', (event) => {
  // The worker is installed for the page and for the bench; who comes second finds the files there.
  event.waitUntil(
    caches.open(cacheName).then(async (cache) => {
      const missing: string[] = [];
      for (const path of files.first) if (!(await cache.match(path))) missing.push(path);
      await cache.addAll(missing);
    }),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
        ),
      )
      .then(() => scope.clients.claim()),
  );
});

// The page asks for the large files once it has nothing else to do; each that is missing is fetched, failures are tried
// again at the next opening.
scope.addEventListener('message', (event) => {
  event.waitUntil(
    caches.open(cacheName).then(async (cache) => {
      for (const path of files.later) if (!(await cache.match(path))) await cache.add(path).catch(() => undefined);
    }),
  );
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(navigate(request));
  else if (known.has(url.pathname)) event.respondWith(fromStore(url.pathname, request));
});

async function fromStore(path: string, request: Request): Promise<Response> {
  return (await caches.match(path)) ?? fetch(request);
}

/** The page from the network where it answers in time, so that a new build shows at once; else the page of the store. */
async function navigate(request: Request): Promise<Response> {
  const stored = await caches.match(page);
  if (!stored) return fetch(request);
  const late = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), patienceMs);
  });
  const fresh = await Promise.race([fetch(request).catch(() => undefined), late]);
  return fresh?.ok ? fresh : stored;
}
