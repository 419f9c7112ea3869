// All spectra of set B against Elephant, scipy and the correlation toolbox's definition.
import { describe, expect, it } from "vitest";
import {
  coherence,
  neuronSpectra,
  type PowerSpectrum,
  populationCounts,
  populationSpectrum,
  powerSpectrum,
  rawSpectrum,
} from "../../../../ts/analysis/index.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const from = fixture("spectra");
const { expected } = from;
const trains = fixtureTrains(from.input.trains);
const bin = from.input.bin_ms;
const counts = populationCounts(trains, { bin });
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function nearest({ frequencies, power }: PowerSpectrum, frequency: number): number {
  const distance = (k: number): number => Math.abs((frequencies[k] as number) - frequency);
  let best = 0;
  for (let k = 1; k < frequencies.length; k++) if (distance(k) < distance(best)) best = k;
  return power[best] as number;
}

describe("powerSpectrum", () => {
  const cases = { default8: { segments: 8 }, seg1024: { segment: 1024 }, res2hz: { resolution: 2 } };
  for (const [name, options] of Object.entries(cases)) {
    it(`equals Elephant's Welch spectrum: ${name}`, () => {
      const spectrum = powerSpectrum(counts, { interval: bin, ...options });
      const want = expected[name];
      expect(spectrum.power.length).toBe(want.n);
      expectClose([spectrum.frequencies[1] as number], [want.df], from);
      expectClose(spectrum.power.subarray(0, want.first_40.length), want.first_40, from);
      expectClose(
        [50, 100, 200].map((at) => nearest(spectrum, at)),
        want.at_50_100_200_hz,
        from,
      );
      expectClose([sum(spectrum.power)], [want.sum], from);
    });
  }
});

it("rawSpectrum of the counts", () => {
  const { frequencies, power } = rawSpectrum(counts, { interval: bin });
  expect(frequencies[1]).toBeCloseTo(0.2, 12);
  expectClose(power.subarray(0, 60), expected.raw_compound.first_60, from);
  expectClose([sum(power)], [expected.raw_compound.sum], from);
});

it("the spectra of the population and of its neurons", () => {
  const { rate, compound } = populationSpectrum(trains, { bin });
  expectClose(compound.subarray(0, 60), expected.raw_compound.first_60, from);
  expectClose(rate.subarray(0, 20), expected.raw_rate_per_neuron.first_20, from);
  const { auto, cross, coherence: shared } = neuronSpectra(trains, { bin });
  expectClose(auto.subarray(0, expected.mean_auto.length), expected.mean_auto, from);
  expectClose(cross.subarray(0, expected.mean_cross.length), expected.mean_cross, from);
  // The fixture leaves out frequency 0, where nothing is divided by nothing.
  expect(shared[0]).toBeNaN();
  const want = expected.population_coherence;
  expectClose(shared.subarray(1, 1 + want.length), want, from);
});

it("coherence and phase of the first two trains", () => {
  const [one, other] = [0, 1].map((index) => populationCounts(trains, { bin, neurons: [index] }));
  const want = expected.welch_coherence_0_1_seg512;
  const got = coherence(one as Float64Array, other as Float64Array, { interval: bin, segment: 512 });
  expectClose(got.frequencies.subarray(0, want.f_first.length), want.f_first, from);
  expectClose(got.coherence.subarray(0, want.coherence.length), want.coherence, from);
  expectClose(got.phase.subarray(0, want.phase.length), want.phase, from);
});
