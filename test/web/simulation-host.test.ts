// The worker's side of the pages, in this process: both ends of a message channel instead of a worker.
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { dc, Network, type SpikeRecorder, type StimulusHandle } from "../../ts/index.ts";
import { type Port, type Scene, serve } from "../../web/simulation/host.ts";
import type { Reply, Request } from "../../web/simulation/protocol.ts";

interface Settings {
  readonly neurons: number;
  readonly current: number;
}

interface Described extends Scene {
  readonly spikes: SpikeRecorder;
  readonly drive: StimulusHandle;
}

interface Frame {
  readonly ids: Uint32Array;
  readonly times: Float64Array;
}

type Heard = Reply<Frame, number>;

const ports: MessagePort[] = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A page: everything it heard, and a promise of what it hears next. */
function page(answer: (question: string) => number = () => 42) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const heard: Heard[] = [];
  let wake: () => void = () => undefined;
  port1.on("message", (reply: Heard) => {
    heard.push(reply);
    wake();
  });
  serve<Settings, Described, Frame, string, number>(
    {
      describe({ neurons, current }) {
        const network = new Network({ seed: 1 });
        const population = network.population("iaf_psc_exp", neurons, { V_th: -55 });
        const drive = network.stimulate(population, dc({ amplitude: current }));
        return { network, spikes: network.record(population, "spikes"), drive, build: { threads: 1 } };
      },
      change({ simulation, drive }, { current }, before) {
        if (before) simulation.set(drive, { amplitude: current });
      },
      frame: ({ simulation, spikes }) => {
        const { ids, times } = simulation.read(spikes, { clear: true });
        return { ids, times };
      },
      answer: (_, question) => answer(question),
    },
    port2 as unknown as Port,
  );
  const send = (request: Request<Settings, string>): void => port1.postMessage(request);
  /** The next reply from place `from` on that fits. */
  const next = async <Kind extends Heard["type"]>(
    type: Kind,
    fits: (reply: Extract<Heard, { type: Kind }>) => boolean = () => true,
    from = 0,
  ): Promise<Extract<Heard, { type: Kind }>> => {
    for (let place = from; ; place++) {
      while (place >= heard.length)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const reply = heard[place] as Heard;
      if (reply.type === type && fits(reply as Extract<Heard, { type: Kind }>))
        return reply as Extract<Heard, { type: Kind }>;
    }
  };
  /** Takes every frame as a page does. */
  const take = (): void => {
    port1.on("message", ({ type }: Heard) => type === "frame" && send({ type: "taken" }));
  };
  return { heard, send, next, take };
}

const settings = { neurons: 10, current: 500 };

describe("the worker's side", () => {
  it("builds with an estimate, a report and a first frame", async () => {
    const { send, next } = page();
    send({ type: "build", settings });
    const { estimate } = await next("building");
    expect(estimate.bytes.total).toBeGreaterThan(0);
    const { report, resolution } = await next("ready");
    expect(report.threads).toBe(1);
    expect(resolution).toBe(0.1);
    expect((await next("frame")).time).toBe(0);
  });

  it("sends one frame until it is taken, and all spikes with the next", async () => {
    const { heard, send, next } = page();
    send({ type: "build", settings });
    await next("frame");
    send({ type: "play" });
    // Runs on without a frame; the beat tells how far.
    await next("beat", ({ time }) => time > 20);
    expect(heard.filter(({ type }) => type === "frame").length).toBe(1);
    send({ type: "taken" });
    const { data, time } = await next("frame", (frame) => frame.time > 20);
    // All neurons fire together and regularly, every 15.9 ms.
    expect(data.ids.length % 10).toBe(0);
    expect(data.times[0]).toBeLessThan(16);
    expect(data.times.at(-1)).toBeGreaterThan(time - 16);
  });

  it("plays until it is paused; then time stands still", async () => {
    const { heard, send, next, take } = page();
    take();
    send({ type: "build", settings });
    await next("ready");
    send({ type: "play" });
    await next("frame", ({ time }) => time > 50);
    send({ type: "pause" });
    await next("state", ({ playing }) => !playing);
    const frames = heard.length;
    const first = await next("beat", () => true, frames);
    const second = await next("beat", (beat) => beat !== first, frames);
    expect(second.time).toBe(first.time);
    expect(second.busy).toBe("idle");
  });

  it("has sent everything up to the pause, although the page took nothing", async () => {
    const { heard, send, next } = page();
    send({ type: "build", settings });
    await next("frame");
    send({ type: "play" });
    await next("beat", ({ time }) => time > 20);
    send({ type: "pause" });
    await next("state", ({ playing }) => !playing);
    const last = heard.filter(({ type }) => type === "frame").at(-1) as Extract<Heard, { type: "frame" }>;
    const { time } = await next("beat", () => true, heard.length);
    expect(last.time).toBe(time);
  });

  it("steps once by the time asked for", async () => {
    const { send, next, take } = page();
    take();
    send({ type: "build", settings });
    await next("ready");
    send({ type: "step", duration: 10 });
    await next("frame", ({ time }) => time === 10);
    send({ type: "step" });
    expect((await next("frame", ({ time }) => time > 10)).time).toBe(10.1);
  });

  it("keeps to the speed that was asked for", async () => {
    const { send, next, take } = page();
    take();
    send({ type: "build", settings });
    await next("ready");
    send({ type: "speed", factor: 100 });
    send({ type: "play" });
    const begin = await next("frame", ({ time }) => time > 5);
    const wall = performance.now();
    const end = await next("frame", ({ time }) => time > 45);
    const seconds = (performance.now() - wall) / 1000;
    const speed = (end.time - begin.time) / seconds;
    expect(speed).toBeGreaterThan(60);
    expect(speed).toBeLessThan(130);
  });

  it("changes a stimulus while it runs", async () => {
    const { send, next, take } = page();
    take();
    send({ type: "build", settings });
    await next("ready");
    send({ type: "step", duration: 100 });
    const before = await next("frame", ({ time }) => time === 100);
    send({ type: "change", settings: { ...settings, current: 0 } });
    send({ type: "step", duration: 50 });
    await next("frame", ({ time }) => time === 150);
    send({ type: "step", duration: 50 });
    const after = await next("frame", ({ time }) => time === 200);
    expect(before.data.ids.length).toBeGreaterThan(50);
    expect(after.data.ids.length).toBe(0);
  });

  it("says what is wrong in the terms of CajalError, and goes on", async () => {
    const { send, next } = page();
    send({ type: "build", settings: { neurons: -1, current: 0 } });
    const failed = await next("error");
    expect(failed).toMatchObject({ during: "build", code: "E_SIZE" });
    send({ type: "build", settings });
    await next("ready");
    send({ type: "change", settings: { ...settings, current: Number.NaN } });
    expect(await next("error", (error) => error.during === "change")).toMatchObject({ code: "E_NOT_FINITE" });
    send({ type: "step", duration: 1 });
    send({ type: "taken" });
    await next("frame", ({ time }) => time === 1);
  });

  it("answers questions, also those that fail", async () => {
    const { send, next } = page((question) => {
      if (question === "bad") throw new RangeError("Array buffer allocation failed");
      return question.length;
    });
    send({ type: "ask", id: 7, question: "four" });
    expect(await next("answer")).toMatchObject({ id: 7, answer: 4 });
    send({ type: "ask", id: 8, question: "bad" });
    const failed = await next("error");
    expect(failed).toMatchObject({ id: 8, code: "E_MEMORY", during: "ask" });
    expect(failed.hint).toContain("smaller network");
  });

  it("does only the last of several builds", async () => {
    const { heard, send, next } = page();
    for (const neurons of [10, 20, 30]) send({ type: "build", settings: { neurons, current: 500 } });
    await next("frame");
    // The first one had begun.
    expect(heard.filter(({ type }) => type === "ready").length).toBeLessThanOrEqual(2);
    send({ type: "taken" });
    send({ type: "step", duration: 100 });
    const { data } = await next("frame", ({ time }) => time === 100);
    expect(new Set(data.ids).size).toBe(30);
  });
});
