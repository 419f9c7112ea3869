// One network, one seed, the same bits: what a page runs, what the command line runs, and what the page's code says.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { microcircuit } from "../../ts/networks/index.ts";
import { codeOf } from "../../web/pages/microcircuit/code.ts";
import { describe as described } from "../../web/pages/microcircuit/network.ts";
import { neuronsOf } from "../../web/pages/microcircuit/populations.ts";
import { type Settings, settingsSchema } from "../../web/pages/microcircuit/settings.ts";
import { readableCount } from "../../web/simulation/device.ts";
import { effort } from "../helpers/effort.ts";
import { digestOf, runCode } from "../helpers/run-code.ts";
import { cajal } from "../ts/cli/command.ts";

/** What the command line makes of some settings, and what it says of their size. */
async function command({ scale, seed, drive, thalamus, weights }: Settings, time: number) {
  const folder = mkdtempSync(join(tmpdir(), "cajal-page-"));
  try {
    const options = { scale, seed, drive, weights, time, presim: 0, out: "run" };
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const args = ["run", "microcircuit", ...words, ...(thalamus ? ["--thalamus"] : [])];
    const { code, stderr } = await cajal(args, folder);
    expect(code, stderr).toBe(0);
    const { digest } = JSON.parse(readFileSync(join(folder, "run", "summary.json"), "utf8"));
    return {
      digest: digest as string,
      sizes: /microcircuit: (.*) neurons, (.*) synapses/.exec(stderr)?.slice(1),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the page's worker makes of them, with all that can be turned. */
async function page(settings: Settings, time: number): Promise<string> {
  const { network, build } = described(settings);
  const simulation = await network.build(build);
  await simulation.run(time);
  const digest = simulation.digest();
  simulation.dispose();
  return digest;
}

// The thalamus fires at 700 ms.
const variants: readonly (readonly [name: string, settings: Partial<Settings>, time: number])[] = [
  ["as the page opens", {}, 50],
  ["with a constant drive", { drive: "dc" }, 50],
  ["with a thalamus", { thalamus: true }, 50],
  ["with a constant drive and a thalamus", { drive: "dc", thalamus: true }, 720],
  ["of another seed with compact weights", { seed: 7, weights: "compact" }, 50],
];

// Three networks are built for each variant, two of them by other processes.
const patience = 300_000;

describe("the microcircuit of a tenth", { timeout: patience }, () => {
  // The last two have every option but the default drive of the others.
  it.each(effort(variants.slice(3), variants))(
    "%s is one for the page, its code and the command line",
    async (_, part, time) => {
      const settings = settingsSchema.parse({ scale: 0.1, ...part });
      const { digest, sizes } = await command(settings, time);
      expect(await page(settings, time)).toBe(digest);
      expect(digestOf(await runCode(codeOf(settings, [], time)))).toBe(digest);
      const { synapses } = described(settings).network.estimate();
      expect([neuronsOf(settings), synapses.expected].map(readableCount)).toEqual(sizes);
    },
  );

  it("differs with a thalamus: silent neurons draw random numbers too", async () => {
    const settings = settingsSchema.parse({ scale: 0.1, thalamus: true });
    expect(await page(settings, 50)).not.toBe(await page({ ...settings, thalamus: false }, 50));
  });

  it("at every scale has as many neurons and synapses on the page as it has", () => {
    for (const scale of [0.02, 0.033, 0.1, 0.5, 1]) {
      const { network } = microcircuit({ scale });
      const settings = settingsSchema.parse({ scale });
      expect(neuronsOf(settings)).toBe(network.size);
      const { expected } = described(settings).network.estimate().synapses;
      expect(expected).toBe(network.estimate().synapses.expected);
      expect(Number(readableCount(expected).replaceAll(",", ""))).toBe(Math.round(expected));
    }
  });
});
