// Simulates the experiments of the page.
import type { Simulation } from "cajal";
import { firingRates } from "cajal/analysis";
import { type Scene, serve } from "../../simulation/host.ts";
import {
  type CurveRange,
  curveDuration,
  curveSettling,
  type DescribedCurve,
  describe,
  describeCurve,
  type Experiment,
} from "./experiment.ts";
import type { Answer, Courses, Curve, Question } from "./messages.ts";

// Small networks gain nothing from several threads.
const threads = 1;

async function traces(experiment: Experiment): Promise<Courses> {
  const { network, spikes, traces: recorders } = describe(experiment);
  const simulation = await network.build({ threads });
  try {
    await simulation.run(experiment.duration);
    let times = new Float64Array();
    const courses = spikes.map((recorder, k) => {
      const samples = recorders[k] && simulation.read(recorders[k]);
      if (samples) times = Float64Array.from(samples.times);
      return { values: { ...samples?.values }, spikes: simulation.read(recorder).times };
    });
    return { kind: "traces", times, courses };
  } finally {
    simulation.dispose();
  }
}

/** A curve that is being measured. */
interface Measuring extends DescribedCurve {
  readonly number: number;
  readonly simulation: Simulation;
}

let measuring: Measuring | undefined;

function endCurve(): void {
  measuring?.simulation.dispose();
  measuring = undefined;
}

async function beginCurve(number: number, experiment: Experiment, range: CurveRange): Promise<Measuring> {
  endCurve();
  const described = describeCurve(experiment, range);
  const simulation = await described.network.build({ threads });
  await simulation.run(curveSettling);
  for (const recorder of described.spikes) simulation.read(recorder, { clear: true });
  measuring = { ...described, number, simulation };
  return measuring;
}

// Pieces of a curve, so that it shows how far it is and can be given up.
const pieces = 10;

async function curve({ number, experiment, range }: Extract<Question, { kind: "curve" }>): Promise<Curve> {
  const found = measuring?.number === number ? measuring : undefined;
  const { simulation, spikes, currents } = found ?? (await beginCurve(number, experiment, range));
  await simulation.run(curveDuration / pieces);
  const fraction = Math.min(1, (simulation.time - curveSettling) / curveDuration);
  const rates = spikes.map((recorder) => firingRates(simulation.read(recorder)));
  if (fraction > 1 - 0.5 / pieces) endCurve();
  return { kind: "curve", fraction, currents: currents.slice(), rates };
}

serve<never, Scene, never, Question, Answer>({
  describe: () => {
    throw new Error("this page builds a network for every question");
  },
  frame: () => {
    throw new Error("this page shows whole runs only");
  },
  answer: (_, question) => (question.kind === "traces" ? traces(question.experiment) : curve(question)),
});
