// What the page shows, as its address keeps it.
import { z } from "zod";

/** Areas of the connectome. */
export const areaCount = 32;

/** States of the network, with the factor chi that each has as published and the largest that theory finds stable. */
export const states = {
  ground: { chi: 1, most: 1.25 },
  metastable: { chi: 1.9, most: 2 },
} as const;

/** Ranges of sliders; fewer neurons would leave a population without any. */
export const ranges = {
  scale: { min: 0.002, max: 1 },
  indegreeScale: { min: 0.02, max: 1 },
  amplitude: { min: 0, max: 2000 },
  duration: { min: 1, max: 50 },
} as const;

/** Speeds to choose from [ms of model time per s]; 0: as fast as possible. */
export const speeds = [5, 20, 100, 200, 500, 1000, 0] as const;

/** Times from edge to edge to choose from [ms]. */
export const windows = [200, 500, 1000] as const;

/** Times between repeated pulses to choose from [ms]; 0: none is repeated. */
export const periods = [0, 150, 200, 500] as const;

const oneOf = <Value extends number>(values: readonly Value[], standard: Value) =>
  z
    .number()
    .refine((value): value is Value => values.includes(value as Value), `one of ${values.join(", ")}`)
    .default(standard);

const seed = z.int().min(0).max(4_294_967_295);
const area = z
  .int()
  .min(0)
  .max(areaCount - 1);
const within = ({ min, max }: { readonly min: number; readonly max: number }) => z.number().min(min).max(max);

/** The state of the page. */
export const stateSchema = z
  .object({
    /** The connectome follows from it. */
    cortex: seed.default(1),
    state: z.enum(["ground", "metastable"]).default("ground"),
    /** Factor on the weights between areas. */
    chi: z.number().min(0).max(states.metastable.most).default(1),
    /** Indices of the areas that are simulated; none: all. */
    areas: z
      .array(area)
      .max(areaCount)
      .refine((all) => new Set(all).size === all.length, "each area once")
      .default([]),
    /** Factors on the numbers of neurons and on the synapses per neuron. */
    scale: within(ranges.scale).default(0.005),
    indegreeScale: within(ranges.indegreeScale).default(0.2),
    seed: seed.default(1),
    connectivity: z.enum(["stored", "made"]).default("stored"),
    /** How weights are kept: in 32 bits or in 16. */
    weights: z.enum(["exact", "compact"]).default("exact"),
    /** Index of the area that is looked at and that pulses go to. */
    chosen: area.default(0),
    /** The pulse: current into each excitatory neuron [pA], its length and the time between repetitions [ms]. */
    amplitude: within(ranges.amplitude).default(1000),
    duration: within(ranges.duration).default(5),
    every: oneOf(periods, 0),
    speed: oneOf(speeds, 200),
    window: oneOf(windows, 500),
  })
  .refine(({ state, chi }) => chi <= states[state].most, {
    path: ["chi"],
    message: `at most ${states.ground.most} in the ground state`,
  });

/** The state of the page. */
export type State = z.infer<typeof stateSchema>;

/** Those that only a new network can have. */
const described = [
  "cortex",
  "state",
  "chi",
  "areas",
  "scale",
  "indegreeScale",
  "seed",
  "connectivity",
  "weights",
] as const satisfies (keyof State)[];

/** Whether two states describe the same network. */
export const sameNetwork = (one: State, other: State): boolean =>
  described.every((name) => String(one[name]) === String(other[name]));

/** Names of areas as the connectome has them, by their index. */
export const areaName = (index: number): string => `A${index + 1}`;
