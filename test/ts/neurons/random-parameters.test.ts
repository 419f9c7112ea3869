// Parameters far from the defaults: every model goes on with numbers, or says that it cannot.
import { describe, expect, it } from "vitest";
import { CajalError, dc, Network, poisson } from "../../../ts/index.ts";
import { type Field, findNeuron, listNameOf, type ModelName, modelNames } from "../../../ts/models/index.ts";

/** Uniform in (0, 1): a linear congruential generator (Knuth, MMIX). */
function numbers(seed: bigint): () => number {
  let state = seed;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return (Number(state >> 11n) + 0.5) / 2 ** 53;
  };
}

/** A value of a field over four decades of what is positive and over 200 of what may have either sign. */
function anyValue({ unit, value, low, high, open }: Field, next: () => number): number {
  if (unit === "boolean" || unit.startsWith("one of ")) return Math.floor(next() * ((high ?? 1) + 1));
  if (low !== null && high !== null && high < 1e300) return low + (high - low) * next();
  const scale = Math.abs(value ?? 1) < 1e300 ? Math.abs(value ?? 1) || 1 : 1;
  if (low === 0) return open || next() < 0.8 ? scale * 10 ** (4 * next() - 2) : 0;
  return (value !== null && Math.abs(value) < 1e300 ? value : 0) + 200 * (next() - 0.5);
}

const spiking = modelNames.filter((name) => {
  const { receptors = [], recordables = [] } = findNeuron(name) ?? {};
  return receptors.length > 0 && recordables.length > 0;
});

describe.each(spiking)("%s", (name) => {
  it("gives numbers or an error for any parameters", async () => {
    const {
      parameters = [],
      variables = [],
      recordables = [],
      ports = [],
      receptors = [],
    } = findNeuron(name) ?? {};
    const next = numbers(BigInt(name.length * 1000 + 7));
    let finished = 0;
    for (let trial = 0; trial < 24; trial++) {
      const net = new Network({ seed: trial + 1 });
      const entries = Math.floor(3 * next());
      const kept = [...parameters, ...variables].filter(
        (field) => listNameOf(field) === undefined || Number(/\[(\d+)\]/.exec(field.name)?.[1]) <= entries,
      );
      const values = Object.fromEntries(kept.map((field) => [field.name, anyValue(field, next)]));
      try {
        const all = net.population(name as ModelName, 3, values as never);
        const negative = receptors[0]?.use === "not_negative" ? 1 : -1;
        net.stimulate(all, poisson({ rate: 2000 }), { weight: 30 });
        net.stimulate(all, poisson({ rate: 1000 }), { weight: 20 * negative });
        if (ports[0]?.unit === "pA") net.stimulate(all, dc({ amplitude: 300 }));
        const traces = net.record(all, recordables.map((one) => one.name) as never[], { every: 1 });
        await using sim = await net.build({ threads: 1 });
        await sim.run(40);
        for (const [recordable, column] of Object.entries<Float64Array>(sim.read(traces).values))
          expect([name, trial, recordable, column.every(Number.isFinite)]).toEqual([
            name,
            trial,
            recordable,
            true,
          ]);
        finished += 1;
      } catch (error) {
        if (!(error instanceof CajalError)) throw error;
        const orders = ["E_RESET_ABOVE_THRESHOLD", "E_THRESHOLD_ABOVE_PEAK"];
        expect([...orders, "E_PARAM_RANGE", "E_NUMERIC"]).toContain(error.code);
      }
    }
    expect(finished).toBeGreaterThan(0);
  });
});
