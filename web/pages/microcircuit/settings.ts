// What can be set on the microcircuit page; all of it is in the page's address.
import { z } from "zod";

/** The smallest network of the page, relative to the published one. */
export const leastScale = 0.02;

/** The settings of the page with their limits and defaults. */
export const settingsSchema = z.object({
  /** Size relative to the published network. */
  scale: z.number().min(leastScale).max(1).default(0.1),
  seed: z.int().min(0).max(4_294_967_295).default(55),
  drive: z.enum(["poisson", "dc"]).default("poisson"),
  /** Whether there are thalamic neurons, which fire at 700 ms as published, and whenever they are told to. */
  thalamus: z.boolean().default(false),
  /** How weights are stored. */
  weights: z.enum(["exact", "compact"]).default("exact"),
  /** Background input relative to the published one. */
  background: z.number().min(0).max(2).default(1),
  /** Strength of inhibitory relative to excitatory synapses; the paper's g with the other sign. */
  g: z.number().min(0).max(10).default(4),
  /** The thalamic pulse: rate of a relay neuron [1/s] and length [ms]. */
  pulseRate: z.number().min(0).max(400).default(120),
  pulseDuration: z.number().min(1).max(50).default(10),
  /** Model time per wall time [ms per s]; 0: as fast as possible. */
  speed: z.number().min(0).max(1000).default(200),
  /** Model time from edge to edge of the raster [ms]. */
  window: z.number().min(100).max(1500).default(500),
});

/** Settings of the page. */
export type Settings = z.infer<typeof settingsSchema>;

/** Those that only a new network can have. */
export const described = [
  "scale",
  "seed",
  "drive",
  "thalamus",
  "weights",
] as const satisfies (keyof Settings)[];

/** Whether two settings describe the same network. */
export const sameNetwork = (one: Settings, other: Settings): boolean =>
  described.every((name) => one[name] === other[name]);
