// A dendritic learner in other hands: its simulation run by others, restored, and used wrongly.
import { afterEach, describe, expect, it } from "vitest";
import { type DendriticLearner, dendriticLearner } from "../../../ts/learning/dendritic-learner.ts";
import { bars } from "../../../ts/learning/tasks/bars.ts";
import { train } from "../../../ts/learning/training/training.ts";
import type { StateRecorder } from "../../../ts/network/devices/recorder.ts";

const made: DendriticLearner[] = [];
afterEach(() => {
  for (const learner of made.splice(0)) learner.simulation.dispose();
});

async function make(...args: Parameters<typeof dendriticLearner>): Promise<DendriticLearner> {
  const learner = await dendriticLearner(...args);
  made.push(learner);
  return learner;
}

const wave = (size: number, phase: number): Float64Array =>
  Float64Array.from({ length: size }, (_, k) => 0.5 + 0.5 * Math.sin(1.7 * k + phase));

describe("what others do with the simulation", () => {
  it("does not count in the outputs and errors of the next presentation", async () => {
    const options = { layers: [3, 4, 2] };
    const [one, other] = [await make(options, { errors: true }), await make(options, { errors: true })];
    const shown = { target: null, learn: false, duration: 1, readFrom: 0.5 };
    for (const { simulation } of [one, other]) simulation.runSync(3);
    for (const recorder of other.simulation.network.recorders)
      other.simulation.read(recorder as StateRecorder<string>, { clear: true });
    expect(one.present(wave(3, 1), shown)).toEqual(other.present(wave(3, 1), shown));
    expect(one.errors()).toEqual(other.errors());
  });

  it("keeps one thread after a restore, also where the machine has more", async () => {
    const learner = await make({ layers: [2500, 2, 2] });
    expect(learner.simulation.report.threads).toBe(1);
    await learner.restore(await learner.checkpoint());
    expect(learner.simulation.report.threads).toBe(1);
  });

  it("can be restored after the signal of the build has ended", async () => {
    const stop = new AbortController();
    const learner = await make({ layers: [3, 4, 2] }, { signal: stop.signal });
    const state = await learner.checkpoint();
    stop.abort();
    await learner.restore(state);
    expect(learner.simulation.time).toBe(0);
  });
});

describe("what is refused", () => {
  it("takes no bad options", async () => {
    const network = { layers: [3, 4, 2] };
    await expect(dendriticLearner(network, { readout: "V" as "V_m" })).rejects.toMatchObject({
      code: "E_UNKNOWN_NAME",
    });
    await expect(dendriticLearner(network, { untaught: "no" as "free" })).rejects.toMatchObject({
      code: "E_UNKNOWN_NAME",
    });
    await expect(dendriticLearner(network, { targetDelay: -1 })).rejects.toMatchObject({
      code: "E_PARAM_RANGE",
    });
    await expect(dendriticLearner(network, { targetDelay: 0.25 })).rejects.toMatchObject({
      code: "E_TIME_GRID",
      hint: "the nearest are 0.2 and 0.3 ms",
    });
  });

  it("takes no options of unknown names or types", async () => {
    const network = { layers: [3, 4, 2] };
    const code = async (options: object): Promise<unknown> =>
      dendriticLearner(network, options).then(
        () => undefined,
        (error) => error.code,
      );
    expect(await code({ error: true })).toBe("E_UNKNOWN_PARAM");
    expect(await code({ errors: "yes" })).toBe("E_TYPE");
    expect(await code(null as never)).toBe("E_TYPE");
  });

  it("shows no pattern of another size, and nothing that is no number", async () => {
    const learner = await make({ layers: [3, 4, 2] });
    const shown = { target: null, learn: true, duration: 1, readFrom: 0 };
    const code = (input: Float64Array, more: object) => {
      try {
        learner.present(input, { ...shown, ...more });
      } catch (error) {
        return (error as { code: string }).code;
      }
      return undefined;
    };
    expect(code(wave(4, 0), {})).toBe("E_SHAPE");
    expect(code(Float64Array.of(0, Number.NaN, 0), {})).toBe("E_NOT_FINITE");
    expect(code(wave(3, 0), { target: wave(3, 0) })).toBe("E_SHAPE");
    expect(code(wave(3, 0), { duration: 0.01 })).toBe("E_PARAM_RANGE");
    expect(code(wave(3, 0), { readFrom: 1 })).toBe("E_PARAM_RANGE");
    expect(code(wave(3, 0), { duration: 0.25 })).toBe("E_TIME_GRID");
    expect(learner.simulation.time).toBe(0);
    expect(() => learner.errors()).toThrow(expect.objectContaining({ code: "E_RECORD" }));
    expect(() => learner.silence?.([new Uint8Array(3)])).toThrow(
      expect.objectContaining({ code: "E_SHAPE" }),
    );
    await expect(learner.restore({})).rejects.toMatchObject({ code: "E_TYPE" });
    await expect(learner.restore(undefined as never)).rejects.toMatchObject({ code: "E_TYPE" });
    const state = { ...(await learner.checkpoint()), apical: new Float64Array(4) };
    await expect(learner.restore(state)).rejects.toMatchObject({ code: "E_TYPE" });
  });

  it("says where learning blew up", async () => {
    const rates = { up: [1e200, 1e200], ip: 1e200, pi: 1e200 };
    const learner = await make({ layers: [9, 30, 3], learningRates: rates, bounded: [] });
    await expect(train(learner, bars(), { epochs: 50, duration: 5, readFrom: 0 })).rejects.toMatchObject({
      code: "E_NUMERIC",
      message: expect.stringMatching(/finite|NaN|infinite/i),
    });
  });
});
