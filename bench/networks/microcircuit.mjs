// The full cortical microcircuit through the built command: real-time factor, build time, memory. Prints the table of
// the README and writes all results to bench/results/microcircuit.json.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../scripts/steps.mjs";
import { median, table } from "../table.mjs";

const options = {
  time: { type: "string", default: "10000" }, // ms of model time that count
  presim: { type: "string", default: "500" }, // ms before them
  repeat: { type: "string", default: "3" },
  scale: { type: "string", default: "1" },
  seed: { type: "string", default: "55" },
  only: { type: "string", default: "" }, // a part of the names of the settings to run
};

const settings = [
  { name: "DC, compact", drive: "dc", weights: "compact", threads: 2 },
  { name: "Poisson, compact", drive: "poisson", weights: "compact", threads: 2 },
  { name: "DC, exact", drive: "dc", weights: "exact", threads: 2 },
  { name: "Poisson, exact", drive: "poisson", weights: "exact", threads: 2 },
  { name: "DC, compact, 1 thread", drive: "dc", weights: "compact", threads: 1 },
  { name: "Poisson, compact, 1 thread", drive: "poisson", weights: "compact", threads: 1 },
  {
    name: "Poisson, compact, all spikes to file",
    drive: "poisson",
    weights: "compact",
    threads: 2,
    record: "spikes",
  },
];

/** Runs one setting once and returns the document that `cajal run --json` prints. */
function once({ drive, weights, threads, record = "none" }, values) {
  const folder = mkdtempSync(join(tmpdir(), "cajal-bench-"));
  const args = [join(root, "dist/cli/main.js"), "run", "microcircuit", "--json", "--drive", drive];
  args.push(
    "--weights",
    weights,
    "--threads",
    String(threads),
    "--record",
    record,
    "--out",
    join(folder, "run"),
  );
  for (const name of ["time", "presim", "scale", "seed"]) args.push(`--${name}`, values[name]);
  const result = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true, force: true });
  if (result.status !== 0) throw new Error(`${args.join(" ")} failed:\n${result.stderr}`);
  return JSON.parse(result.stdout);
}

/** Rounds of all settings, so that a slow minute of the machine meets all of them. */
function measure(chosen, values) {
  const documents = new Map(chosen.map(({ name }) => [name, []]));
  for (let round = 1; round <= Number(values.repeat); round++) {
    for (const setting of chosen) {
      process.stderr.write(`microcircuit, round ${round}: ${setting.name}\n`);
      documents.get(setting.name).push(once(setting, values));
    }
  }
  return documents;
}

const rtf = (documents) => median(documents.map(({ run }) => run.realTimeFactor));

/** One row: the medians, and the extremes of the real-time factor. */
function row(name, documents) {
  const factors = documents.map(({ run }) => run.realTimeFactor);
  const peak = Math.max(...documents.map(({ memory }) => memory.peakBytes));
  const perEvent = documents.map(
    ({ run, threads }) => (run.phases.deliver * threads * 1e9) / run.synapticEvents,
  );
  return {
    setting: name,
    "real-time factor": rtf(documents).toFixed(2),
    "lowest – highest": `${Math.min(...factors).toFixed(2)} – ${Math.max(...factors).toFixed(2)}`,
    "build [s]": median(documents.map(({ build }) => build.seconds)).toFixed(1),
    "peak memory [GB]": (peak / 1e9).toFixed(2),
    "bytes per synapse": median(documents.map(({ build }) => build.bytesPerSynapse)).toFixed(2),
    "delivery [ns per event and thread]": median(perEvent).toFixed(2),
  };
}

/** Comparisons between settings that were both measured. */
function comparisons(documents) {
  const factor = (name) => rtf(documents.get(name) ?? []);
  const percent = (one, other) => `${((factor(one) / factor(other) - 1) * 100).toFixed(1)} %`;
  const times = (one, other) => `${(factor(one) / factor(other)).toFixed(2)} times`;
  return [
    { comparison: "exact over compact weights, DC", value: percent("DC, exact", "DC, compact") },
    {
      comparison: "exact over compact weights, Poisson",
      value: percent("Poisson, exact", "Poisson, compact"),
    },
    { comparison: "1 to 2 threads, DC", value: times("DC, compact, 1 thread", "DC, compact") },
    { comparison: "1 to 2 threads, Poisson", value: times("Poisson, compact, 1 thread", "Poisson, compact") },
    {
      comparison: "recording all spikes to file",
      value: percent("Poisson, compact, all spikes to file", "Poisson, compact"),
    },
  ].filter(({ value }) => !value.startsWith("NaN"));
}

const { values } = parseArgs({ options });
const chosen = settings.filter(({ name }) => name.includes(values.only));
const documents = measure(chosen, values);
const [first] = documents.values().next().value ?? [];
const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${first?.isa}`;
console.log(`### Cortical microcircuit, scale ${values.scale}, ${values.time} ms after ${values.presim} ms`);
console.log(`\n${machine}; median of ${values.repeat}\n`);
console.log(table([...documents].map(([name, list]) => row(name, list))));
const compared = comparisons(documents);
if (compared.length > 0) console.log(table(compared));
mkdirSync(join(root, "bench/results"), { recursive: true });
const report = {
  date: new Date().toISOString(),
  machine,
  options: values,
  results: Object.fromEntries(documents),
};
writeFileSync(join(root, "bench/results/microcircuit.json"), `${JSON.stringify(report, null, 2)}\n`);
