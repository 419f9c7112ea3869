// The Bars task: three rows, three columns and two diagonals of a 3 x 3 image in three classes (Haider et al. 2021).
import { optionsOf } from "../../network/values/fields.ts";
import { checkFlag, checkNumber, checkWord, finite, positive } from "../checks.ts";
import { oneHot, type Sample, type Task } from "../task.ts";

/**
 * How patterns follow each other. `continuous`: one stream without resets, an epoch shows each pattern once (Haider
 * et al. 2021). `reset`: everything is brought to rest before each presentation, an epoch shows three copies of
 * each (Gille 2023).
 */
export type BarsProtocol = "continuous" | "reset";

/** Options of {@link bars}. */
export interface BarsOptions {
  /** Default "continuous". */
  readonly protocol?: BarsProtocol;
  /** Input of a pixel on a bar; default 1. */
  readonly high?: number;
  /** Input of the other pixels; default 0 in a continuous stream, 0.1 with resets. */
  readonly low?: number;
  /** Target potential of the output of the class; default 1. */
  readonly targetHigh?: number;
  /** Target potential of the other outputs; default 0.1 in a continuous stream, 0 with resets. */
  readonly targetLow?: number;
  /** Whether tests show the patterns as they are numbered (default) or in a random order. */
  readonly testOrder?: "fixed" | "random";
}

const names: readonly (keyof BarsOptions)[] = [
  "protocol",
  "high",
  "low",
  "targetHigh",
  "targetLow",
  "testOrder",
];

const pixels: readonly (readonly number[])[] = [
  [6, 7, 8],
  [3, 4, 5],
  [0, 1, 2],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
];
const labels = [0, 0, 0, 1, 1, 1, 2, 2] as const;
const copies = { continuous: 1, reset: 3 } as const;

/**
 * The Bars task, 9 inputs and 3 outputs. Pixels are numbered row by row; the classes are rows, columns, diagonals.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_UNKNOWN_NAME, E_UNKNOWN_PARAM
 * @example const task = bars({ protocol: "reset" });
 */
export function bars(options: BarsOptions = {}): Task {
  optionsOf(options, names, "bars");
  const protocol = checkWord(
    options.protocol ?? "continuous",
    ["continuous", "reset"] as const,
    "bars",
    "protocol",
  );
  const continuous = protocol === "continuous";
  const order = checkWord(options.testOrder ?? "fixed", ["fixed", "random"] as const, "bars", "testOrder");
  const number = (name: "high" | "low" | "targetHigh" | "targetLow", standard: number): number =>
    checkNumber(options[name] ?? standard, "bars", name, finite);
  const [high, low] = [number("high", 1), number("low", continuous ? 0 : 0.1)];
  const [targetHigh, targetLow] = [number("targetHigh", 1), number("targetLow", continuous ? 0.1 : 0)];
  const samples = pixels.map((lit, place): Sample => {
    const input = new Float64Array(9).fill(low);
    for (const pixel of lit) input[pixel] = high;
    return { input, target: oneHot(labels[place] as number, 3, targetHigh, targetLow) };
  });
  const epoch = Array.from({ length: copies[protocol] }, () => samples).flat();
  return {
    name: "bars",
    inputs: 9,
    outputs: 3,
    reset: !continuous,
    training: (random) => random.shuffled(epoch),
    test: (random) => (order === "random" ? random.shuffled(samples) : samples),
  };
}

/** Presentation times of the published study [ms]. */
export const barsDurations = [0.3, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500] as const;

/** Learning rates of the microcircuit [1/ms]: one per layer from the first hidden one on. */
export interface BarsRates {
  readonly up: readonly [number, number];
  readonly ip: readonly [number];
  readonly pi: readonly [number];
}

/**
 * The published learning rates of a 9-30-3 microcircuit, in inverse proportion to the presentation time [ms].
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE
 */
export function barsRates(duration: number): BarsRates {
  checkNumber(duration, "barsRates", "duration", positive);
  return { up: [0.5 / duration, 0.1 / duration], ip: [0.2 / duration], pi: [0] };
}

/** From where in a presentation [ms] the output is averaged, as a share of the presentation time. */
const readShare = { continuous: 0.8, reset: 0.5 } as const;

/**
 * From where in a presentation the output is averaged [ms]: with latent equilibrium in a continuous stream the
 * whole presentation, without it the last fifth; with resets the second half.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_NAME
 */
export function barsReadFrom(protocol: BarsProtocol, latentEquilibrium: boolean, duration: number): number {
  checkFlag(latentEquilibrium, "barsReadFrom", "latentEquilibrium");
  checkNumber(duration, "barsReadFrom", "duration", positive);
  const words = ["continuous", "reset"] as const;
  const known = checkWord(protocol, words, "barsReadFrom", "protocol");
  return latentEquilibrium && known === "continuous" ? 0 : readShare[known] * duration;
}
