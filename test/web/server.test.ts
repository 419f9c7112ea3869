// The server of `npm run web`: what it sends, and what it refuses.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveSite } from "../../scripts/site-server.mjs";
import { common, headersFile, isolation } from "../../web/headers.mjs";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const html = "<!doctype html><html><head></head><body>page</body></html>";
const script = `export const text = "${"abc".repeat(600)}";`;
let folder: string;
let outside: string;
let server: { address: string; close(): Promise<void> };

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), "cajal-server-"));
  writeFileSync(join(outside, "secret.txt"), "secret");
  folder = mkdtempSync(join(outside, "site-"));
  writeFileSync(join(folder, "index.html"), html);
  writeFileSync(join(folder, "code.mjs"), script);
  writeFileSync(join(folder, "code.mjs.br"), brotliCompressSync(script));
  for (const name of ["kernel.wasm", "app.webmanifest", "icon.svg"]) writeFileSync(join(folder, name), "x");
  server = await serveSite({ folder });
});

afterAll(async () => {
  await server.close();
  rmSync(outside, { recursive: true, force: true });
});

/** Asks for exactly this path, which `fetch` would tidy up. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, ...options }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    call.on("error", reject);
    call.end();
  });
}

describe("headers", () => {
  it("isolates pages and forbids what they do not need", async () => {
    const { headers, body } = await ask("/");
    expect(body.toString()).toBe(html);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "no-cache",
    });
    const policy = headers["content-security-policy"];
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'");
    // Nobody may show the pages inside theirs; only a header can say so.
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toContain("'unsafe-eval'");
  });

  it.each([
    ["/code.mjs", "text/javascript; charset=utf-8"],
    ["/kernel.wasm", "application/wasm"],
    ["/icon.svg", "image/svg+xml"],
    ["/app.webmanifest", "application/manifest+json"],
  ])("%s is %s", async (path, type) => {
    expect((await ask(path)).headers["content-type"]).toBe(type);
  });

  it("sends the packed copy to those who can unpack it", async () => {
    const packed = await ask("/code.mjs", { headers: { "accept-encoding": "gzip, br" } });
    expect(packed.headers["content-encoding"]).toBe("br");
    expect(packed.body.length).toBeLessThan(script.length / 4);
    expect(brotliDecompressSync(packed.body).toString()).toBe(script);
    const plain = await ask("/code.mjs");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body.toString()).toBe(script);
  });
});

it("the headers for other hosts are those of this one", async () => {
  const { headers } = await ask("/");
  const [everywhere = "", assets = ""] = headersFile.split("/assets/*");
  const names = [...Object.keys(common), ...Object.keys(isolation)];
  for (const name of names) expect(everywhere).toContain(`\n  ${name}: ${headers[name.toLowerCase()]}\n`);
  expect(everywhere.startsWith("/*\n")).toBe(true);
  expect(assets).toContain("immutable");
});

describe("refusals", () => {
  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/..%5csecret.txt",
    "//../secret.txt",
    "/code.mjs/../../secret.txt",
    "/%",
    "/nothing.html",
    "/assets/",
  ])("%s is not found", async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain("secret");
  });

  it.each(["cajal.example", "127.0.0.1", "localhost:1"])("the host %j is not this server", async (host) => {
    expect((await ask("/", { headers: { host } })).status).toBe(421);
  });

  it("takes the name localhost for itself", async () => {
    const { port } = new URL(server.address);
    expect((await ask("/", { headers: { host: `localhost:${port}` } })).status).toBe(200);
  });

  it("takes nothing", async () => {
    expect((await ask("/", { method: "POST" })).status).toBe(405);
  });

  it("survives ranges that make no sense", async () => {
    expect((await ask("/code.mjs", { headers: { range: "bytes=9-2" } })).body.toString()).toBe(script);
  });

  it("sends nothing to those who have it, and everything after a change", async () => {
    const { headers } = await ask("/code.mjs");
    const again = await ask("/code.mjs", { headers: { "if-none-match": headers.etag as string } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const other = await ask("/icon.svg", { headers: { "if-none-match": headers.etag as string } });
    expect([other.status, other.body.toString()]).toEqual([200, "x"]);
  });

  it("goes on with a new build, and with the last one while there is none", async () => {
    const own = mkdtempSync(join(outside, "rebuilt-"));
    writeFileSync(join(own, "index.html"), "old");
    const running = await serveSite({ folder: own });
    const text = async (): Promise<string> => (await fetch(running.address)).text();
    expect(await text()).toBe("old");
    rmSync(join(own, "index.html"));
    expect(await text()).toBe("old");
    writeFileSync(join(own, "index.html"), "new");
    utimesSync(join(own, "index.html"), 1, 1);
    expect(await text()).toBe("new");
    await running.close();
  });

  it("says that a folder holds no site", async () => {
    await expect(serveSite({ folder: outside })).rejects.toThrow("has no site");
  });

  it("says that a port is taken", async () => {
    const port = Number(new URL(server.address).port);
    await expect(serveSite({ folder, port })).rejects.toThrow(`Port ${port} cannot be used`);
  });
});

describe("without isolation", () => {
  it("sends no such headers and marks the pages", async () => {
    const plain = await serveSite({ folder, isolation: "off" });
    for (const path of ["", "index.html", "?query"]) {
      const response = await fetch(plain.address + path);
      expect(response.headers.get("cross-origin-opener-policy")).toBeNull();
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(await response.text()).toContain('<meta name="cajal-isolation" content="off" />');
    }
    await plain.close();
  });

  it("sends no such headers and leaves the pages as they are where the service worker is to add them", async () => {
    const plain = await serveSite({ folder, isolation: "worker" });
    const response = await fetch(plain.address);
    expect(response.headers.get("cross-origin-embedder-policy")).toBeNull();
    expect(await response.text()).toBe(html);
    await plain.close();
  });
});
