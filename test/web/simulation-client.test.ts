// The page's side: a worker that says what the test wants, and time that the test turns.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Connection, connect, SimulationError, type Status } from "../../web/simulation/client.ts";
import type { Problem } from "../../web/simulation/protocol.ts";

/** What is estimated of a network: time to build [s], and synapses, of 2 ns each. */
const estimateOf = (build: number, expected = 1e6) => ({
  seconds: { build, event: 2e-9 },
  synapses: { expected },
});

class FakeWorker extends EventTarget {
  readonly sent: { type: string; id?: number }[] = [];
  terminated = false;
  postMessage(message: { type: string }): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: object): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
  /** What a worker says after a build. */
  built(): void {
    this.say({ type: "building", estimate: estimateOf(1) });
    this.say({ type: "ready", report: {}, estimate: {}, resolution: 0.1 });
  }
  count(type: string): number {
    return this.sent.filter((message) => message.type === type).length;
  }
}

let workers: FakeWorker[];
let problems: Problem[];
let statuses: Status[];
let connection: Connection<object, object, string, number>;
const worker = (): FakeWorker => workers.at(-1) as FakeWorker;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance", "queueMicrotask"] });
  [workers, problems, statuses] = [[], [], []];
  const make = (): Worker => {
    workers.push(new FakeWorker());
    return worker() as unknown as Worker;
  };
  connection = connect(make, {
    problem: (problem) => problems.push(problem),
    status: (status) => statuses.push(status),
  });
});

afterEach(() => {
  connection.cancel();
  vi.useRealTimers();
});

function playing(): void {
  connection.build({});
  worker().built();
  connection.play();
  worker().say({ type: "state", playing: true });
}

/** Lets time pass while the worker beats twice a second at the model times given by `time`. */
function beat(seconds: number, time: (k: number) => number): void {
  for (let k = 0; k < 2 * seconds; k++) {
    vi.advanceTimersByTime(500);
    worker().say({ type: "beat", time: time(k), busy: "running" });
  }
}

describe("the page's side", () => {
  it("follows a simulation from build to pause", () => {
    playing();
    worker().say({ type: "state", playing: false });
    expect(statuses).toEqual(["building", "paused", "playing", "paused"]);
    expect(worker().sent.map(({ type }) => type)).toEqual(["build", "play"]);
  });

  it("takes every frame", () => {
    playing();
    worker().say({ type: "frame", time: 1, data: {} });
    worker().say({ type: "frame", time: 2, data: {} });
    expect(worker().count("taken")).toBe(2);
  });

  it("leaves a worker alone that beats and gets on, for as long as it likes", () => {
    playing();
    beat(60, (k) => k);
    expect(problems).toEqual([]);
    expect(connection.status).toBe("playing");
  });

  it("notices a worker that is gone, and starts another one with the next build", () => {
    playing();
    beat(5, (k) => k);
    vi.advanceTimersByTime(9000);
    expect(problems).toEqual([]);
    vi.advanceTimersByTime(3000);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: "E_WORKER", during: "worker" });
    expect(problems[0]?.message).toContain("nothing was heard");
    expect(problems[0]?.hint).toContain("Restart");
    expect(connection.status).toBe("failed");
    expect(worker().terminated).toBe(true);
    connection.build({});
    worker().built();
    expect(workers).toHaveLength(2);
    expect(connection.status).toBe("paused");
  });

  it("notices a simulation that beats but does not get on", () => {
    playing();
    beat(13, () => 5);
    expect(problems[0]?.message).toContain("did not get on");
  });

  it("gives a large network the time that a step takes in which a tenth of all neurons fire", () => {
    connection.build({});
    // 24 billion synapses: 4.8 s for a tenth of them, ten times as much on a slow machine.
    worker().say({ type: "building", estimate: estimateOf(1, 24e9) });
    worker().say({ type: "ready", report: {}, estimate: {}, resolution: 0.1 });
    connection.play();
    worker().say({ type: "state", playing: true });
    beat(47, () => 0);
    expect(problems).toEqual([]);
    beat(4, () => 0);
    expect(problems[0]?.message).toContain("did not get on for 48 s");
  });

  it("expects nothing of a paused simulation", () => {
    connection.build({});
    worker().built();
    vi.advanceTimersByTime(60_000);
    expect(problems).toEqual([]);
  });

  it("gives a build the time that its estimate says", () => {
    connection.build({});
    worker().say({ type: "building", estimate: estimateOf(20) });
    vi.advanceTimersByTime(200_000);
    expect(problems).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(problems).toHaveLength(1);
  });

  it("does not blame the worker for the time that the computer slept", () => {
    playing();
    beat(3, (k) => k);
    const now = performance.now();
    vi.spyOn(performance, "now").mockImplementation(() => now + 3_600_000);
    vi.advanceTimersByTime(1000);
    expect(problems).toEqual([]);
    vi.restoreAllMocks();
  });

  it("passes on the error of a worker that cannot be started", () => {
    connection.build({});
    worker().dispatchEvent(new Event("error", { cancelable: true }));
    expect(problems[0]?.message).toContain("could not be started");
    expect(connection.status).toBe("failed");
  });

  it("survives a browser that refuses a worker", () => {
    const heard: Problem[] = [];
    const refused = connect(
      () => {
        throw new Error("SharedArrayBuffer is not defined");
      },
      { problem: (problem) => heard.push(problem) },
    );
    refused.build({});
    vi.runAllTicks();
    expect(heard[0]).toMatchObject({ code: "E_BACKEND" });
    expect(heard[0]?.hint).toContain("isolation");
    expect(refused.status).toBe("failed");
  });

  it("answers questions, and says so when no answer can come any more", async () => {
    connection.build({});
    worker().built();
    const answered = connection.ask("a");
    worker().say({ type: "answer", id: 0, answer: 3 });
    expect(await answered).toBe(3);
    const failed = connection.ask("b");
    worker().say({ type: "error", id: 1, code: "E_RATE", message: "too much", during: "ask" });
    await expect(failed).rejects.toThrow(SimulationError);
    const lost = connection.ask("c");
    connection.cancel();
    await expect(lost).rejects.toThrow("cancelled");
    expect(worker().terminated).toBe(true);
  });

  it("gives up a build under way for another one", () => {
    connection.build({});
    connection.build({});
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminated).toBe(true);
    worker().built();
    expect(connection.status).toBe("paused");
  });

  it("keeps running after a change that was refused, and stops after a run that failed", () => {
    playing();
    worker().say({ type: "error", code: "E_RATE", message: "no", during: "change" });
    expect(connection.status).toBe("playing");
    worker().say({ type: "error", code: "E_NUMERIC", message: "V_m is not a number", during: "run" });
    expect(connection.status).toBe("failed");
    expect(problems).toHaveLength(2);
  });
});
