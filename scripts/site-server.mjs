// Serves a folder on this machine only, with the headers of web/headers.mjs.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { common, isolation } from "../web/headers.mjs";
import { packedFor, siteFiles } from "./site-files.mjs";
import { StepError } from "./steps.mjs";

const host = "127.0.0.1";

/** Files whose names change with their contents may be kept for ever. */
const lifetime = (path) => (path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");

/** Whether a request names this server as its host: pages of others that point their name here are refused. */
function rightHost({ headers, socket }) {
  return [host, "localhost"].some((name) => headers.host === `${name}:${socket.localPort}`);
}

const mark = '<meta name="cajal-isolation" content="off" />';

/** The page with the mark that tells it to go without isolation. */
function marked(file) {
  if (!file.type.startsWith("text/html")) return file;
  const body = Buffer.from(file.body.toString("utf8").replace("<head>", `<head>${mark}`));
  return { ...file, body, packed: [], tag: file.tag.replace(/"$/, '-off"') };
}

function refuse(response, status, text) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", ...common });
  response.end(`${text}\n`);
}

/** Sends the file, or word that the asker has it; returns how many bytes. */
function send(request, response, address, file, headers) {
  const about = { ...headers, ETag: file.tag, "Cache-Control": lifetime(address), Vary: "Accept-Encoding" };
  if (request.headers["if-none-match"] === file.tag) {
    response.writeHead(304, about).end();
    return 0;
  }
  const { body, encoding } = packedFor(file, request.headers["accept-encoding"]);
  if (encoding) about["Content-Encoding"] = encoding;
  response.writeHead(200, { ...about, "Content-Type": file.type, "Content-Length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
  return body.length;
}

/** Answers requests: the checks, then the file or 404. */
function handler(folder, mode, onSent) {
  const headers = mode === "headers" ? { ...common, ...isolation } : common;
  const find = siteFiles(folder);
  return (request, response) => {
    if (!rightHost(request))
      return refuse(response, 421, `This server is ${host} or localhost, nothing else.`);
    if (request.method !== "GET" && request.method !== "HEAD")
      return refuse(response, 405, "This server gives files and takes nothing.");
    const address = request.url.split("?")[0];
    const file = find(address);
    if (!file) return refuse(response, 404, "There is no such file.");
    onSent(address, send(request, response, address, mode === "off" ? marked(file) : file, headers));
  };
}

/**
 * Starts the server and returns {address, close}. `port` 0 takes a free one. `isolation` is how pages get threads:
 * "headers" of this server, "worker" from their service worker as on a plain host, or "off", not at all. `onSent` is
 * called with the address of every file that was sent and its bytes as they were sent.
 */
export async function serveSite({
  folder,
  port = 0,
  isolation: mode = "headers",
  onSent = (_address, _bytes) => {},
}) {
  if (!existsSync(join(folder, "index.html")))
    throw new StepError(`${folder} has no site.`, "run `npm run build`.");
  const server = createServer(handler(folder, mode, onSent));
  await new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const advice = "choose another port with --port, or 0 for a free one.";
      reject(new StepError(`Port ${port} cannot be used: ${error.message}.`, advice));
    });
    server.listen(port, host, resolve);
  });
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://${host}:${server.address().port}/`, close };
}
