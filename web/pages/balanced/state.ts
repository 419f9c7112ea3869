// What the page shows, as its address keeps it.
import { brunelExamples, brunelSizes } from "cajal/networks";
import { z } from "zod";

/** Neurons of the network described in the paper. */
export const fullSize = brunelSizes.E + brunelSizes.I;

/** Sizes to choose from [neurons]. */
export const sizes = [1250, 2500, 5000, 12_500] as const;

/** Speeds to choose from [ms of model time per s]; 0: as fast as possible. */
export const speeds = [20, 50, 100, 200, 500, 1000, 0] as const;

/** Neurons in the raster to choose from, four of five excitatory; 0: all. */
export const rasters = [50, 250, 1000, 0] as const;

/** Times from edge to edge to choose from [ms]. */
export const windows = [200, 500, 1000] as const;

/** Ranges of the plane. */
export const ranges = { g: { min: 0, max: 8 }, eta: { min: 0, max: 4 } } as const;

const oneOf = <Value extends number>(values: readonly Value[], standard: Value) =>
  z
    .number()
    .refine((value): value is Value => values.includes(value as Value), `one of ${values.join(", ")}`)
    .default(standard);

/** The state of the page. */
export const stateSchema = z.object({
  /** Inhibitory weight relative to the excitatory one. */
  g: z.number().min(ranges.g.min).max(ranges.g.max).default(5),
  /** External rate relative to the rate at threshold. */
  eta: z.number().min(ranges.eta.min).max(ranges.eta.max).default(2),
  size: oneOf(sizes, 12_500),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  speed: oneOf(speeds, 100),
  shown: oneOf(rasters, 250),
  window: oneOf(windows, 500),
});

/** The state of the page. */
export type State = z.infer<typeof stateSchema>;

/** What the network is made of, and what changes while it lives. */
export type Settings = Pick<State, "g" | "eta" | "size" | "seed" | "shown">;

/** The example that a state is at, if any. */
export const exampleAt = ({ g, eta }: Pick<State, "g" | "eta">) =>
  brunelExamples.find((example) => example.g === g && example.eta === eta);
