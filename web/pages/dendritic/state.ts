// What the page shows, as its address keeps it.
import { barsDurations } from "cajal/learning";
import { z } from "zod";

/** What neurons exchange. */
export const forms = ["rate", "spikes"] as const;

/** Speeds to choose from [patterns per s]; 0: as fast as possible. */
export const speeds = [1, 3, 30, 300, 0] as const;

/** Ranges of the sliders. */
export const ranges = { factor: { min: 0.1, max: 10 }, hidden: { min: 5, max: 60 } } as const;

/** Presentation times that suit the forms [ms]. */
export const usualDuration = { rate: 5, spikes: 50 } as const;

const oneOf = <Value extends number>(values: readonly Value[], standard: Value) =>
  z
    .number()
    .refine((value): value is Value => values.includes(value as Value), `one of ${values.join(", ")}`)
    .default(standard);

/** The state of the page. */
export const stateSchema = z.object({
  form: z.enum(forms).default("rate"),
  latentEquilibrium: z.boolean().default(true),
  /** How long a pattern is shown [ms]. */
  duration: oneOf(barsDurations, usualDuration.rate),
  /** Of all learning rates, on top of the published ones. */
  factor: z.number().min(ranges.factor.min).max(ranges.factor.max).default(1),
  /** Hidden pyramidal cells. */
  hidden: z.number().int().min(ranges.hidden.min).max(ranges.hidden.max).default(30),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  selfPredicting: z.boolean().default(true),
  speed: oneOf(speeds, 300),
});

/** The state of the page. */
export type State = z.infer<typeof stateSchema>;

/** What the training is made of. */
export type Settings = Omit<State, "speed">;
