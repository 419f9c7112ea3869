// The areas of cortex in their worker.
import { answerTo, noNetwork } from "../../../network/questions.ts";
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
  if (!stage) throw noNetwork();
  if (question.kind === "pulse") return void stage.pulses.fire(stage.simulation, question);
  return answerTo(stage, question);
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
