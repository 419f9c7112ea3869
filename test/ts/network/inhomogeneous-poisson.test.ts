// Poisson input whose rate changes at given times: what is refused, the change between runs, and the JSON form.
import { describe, expect, it } from "vitest";
import { inhomogeneousPoisson, Network, type NumberArray, poisson } from "../../../ts/index.ts";
import { iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import { expectRefusal } from "../../helpers/errors.ts";

type List = readonly number[] | NumberArray;

const course = (rate_times: List, rate_values: List) => inhomogeneousPoisson({ rate_times, rate_values });

describe("inhomogeneousPoisson", () => {
  it("refuses a course that is unsorted, off the grid, of unequal lists, or of impossible rates", () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp, 3);
    const given = (times: List, values: List) => () => net.stimulate(all, course(times, values));
    expectRefusal(net, given([2, 1], [5, 6]), "E_TIME_GRID", "rate_times[1]");
    expectRefusal(net, given([1, 1], [5, 6]), "E_TIME_GRID", "rate_times[1]");
    expectRefusal(net, given([1, 1.25], [5, 6]), "E_TIME_GRID", "rate_times[1]", "1.2 and 1.3");
    expectRefusal(net, given([-1], [5]), "E_TIME_GRID", "rate_times[0]");
    expectRefusal(net, given([1, 2], [5]), "E_SHAPE", "one value for each of the 2 rate_times");
    expectRefusal(net, given([1, 2], [5, -6]), "E_RATE", "rate_values[1]");
    expectRefusal(net, given([1, 2], [Number.NaN, 6]), "E_NOT_FINITE", "rate_values[0]");
    expectRefusal(net, given([1], [1.1e11]), "E_RATE", "1e7");
    expectRefusal(net, given("1" as never, [1]), "E_TYPE");
    expect(given([0, 0.1, 5], Float64Array.of(1, 0, 1e11))).not.toThrow();
  });

  it("sends each rate from the step that ends at its time, and takes another course between runs", async () => {
    const net = new Network({ resolution: 1, seed: 4 });
    const parrots = net.population(parrot_neuron, 1000);
    const drive = net.stimulate(parrots, course([10, 20], [1000, 100]), { weight: 1, delay: 1 });
    const spikes = net.record(parrots, "spikes");
    await using sim = await Network.from(JSON.parse(JSON.stringify(net))).build();
    expect(sim.resolution).toBe(1);
    await using own = await net.build();
    const counted = (from: number, to: number): number =>
      own.read(spikes).times.filter((time) => time >= from && time < to).length;
    await own.run(30);
    await sim.run(30);
    expect(own.digest()).toBe(sim.digest());
    // A spike that is sent with stamp t leaves the parrot at t + 1.
    expect(counted(0, 11)).toBe(0);
    expect(Math.abs(counted(11, 12) - 1000)).toBeLessThan(5 * Math.sqrt(1000));
    expect(Math.abs(counted(11, 21) - 10000)).toBeLessThan(500);
    expect(Math.abs(counted(21, 31) - 1000)).toBeLessThan(5 * Math.sqrt(1000));
    own.set(drive, { rate_times: [10, 35], rate_values: [0, 4000] });
    await own.run(10);
    expect(counted(31, 36)).toBe(0);
    expect(Math.abs(counted(36, 41) - 20000)).toBeLessThan(5 * Math.sqrt(20000));
    expect(() => own.set(drive, { rate_times: [1] })).toThrow("one value");
    expect(() => own.set(drive, { rate: 5 })).toThrow("rate");
  });

  it("draws the spikes of a constant rate where the rate is constant", async () => {
    const digestOf = async (drive: ReturnType<typeof poisson>): Promise<string> => {
      const net = new Network({ seed: 8 });
      net.stimulate(net.population(iaf_psc_exp, 100), drive, { weight: 50, delay: 1.5 });
      await using sim = await net.build();
      await sim.run(50);
      return sim.digest();
    };
    expect(await digestOf(course([0], [9000]))).toBe(await digestOf(poisson({ rate: 9000 })));
  });
});
