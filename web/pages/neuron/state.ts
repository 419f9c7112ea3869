// What the page shows, as its address keeps it.
import { z } from "zod";
import { benchModels } from "./bench-models.ts";
import { type Choice, type CurveRange, defaultChoice, type Experiment } from "./experiment.ts";

const finite = (min: number, max: number, standard: number) => z.number().min(min).max(max).default(standard);

const known = z.string().refine((name) => benchModels.includes(name), `one of ${benchModels.join(", ")}`);

const choiceSchema = z.object({
  model: known,
  parameters: z.record(z.string().max(40), z.number()),
  weightE: z.number(),
  weightI: z.number(),
});

/** Ranges of the fields. */
export const limits = {
  amplitude: [-5000, 5000],
  time: [0, 10_000],
  duration: [10, 10_000],
  deviation: [0, 5000],
  rate: [0, 100_000],
  current: [-5000, 10_000],
  count: [5, 201],
} as const;

/** The state of the page. */
export const stateSchema = z.object({
  first: choiceSchema.default(defaultChoice("iaf_psc_exp")),
  second: choiceSchema.default(defaultChoice("iaf_cond_exp")),
  compare: z.boolean().default(false),
  amplitude: finite(...limits.amplitude, 500),
  start: finite(...limits.time, 50),
  stop: finite(...limits.time, 250),
  duration: finite(...limits.duration, 300),
  noise: z.enum(["none", "current", "spikes"]).default("none"),
  deviation: finite(...limits.deviation, 200),
  rateE: finite(...limits.rate, 3000),
  rateI: finite(...limits.rate, 500),
  seed: z.number().int().min(0).max(0xffffffff).default(1),
  recordables: z.array(z.string().max(40)).max(20).default(["V_m"]),
  from: finite(...limits.current, 0),
  to: finite(...limits.current, 1000),
  count: z.number().int().min(limits.count[0]).max(limits.count[1]).default(41),
});

/** The state of the page. */
export type State = z.infer<typeof stateSchema>;

/** The models that are shown, in their order. */
export const choicesOf = ({ first, second, compare }: State): readonly Choice[] =>
  compare ? [first, second] : [first];

/** The experiment of a state. */
export function experimentOf(state: State): Experiment {
  const { amplitude, start, stop, noise, deviation, rateE, rateI, seed, duration } = state;
  const input = { amplitude, start, stop, noise, deviation, rateE, rateI, seed };
  return { ...input, duration, choices: choicesOf(state) };
}

/** The currents of the curve of a state. */
export const rangeOf = ({ from, to, count }: State): CurveRange => ({ from, to, count });
