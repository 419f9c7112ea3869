// `npm run bench`: every benchmark in turn. Arguments are passed on to the network benchmark
// (`npm run bench -- --time 1000 --repeat 1` is a short one); `npm run bench -- core` runs one part only.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setupWeb } from "../scripts/build-web.mjs";
import { buildPreset } from "../scripts/native.mjs";
import { setup } from "../scripts/setup.mjs";
import { main, must, root, step } from "../scripts/steps.mjs";
import { table } from "./table.mjs";

const bench = (path) => join(root, "bench", path);
const files = (folder, ending) =>
  readdirSync(bench(folder))
    .filter((name) => name.endsWith(ending))
    .sort();

/** The C++ questions: each program prints lines of JSON. */
function core() {
  step("C++ benchmarks", () => buildPreset("bench"));
  const rows = files("core", ".cc").flatMap((file) => {
    const program = join(root, "build/bench/bench/core", `bench_${file.slice(0, -3)}`);
    const lines = must(program, [], "see the message above.").trim().split("\n");
    return lines.map((line) => JSON.parse(line));
  });
  console.log("\n### Kernel\n");
  console.log(table(rows));
}

function typescript() {
  console.log("\n### TypeScript\n");
  for (const file of files("ts", ".mjs").filter((name) => name !== "suite.mjs")) {
    must(process.execPath, [bench(join("ts", file))], "see the message above.", { show: true });
  }
}

function networks(options) {
  for (const file of files("networks", ".mjs")) {
    const own = file === "microcircuit.mjs" ? options : [];
    must(process.execPath, [bench(join("networks", file)), ...own], "see the message above.", { show: true });
  }
}

function web(options) {
  setup(["emscripten", "chromium-headless-shell"]);
  setupWeb();
  must(process.execPath, [bench("web/pages.mjs")], "see the message above.", { show: true });
  must(process.execPath, [bench("web/microcircuit.mjs"), ...options], "see the message above.", {
    show: true,
  });
}

const parts = { core, ts: typescript, networks, web };

await main(() => {
  const [first, ...rest] = process.argv.slice(2);
  setup();
  if (first in parts) parts[first](rest);
  else for (const part of Object.values(parts)) part(process.argv.slice(2));
});
