// Functions over so many elements that they are called late pass the checks of early ones and raise their warnings.
import { describe, expect, it } from "vitest";
import {
  dc,
  fixedOutdegree,
  Network,
  oneToOne,
  type Population,
  poisson,
  stepCurrent,
  type Warning,
} from "../../../ts/index.ts";
import { iaf_psc_delta, iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

const size = 100_001;

/** What is described with a function over the elements, or with the list of what it gives. */
type Describe = (net: Network, of: (rule: (k: number) => number) => (k: number) => number) => void;

const last =
  (value: number, other: number) =>
  (k: number): number =>
    k === size - 1 ? value : other;

const listed = (rule: (k: number) => number) =>
  Float64Array.from({ length: size }, (_, k) => rule(k)) as unknown as (k: number) => number;

/** The network with lists, and with functions. */
function both(make: Describe, options = {}): readonly [early: () => Network, late: () => Network] {
  const network = (of: (rule: (k: number) => number) => (k: number) => number) => () => {
    const net = new Network({ seed: 4, ...options });
    make(net, of);
    return net;
  };
  return [network(listed), network((rule) => rule)];
}

const cellsOf = (net: Network, parameters = {}) => net.population(iaf_psc_delta, size, parameters);
const pairsOf = (net: Network) => [net.population(parrot_neuron, size), cellsOf(net)] as const;

const raised: readonly (readonly [code: string, make: Describe])[] = [
  ["W_TAU_VS_DT", (net, of) => cellsOf(net, { tau_m: of(last(1e-3, 10)) })],
  ["W_TIME_ROUNDED", (net, of) => cellsOf(net, { t_ref: of(last(2.04, 2)) })],
  ["W_INITIAL_ABOVE_THRESHOLD", (net, of) => cellsOf(net, { V_m: of(last(-40, -65)) })],
  ["W_DELAY_ROUNDED", (net, of) => net.connect(...pairsOf(net), oneToOne(), { delay: of(last(1.04, 1)) })],
  [
    "W_WEIGHT_UNDERFLOW",
    (net, of) => net.connect(...pairsOf(net), oneToOne(), { weight: of(last(1e-7, 1e4)) }),
  ],
  [
    "W_WEIGHT_PRECISION",
    (net, of) => {
      const [from, to] = pairsOf(net);
      net.connect(from, to, oneToOne(), { weight: of(last(1.5e-3, 1)) });
      net.connect(from, to.slice(0, 1), fixedOutdegree(1), { weight: 1e5 });
    },
  ],
];

const refused: readonly (readonly [code: string, make: Describe, options?: object])[] = [
  ["E_TIME_GRID", (net, of) => cellsOf(net, { t_ref: of(last(2.04, 2)) }), { strictTime: true }],
  [
    "E_TIME_GRID",
    (net, of) => net.connect(...pairsOf(net), oneToOne(), { delay: of(last(1.04, 1)) }),
    { strictTime: true },
  ],
  ["E_RATE", (net, of) => net.stimulate(cellsOf(net), poisson({ rate: of(last(-1, 10)) }))],
  ["E_RATE", (net, of) => net.stimulate(cellsOf(net), poisson({ rate: of(last(2e11, 10)) }))],
  ["E_TIME_GRID", (net, of) => net.stimulate(cellsOf(net), dc({ amplitude: 1, start: of(last(2.04, 2)) }))],
  [
    "E_PARAM_RANGE",
    (net, of) => net.stimulate(cellsOf(net), dc({ amplitude: 1, start: of(() => 2), stop: of(last(1, 2)) })),
  ],
  ["E_NOT_FINITE", (net, of) => net.stimulate(cellsOf(net), dc({ amplitude: of(last(Number.NaN, 2)) }))],
];

const about = (warnings: readonly Warning[]) => warnings.map(({ code, count }) => [code, count]);

describe("late values", () => {
  it.each(raised)("raise %s as early ones do, once they are known", async (code, make) => {
    const [early, late] = both(make);
    const expected = about(early().warnings);
    expect(expected.map(([one]) => one)).toContain(code);
    const net = late();
    expect(net.warnings).toEqual([]);
    await using sim = await net.build({ threads: 1 });
    expect(about(net.warnings)).toEqual(expected);
    // Of weights that vanish the report says what the kernel has counted.
    const reported = ({ code: one }: Warning) => one !== "W_WEIGHT_UNDERFLOW";
    expect(sim.report.warnings.filter(reported)).toEqual(net.warnings.filter(reported));
  });

  it.each(refused)("are refused with %s as early ones are: %#", async (...given) => {
    const [code, make, options] = given as unknown as (typeof refused)[number];
    const [early, late] = both(make, options);
    const expected = errorOf(early);
    expect(expected.code).toBe(code);
    const found = await rejectionOf(late().build({ threads: 1 }));
    const { parameter, value, allowed } = expected;
    expect(found).toMatchObject({ code, parameter, value, allowed });
  });

  it("of a built network raise what early ones do", async () => {
    const net = new Network();
    const cells = net.population(iaf_psc_exp, size);
    await using sim = await net.build({ threads: 1 });
    sim.set(cells, { t_ref: last(2.04, 2) });
    expect(sim.report.warnings.map(({ code }) => code)).toEqual(["W_TIME_ROUNDED"]);
  });
});

describe("functions of a stimulus", () => {
  it("are called when the estimate has been accepted, in every place where there may be one", async () => {
    let calls = 0;
    const each = () => {
      calls++;
      return 2;
    };
    const net = new Network();
    const parrots = net.population(parrot_neuron, size);
    const cells: Population<"iaf_psc_exp"> = net.population(iaf_psc_exp, size);
    net.stimulate(parrots, poisson({ rate: each, start: each, stop: each }), { weight: each });
    net.stimulate(cells, stepCurrent({ amplitude_times: [1, 2], amplitude_values: [each, 3] }));
    expect(net.estimate().bytes.total).toBeGreaterThan(1e6);
    expect((await rejectionOf(net.build({ memoryLimit: "1 MB" }))).code).toBe("E_MEMORY_BUDGET");
    expect(calls).toBe(0);
    await using sim = await net.build({ threads: 1 });
    expect(calls).toBe(5 * size);
    expect(sim.report.warnings).toEqual([]);
  });
});
