// Teaches the network for its page: the messages of every page's worker, about presentations instead of pieces of time.
import { dendriticLearner } from "cajal/learning";
import { problemOf } from "../../../simulation/problem.ts";
import type { Problem, Reply, Request } from "../../../simulation/protocol.ts";
import { transferables } from "../../../simulation/transferables.ts";
import { learnerOptions } from "../setup.ts";
import type { Settings } from "../state.ts";
import type { Frame } from "./frame.ts";
import { Lesson } from "./lesson.ts";

const beatPeriod = 500; // [ms]

// At most 20 frames a second [ms].
const framePeriod = 50;

let lesson: Lesson | undefined;
let playing = false;
let busy: "idle" | "building" = "idle";
let limit = Number.POSITIVE_INFINITY;
/** When the last frame was sent, and whether the page has taken it. */
let sent = Number.NEGATIVE_INFINITY;
let taken = true;

const post = (reply: Reply<Frame, never>): void =>
  globalThis.postMessage(reply, { transfer: transferables(reply) });

const fail = (error: unknown, during: Problem["during"]): void =>
  post({ type: "error", ...problemOf(error, during) });

function setPlaying(now: boolean): void {
  if (now === playing) return;
  playing = now;
  post({ type: "state", playing });
}

/** Sends what is to be drawn: if it is time for it, or in any case. */
function send(always: boolean): void {
  const now = performance.now();
  if (!lesson || (!always && (!taken || now - sent < framePeriod))) return;
  [sent, taken] = [now, false];
  const { time } = lesson.learner.simulation;
  post({ type: "frame", time, realTimeFactor: undefined, speed: 0, data: lesson.frame() });
}

/** Has the lesson run until it is over. */
async function teach(running: Lesson): Promise<void> {
  try {
    await running.run();
  } catch (error) {
    if (running !== lesson) return;
    send(true);
    setPlaying(false);
    fail(error, "run");
    return;
  }
  if (running !== lesson) return;
  send(true);
  setPlaying(false);
}

async function build(settings: Settings): Promise<void> {
  busy = "building";
  setPlaying(false);
  try {
    const before = lesson;
    lesson = undefined;
    await before?.dismiss();
    const learner = await dendriticLearner(learnerOptions(settings), { errors: true });
    const { simulation, microcircuit } = learner;
    const estimate = microcircuit.network.estimate({ threads: 1 });
    const begun = new Lesson(settings, learner, send);
    begun.gate.limit = limit;
    lesson = begun;
    post({ type: "ready", report: simulation.report, estimate, resolution: simulation.resolution });
    void teach(begun);
  } catch (error) {
    fail(error, "build");
  } finally {
    busy = "idle";
  }
}

function play(): void {
  if (!lesson || lesson.ended) return;
  setPlaying(true);
  lesson.gate.open = true;
}

function pause(): void {
  if (!lesson) return;
  lesson.gate.open = false;
  send(true);
  setPlaying(false);
}

/** One presentation. */
function step(): void {
  setPlaying(false);
  lesson?.gate.single();
}

/** At most so many presentations per second. */
function setLimit(factor: number): void {
  limit = factor;
  if (lesson) lesson.gate.limit = factor;
}

function hear(request: Request<Settings, never>): void {
  if (request.type === "build") void build(request.settings);
  else if (request.type === "play") play();
  else if (request.type === "pause") pause();
  else if (request.type === "step") step();
  else if (request.type === "speed") setLimit(request.factor);
  else if (request.type === "taken") taken = true;
}

addEventListener("message", ({ data }) => hear(data));
setInterval(
  () => post({ type: "beat", time: lesson?.learner.simulation.time ?? 0, busy: playing ? "running" : busy }),
  beatPeriod,
);
