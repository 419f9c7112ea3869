// The page's side: drives a simulation in a worker, and survives the loss of that worker.
import { problemOf } from "./problem.ts";
import type { Beat, Building, FrameOf, Problem, Ready, Reply, Request } from "./protocol.ts";
import { Watch } from "./watch.ts";

/** What a simulation is doing: `failed` means that only a new build helps. */
export type Status = "empty" | "building" | "paused" | "playing" | "failed";

/** What a page wants to hear. */
export interface Handlers<Frame> {
  status?(status: Status): void;
  /** A build begins, with its estimate. */
  building?(building: Building): void;
  /** How far a build is. */
  progress?(progress: Extract<Reply<Frame, never>, { type: "progress" }>["progress"]): void;
  ready?(ready: Ready): void;
  /** Draw this, or keep it for the next animation frame. The next one comes only after this has returned. */
  frame?(frame: FrameOf<Frame>): void;
  beat?(beat: Beat): void;
  problem?(problem: Problem): void;
}

/** How a page and its worker are connected. */
export interface ConnectOptions {
  /** A new worker for every build, which surely gives back the memory of the network before; default false. */
  readonly renew?: boolean;
}

// Time beyond the estimated one that a build may keep its thread, per estimated time, and at least [ms].
const buildSlack = 10;
const buildLeast = 30_000;

// One step may bring so large a share of all synapses at once, as the first one of many networks does, and may take so
// many times the estimated time.
const burst = 0.1;
const stepSlack = 10;

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** A problem as an error, for promises. */
export class SimulationError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = "SimulationError";
    this.problem = problem;
  }
}

/** A simulation in a worker. */
export class Connection<Settings, Frame, Question = never, Answer = never> {
  readonly #make: () => Worker;
  readonly #handlers: Handlers<Frame>;
  readonly #renew: boolean;
  #worker: Worker | undefined;
  #watch: Watch | undefined;
  #status: Status = "empty";
  #speed = Number.POSITIVE_INFINITY;
  #waiting = new Map<number, Waiting<Answer>>();
  #asked = 0;
  #used = false;
  /** The longest that a step may take [ms], as far as the estimate knows. */
  #longestStep = 0;

  constructor(make: () => Worker, handlers: Handlers<Frame>, options: ConnectOptions = {}) {
    this.#make = make;
    this.#handlers = handlers;
    this.#renew = options.renew ?? false;
  }

  get status(): Status {
    return this.#status;
  }

  /** Builds a network in the place of the present one; also brings a failed simulation back. */
  build(settings: Settings): void {
    if (this.#used && (this.#renew || this.#status === "building")) this.#drop("a new network was built");
    this.#used = true;
    this.#setStatus("building");
    this.#send({ type: "build", settings });
    this.#watch?.expect("life", buildLeast);
  }

  /** Gives up a build, or the whole simulation, and its memory. */
  cancel(): void {
    this.#drop("it was cancelled");
    this.#setStatus("empty");
  }

  play(): void {
    if (this.#status === "paused") this.#send({ type: "play" });
  }

  pause(): void {
    if (this.#status === "playing") this.#send({ type: "pause" });
  }

  /** Runs so much model time [ms] once; default one time step. */
  step(duration?: number): void {
    if (this.#status === "paused" || this.#status === "playing") this.#send({ type: "step", duration });
  }

  /** At most so much model time per wall time [ms per s]; Infinity: as fast as possible. Holds for later builds. */
  speed(factor: number): void {
    this.#speed = factor;
    if (this.#worker) this.#send({ type: "speed", factor });
  }

  /** Changes the running simulation. Without one, and while it is built, the next `build` says all. */
  change(settings: Settings): void {
    if (this.#worker && this.#status !== "empty" && this.#status !== "failed")
      this.#send({ type: "change", settings });
  }

  /**
   * Asks the worker; it is started if there is none.
   *
   * @throws SimulationError if it fails or the worker is lost
   */
  ask(question: Question): Promise<Answer> {
    const id = this.#asked++;
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#send({ type: "ask", id, question });
    this.#expect();
    return answer;
  }

  #send(request: Request<Settings, Question>): void {
    this.#worker ??= this.#start();
    this.#worker?.postMessage(request);
  }

  #start(): Worker | undefined {
    let worker: Worker;
    try {
      worker = this.#make();
    } catch (error) {
      // The status of the call that wanted the worker comes first.
      queueMicrotask(() => this.#lose(problemOf(error, "worker")));
      return undefined;
    }
    worker.addEventListener("message", ({ data }) => {
      if (worker === this.#worker) this.#hear(data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      const message = `the simulation stopped: ${event.message || "its worker could not be started"}`;
      this.#lose(problemOf({ message }, "worker"));
    });
    this.#watch = new Watch((why) =>
      this.#lose(problemOf({ message: `the simulation stopped: ${why}` }, "worker")),
    );
    if (Number.isFinite(this.#speed)) worker.postMessage({ type: "speed", factor: this.#speed });
    return worker;
  }

  #hear(reply: Reply<Frame, Answer>): void {
    this.#watch?.hear(reply.type === "beat" || reply.type === "frame" ? reply.time : undefined);
    const handlers = this.#handlers;
    if (reply.type === "building") {
      const { seconds, synapses } = reply.estimate;
      this.#watch?.expect("life", buildLeast + buildSlack * 1000 * seconds.build);
      this.#longestStep = stepSlack * 1000 * burst * synapses.expected * seconds.event;
      handlers.building?.(reply);
    } else if (reply.type === "progress") handlers.progress?.(reply.progress);
    else if (reply.type === "ready") {
      this.#setStatus("paused");
      handlers.ready?.(reply);
    } else if (reply.type === "frame") {
      try {
        handlers.frame?.(reply);
      } finally {
        this.#send({ type: "taken" });
      }
    } else if (reply.type === "state") {
      if (this.#status !== "building") this.#setStatus(reply.playing ? "playing" : "paused");
    } else if (reply.type === "beat") handlers.beat?.(reply);
    else if (reply.type === "answer") {
      this.#waiting.get(reply.id)?.resolve(reply.answer);
      this.#waiting.delete(reply.id);
      this.#expect();
    } else this.#fail(reply);
  }

  #fail({ id, code, message, hint, during }: Extract<Reply<Frame, Answer>, { type: "error" }>): void {
    const problem = { code, message, hint, during };
    if (id !== undefined) {
      this.#waiting.get(id)?.reject(new SimulationError(problem));
      this.#waiting.delete(id);
      this.#expect();
      return;
    }
    if (during !== "change") this.#setStatus("failed");
    this.#handlers.problem?.(problem);
  }

  /** The worker is no use any more. */
  #lose(problem: Problem): void {
    this.#drop(problem.message);
    this.#setStatus("failed");
    this.#handlers.problem?.(problem);
  }

  #drop(why: string): void {
    this.#watch?.stop();
    this.#watch = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#used = false;
    const problem: Problem = { code: "E_WORKER", message: `no answer: ${why}`, during: "ask" };
    for (const { reject } of this.#waiting.values()) reject(new SimulationError(problem));
    this.#waiting.clear();
  }

  #setStatus(status: Status): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#expect();
    this.#handlers.status?.(status);
  }

  #expect(): void {
    if (this.#status === "building") return;
    const idle = this.#waiting.size > 0 ? "life" : "nothing";
    this.#watch?.expect(this.#status === "playing" ? "progress" : idle, this.#longestStep);
  }
}

/**
 * Connects a page with a worker that calls `serve`.
 *
 * @param make starts a worker; called again after a loss, so:
 * `() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })`
 */
export function connect<Settings, Frame, Question = never, Answer = never>(
  make: () => Worker,
  handlers: Handlers<Frame>,
  options?: ConnectOptions,
): Connection<Settings, Frame, Question, Answer> {
  return new Connection(make, handlers, options);
}
