// `npm run web`: builds the site if it is stale, and serves it on this machine.
import { parseArgs } from "node:util";
import { setupWeb, site } from "./build-web.mjs";
import { setup } from "./setup.mjs";
import { serveSite } from "./site-server.mjs";
import { main, StepError, say } from "./steps.mjs";

const usage = `npm run web -- [options]
  --port N         the port to listen on; default 5173, 0 for a free one
  --no-isolation   without the headers that give pages threads
  --no-build       serve what is there`;

function options() {
  try {
    return parseArgs({
      options: {
        port: { type: "string", default: "5173" },
        "no-isolation": { type: "boolean", default: false },
        "no-build": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new StepError(error.message, usage);
  }
}

function portOf(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new StepError(`--port must be a number from 0 to 65535, got ${text}.`, usage);
}

await main(async () => {
  const chosen = options();
  if (chosen.help) return void console.log(usage);
  const port = portOf(chosen.port);
  if (!chosen["no-build"]) {
    setup(["emscripten"]);
    setupWeb();
  }
  const { address, close } = await serveSite({
    folder: site,
    port,
    isolation: chosen["no-isolation"] ? "off" : "headers",
  });
  console.log(address);
  say("Ctrl-C ends it.");
  process.once("SIGINT", () => void close());
  process.once("SIGTERM", () => void close());
});
