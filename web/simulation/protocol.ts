// What a page and its simulation worker say to each other. All values can be cloned; typed arrays are transferred.
import type { Estimate, Progress, Report } from "cajal";

/** From the page to its worker. */
export type Request<Settings, Question> =
  /** Builds a network; the one before is given back first. */
  | { readonly type: "build"; readonly settings: Settings }
  | { readonly type: "play" }
  /** Stops after the present piece. */
  | { readonly type: "pause" }
  /** Runs so much model time [ms] once, by default one time step. */
  | { readonly type: "step"; readonly duration?: number | undefined }
  /** At most so much model time per wall time [ms per s]; Infinity: as fast as possible. */
  | { readonly type: "speed"; readonly factor: number }
  /** Changes the running simulation between two pieces of a run; of several that wait the last one holds. */
  | { readonly type: "change"; readonly settings: Settings }
  /** The page has taken in a frame and can take the next. */
  | { readonly type: "taken" }
  /** Anything else the page wants to know or have done, answered between two pieces of a run. */
  | { readonly type: "ask"; readonly id: number; readonly question: Question };

/** From the worker to its page. */
export type Reply<Frame, Answer> =
  | ({ readonly type: "building" } & Building)
  | { readonly type: "progress"; readonly progress: Progress }
  | ({ readonly type: "ready" } & Ready)
  | ({ readonly type: "frame" } & FrameOf<Frame>)
  /** Whether the simulation goes on by itself; the last frame comes before it stops. */
  | { readonly type: "state"; readonly playing: boolean }
  | ({ readonly type: "beat" } & Beat)
  | { readonly type: "answer"; readonly id: number; readonly answer: Answer }
  | ({ readonly type: "error"; readonly id?: number | undefined } & Problem);

/** Sent before a build begins. */
export interface Building {
  readonly estimate: Estimate;
}

/** A simulation that can run. */
export interface Ready {
  readonly report: Report;
  readonly estimate: Estimate;
  /** Length of a time step [ms]. */
  readonly resolution: number;
}

/** What a page draws, some 30 to 60 times a second. */
export interface FrameOf<Frame> {
  /** The model time reached [ms]. */
  readonly time: number;
  /** Wall time per model time of the last half second of computing; undefined before the first run. */
  readonly realTimeFactor: number | undefined;
  /** Model time per wall time [ms per s], pauses for the speed limit included. */
  readonly speed: number;
  readonly data: Frame;
}

/** Sent twice a second, so that the page can tell a worker that is gone or stuck. */
export interface Beat {
  /** The model time reached [ms]; also while a run is under way. */
  readonly time: number;
  readonly busy: "idle" | "building" | "running";
}

/** What went wrong, in the terms of CajalError. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** What to do. */
  readonly hint?: string | undefined;
  /** What the page was doing. */
  readonly during: "build" | "run" | "change" | "ask" | "worker";
}
