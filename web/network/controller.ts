// What a page that builds one network and runs it is doing: its settings, its worker, and what has come from it.
// Components listen to it.
import type { Estimate, Progress } from "cajal";
import { notify, settled, writeState } from "../shell/index.ts";
import { type Connection, type ConnectOptions, connect, type Status } from "../simulation/client.ts";
import type { FrameOf, Problem, Ready } from "../simulation/protocol.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

// How often numbers on the page change [ms].
const tickPeriod = 150;

/** How a page differs from others. */
export interface ControllerOptions<Settings> extends ConnectOptions {
  /** Whether two settings describe the same network. */
  readonly sameNetwork: (one: Settings, other: Settings) => boolean;
  /** How long sliders rest before the network that they describe is estimated [ms]. */
  readonly rest: number;
}

/** The page's state besides what is drawn. */
export abstract class NetworkController<
  Settings extends { readonly speed: number },
  Frame,
  Question extends { readonly kind: keyof Answers },
  Answers,
> {
  settings: Settings;
  status: Status = "empty";
  /** What a network would take: that of the present settings where there is a {@link verdict}, or an earlier one. */
  estimate: Estimate | undefined;
  progress: Progress | undefined;
  ready: Ready | undefined;
  problem: Problem | undefined;
  /** Settings of the network that is there or being built. */
  built: Settings | undefined;
  /** The user has to say yes to the size of the network. */
  asking = false;
  /** Model time [ms], and wall time per model time. */
  time = 0;
  realTimeFactor: number | undefined;
  protected readonly connection: Connection<Settings, Frame, Question, Answers[keyof Answers]>;
  readonly #sameNetwork: ControllerOptions<Settings>["sameNetwork"];
  readonly #rest: number;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<() => void>();
  #told = 0;
  #playWhenReady = false;
  /** A build waits for the estimate of its network. */
  #requested = false;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #surveying: Promise<void> | undefined;
  /** Settings that the estimate belongs to. */
  #surveyed: Settings | undefined;

  constructor(settings: Settings, makeWorker: () => Worker, options: ControllerOptions<Settings>) {
    this.settings = settings;
    this.#sameNetwork = options.sameNetwork;
    this.#rest = options.rest;
    const handlers = {
      status: (status: Status) => this.#put({ status }),
      building: ({ estimate }: { readonly estimate: Estimate }) => this.#meet(estimate),
      progress: (progress: Progress) => this.#put({ progress }),
      ready: (ready: Ready) => this.#begin(ready),
      frame: (frame: FrameOf<Frame>) => this.#take(frame),
      problem: (problem: Problem) => this.#complain(problem),
    };
    this.connection = connect(makeWorker, handlers, options);
  }

  /** Asks the worker what the network of some settings would take. */
  protected abstract survey(settings: Settings): Promise<Estimate>;

  /** Forgets what the network before did. */
  protected abstract forget(): void;

  /** Takes in what has happened up to a time [ms]; whether listeners should hear of it at once. */
  protected abstract take(frame: Frame, time: number): boolean;

  /** What a change of settings does besides; `part` is what was changed. */
  protected abstract changed(part: Partial<Settings>): void;

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
    await this.#survey();
    if (this.verdict === "fits") this.build(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  /** Changes settings; those of the description act with the next build, all others at once. */
  set(part: Partial<Settings>): void {
    const before = this.settings;
    this.settings = { ...before, ...part };
    writeState(this.settings);
    if (part.speed !== undefined) this.#setSpeed();
    this.changed(part);
    if (!this.#sameNetwork(before, this.settings)) {
      this.asking = false;
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => void this.#survey(), this.#rest);
    }
    this.tell();
  }

  /** Takes the next slower or faster of some speeds, which stand in that order; 0 is the fastest. */
  changeSpeed(speeds: readonly Settings["speed"][], by: 1 | -1): void {
    const pace = (speed: number): number => speed || Number.POSITIVE_INFINITY;
    const now = pace(this.settings.speed);
    const speed = by > 0 ? speeds.find((one) => pace(one) > now) : speeds.findLast((one) => pace(one) < now);
    if (speed !== undefined) this.set({ speed } as Partial<Settings>);
  }

  /** Whether the settings describe another network than the one that is there. */
  get outdated(): boolean {
    return this.built !== undefined && !this.#sameNetwork(this.built, this.settings);
  }

  /** Whether a network is there that runs or could. */
  get live(): boolean {
    return this.status === "playing" || this.status === "paused";
  }

  /** What is to be said of the size of the network of the settings; undefined while it is not known. */
  get verdict(): Verdict | undefined {
    const known = this.#isSurveyed(this.settings);
    return known && this.estimate ? verdictOf(this.estimate.bytes.total) : undefined;
  }

  /** Builds, after a question if the network is large for this device, and not if no page could hold it. */
  async request(): Promise<void> {
    if (this.#requested) return;
    this.#requested = true;
    if (this.verdict === undefined) await this.#survey();
    this.#requested = false;
    if (this.verdict === "impossible") this.tell();
    else if (!this.asking && this.verdict === "large") this.#put({ asking: true });
    else this.build(true);
  }

  /** Builds the network of the settings, and lets it run if it shall play. */
  build(play: boolean): void {
    this.#playWhenReady = play;
    this.built = this.settings;
    this.forget();
    this.#put({
      problem: undefined,
      ready: undefined,
      progress: undefined,
      asking: false,
      time: 0,
      realTimeFactor: undefined,
    });
    this.#setSpeed();
    this.connection.build(this.settings);
  }

  cancel(): void {
    if (this.status !== "building") return;
    this.connection.cancel();
    this.#put({ built: undefined, progress: undefined });
  }

  toggle(): void {
    if (this.status === "playing") this.connection.pause();
    else if (this.status === "paused") this.connection.play();
    else if (this.status !== "building") void this.request();
  }

  /** Runs so much model time [ms] and stops; default one time step. */
  step(duration?: number): void {
    this.connection.step(duration);
  }

  /** Asks the worker. */
  ask<Kind extends Question["kind"]>(question: Extract<Question, { kind: Kind }>): Promise<Answers[Kind]> {
    return this.connection.ask(question) as Promise<Answers[Kind]>;
  }

  /** Has the worker do something; what goes wrong becomes a message. */
  protected async command(question: Question): Promise<void> {
    try {
      await this.connection.ask(question);
    } catch (error) {
      notify({ kind: "error", text: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Calls all that listen. */
  protected tell(): void {
    for (const listener of this.#listeners) listener();
    this.#tick();
  }

  #isSurveyed(settings: Settings | undefined): boolean {
    const surveyed = this.#surveyed;
    return surveyed !== undefined && settings !== undefined && this.#sameNetwork(surveyed, settings);
  }

  /** Estimates the network of the settings, once more if they have moved on meanwhile. */
  #survey(): Promise<void> {
    this.#surveying ??= this.#surveyUntilRest().finally(() => {
      this.#surveying = undefined;
    });
    return this.#surveying;
  }

  async #surveyUntilRest(): Promise<void> {
    try {
      while (this.status !== "building" && this.verdict === undefined) {
        const asked = this.settings;
        const estimate = await this.survey(asked);
        this.#surveyed = asked;
        this.#put({ estimate });
      }
    } catch (error) {
      // A worker that is lost says so by itself.
      const { problem } = error as { problem?: Problem };
      if (problem && problem.code !== "E_WORKER") notify({ kind: "error", text: problem.message });
    }
  }

  #setSpeed(): void {
    this.connection.speed(this.settings.speed || Number.POSITIVE_INFINITY);
  }

  /** A build begins, perhaps of settings that nobody has asked about. */
  #meet(estimate: Estimate): void {
    this.progress = undefined;
    if (!this.#isSurveyed(this.built)) [this.estimate, this.#surveyed] = [estimate, undefined];
    this.tell();
  }

  #begin(ready: Ready): void {
    this.#put({ ready, progress: undefined });
    // What was changed while it was built.
    this.connection.change(this.settings);
    void this.#survey();
    if (this.#playWhenReady) this.connection.play();
  }

  #take({ time, realTimeFactor, data }: FrameOf<Frame>): void {
    const notable = this.take(data, time);
    [this.time, this.realTimeFactor] = [time, realTimeFactor];
    if (this.status !== "playing" || notable) this.tell();
    else if (performance.now() - this.#told >= tickPeriod) this.#tick();
  }

  #complain(problem: Problem): void {
    if (problem.during === "change") notify({ kind: "error", text: problem.message });
    else this.#put({ problem, progress: undefined, ready: undefined });
  }

  #put(part: Partial<NetworkController<Settings, Frame, Question, Answers>>): void {
    Object.assign(this, part);
    this.tell();
  }

  #tick(): void {
    this.#told = performance.now();
    for (const watcher of this.#watchers) watcher();
  }
}
