// What is so or not: true, false, 1 or 0, for all neurons or for each, and nothing between.
import { describe, expect, it } from "vitest";
import { Network, uniform } from "../../../ts/index.ts";
import { dendritic_rate, type ModelName } from "../../../ts/models/index.ts";
import { findNeuron, modelNames } from "../../../ts/models/model.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

const registered = modelNames.flatMap((model) => {
  const { parameters, variables } = findNeuron(model) as NonNullable<ReturnType<typeof findNeuron>>;
  const flags = [...parameters, ...variables].filter(({ unit }) => unit === "boolean");
  return flags.map(({ name }) => [model, name] as [ModelName, string]);
});

const half = [0.5, 2, -1, 1e-300, "yes", Number.NaN, null, [0, 0.5], [true, 2], uniform(0, 1), () => 0.5];

/** A description with a flag's value as any program may have written it. */
function documentWith(model: ModelName, name: string, value: unknown): unknown {
  const json = JSON.parse(JSON.stringify(withTwo(model).net));
  json.populations[0].parameters = { [name]: value };
  return json;
}

function withTwo(model: ModelName) {
  const net = new Network();
  return { net, cells: net.population(model, 2) };
}

describe("a flag of a neuron model", () => {
  it("is known as one", () => {
    const names = ["nudging", "latent_equilibrium", "silent", "spiking", "use_phi", "somatic_error"];
    for (const name of [...names, "forced_spikes", "learn_with_tau_syn_ex", "refractory_input"])
      expect(registered.map(([, flag]) => flag)).toContain(name);
  });

  it.each(registered)("of %s is refused between yes and no, in calls and documents: %s", (model, name) => {
    for (const wrong of half) {
      const { net, cells } = withTwo(model);
      expectRefusal(net, () => net.set(cells, { [name]: wrong } as never), "E_TYPE", "true or false, 1 or 0");
    }
    const error = errorOf(() => Network.from(documentWith(model, name, 0.5) as never));
    expect(error).toMatchObject({ code: "E_TYPE", parameter: name, value: 0.5 });
  });

  it.each(registered)("of %s may differ between neurons: %s", async (model, name) => {
    const { net, cells } = withTwo(model);
    const needed = findNeuron(model)?.orders.filter(({ below }) => below === name) ?? [];
    net.set(cells, Object.fromEntries(needed.map(({ above }) => [above, true])) as never);
    net.set(cells, { [name]: [true, 0] } as never);
    const sim = await Network.from(JSON.stringify(net)).build();
    expect([...sim.get(sim.network.populations[0] as never, name as never)]).toEqual([1, 0]);
  });

  it("is refused between runs too, and keeps its value", async () => {
    const net = new Network();
    const cells = net.population(dendritic_rate, 3, { nudging: (k: number) => (k === 1 ? 1 : false) });
    const sim = await net.build();
    await sim.run(1);
    for (const wrong of half)
      expect(errorOf(() => sim.set(cells, { nudging: wrong } as never)).code).toBe("E_TYPE");
    expect([...sim.get(cells, "nudging")]).toEqual([0, 1, 0]);
    sim.set(cells, { nudging: new Uint8Array([1, 0, 1]) });
    expect([...sim.get(cells, "nudging")]).toEqual([1, 0, 1]);
  });
});
