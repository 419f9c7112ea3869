// What makes no training: bad options, states, watches, and learners and tasks that do not fit.
import { describe, expect, it } from "vitest";
import {
  backpropagation,
  bars,
  selfPrediction,
  type Task,
  type TrainingOptions,
  type TrainingState,
  train,
  training,
  trainingFromJson,
  trainingToJson,
} from "../../../ts/learning/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

const network = () => backpropagation({ layers: [9, 12, 3], rates: 0.01 });

describe("a training", () => {
  it("goes on from nothing but a state", async () => {
    const state = await training(network(), bars(), { epochs: 1 }).checkpoint();
    const broken: object[] = [
      {},
      { ...state, epoch: Number.NaN },
      { ...state, epoch: -3 },
      { ...state, position: -1 },
      { ...state, trained: undefined },
      { ...state, tested: { presentations: 0 } },
      { ...state, measures: { norm: "1" } },
      { ...state, rows: [1] },
      { ...state, learner: undefined },
    ];
    for (const from of [...broken, "state" as never]) {
      const error = errorOf(() => training(network(), bars(), { epochs: 1, from: from as TrainingState }));
      expect([error.code, error.parameter]).toEqual(["E_DESCRIPTION", "from"]);
    }
    const document = JSON.parse(trainingToJson(state));
    for (const part of Object.keys(state)) {
      const text = JSON.stringify({ ...document, [part]: undefined });
      expect(errorOf(() => trainingFromJson(text)).code).toBe("E_DESCRIPTION");
    }
    const negative = JSON.stringify({ ...document, epoch: -1 });
    expect(errorOf(() => trainingFromJson(negative)).code).toBe("E_DESCRIPTION");
  });

  it("refuses targets of another length than the outputs, in tests too", async () => {
    const sample = { input: new Float64Array(9), target: Float64Array.of(1) };
    const odd: Task = { ...bars(), training: () => [], test: () => [sample] };
    const error = await rejectionOf(train(network(), odd, { epochs: 0 }));
    expect([error.code, error.parameter]).toEqual(["E_SHAPE", "target"]);
  });

  const bad: (readonly [string, Partial<TrainingOptions>])[] = [
    ["E_PARAM_RANGE", { epochs: -1 }],
    ["E_PARAM_RANGE", { epochs: 1.5 }],
    ["E_TYPE", { epochs: "10" as never }],
    ["E_PARAM_RANGE", { duration: 0 }],
    ["E_NOT_FINITE", { duration: Number.NaN }],
    ["E_PARAM_RANGE", { readFrom: 1 }],
    ["E_PARAM_RANGE", { testEvery: 0 }],
    ["E_PARAM_RANGE", { seed: -1 }],
    ["E_UNKNOWN_PARAM", { epoch: 3 } as never],
    ["E_UNKNOWN_PARAM", { earlyStop: {} }],
    ["E_PARAM_RANGE", { earlyStop: { accuracy: 1, patience: 0 } }],
    ["E_PARAM_RANGE", { dropout: { probability: 1 } }],
    ["E_UNKNOWN_NAME", { dropout: { probability: 0.1, renewed: "always" as never } }],
    ["E_UNKNOWN_PARAM", { dropout: { probability: 0.1, renew: "never" } as never }],
    ["E_TYPE", { dropout: 0.1 as never }],
    ["E_UNKNOWN_PARAM", { earlyStop: { accuracy: 1, patince: 2 } as never }],
    ["E_TYPE", { measure: "norm" as never }],
    ["E_TYPE", { onCheckpoint: {} as never }],
  ];
  it.each(bad)("%s for bad options %#", (code, given) => {
    expect(errorOf(() => training(network(), bars(), { epochs: 1, ...given })).code).toBe(code);
  });

  it("refuses what is no watch, no learner and no task", async () => {
    const run = (watch: object) => rejectionOf(train(network(), bars(), { epochs: 1 }, watch as never));
    expect((await run({ onprogress: () => undefined })).code).toBe("E_UNKNOWN_PARAM");
    expect((await run({ signal: "stop" })).code).toBe("E_TYPE");
    expect((await run({ onProgress: "bar" })).code).toBe("E_TYPE");
    expect(errorOf(() => training(undefined as never, bars(), { epochs: 1 })).parameter).toBe("learner");
    expect(errorOf(() => training(network(), null as never, { epochs: 1 })).parameter).toBe("task");
  });

  it("refuses learners that do not fit the task, and dropout in learners that cannot", () => {
    const fit = errorOf(() => training(network(), selfPrediction() as Task, { epochs: 1 }));
    expect([fit.code, fit.message]).toEqual(["E_SHAPE", expect.stringContaining("the 5 inputs of the task")]);
    const { silence: _, ...mute } = network();
    const dropout = { probability: 0.1 };
    expect(errorOf(() => training(mute, bars(), { epochs: 1, dropout })).code).toBe("E_UNKNOWN_PARAM");
  });
});
