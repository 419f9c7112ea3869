// Where neurons are: places of grids and points, and what is no position.
import { describe, expect, it } from "vitest";
import { bernoulli, Network } from "../../../ts/index.ts";
import { parrot_neuron } from "../../../ts/models/index.ts";
import { circle, free, grid } from "../../../ts/space/index.ts";
import { errorOf } from "../../helpers/errors.ts";

const net = () => new Network();

describe("grid", () => {
  it("puts neurons in the middle of cells, the last dimension fastest and y from the top", () => {
    expect([...grid([4]).coordinates(4)]).toEqual([-0.375, -0.125, 0.125, 0.375]);
    const places = grid([2, 3], { extent: [2, 6], center: [1, 10] }).coordinates(6);
    expect([...places]).toEqual([0.5, 12, 0.5, 10, 0.5, 8, 1.5, 12, 1.5, 10, 1.5, 8]);
    const cube = grid([2, 2, 2], { extent: [2, 2, 2] }).coordinates(8);
    expect([...cube.slice(0, 9)]).toEqual([-0.5, 0.5, -0.5, -0.5, 0.5, 0.5, -0.5, -0.5, -0.5]);
  });

  it("knows after which lengths space repeats itself", () => {
    expect(grid([2, 3], { extent: [2, 6], periodic: true }).periods).toEqual([2, 6]);
    expect(grid([2, 3], { periodic: [false, true] }).periods).toEqual([0, 1]);
    expect(grid([2, 3]).periods).toEqual([0, 0]);
  });

  it.each([
    ["E_SHAPE", () => grid([])],
    ["E_SHAPE", () => grid([1, 1, 1, 1])],
    ["E_PARAM_RANGE", () => grid([2, 0])],
    ["E_PARAM_POSITIVE", () => grid([2], { extent: [0] })],
    ["E_SHAPE", () => grid([2, 2], { extent: [1] })],
    ["E_SHAPE", () => grid([2, 2], { periodic: [true] })],
    ["E_NOT_FINITE", () => grid([2], { center: [Infinity] })],
    ["E_UNKNOWN_PARAM", () => grid([2], { extend: [1] } as never)],
    ["E_SHAPE", () => net().population(parrot_neuron, 5, {}, { positions: grid([2, 3]) })],
    ["E_TYPE", () => net().population(parrot_neuron, 6, {}, { positions: [2, 3] as never })],
  ])("is refused with %s", (code, call) => {
    expect(errorOf(call).code).toBe(code);
  });
});

describe("free", () => {
  it("takes points, or a function of the index", () => {
    expect([...free([[1, 2], Float64Array.of(3, 4)]).coordinates(2)]).toEqual([1, 2, 3, 4]);
    expect([...free((k) => [k, 1, -k]).coordinates(3)]).toEqual([0, 1, -0, 1, 1, -1, 2, 1, -2]);
    const list = [[0, 0]];
    const places = free(list, { extent: [2, 2], periodic: true });
    (list[0] as number[])[0] = 9;
    expect([...places.coordinates(1)]).toEqual([0, 0]);
  });

  it.each([
    ["E_SHAPE", () => free([])],
    ["E_SHAPE", () => free([[]])],
    ["E_NOT_FINITE", () => free([[1, Number.NaN]])],
    ["E_TYPE", () => free([1, 2] as never)],
    ["E_SHAPE", () => free([[1], [1, 2]]).coordinates(2)],
    ["E_SHAPE", () => free([[1], [2]]).coordinates(3)],
    ["E_POSITIONS", () => free([[1]], { periodic: true })],
    ["E_POSITIONS", () => free([[1.01, 0]], { extent: [2, 2] }).coordinates(1)],
    ["E_NOT_FINITE", () => free((k) => [1 / k]).coordinates(2)],
  ])("is refused with %s", (code, call) => {
    expect(errorOf(call).code).toBe(code);
  });
});

describe("populations in space", () => {
  it("give the positions of any of their neurons", () => {
    const network = net();
    const a = network.population(parrot_neuron, 4, {}, { positions: grid([2, 2], { periodic: true }) });
    const b = network.population(parrot_neuron, 2, {}, { positions: grid([1, 2], { periodic: true }) });
    const nowhere = network.population(parrot_neuron, 2);
    const other = network.population(parrot_neuron, 2, {}, { positions: grid([1, 2]) });
    expect(a.positions?.coordinates).toEqual(
      Float64Array.of(-0.25, 0.25, -0.25, -0.25, 0.25, 0.25, 0.25, -0.25),
    );
    expect(a.slice(1, 4, 2).concat(b.at(1)).positions).toEqual({
      dimensions: 2,
      periods: [1, 1],
      coordinates: Float64Array.of(-0.25, -0.25, 0.25, -0.25, 0, -0.25),
    });
    for (const view of [nowhere, a.concat(nowhere), nowhere.concat(a), a.concat(other)])
      expect(view.positions).toBeUndefined();
    const rule = bernoulli(1, { mask: circle(0.1) });
    for (const [from, to] of [
      [a, nowhere],
      [nowhere, a],
      [a, other],
      [a.concat(other), b],
    ] as const) {
      const { code, parameter } = errorOf(() => network.connect(from, to, rule));
      expect([code, parameter]).toEqual(["E_POSITIONS", "mask"]);
    }
    expect(network.projections).toEqual([]);
  });
});
