// The full microcircuit on the WebAssembly kernel, in Node and in Chromium, in rounds, beside the native kernel.
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../scripts/steps.mjs";
import { median, table } from "../table.mjs";
import { bundle, withPage } from "./chromium.mjs";

const options = {
  time: { type: "string", default: "5000" }, // ms of model time that count
  presim: { type: "string", default: "500" }, // ms before them
  repeat: { type: "string", default: "3" },
  scale: { type: "string", default: "1" },
};
const { values } = parseArgs({ options });
const common = {
  scale: Number(values.scale),
  presim: Number(values.presim),
  time: Number(values.time),
  weights: "compact",
};

const inNode = (setting) => {
  const program = join(root, "bench/web/node.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, JSON.stringify(setting)], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
  return JSON.parse(stdout);
};

const page = await bundle();
const inChromium = (setting) =>
  withPage(page, async (tab, address) => {
    await tab.goto(address);
    await tab.waitForFunction(() => "measure" in globalThis);
    return tab.evaluate((one) => globalThis.measure(one), setting);
  });

const settings = [
  { name: "Node, constant drive", where: inNode, drive: "dc", threads: 2 },
  { name: "Chromium, constant drive", where: inChromium, drive: "dc", threads: 2 },
  { name: "Node, Poisson drive", where: inNode, drive: "poisson", threads: 2 },
  { name: "Chromium, Poisson drive", where: inChromium, drive: "poisson", threads: 2 },
];

const results = new Map(settings.map(({ name }) => [name, []]));
for (let round = 1; round <= Number(values.repeat); round++)
  for (const { name, where, ...setting } of settings) {
    process.stderr.write(`WebAssembly, round ${round}: ${name}\n`);
    results.get(name).push(await where({ ...common, ...setting }));
  }

const rows = [...results].map(([name, list]) => {
  const factors = list.map(({ realTimeFactor }) => realTimeFactor);
  const phase = (which) => median(list.map(({ phases }) => phases[which] / (common.time / 1000))).toFixed(2);
  return {
    setting: name,
    "real-time factor": median(factors).toFixed(2),
    "lowest – highest": `${Math.min(...factors).toFixed(2)} – ${Math.max(...factors).toFixed(2)}`,
    "build [s]": median(list.map(({ build }) => build)).toFixed(1),
    "deliver [s/s]": phase("deliver"),
    "update [s/s]": phase("update"),
    "exchange [s/s]": phase("exchange"),
  };
});
console.log(`### Cortical microcircuit in WebAssembly, scale ${values.scale}, compact weights, 2 threads\n`);
console.log(`${cpus()[0]?.model.trim()}, ${cpus().length} cores; median of ${values.repeat}\n`);
console.log(table(rows));
