// What the page is doing: its settings, its worker, and what has come from it. Components listen to it.
import type { Estimate, Progress } from "cajal";
import { notify, settled, writeState } from "../../shell/index.ts";
import { type Connection, connect, type Status } from "../../simulation/client.ts";
import type { FrameOf, Problem, Ready } from "../../simulation/protocol.ts";
import { Activity } from "./activity/activity.ts";
import { type Verdict, verdictOf } from "./network/memory.ts";
import type { Answer, Answers, Atlas, Frame, Question } from "./network/messages.ts";
import { areaName, type State, sameNetwork } from "./state.ts";

// How often numbers on the page change [ms].
const tickPeriod = 150;

// The description is made anew for every estimate: wait until the sliders rest [ms].
const restTime = 250;

/** One press of the step button [ms]. */
export const stepLength = 1;

/** The page's state besides what is drawn. */
export class Controller {
  settings: State;
  status: Status = "empty";
  /** The areas of the connectome that is chosen. */
  atlas: Atlas | undefined;
  /** What the network of the present settings would take; no estimate while that is found out. */
  estimate: Estimate | undefined;
  neurons = 0;
  progress: Progress | undefined;
  ready: Ready | undefined;
  problem: Problem | undefined;
  /** Settings of the network that is there or being built. */
  built: State | undefined;
  /** The user has to say yes to the size of the network. */
  asking = false;
  activity: Activity | undefined;
  /** Model time [ms], and how fast it goes. */
  time = 0;
  realTimeFactor: number | undefined;
  readonly #connection: Connection<State, Frame, Question, Answer>;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<() => void>();
  readonly #drawers = new Set<() => void>();
  #told = 0;
  #playWhenReady = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #estimating = false;

  constructor(settings: State) {
    this.settings = settings;
    const make = () =>
      new Worker(new URL("./network/worker.ts", import.meta.url), { type: "module", name: "cortex" });
    const handlers = {
      status: (status: Status) => this.#put({ status }),
      building: () => this.#put({ progress: undefined }),
      progress: (progress: Progress) => this.#put({ progress }),
      ready: (ready: Ready) => this.#begin(ready),
      frame: (frame: FrameOf<Frame>) => this.#take(frame),
      problem: (problem: Problem) => this.#complain(problem),
    };
    this.#connection = connect<State, Frame, Question, Answer>(make, handlers);
  }

  /** Calls the listener when settings or what is going on change; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Calls the watcher some times a second while the numbers change, and as a listener; returns what ends that. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Calls what draws with every frame, and as a listener; returns what ends that. */
  draw(drawer: () => void): () => void {
    this.#drawers.add(drawer);
    return () => void this.#drawers.delete(drawer);
  }

  /** Shows life at once, unless the network is large or the user wants no motion. */
  async open(): Promise<void> {
    await settled();
    await this.#survey();
    if (this.verdict === "fits") this.build(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  /** Changes settings; those of the description act with the next build, all others at once. */
  set(part: Partial<State>): void {
    const before = this.settings;
    this.settings = { ...before, ...part };
    writeState(this.settings);
    if (part.speed !== undefined) this.#connection.speed(part.speed || Number.POSITIVE_INFINITY);
    if (part.every !== undefined) this.#connection.change(this.settings);
    if (!sameNetwork(before, this.settings)) {
      this.asking = false;
      this.estimate = undefined;
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => void this.#survey(), restTime);
    }
    this.#tell();
  }

  /** Whether the settings describe another network than the one that is there. */
  get outdated(): boolean {
    return this.built !== undefined && !sameNetwork(this.built, this.settings);
  }

  /** What is to be said of the size of the network; undefined while it is not known. */
  get verdict(): Verdict | undefined {
    return this.estimate && verdictOf(this.estimate.bytes.total);
  }

  /** Whether a network is there that runs or could. */
  get live(): boolean {
    return this.status === "playing" || this.status === "paused";
  }

  /** Whether the chosen area is part of the network that is there. */
  get canPulse(): boolean {
    return this.live && this.activity?.areas.some(({ index }) => index === this.settings.chosen) === true;
  }

  /** Builds, after a question if the network is large for this device, and not if no page could hold it. */
  request(): void {
    if (this.verdict === "impossible") this.#tell();
    else if (!this.asking && this.verdict === "large") this.#put({ asking: true });
    else this.build(true);
  }

  /** Builds the network of the settings, and lets it run. */
  build(play: boolean): void {
    this.#playWhenReady = play;
    this.#put({
      ...{ problem: undefined, ready: undefined, progress: undefined, asking: false, activity: undefined },
      ...{ built: this.settings, time: 0, realTimeFactor: undefined },
    });
    this.#connection.speed(this.settings.speed || Number.POSITIVE_INFINITY);
    this.#connection.build(this.settings);
  }

  cancel(): void {
    if (this.status !== "building") return;
    this.#connection.cancel();
    this.#put({ built: undefined, progress: undefined });
  }

  toggle(): void {
    if (this.status === "playing") this.#connection.pause();
    else if (this.status === "paused") this.#connection.play();
    else if (this.status !== "building") this.request();
  }

  step(): void {
    this.#connection.step(stepLength);
  }

  /** Sends a pulse into an area, which becomes the chosen one. */
  async pulse(area = this.settings.chosen): Promise<void> {
    if (area !== this.settings.chosen) this.set({ chosen: area });
    if (!this.canPulse) {
      const text = this.live
        ? `${areaName(area)} is not simulated: its input to others is random. Choose another area.`
        : "There is no network yet: build one first.";
      notify({ kind: "info", text });
      return;
    }
    const { amplitude, duration } = this.settings;
    try {
      await this.ask({ kind: "pulse", area, amplitude, duration });
    } catch (error) {
      notify({ kind: "error", text: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Asks the worker. */
  ask<Kind extends Question["kind"]>(question: Extract<Question, { kind: Kind }>): Promise<Answers[Kind]> {
    return this.#connection.ask(question) as Promise<Answers[Kind]>;
  }

  /** The areas of the connectome, then what its network would take. */
  async #survey(): Promise<void> {
    // While one is under way the sliders may move on: the last position is asked for afterwards.
    if (this.#estimating || this.status === "building") return;
    this.#estimating = true;
    try {
      for (let asked: State | undefined; !asked || !sameNetwork(asked, this.settings); ) {
        asked = this.settings;
        const { cortex } = asked;
        this.#put({ atlas: await this.ask({ kind: "atlas", cortex }) });
        const survey = await this.ask({ kind: "survey", settings: asked });
        if (sameNetwork(asked, this.settings)) this.#put(survey);
      }
    } catch (error) {
      // A worker that is lost says so by itself.
      const { problem } = error as { problem?: Problem };
      if (problem && problem.code !== "E_WORKER") notify({ kind: "error", text: problem.message });
    } finally {
      this.#estimating = false;
    }
  }

  #begin(ready: Ready): void {
    this.#put({ ready, progress: undefined });
    // What was changed while it was built.
    this.#connection.change(this.settings);
    if (this.estimate === undefined) void this.#survey();
    if (this.#playWhenReady) this.#connection.play();
  }

  #take({ time, realTimeFactor, data }: FrameOf<Frame>): void {
    const { ids, times, pulses, populations } = data;
    if (populations) this.activity = new Activity(populations);
    const answered = this.activity?.add(ids, times, pulses, time) ?? false;
    [this.time, this.realTimeFactor] = [time, realTimeFactor];
    for (const drawer of this.#drawers) drawer();
    const now = performance.now();
    if (this.status !== "playing" || answered || populations) this.#tell();
    else if (now - this.#told >= tickPeriod) this.#tick();
  }

  #complain(problem: Problem): void {
    if (problem.during === "change") notify({ kind: "error", text: problem.message });
    else this.#put({ problem, progress: undefined, ready: undefined });
  }

  #put(part: Partial<Controller>): void {
    Object.assign(this, part);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
    for (const drawer of this.#drawers) drawer();
    this.#tick();
  }

  #tick(): void {
    this.#told = performance.now();
    for (const watcher of this.#watchers) watcher();
  }
}
