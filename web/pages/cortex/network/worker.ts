// The areas of cortex in their worker.
import type { SpikeTrains } from "cajal";
import { type Stage, serve } from "../../../simulation/host.ts";
import { SpikeMemory } from "../../../simulation/spike-memory.ts";
import type { State } from "../state.ts";
import { atlasOf } from "./atlas.ts";
import { type Cortex, connectomeOf, describe } from "./describe.ts";
import type { Answer, Frame, Question } from "./messages.ts";
import { Pulses } from "./pulses.ts";

/** The network, what was done to it, and what it did. */
interface Described extends Cortex {
  readonly memory: SpikeMemory;
  readonly pulses: Pulses;
  /** Time between repeated pulses [ms]; 0: none is repeated. */
  every: number;
  /** Whether the page knows the populations. */
  introduced: boolean;
}

/** Spikes as a table or an archive for NumPy; what writes them is loaded when the first one is made. */
async function exportSpikes(trains: SpikeTrains, format: "csv" | "npz"): Promise<Blob> {
  const { spikesCsv, spikesNpz } = await import("cajal/io");
  if (format === "csv") return new Blob([...spikesCsv(trains)], { type: "text/csv" });
  return new Blob([spikesNpz(trains) as Uint8Array<ArrayBuffer>], { type: "application/zip" });
}

function frame(stage: Stage<Described>): Frame {
  const { simulation, spikes, memory, pulses, every, populations } = stage;
  const { ids, times } = simulation.read(spikes, { clear: true });
  memory.add(ids, times);
  pulses.repeat(simulation, every);
  const introduction = stage.introduced ? undefined : populations;
  stage.introduced = true;
  return { ids, times, pulses: pulses.take(), populations: introduction };
}

function answer(stage: Stage<Described> | undefined, question: Question): Answer | Promise<Answer> {
  if (question.kind === "atlas") return atlasOf(connectomeOf(question.cortex));
  if (question.kind === "survey") {
    const { network, build } = describe(question.settings);
    return { neurons: network.size, estimate: network.estimate(build) };
  }
  if (!stage) throw new Error("there is no network yet; build one first");
  const { simulation, memory, spikes } = stage;
  const trains = (from?: number) => memory.trains(spikes.view.ids, simulation.time, from);
  if (question.kind === "pulse") return void stage.pulses.fire(simulation, question);
  if (question.kind === "digest") return simulation.digest();
  if (question.kind === "export") return exportSpikes(trains(), question.format);
  const { ids, times, neurons, tStart, tStop } = trains(simulation.time - question.past);
  // A copy: the network needs its own list of neurons.
  return { ids, times, neurons: neurons.slice(), tStart, tStop };
}

serve<State, Described, Frame, Question, Answer>({
  describe: (settings) => {
    const cortex = describe(settings);
    const pulses = new Pulses(cortex.currents);
    return { ...cortex, memory: new SpikeMemory(), pulses, every: settings.every, introduced: false };
  },
  change: (stage, settings) => {
    stage.every = settings.every;
  },
  frame,
  answer,
});
