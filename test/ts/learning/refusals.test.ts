// What makes no learner, no task and no figure is refused with the name of what is wrong, and changes nothing.
import { describe, expect, it } from "vitest";
import {
  type BackpropagationOptions,
  backpropagation,
  bars,
  dendriticErrors,
  digits,
  type LeastActionNetworkOptions,
  latentEquilibrium,
  layered,
  learningCurves,
  leastAction,
  leastActionNetwork,
  oneHot,
  presentationTimeStudy,
  selfPrediction,
  softplus,
  teacher,
  yinYang,
} from "../../../ts/learning/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

const make = (options: object = {}) =>
  backpropagation({ layers: [2, 3, 1], rates: 0.1, ...options } as BackpropagationOptions);
const wire = (options: object) => leastActionNetwork(options as LeastActionNetworkOptions);
const network = wire({ layers: [2, 1] });
const wiring = layered([2, 1]);

describe("options", () => {
  it.each([
    ["backpropagation", () => make({ biass: true })],
    ["leastActionNetwork", () => wire({ layers: [2, 1], ampltude: 1 })],
    ["a wiring", () => wire({ wiring: { ...wiring, layers: [2, 1] } })],
    ["leastAction", () => leastAction(network, { etaa: 1 } as never)],
    ["latentEquilibrium", () => latentEquilibrium(network, { ramp: 1 } as never)],
    ["dendriticErrors", () => dendriticErrors({ apical: 1, nudging: 0, gain: 1 } as never)],
    ["softplus", () => softplus({ gama: 1 } as never)],
    ["bars", () => bars({ protocl: "reset" } as never)],
    ["yinYang", () => yinYang({ sample: 1 } as never)],
    ["selfPrediction", () => selfPrediction({ sample: 1 } as never)],
    ["teacher", () => teacher({ varint: "gille" } as never)],
    ["digits", () => digits({} as never, {} as never, { poool: 2 } as never)],
  ])("of unknown names: %s", (_, call) => {
    expect(errorOf(call).code).toBe("E_UNKNOWN_PARAM");
  });

  it.each([
    ["backpropagation", () => backpropagation(undefined as never)],
    ["bias", () => make({ bias: "no" })],
    ["transfer", () => make({ transfer: "softplus" })],
    ["transfer of least action", () => wire({ layers: [2, 1], transfer: Math.tanh })],
    ["leastActionNetwork", () => wire(null as never)],
    ["leastAction", () => leastAction(undefined as never)],
    ["latentEquilibrium", () => latentEquilibrium({} as never)],
    ["errors", () => latentEquilibrium(network, { errors: "dendritic" as never })],
    ["softplus", () => softplus(null as never)],
    ["bars", () => bars(null as never)],
    ["no hidden layers", () => wire({ wiring: { ...wiring, hidden: undefined } })],
    ["no blocks", () => wire({ wiring: { ...wiring, blocks: undefined } })],
  ])("of another type: %s", (_, call) => {
    expect(errorOf(call).code).toBe("E_TYPE");
  });

  it.each([
    ["E_SIZE", () => make({ layers: [1e9, 1e9] })],
    ["E_SIZE", () => wire({ layers: [1e6, 1e6] })],
    ["E_SHAPE", () => wire({ wiring: { ...wiring, blocks: [{ targets: [0, 1] }] } })],
    ["E_PARAM_RANGE", () => wire({ wiring: { ...wiring, hidden: [0.5] } })],
    ["E_UNKNOWN_PARAM", () => wire({ layers: [2, 1], wiring })],
    ["E_PARAM_RANGE", () => oneHot(3, 3, 1, 0)],
    ["E_PARAM_RANGE", () => oneHot(-1, 3, 1, 0)],
    ["E_PARAM_RANGE", () => oneHot(0, 2 ** 50, 1, 0)],
    ["E_PARAM_RANGE", () => selfPrediction({ inputs: 2 ** 50 })],
    ["E_PARAM_RANGE", () => teacher({ testSamples: 2 ** 50 })],
    ["E_SIZE", () => teacher({ layers: [2 ** 50, 2], gains: [1] })],
    ["E_PARAM_RANGE", () => yinYang({ samples: 2 ** 50 })],
  ])("of impossible values: %s", (code, call) => {
    expect(errorOf(call).code).toBe(code);
  });

  it("name the call that was made", () => {
    for (const [name, call] of [
      ["backpropagation", () => make({ seed: -1 })],
      ["leastActionNetwork", () => wire({ layers: [2, 1], seed: 0.5 })],
      ["leastActionNetwork", () => wire({})],
      ["yinYang", () => yinYang({ seed: Number.NaN })],
    ] as const)
      expect(errorOf(call).message).toMatch(new RegExp(`^${name}: `));
  });
});

describe("presentations and masks", () => {
  const shown = { target: null, learn: false, duration: 1, readFrom: 0 };
  const input = Float64Array.of(1, 0);
  const code = (given: unknown, learner = make()) =>
    errorOf(() => learner.present(input, given as never)).code;

  it("are complete", () => {
    expect(code(undefined)).toBe("E_TYPE");
    expect(code({ ...shown, learn: "yes" })).toBe("E_TYPE");
    expect(code({ ...shown, target: undefined })).toBe("E_TYPE");
  });

  it("last whole steps where there are steps", () => {
    const learner = latentEquilibrium(network, { dt: 0.1 });
    const error = errorOf(() => learner.present(input, { ...shown, duration: 0.25 }));
    expect([error.code, error.hint]).toEqual(["E_TIME_GRID", "the nearest are 0.2 and 0.3 ms"]);
    for (const duration of [0.1, 0.3, 5.7, 500])
      expect(learner.present(input, { ...shown, duration }).length).toBe(1);
  });

  it("silence with zeros and ones", () => {
    const silence = (masks: unknown) => errorOf(() => make().silence?.(masks as never));
    expect(silence(undefined).code).toBe("E_TYPE");
    expect(silence([[1, 0, 0]]).code).toBe("E_TYPE");
    expect(silence([null]).code).toBe("E_TYPE");
    expect(silence([Uint8Array.of(0, 2, 0)]).parameter).toBe("masks[0][1]");
  });

  it("keep the masks that were given, whatever becomes of the arrays", () => {
    const [one, other] = [make(), make()];
    const mask = Uint8Array.of(1, 1, 1);
    for (const learner of [one, other]) learner.silence?.([mask.slice()]);
    one.silence?.([mask]);
    mask.fill(0);
    expect(one.present(input, shown)).toEqual(other.present(input, shown));
  });
});

describe("a state that does not fit", () => {
  it("leaves the weights as they were", () => {
    const learner = make();
    const before = learner.checkpoint();
    const state = { up1: new Float64Array(6), up2: new Float64Array(9) };
    expect(errorOf(() => learner.restore(state)).code).toBe("E_SHAPE");
    expect(learner.checkpoint()).toEqual(before);
    expect(errorOf(() => learner.restore(undefined as never)).code).toBe("E_TYPE");
  });
});

describe("studies and figures", () => {
  it("need all that they are made of", async () => {
    const study = (options: object | undefined) => rejectionOf(presentationTimeStudy(options as never));
    const lists = { durations: [1], seeds: [1] };
    expect((await study(undefined)).code).toBe("E_TYPE");
    expect((await study(lists)).parameter).toBe("prepare");
    expect((await study({ ...lists, prepare: () => undefined, lst: 3 })).code).toBe("E_UNKNOWN_PARAM");
    const curves = (groups: unknown) => rejectionOf(learningCurves(groups as never));
    expect((await curves(undefined)).code).toBe("E_TYPE");
    expect((await curves([{ label: "a" }])).parameter).toBe("groups[0].runs");
    expect((await curves([{ label: "a", runs: [{ epoch: 0 }] }])).parameter).toBe("groups[0].runs[0]");
  });
});
