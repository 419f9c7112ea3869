// The microcircuit in its worker.
import { answerTo, noNetwork } from "../../network/questions.ts";
import { type Stage, serve } from "../../simulation/host.ts";
import { SpikeMemory } from "../../simulation/spike-memory.ts";
import type { Action, Answer, Frame, Question } from "./messages.ts";
import { type Circuit, describe } from "./network.ts";
import type { Settings } from "./settings.ts";
import { type Live, published } from "./spans.ts";

/** The circuit, what was done to it, and what it did. */
interface Described extends Circuit {
  readonly memory: SpikeMemory;
  /** Not yet sent to the page. */
  readonly actions: Action[];
}

async function change(
  { controls, simulation, actions }: Stage<Described>,
  { background, g }: Settings,
  before: Live = published,
): Promise<void> {
  const { time } = simulation;
  if (background !== before.background) {
    controls.background(simulation, background);
    actions.push({ time, kind: "background", value: background });
  }
  if (g !== before.g) {
    await controls.inhibition(simulation, -g);
    actions.push({ time, kind: "inhibition", value: -g });
  }
}

function frame({ simulation, spikes, memory, actions }: Stage<Described>): Frame {
  const { ids, times } = simulation.read(spikes, { clear: true });
  memory.add(ids, times);
  return { ids, times, actions: actions.splice(0) };
}

function pulse(stage: Stage<Described>, rate: number, duration: number): Action {
  const action: Action = { time: stage.simulation.time, kind: "pulse", rate, duration };
  stage.controls.pulse(stage.simulation, { rate, duration });
  stage.actions.push(action);
  return action;
}

function answer(stage: Stage<Described> | undefined, question: Question): Answer | Promise<Answer> {
  if (question.kind === "estimate") {
    const { network, build } = describe(question.settings);
    return network.estimate({ weights: build.weights });
  }
  if (!stage) throw noNetwork();
  if (question.kind === "pulse") return pulse(stage, question.rate, question.duration);
  return answerTo(stage, question);
}

serve<Settings, Described, Frame, Question, Answer>({
  describe: (settings) => ({ ...describe(settings), memory: new SpikeMemory(), actions: [] }),
  change,
  frame,
  answer,
});
