/** How the service worker answers: from the network or its cache, with the headers that give a page threads. */
import { isolation } from "../headers.mjs";

/** What the answers depend on. */
export interface Site {
  /** The folder of the site, ending in "/". */
  readonly scope: string;
  /** Name of the cache that belongs to this version. */
  readonly cache: string;
  /** Whether answers get the headers of cross-origin isolation. */
  readonly isolate: boolean;
}

// A page from the network is newer than the cached one; on a bad network waiting for it is worse than an old page.
const patience = 3000;

/** The address under which a file is cached: no query, no fragment, pages with their ending. */
export function cacheAddress(address: string, scope: string): string {
  const { origin, pathname } = new URL(address);
  const plain = origin + pathname;
  if (plain === scope) return `${scope}index.html`;
  return /\.[a-z0-9]+$/i.test(pathname) ? plain : `${plain}.html`;
}

/** The response with the headers of isolation; one that cannot be read is left as it is. */
export function isolated(response: Response): Response {
  if (response.type === "opaque" || response.type === "opaqueredirect" || response.status === 0)
    return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolation)) headers.set(name, value);
  // The body is unpacked already.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}

async function cached(request: Request, site: Site): Promise<Response | undefined> {
  const cache = await caches.open(site.cache);
  return cache.match(cacheAddress(request.url, site.scope), { ignoreVary: true });
}

/** Pages: the network's, unless that fails or takes too long and there is a cached one. */
async function page(request: Request, site: Site): Promise<Response> {
  const controller = new AbortController();
  const network = fetch(request, { signal: controller.signal });
  const timer = setTimeout(async () => {
    if (await cached(request, site)) controller.abort();
  }, patience);
  try {
    const response = await network;
    if (response.status < 500) return response;
    return (await cached(request, site)) ?? response;
  } catch (error) {
    const found = await cached(request, site);
    if (found) return found;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Other files: their names change with their contents, so the cached one is right. */
async function file(request: Request, site: Site): Promise<Response> {
  return (await cached(request, site)) ?? fetch(request);
}

/** The answer to a request of the site. */
export async function answer(request: Request, site: Site): Promise<Response> {
  const response = await (request.mode === "navigate" ? page(request, site) : file(request, site));
  return site.isolate ? isolated(response) : response;
}
