/**
 * The site's service worker: keeps a copy for use without a network, and adds the headers of cross-origin isolation
 * where the host does not send them.
 *
 * A first visit gets it at once and the copy later, when the page asks for it. A new version makes its copy before it
 * takes over, which is when no page of the old version is open any more. Until then pages come from the network, and
 * what they need comes with them.
 */
import { answer, type Site } from "./answer.ts";
import { cachePrefix, fill, removeOthers } from "./store.ts";

/** Set by the build: all files of the site, and a fingerprint of them. */
declare const siteFiles: readonly string[];
declare const siteVersion: string;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const scope = worker.registration.scope;
const site: Site = {
  scope,
  cache: `${cachePrefix(scope)}${siteVersion}`,
  isolate: new URL(worker.location.href).searchParams.get("isolation") !== "off",
};

/** What a page may ask for. */
type PageRequest = { readonly type: "fill" } | { readonly type: "claim" };

worker.addEventListener("install", (event) => {
  if (worker.registration.active) event.waitUntil(fill(site.cache, scope, siteFiles));
  else event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([removeOthers(site.cache, scope), worker.clients.claim()]));
});

worker.addEventListener("message", (event) => {
  const { type } = event.data as PageRequest;
  if (type === "claim") event.waitUntil(worker.clients.claim());
  if (type !== "fill") return;
  const reply = (result: object): void => event.ports[0]?.postMessage(result);
  const filled = fill(site.cache, scope, siteFiles).then(
    () => reply({ filled: true, version: siteVersion }),
    (error: unknown) => reply({ filled: false, reason: String(error) }),
  );
  event.waitUntil(filled);
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  if (request.cache === "only-if-cached" && request.mode !== "same-origin") return;
  event.respondWith(answer(request, site));
});
