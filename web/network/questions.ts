// What every page of a network can ask of its worker, and the answers.
import type { Simulation, SpikeData, SpikeRecorder } from "cajal";
import type { SpikeMemory } from "../simulation/spike-memory.ts";
import { type SpikeFormat, spikeFile } from "./files.ts";

/** What a page asks for. */
export type CommonQuestion =
  | { readonly kind: "export"; readonly format: SpikeFormat }
  /** The spikes of so much of the recent past [ms], as far as they are kept. */
  | { readonly kind: "spikes"; readonly past: number }
  | { readonly kind: "digest" };

/** The answers, by the kind of the question. */
export interface CommonAnswers {
  readonly export: Blob;
  readonly spikes: SpikeData;
  readonly digest: string;
}

/** A network that runs, and the spikes that were kept. */
interface Recorded {
  readonly simulation: Simulation;
  readonly spikes: SpikeRecorder;
  readonly memory: SpikeMemory;
}

/** The answer to a question about a network that runs. */
export function answerTo(
  { simulation, spikes, memory }: Recorded,
  question: CommonQuestion,
): SpikeData | string | Promise<Blob> {
  const trains = (from?: number) => memory.trains(spikes.view.ids, simulation.time, from);
  if (question.kind === "digest") return simulation.digest();
  if (question.kind === "export") return spikeFile(trains(), question.format);
  const { ids, times, neurons, tStart, tStop } = trains(simulation.time - question.past);
  // A copy: the network needs its own list of neurons.
  return { ids, times, neurons: neurons.slice(), tStart, tStop };
}

/** What a worker says when it has no network. */
export const noNetwork = (): Error => new Error("there is no network yet; build one first");
