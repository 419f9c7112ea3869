/** The page and its service worker: isolation where the host does not send headers, and use without a network. */
import { notify } from "./messages.ts";
import { flushState } from "./share.ts";

/** How far the site is. */
export interface SiteState {
  /** Whether the page may use threads. */
  readonly isolated: boolean;
  /** Why not, for people; absent when it may. */
  readonly reason?: string;
  /** Whether the site works without a network. */
  readonly offline: boolean;
}

const tried = "cajal-isolation-tried";
const off = (): boolean => document.querySelector('meta[name="cajal-isolation"][content="off"]') !== null;

let state: SiteState = { isolated: globalThis.crossOriginIsolated === true, offline: false };
const listeners = new Set<() => void>();

/** How far the site is now. */
export const siteState = (): SiteState => state;

/** Calls the listener now and at every change; returns a function that ends this. */
export function onSiteState(listener: () => void): () => void {
  listeners.add(listener);
  listener();
  return () => void listeners.delete(listener);
}

function change(part: Partial<SiteState>): void {
  state = { ...state, ...part };
  if (state.offline) document.documentElement.dataset.offline = "ready";
  for (const listener of listeners) listener();
}

/** Reads, sets or clears the mark that this tab was reloaded for isolation; undefined without storage. */
function mark(value?: "set" | "clear"): boolean | undefined {
  try {
    if (value === "set") sessionStorage.setItem(tried, "yes");
    if (value === "clear") sessionStorage.removeItem(tried);
    return sessionStorage.getItem(tried) !== null;
  } catch {
    return undefined;
  }
}

/** The worker that answers this page's requests, once there is one. */
async function controlled(registration: ServiceWorkerRegistration): Promise<void> {
  if (navigator.serviceWorker.controller) return;
  const changed = new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
  });
  registration.active?.postMessage({ type: "claim" });
  await changed;
}

const never = new Promise<never>(() => {});

/** Loads the page again so that it comes with the worker's headers: once, and not under the user's hands. */
async function reload(): Promise<void> {
  if (mark("set") === undefined) return;
  const again = (): void => {
    flushState();
    location.reload();
  };
  if (navigator.userActivation?.hasBeenActive) {
    const text = "This page can use all processor cores after it is loaded again.";
    notify({ kind: "info", text, action: { label: "Reload", run: again } });
    return;
  }
  again();
  await never;
}

const reasons = {
  off: "this server was told not to send isolation headers",
  old: "this browser, or the way the page was opened, allows no service worker",
  failed: "the server sends no isolation headers, and the service worker could not add them",
};

async function isolate(registration: ServiceWorkerRegistration): Promise<void> {
  if (state.isolated) return void mark("clear");
  if (off()) return change({ reason: reasons.off });
  if (mark() === false) {
    await controlled(registration);
    await reload();
  }
  change({ reason: reasons.failed });
}

/** Has the worker copy the site, when the page has nothing better to do. */
async function copySite(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }: MessageEvent<{ filled: boolean }>) => change({ offline: data.filled });
  active?.postMessage({ type: "fill" }, [channel.port2]);
}

async function begin(): Promise<void> {
  if (import.meta.env.DEV) return;
  if (!navigator.serviceWorker) return change(state.isolated ? {} : { reason: reasons.old });
  try {
    const address = `./service-worker.js${off() ? "?isolation=off" : ""}`;
    const registration = await navigator.serviceWorker.register(address, { scope: "./" });
    await isolate(registration);
    if (document.readyState === "complete") await copySite();
    else addEventListener("load", () => void copySite(), { once: true });
  } catch {
    if (!state.isolated) change({ reason: reasons.old });
  }
}

const longestWait = 3000;

/**
 * Starts the service worker, once. The promise ends when it is settled whether the page may use threads: pages start
 * simulations after it, because a page that can still become isolated is about to be loaded again.
 */
export function settled(): Promise<void> {
  beginning ??= begin();
  const wait = new Promise<void>((resolve) => setTimeout(resolve, longestWait));
  return state.isolated ? Promise.resolve() : Promise.race([beginning, wait]);
}

let beginning: Promise<void> | undefined;
