// What the site's files are sent with. The pages run under this policy from any host, because the build also writes
// it into every page; cross-origin isolation is what gives a page threads, and the service worker adds it where hosts
// do not. Only a header can forbid others to show the pages inside theirs: browsers ignore that part in a page.

/** Only the site's own files, WebAssembly included; nothing in the markup, nothing from elsewhere, no eval. */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** What makes a page cross-origin isolated. */
export const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** What every file is sent with besides. */
export const common = {
  "Content-Security-Policy": `${policy}; frame-ancestors 'none'`,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

const written = (headers) => Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);

/** The same for hosts of static files that read them from a file `_headers`, as Netlify and Cloudflare Pages do. */
export const headersFile = [
  "/*",
  ...written({ ...common, ...isolation }),
  "/assets/*",
  ...written({ "Cache-Control": "public, max-age=31536000, immutable" }),
  "",
].join("\n");
