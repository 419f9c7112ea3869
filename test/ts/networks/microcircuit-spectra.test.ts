// The whole chain at full density: description, kernel, recording, spectra, against mean-field theory.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gammaBands, peakFrequency, rateSpectrum, toTrains } from "../../../ts/analysis/index.ts";
import { microcircuit, type PopulationLabel, populationLabels } from "../../../ts/networks/index.ts";
import type { Simulation } from "../../../ts/simulate/simulation.ts";

const file = new URL("../../../ts/networks/reference/theory-bos2016.json", import.meta.url);
const theory: Record<PopulationLabel, { theory: { frequencies: number[]; power: number[] } }> = JSON.parse(
  readFileSync(file, "utf8"),
).populations;

// A busy machine takes several times as long as one that does nothing else.
const longest = 300_000; // [ms]

describe("the variant of Bos et al. (2016) at full density", () => {
  const window = { tStart: 500, tStop: 3500 };
  const { network, populations, spikes } = microcircuit({ variant: "bos2016", seed: 1 });
  let sim: Simulation | undefined;
  beforeAll(async () => {
    sim = await network.build({ weights: "compact" });
    await sim.run(window.tStop);
  }, longest);
  afterAll(() => sim?.dispose());

  it.each(populationLabels)("%s has the spectrum that theory predicts", (label) => {
    if (!sim || !spikes) throw new Error("nothing was recorded");
    const spectrum = rateSpectrum(toTrains(sim.read(spikes), { ...window, neurons: populations[label].ids }));
    const peak = peakFrequency(spectrum, window.tStop - window.tStart, gammaBands.lowGamma);
    // Linear response puts it at 63; over 10 s it lies at 65.7, 0.3 between populations, and 3 s find it within 1.
    expect(Math.abs(peak - 63)).toBeLessThan(5);
    const { frequencies, power } = theory[label].theory;
    for (const [index, frequency] of frequencies.entries()) {
      // Where the theory is smooth: at the flanks of resonances it is off by more, and below 10 1/s 3 s hold little.
      if (![20, 40, 100, 150, 300, 320].includes(frequency)) continue;
      const near = spectrum.power.filter(
        (_, k) => Math.abs((spectrum.frequencies[k] as number) - frequency) <= 8,
      );
      const simulated = near.reduce((sum, value) => sum + value, 0) / near.length;
      // Powers span four decades; the theory is within a factor of 3.3 over 10 s.
      expect(Math.abs(Math.log10(simulated / (power[index] as number))), `${frequency} 1/s`).toBeLessThan(
        0.65,
      );
    }
  });
});
