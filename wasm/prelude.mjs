// Emscripten 3.1.6 writes an ES module that asks for these in Node without defining them; pages define none of them.
const cajalNode = typeof process === "object" && typeof process.versions?.node === "string";
const require = cajalNode
  ? (await import(/* @vite-ignore */ "node:module")).createRequire(import.meta.url)
  : undefined;
const __filename = cajalNode ? require("node:url").fileURLToPath(import.meta.url) : "";
const __dirname = cajalNode ? require("node:path").dirname(__filename) : "";
// Pages that may not share memory do not define it, and its script asks what is one.
// biome-ignore lint/suspicious/noShadowRestrictedNames lint/correctness/noUnusedVariables: for that script.
const SharedArrayBuffer = globalThis.SharedArrayBuffer ?? class {};
