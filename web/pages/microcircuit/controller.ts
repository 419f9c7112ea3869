// What the page is doing: its settings, its worker, and what has come from it. Components listen to it.
import type { Estimate, Progress } from "cajal";
import { populationLabels, populationSizes, thalamicParameters } from "cajal/networks";
import type { Population } from "../../draw/bands.ts";
import type { Raster } from "../../draw/raster.ts";
import { RateMeter } from "../../draw/rate-meter.ts";
import { notify, settled, writeState } from "../../shell/index.ts";
import { type Connection, connect, type Status } from "../../simulation/client.ts";
import { isLarge } from "../../simulation/device.ts";
import type { FrameOf, Problem, Ready } from "../../simulation/protocol.ts";
import type { Action, Answer, Answers, Frame, Question } from "./messages.ts";
import { type Settings, sameNetwork } from "./settings.ts";

/** How often numbers on the page change [ms]. */
const tickPeriod = 150;

// What the page remembers of the rates [ms].
const rateMemory = 2500;

/** The populations of a network of some size, as the worker numbers its neurons. */
export function populationsOf(scale: number): Population[] {
  let first = 0;
  return populationLabels.map((label, index) => {
    const size = Math.max(1, Math.round((populationSizes[index] as number) * scale));
    const kind = label.endsWith("E") ? "excitatory" : "inhibitory";
    const population: Population = { label, first, size, kind };
    first += size;
    return population;
  });
}

/** How many neurons the network of some settings has. */
export const neuronsOf = ({ scale, thalamus }: Pick<Settings, "scale" | "thalamus">): number =>
  populationsOf(scale).reduce((sum, { size }) => sum + size, thalamus ? thalamicParameters.size : 0);

/** The page's state besides what is drawn. */
export class Controller {
  settings: Settings;
  status: Status = "empty";
  /** What the network of the present settings would take. */
  estimate: Estimate | undefined;
  progress: Progress | undefined;
  ready: Ready | undefined;
  problem: Problem | undefined;
  /** Settings of the network that is there or being built. */
  built: Settings | undefined;
  /** The user has to say yes to the size of the network. */
  asking = false;
  /** Model time [ms], and how fast it goes. */
  time = 0;
  realTimeFactor: number | undefined;
  speed = 0;
  actions: Action[] = [];
  meter = new RateMeter([]);
  raster: Raster | undefined;
  readonly #connection: Connection<Settings, Frame, Question, Answer>;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<() => void>();
  #told = 0;
  #playWhenReady = false;
  #estimating = false;

  constructor(settings: Settings) {
    this.settings = settings;
    const make = () =>
      new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "microcircuit" });
    const handlers = {
      status: (status: Status) => this.#setStatus(status),
      building: ({ estimate }: { estimate: Estimate }) => this.#put({ estimate, progress: undefined }),
      progress: (progress: Progress) => this.#put({ progress }),
      ready: (ready: Ready) => this.#begin(ready),
      frame: (frame: FrameOf<Frame>) => this.#draw(frame),
      problem: (problem: Problem) => this.#complain(problem),
    };
    this.#connection = connect<Settings, Frame, Question, Answer>(make, handlers, { renew: true });
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

  /** Shows life at once, unless the network is large or the user wants no motion. */
  async open(): Promise<void> {
    await settled();
    await this.#estimate();
    if (this.#isTooLarge()) return;
    this.build(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  /** Changes settings; those of the running network act at once, those of its description with the next build. */
  set(part: Partial<Settings>): void {
    this.settings = { ...this.settings, ...part };
    writeState(this.settings);
    if (part.speed !== undefined) this.#connection.speed(part.speed || Number.POSITIVE_INFINITY);
    if (part.window !== undefined) this.raster?.setWindow(part.window);
    if (part.background !== undefined || part.g !== undefined) this.#connection.change(this.settings);
    if (part.scale !== undefined || part.weights !== undefined || part.thalamus !== undefined) {
      this.asking = false;
      void this.#estimate();
    }
    this.#tell();
  }

  /** Whether the settings describe another network than the one that is there. */
  get outdated(): boolean {
    return this.built !== undefined && !sameNetwork(this.built, this.settings);
  }

  /** Whether a network with thalamic neurons is there. */
  get canPulse(): boolean {
    return this.built?.thalamus === true && (this.status === "playing" || this.status === "paused");
  }

  /** Builds the network that settings of its description make now. */
  rebuild(part: Partial<Settings>): void {
    this.set(part);
    this.request();
  }

  /** Builds, after a question if the network is large for this device. */
  request(): void {
    if (!this.asking && this.#isTooLarge()) this.#put({ asking: true });
    else this.build(true);
  }

  /** Builds the network of the settings, and lets it run. */
  build(play: boolean): void {
    this.#playWhenReady = play;
    const cleared = { problem: undefined, ready: undefined, progress: undefined, asking: false };
    this.#put({
      ...cleared,
      built: this.settings,
      time: 0,
      realTimeFactor: undefined,
      speed: 0,
      actions: [],
    });
    const populations = populationsOf(this.settings.scale);
    this.meter = new RateMeter(populations, 5, rateMemory);
    this.meter.reset();
    this.raster?.setPopulations(populations);
    this.#connection.speed(this.settings.speed || Number.POSITIVE_INFINITY);
    this.#connection.build(this.settings);
  }

  cancel(): void {
    this.#connection.cancel();
    this.#put({ built: undefined, progress: undefined, ready: undefined });
  }

  toggle(): void {
    if (this.status === "playing") this.#connection.pause();
    else if (this.status === "paused") this.#connection.play();
    else if (this.status !== "building") this.request();
  }

  /** Runs so much model time [ms] and stops; default one time step. */
  step(duration?: number): void {
    this.#connection.step(duration);
  }

  /** Fires the thalamic pulse. */
  async pulse(): Promise<void> {
    const { pulseRate: rate, pulseDuration: duration } = this.settings;
    if (!this.canPulse) {
      const add = () => this.rebuild({ thalamus: true });
      notify({ kind: "info", text: "This network has no thalamus.", action: { label: "Add it", run: add } });
      return;
    }
    try {
      await this.ask({ kind: "pulse", rate, duration });
    } catch (error) {
      notify({ kind: "error", text: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Asks the worker. */
  ask<Kind extends Question["kind"]>(question: Extract<Question, { kind: Kind }>): Promise<Answers[Kind]> {
    return this.#connection.ask(question) as Promise<Answers[Kind]>;
  }

  /** Takes a raster to draw on. */
  attach(raster: Raster): () => void {
    this.raster = raster;
    raster.setWindow(this.settings.window);
    raster.setPopulations(populationsOf((this.built ?? this.settings).scale));
    return () => {
      this.raster = undefined;
    };
  }

  #isTooLarge(): boolean {
    return this.estimate !== undefined && isLarge(this.estimate.bytes.total);
  }

  async #estimate(): Promise<void> {
    // While one is under way the sliders may move on: the last position is asked for afterwards.
    if (this.#estimating || this.status === "building") return;
    this.#estimating = true;
    try {
      for (let asked: Settings | undefined; asked !== this.settings; ) {
        asked = this.settings;
        this.#put({ estimate: await this.ask({ kind: "estimate", settings: asked }) });
      }
    } catch {
      // A worker that is lost says so by itself.
    } finally {
      this.#estimating = false;
    }
  }

  #begin(ready: Ready): void {
    this.#put({ ready, progress: undefined, estimate: ready.estimate });
    // What was moved while it was built.
    this.#connection.change(this.settings);
    if (this.#playWhenReady) this.#connection.play();
  }

  #draw({ time, realTimeFactor, speed, data }: FrameOf<Frame>): void {
    const { ids, times, actions } = data;
    for (const action of actions) {
      this.actions.push(action);
      if (action.kind === "pulse") this.raster?.mark(action.time);
    }
    this.meter.add(ids, times, time);
    this.raster?.add(ids, times, time);
    [this.time, this.realTimeFactor, this.speed] = [time, realTimeFactor, speed];
    const now = performance.now();
    if (this.status !== "playing" || actions.length > 0) this.#tell();
    else if (now - this.#told >= tickPeriod) this.#tick();
  }

  #setStatus(status: Status): void {
    this.#put({ status });
  }

  #complain(problem: Problem): void {
    if (problem.during === "change") {
      notify({ kind: "error", text: problem.message });
      return;
    }
    this.#put({ problem, progress: undefined, ready: undefined });
  }

  #put(part: Partial<Controller>): void {
    Object.assign(this, part);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
    this.#tick();
  }

  #tick(): void {
    this.#told = performance.now();
    for (const watcher of this.#watchers) watcher();
  }
}
