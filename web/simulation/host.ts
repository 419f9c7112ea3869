// The worker's side: builds networks and runs them piece by piece for a page.
import type { BuildOptions, Network, RunReport, Simulation } from "cajal";
import { Pace } from "./pace.ts";
import { problemOf } from "./problem.ts";
import type { Beat, Problem, Reply, Request } from "./protocol.ts";
import { transferables } from "./transferables.ts";

/** What a page describes: a network, how to build it, and whatever else the page keeps with it. */
export interface Scene {
  readonly network: Network;
  readonly build?: Pick<BuildOptions, "threads" | "weights" | "connectivity" | "backend" | "memoryLimit">;
}

/** A scene that runs. */
export type Stage<Described extends Scene> = Described & { readonly simulation: Simulation };

/** What a page supplies for its worker. */
export interface Play<Settings, Described extends Scene, Frame, Question, Answer> {
  /** Describes the network of some settings. */
  describe(settings: Settings): Described;
  /** Brings a running simulation to other settings; also called once after the build, for what is not described. */
  change?(stage: Stage<Described>, settings: Settings, before: Settings | undefined): void | Promise<void>;
  /** What to draw now. Arrays in it are given away. `report` is that of the last piece, if one was run. */
  frame(stage: Stage<Described>, report: RunReport | undefined): Frame;
  /** Answers a question; nothing is run meanwhile except what this runs itself. */
  answer?(stage: Stage<Described> | undefined, question: Question): Answer | Promise<Answer>;
}

/** Where messages come from and go to: the worker's own scope, or one end of a message channel. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  start?(): void;
}

const beatPeriod = 500; // [ms]

// A page that takes no frame for so long gets no further ahead of [ms].
const patience = 500;

const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

class Host<Settings, Described extends Scene, Frame, Question, Answer> {
  readonly #play: Play<Settings, Described, Frame, Question, Answer>;
  readonly #port: Port;
  #jobs: { readonly kind: string; readonly work: () => void | Promise<void> }[] = [];
  #wake: () => void = () => undefined;
  #stage: Stage<Described> | undefined;
  #settings: Settings | undefined;
  #pace = new Pace(1);
  #limit = Number.POSITIVE_INFINITY;
  #playing = false;
  #busy: Beat["busy"] = "idle";
  /** When the frame was sent that the page has not taken yet. */
  #sent: number | undefined;
  /** The page has not heard of the last piece, because it was still busy with the one before. */
  #withheld = false;
  #ended = 0;
  #lastReport: RunReport | undefined;

  constructor(play: Play<Settings, Described, Frame, Question, Answer>, port: Port) {
    this.#play = play;
    this.#port = port;
    port.addEventListener("message", ({ data }) => this.#hear(data));
    port.start?.();
    setInterval(() => this.#beat(), beatPeriod);
    void this.#live();
  }

  /** One thing after the other, for ever: what the page asked for, then a piece of the run, then a rest. */
  async #live(): Promise<never> {
    for (;;) {
      try {
        const job = this.#jobs.shift();
        if (job) await job.work();
        else if (this.#playing && this.#stage) await this.#proceed(this.#stage);
        else await this.#rest();
      } catch (error) {
        this.#setPlaying(false);
        this.#fail(error, "worker");
      }
    }
  }

  #rest(longest?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = longest === undefined ? undefined : setTimeout(resolve, longest);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #hear(request: Request<Settings, Question>): void {
    if (request.type === "taken") this.#sent = undefined;
    else this.#queue(request.type, () => this.#do(request));
    this.#wake();
  }

  /** A build makes everything needless that waits for the network before it; of several changes the last holds. */
  #queue(kind: string, work: () => void | Promise<void>): void {
    if (kind === "build") this.#drop(["build", "play", "step", "change"]);
    if (kind === "change") this.#drop(["change"]);
    if (kind === "pause") this.#drop(["play"]);
    this.#jobs.push({ kind, work });
  }

  #drop(kinds: readonly string[]): void {
    this.#jobs = this.#jobs.filter(({ kind }) => !kinds.includes(kind));
  }

  #do(request: Request<Settings, Question>): void | Promise<void> {
    switch (request.type) {
      case "build":
        return this.#build(request.settings);
      case "play":
        this.#pace.resume();
        this.#ended = performance.now();
        return this.#setPlaying(this.#stage !== undefined);
      case "pause":
        return this.#pause();
      case "step":
        return this.#step(request.duration);
      case "speed":
        this.#limit = request.factor;
        this.#pace.limit = request.factor;
        return this.#pace.resume();
      case "change":
        return this.#change(request.settings);
      case "ask":
        return this.#answer(request.id, request.question);
    }
  }

  async #build(settings: Settings): Promise<void> {
    this.#setPlaying(false);
    this.#busy = "building";
    try {
      this.#stage?.simulation.dispose();
      this.#stage = undefined;
      const scene = this.#play.describe(settings);
      const { threads, weights, connectivity } = scene.build ?? {};
      const forms = { weights, connectivity };
      const known = typeof threads === "number" ? { threads, ...forms } : forms;
      const estimate = scene.network.estimate(known);
      this.#post({ type: "building", estimate });
      // What has been posted leaves before a build that keeps this thread.
      await sleep(0);
      const onProgress: BuildOptions["onProgress"] = (progress) => this.#post({ type: "progress", progress });
      const simulation = await scene.network.build({ ...scene.build, onProgress });
      const stage: Stage<Described> = Object.assign(scene, { simulation });
      this.#stage = stage;
      this.#settings = settings;
      this.#pace = new Pace(simulation.resolution);
      this.#pace.limit = this.#limit;
      this.#lastReport = undefined;
      await this.#play.change?.(stage, settings, undefined);
      this.#post({ type: "ready", report: simulation.report, estimate, resolution: simulation.resolution });
      this.#send(stage);
    } catch (error) {
      this.#fail(error, "build");
    } finally {
      this.#busy = "idle";
    }
  }

  async #proceed(stage: Stage<Described>): Promise<void> {
    const now = performance.now();
    if (this.#sent !== undefined && now - this.#sent > patience) return this.#rest(patience);
    const next = this.#pace.next(now);
    if ("wait" in next) return this.#rest(next.wait);
    await this.#run(stage, next.piece);
  }

  #pause(): void {
    if (this.#stage && this.#withheld) this.#send(this.#stage);
    this.#setPlaying(false);
  }

  async #step(duration?: number): Promise<void> {
    this.#setPlaying(false);
    const stage = this.#stage;
    if (!stage) return;
    await this.#run(stage, duration ?? stage.simulation.resolution);
    this.#send(stage);
  }

  async #run(stage: Stage<Described>, piece: number): Promise<void> {
    const begin = performance.now();
    this.#busy = "running";
    try {
      this.#lastReport = await stage.simulation.run(piece);
    } catch (error) {
      this.#setPlaying(false);
      this.#fail(error, "run");
      return;
    } finally {
      this.#busy = "idle";
    }
    const end = performance.now();
    this.#pace.note(piece, end - begin, end - this.#ended);
    this.#ended = end;
    this.#withheld = this.#sent !== undefined;
    if (!this.#withheld) this.#send(stage);
  }

  async #change(settings: Settings): Promise<void> {
    if (!this.#stage) return;
    try {
      await this.#play.change?.(this.#stage, settings, this.#settings);
      this.#settings = settings;
    } catch (error) {
      this.#fail(error, "change");
    }
  }

  async #answer(id: number, question: Question): Promise<void> {
    this.#busy = "running";
    try {
      if (!this.#play.answer) throw new Error("this page's worker answers no questions");
      const answer = await this.#play.answer(this.#stage, question);
      this.#post({ type: "answer", id, answer });
    } catch (error) {
      this.#post({ type: "error", id, ...problemOf(error, "ask") });
    } finally {
      this.#busy = "idle";
    }
  }

  #send(stage: Stage<Described>): void {
    const { realTimeFactor, speed } = this.#pace;
    const time = stage.simulation.time;
    const data = this.#play.frame(stage, this.#lastReport);
    this.#sent = performance.now();
    this.#withheld = false;
    this.#post({ type: "frame", time, realTimeFactor, speed, data });
  }

  #setPlaying(playing: boolean): void {
    if (playing === this.#playing) return;
    this.#playing = playing;
    this.#post({ type: "state", playing });
  }

  #fail(error: unknown, during: Problem["during"]): void {
    this.#post({ type: "error", ...problemOf(error, during) });
  }

  #beat(): void {
    this.#post({ type: "beat", time: this.#stage?.simulation.time ?? 0, busy: this.#busy });
  }

  #post(reply: Reply<Frame, Answer>): void {
    this.#port.postMessage(reply, transferables(reply));
  }
}

/**
 * Serves a page from its worker for as long as the worker lives.
 *
 * @param port where messages come from and go to; default: this worker
 */
export function serve<Settings, Described extends Scene, Frame, Question = never, Answer = never>(
  play: Play<Settings, Described, Frame, Question, Answer>,
  port: Port = globalThis as unknown as Port,
): void {
  new Host(play, port);
}
