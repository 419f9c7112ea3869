// The map equation in closed form, against entropies of a walk that is followed step by step, and against every
// division of small networks; and the codelength that Infomap 2.6 gives for the example of its documentation.
import { describe, expect, it } from "vitest";
import {
  louvainCommunities,
  mapEquation,
  mapEquationCommunities,
  uniforms,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { errorOf } from "../../../helpers/errors.ts";

type Matrix = readonly number[];

/** [target * size + source] from links [source, target, weight]. */
function linked(size: number, links: readonly (readonly [number, number, number?])[]): number[] {
  const weights = Array<number>(size * size).fill(0);
  for (const [source, target, weight = 1] of links) weights[target * size + source] = weight;
  return weights;
}

const bothWays = (links: readonly (readonly [number, number])[]) =>
  links.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]);

const at = (values: ArrayLike<number>, index: number): number => values[index] as number;
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Entropy of shares [bit]. */
function entropy(rates: readonly number[]): number {
  const all = total(rates);
  return -total(rates.filter((rate) => rate > 0).map((rate) => (rate / all) * Math.log2(rate / all)));
}

/** How often each link is taken, by following the shares of very many walkers for long enough. */
function walked(weights: Matrix, size: number, teleportation = 0.15): number[] {
  const out = Array.from({ length: size }, (_, source) =>
    total(weights.filter((_, cell) => cell % size === source)),
  );
  let here = out.map(() => 1 / size);
  for (let step = 0; step < 400; step++) {
    const next = out.map(() => 0);
    let jumping = 0;
    for (let source = 0; source < size; source++) {
      const stays = at(out, source) > 0 ? 1 - teleportation : 0;
      jumping += at(here, source) * (1 - stays);
      for (let target = 0; target < size; target++)
        if (stays > 0)
          next[target] =
            at(next, target) +
            (at(here, source) * stays * at(weights, target * size + source)) / at(out, source);
    }
    here = next.map((share, node) => share + (jumping * at(out, node)) / total(out));
  }
  const taken = weights.map((weight, cell) =>
    weight > 0 ? (at(here, cell % size) * weight) / at(out, cell % size) : 0,
  );
  return taken.map((rate) => rate / total(taken));
}

/** The map equation as the mean length of its codes: entropies, weighted with how often each code is used. */
function codes(steps: readonly number[], labels: readonly number[]): number {
  const size = labels.length;
  const between = (from: (label: number) => boolean, to: (label: number) => boolean): number =>
    total(
      steps.filter((_, cell) => from(at(labels, cell % size)) && to(at(labels, Math.floor(cell / size)))),
    );
  const modules = [...new Set(labels)];
  const enter = modules.map((label) =>
    between(
      (other) => other !== label,
      (other) => other === label,
    ),
  );
  const index = total(enter) > 0 ? total(enter) * entropy(enter) : 0;
  const within = modules.map((label) => {
    const exit = between(
      (other) => other === label,
      (other) => other !== label,
    );
    const visits = labels.flatMap((other, node) =>
      other === label ? [total(steps.slice(node * size, (node + 1) * size))] : [],
    );
    const used = exit + total(visits);
    return used > 0 ? used * entropy([exit, ...visits]) : 0;
  });
  return index + total(within);
}

/** All divisions of nodes, as labels. */
function* divisions(size: number, labels: readonly number[] = []): Generator<readonly number[]> {
  if (labels.length === size) yield labels;
  else
    for (let label = 0; label <= Math.max(-1, ...labels) + 1; label++)
      yield* divisions(size, [...labels, label]);
}

/** Eight nodes: some links one way, 7 a dead end, and 0 reached from nowhere. */
function drawn(seed: number): number[] {
  const random = uniforms(seed);
  return Array.from({ length: 64 }, (_, cell) => {
    const [target, source] = [Math.floor(cell / 8), cell % 8];
    const [chance, weight] = [random(), random()];
    return target === source || target === 0 || source === 7 || chance > 0.45 ? 0 : weight;
  });
}

const triangles = linked(
  6,
  bothWays([
    [0, 1],
    [0, 2],
    [1, 2],
    [0, 3],
    [3, 4],
    [3, 5],
    [4, 5],
  ]),
);

/** Four cliques of four, each joined to the next by one link both ways. */
const cliques = linked(
  16,
  bothWays(
    [0, 1, 2, 3].flatMap((clique) => {
      const [a, b, c, d] = [4 * clique, 4 * clique + 1, 4 * clique + 2, 4 * clique + 3];
      const own = [
        [a, b],
        [a, c],
        [a, d],
        [b, c],
        [b, d],
        [c, d],
      ] as const;
      return [...own, [d, (4 * clique + 4) % 16] as const];
    }),
  ),
);

describe("the map equation", () => {
  it("is that of Infomap for two triangles", () => {
    expect(mapEquation(triangles, [0, 0, 0, 1, 1, 1])).toBeCloseTo(2.32073035683379, 12);
  });

  it("of a ring of cliques is what its degrees say", () => {
    // 28 links both ways; of a clique's 14 steps in 56 two lead out, two nodes have four links and two have three.
    const own = [4, 3, 3, 4].map((links) => links / 56);
    const index = (8 / 56) * 2;
    const module = (16 / 56) * entropy([2 / 56, ...own]);
    const labels = Array.from({ length: 16 }, (_, node) => Math.floor(node / 4));
    expect(mapEquation(cliques, labels)).toBeCloseTo(index + 4 * module, 12);
    expect(
      mapEquation(
        cliques,
        labels.map(() => 0),
      ),
    ).toBeCloseTo(entropy([...own, ...own, ...own, ...own]), 12);
  });

  it.each([1, 2])(
    "is the mean length of codes for a walk with dead ends and one-way links, seed %s",
    (seed) => {
      const weights = drawn(seed);
      for (const teleportation of [0.15, 0.4]) {
        const steps = walked(weights, 8, teleportation);
        for (const labels of [
          [0, 0, 0, 0, 0, 0, 0, 0],
          [0, 1, 2, 3, 4, 5, 6, 7],
          [0, 0, 1, 1, 0, 2, 2, 1],
        ])
          expect(mapEquation(weights, labels, { teleportation })).toBeCloseTo(codes(steps, labels), 10);
      }
    },
  );

  it("knows no scale, no diagonal and no names of modules", () => {
    const weights = drawn(3);
    const labels = [0, 0, 1, 1, 0, 2, 2, 1];
    const bits = mapEquation(weights, labels);
    const other = weights.map((weight, cell) => (cell % 9 === 0 ? 5 : 1e300 * weight));
    expect(
      mapEquation(
        other,
        labels.map((label) => -2.5 * label),
      ),
    ).toBeCloseTo(bits, 12);
  });

  it("does not depend on jumps where every link has its weight both ways", () => {
    const labels = [0, 0, 0, 1, 1, 1];
    for (const teleportation of [0.001, 0.5, 1])
      expect(mapEquation(triangles, labels, { teleportation })).toBeCloseTo(2.32073035683379, 12);
  });

  it("refuses what is no network, and labels that are too few", () => {
    expect(() => mapEquation([0, 1, 2], [0])).toThrow(/weights must be .* as many rows as columns/);
    expect(errorOf(() => mapEquation([0, -1, 1, 0], [0, 0]))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "weights[1]",
    });
    expect(errorOf(() => mapEquation([0, 1, Number.NaN, 0], [0, 0]))).toMatchObject({
      code: "E_NOT_FINITE",
      parameter: "weights[2]",
    });
    expect(() => mapEquation(triangles, [0, 1])).toThrow(CajalError);
    expect(errorOf(() => mapEquation(triangles, [0, 0, 0, 1, 1, 1], { teleportation: 0 }))).toMatchObject({
      parameter: "teleportation",
    });
  });
});

describe("mapEquationCommunities", () => {
  it("finds triangles and cliques", () => {
    const found = mapEquationCommunities(triangles);
    expect([...found.labels]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(found.codelength).toBeCloseTo(2.32073035683379, 12);
    expect(mapEquationCommunities(cliques)).toMatchObject({
      count: 4,
      labels: Uint32Array.from({ length: 16 }, (_, node) => Math.floor(node / 4)),
    });
  });

  it.each([3, 6, 10])("finds the best of all 4140 divisions of eight nodes, seed %s", (seed) => {
    const weights = drawn(seed);
    const steps = walked(weights, 8);
    let [best, bits] = [[] as readonly number[], Number.POSITIVE_INFINITY];
    let number = 0;
    for (const labels of divisions(8)) {
      number++;
      const length = codes(steps, labels);
      if (length < bits - 1e-9) [best, bits] = [labels, length];
    }
    expect(number).toBe(4140);
    const found = mapEquationCommunities(weights);
    expect(found.codelength).toBeCloseTo(bits, 9);
    expect([...found.labels]).toEqual(best);
  });

  it("looks at the direction of links, where modularity sees two groups whichever way they lead", () => {
    const across = [
      [1, 5, 0.2],
      [3, 7, 0.2],
      [4, 0, 0.2],
      [6, 2, 0.2],
    ] as const;
    // Two rings that lead round, and the same with every second link turned about: what comes into one must leave it.
    const [round, through] = [
      [
        [0, 1, 2, 3, 0],
        [4, 5, 6, 7, 4],
      ],
      [
        [0, 1],
        [2, 1],
        [2, 3],
        [0, 3],
        [5, 4],
        [5, 6],
        [7, 6],
        [7, 4],
      ],
    ].map((ways) => {
      const links = ways.flatMap((way) => way.slice(1).map((node, step) => [at(way, step), node] as const));
      return linked(8, [...links, ...across]);
    }) as [number[], number[]];
    const rings = [0, 0, 0, 0, 1, 1, 1, 1];
    expect([...mapEquationCommunities(round).labels]).toEqual(rings);
    expect(mapEquationCommunities(through).count).toBe(1);
    for (const weights of [round, through]) {
      const sums = weights.map((weight, cell) => weight + at(weights, (cell % 8) * 8 + Math.floor(cell / 8)));
      expect([...louvainCommunities(sums).labels]).toEqual(rings);
    }
  });

  it("is the same for the same network in another order of its nodes", () => {
    const weights = drawn(7);
    const order = [3, 1, 7, 0, 6, 2, 5, 4];
    const other = order.flatMap((target) => order.map((source) => at(weights, target * 8 + source)));
    const [one, two] = [mapEquationCommunities(weights), mapEquationCommunities(other)];
    expect(two.codelength).toBeCloseTo(one.codelength, 10);
    const together = (labels: Uint32Array, a: number, b: number) => labels[a] === labels[b];
    for (let a = 0; a < 8; a++)
      for (let b = 0; b < 8; b++)
        expect(together(two.labels, a, b)).toBe(together(one.labels, at(order, a), at(order, b)));
  });

  it("depends on nothing but the seed, and gives its codelength as mapEquation does", () => {
    const weights = drawn(8);
    const once = mapEquationCommunities(weights, { seed: 3, searches: 1 });
    expect(mapEquationCommunities(weights, { seed: 3, searches: 1 })).toEqual(once);
    expect(mapEquation(weights, once.labels)).toBeCloseTo(once.codelength, 12);
  });

  it("leaves alone what is connected to nothing", () => {
    expect([...mapEquationCommunities([0, 1, 0, 1, 0, 0, 0, 0, 0]).labels]).toEqual([0, 0, 1]);
    expect(mapEquationCommunities(new Float64Array(4))).toMatchObject({ count: 2, codelength: 0 });
    expect(mapEquationCommunities([])).toMatchObject({ count: 0, codelength: 0 });
  });
});
