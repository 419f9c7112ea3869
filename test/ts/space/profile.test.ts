// Counts of pairs and synapses by distance, counted by hand.
import { describe, expect, it } from "vitest";
import { positionPlot } from "../../../ts/plot/index.ts";
import { distanceProfile } from "../../../ts/space/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

const line = (period: number, ...coordinates: number[]) => ({
  dimensions: 1,
  periods: [period],
  coordinates: Float64Array.from(coordinates),
});

describe("distanceProfile", () => {
  it("counts pairs and synapses at each distance, over edges where space is periodic", () => {
    const [sources, targets] = [line(0, 0, 9), line(0, 0.5, 1.5, 8)];
    const synapses = { source: [0, 0, 1], target: [0, 0, 2] };
    const open = distanceProfile(sources, targets, synapses, { range: 4, bins: 2 });
    expect([...open.distances]).toEqual([1, 3]);
    expect([[...open.pairs], [...open.synapses], [...open.probability]]).toEqual([
      [3, 0],
      [3, 0],
      [1, Number.NaN],
    ]);
    const ring = [line(10, 0, 9), line(10, 0.5, 1.5, 8)] as const;
    const closed = distanceProfile(...ring, synapses, { range: 4, bins: 2 });
    expect([[...closed.pairs], [...closed.probability]]).toEqual([
      [4, 2],
      [0.75, 0],
    ]);
  });

  it.each([
    ["E_POSITIONS", "targets", [line(0, 0), line(1, 0), { source: [], target: [] }, { range: 1, bins: 1 }]],
    ["E_INDEX", "target[0]", [line(0, 0), line(0, 0), { source: [0], target: [1] }, { range: 1, bins: 1 }]],
    ["E_SHAPE", "target", [line(0, 0), line(0, 0), { source: [0], target: [] }, { range: 1, bins: 1 }]],
    [
      "E_PARAM_POSITIVE",
      "range",
      [line(0, 0), line(0, 0), { source: [], target: [] }, { range: 0, bins: 1 }],
    ],
    ["E_PARAM_RANGE", "bins", [line(0, 0), line(0, 0), { source: [], target: [] }, { range: 1, bins: 0 }]],
  ] as const)("is refused with %s for %s", (code, parameter, args) => {
    const error = errorOf(() => distanceProfile(...(args as unknown as Parameters<typeof distanceProfile>)));
    expect([error.code, error.parameter]).toEqual([code, parameter]);
  });
});

it("positionPlot marks every neuron, and refuses coordinates without neurons", async () => {
  const positions = { dimensions: 2, coordinates: [0, 0, 1, 2, 3, 1] };
  const svg = await positionPlot([{ label: "E", positions }]);
  expect(svg.match(/<circle[^>]*r="2.2"/g)).toHaveLength(3);
  const odd = [{ label: "E", positions: { dimensions: 2, coordinates: [1] } }];
  expect((await rejectionOf(positionPlot(odd))).code).toBe("E_SHAPE");
});
