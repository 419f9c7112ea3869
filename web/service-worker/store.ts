/** The service worker's copy of the site. */

const atOnce = 4;

/** Caches of this site begin so; others on the same host are left alone. */
export const cachePrefix = (scope: string): string => `cajal ${new URL(scope).pathname} `;

/** A copy of the file that an earlier version kept; names in `assets/` change with their contents. */
async function kept(address: string): Promise<Response | undefined> {
  return address.includes("/assets/") ? caches.match(address, { ignoreVary: true }) : undefined;
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address, { cache: address.includes("/assets/") ? "default" : "no-cache" });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  // Some hosts send pages from another address; browsers refuse to open a page with an answer that says so.
  return response.redirected ? new Response(response.body, response) : response;
}

/** Brings all files into the cache that are not there yet. Throws when one cannot be had; the others stay. */
export async function fill(name: string, scope: string, files: readonly string[]): Promise<void> {
  const cache = await caches.open(name);
  const present = new Set((await cache.keys()).map(({ url }) => url));
  const missing = files.map((file) => new URL(file, scope).href).filter((address) => !present.has(address));
  const next = missing.values();
  const worker = async (): Promise<void> => {
    for (const address of next) await cache.put(address, (await kept(address)) ?? (await fetched(address)));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Removes the caches of other versions. */
export async function removeOthers(name: string, scope: string): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((other) => other.startsWith(cachePrefix(scope)) && other !== name);
  await Promise.all(old.map((other) => caches.delete(other)));
}
