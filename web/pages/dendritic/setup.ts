// The training of some settings: network, learning rates, order of patterns.
import {
  type BarsProtocol,
  bars,
  barsRates,
  barsReadFrom,
  largest,
  randomStream,
  type Task,
} from "cajal/learning";
import type { Settings } from "./state.ts";

/** Outputs of the task, and so interneurons. */
export const classes = ["rows", "columns", "diagonals"] as const;

/** The patterns of the task: which pixels are lit, and the class. */
export const patterns = bars()
  .test(randomStream(1, "test", 0))
  .map(({ input, target }) => ({
    lit: Array.from(input, (value) => value > 0),
    label: largest(target ?? []),
  }));

/** The page trains so long. */
export const epochs = 1000;

/** Spikes need activity at rest before each pattern, rates do not. */
export const protocolOf = (form: Settings["form"]): BarsProtocol =>
  form === "spikes" ? "reset" : "continuous";

/** Presentations of each pattern in an epoch. */
export const copiesOf = (form: Settings["form"]): number => (form === "spikes" ? 3 : 1);

/** The task as the form wants it. */
export const taskOf = (form: Settings["form"]): Task => bars({ protocol: protocolOf(form) });

const digits = (value: number): number => Number(value.toPrecision(12));

/** Learning rates [1/ms]; where interneurons do not predict from the start or spikes are noisy, W_pi learns too. */
export function ratesOf({ form, duration, factor, selfPredicting }: Settings) {
  const { up, ip } = barsRates(duration);
  const [hidden, output] = up.map((rate) => digits(factor * rate)) as [number, number];
  const interneurons = digits(factor * (ip[0] as number));
  if (form === "rate" && selfPredicting) return { up: [hidden, output], ip: interneurons };
  return { up: [hidden, digits(1.5 * output)], ip: interneurons, pi: hidden };
}

/** Options of the learner. */
export const learnerOptions = (settings: Settings) => {
  const { form, latentEquilibrium, hidden, seed, selfPredicting } = settings;
  const layers = [9, hidden, classes.length] as const;
  return { layers, form, latentEquilibrium, selfPredicting, learningRates: ratesOf(settings), seed };
};

/** Options of the training. */
export function trainingOptions({ form, latentEquilibrium, duration, seed }: Settings) {
  const readFrom = digits(barsReadFrom(protocolOf(form), latentEquilibrium, duration));
  return { epochs, duration, readFrom, testEvery: form === "spikes" ? 5 : 1, seed };
}
