import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { documents } from "./documents.ts";
import { common, headersFile, isolation, policy } from "./headers.mjs";
import { kernelFiles } from "./kernel-files.ts";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const pages = ["index", "microcircuit", "cortex", "balanced", "neuron", "dendritic"];

/** Writes the policy into the pages, for hosts that send no headers. Not in development, where Vite adds styles. */
const policyInPages: Plugin = {
  name: "policy-in-pages",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: policy },
      injectTo: "head-prepend",
    },
  ],
};

/** Puts the headers beside the pages, for hosts that read them there. */
const headersBesidePages: Plugin = {
  name: "headers-beside-pages",
  apply: "build",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "_headers", source: headersFile });
  },
};

// In development Vite adds styles by script and talks over a socket.
const relaxed = policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
const development = {
  ...common,
  ...isolation,
  "Content-Security-Policy": relaxed.replace("connect-src 'self'", "connect-src 'self' ws:"),
};

export default defineConfig({
  root: path("."),
  base: "./",
  publicDir: path("public"),
  plugins: [documents, policyInPages, headersBesidePages, ...kernelFiles()],
  resolve: {
    alias: [
      { find: /^cajal$/, replacement: path("../ts/index.ts") },
      { find: /^cajal\/(.+)$/, replacement: `${path("../ts")}/$1/index.ts` },
    ],
  },
  worker: { format: "es", plugins: kernelFiles },
  server: { host: "127.0.0.1", headers: development, fs: { allow: [path("..")] } },
  preview: { host: "127.0.0.1", headers: { ...common, ...isolation } },
  build: {
    outDir: process.env.CAJAL_SITE ?? path("../build/site"),
    emptyOutDir: true,
    target: "es2022",
    // The policy lets scripts and workers come from files only, never from addresses that contain them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: Object.fromEntries(pages.map((page) => [page, path(`${page}.html`)])) },
  },
});
