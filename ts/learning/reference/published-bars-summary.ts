// Published outcomes of the Bars task: J. Gille (2023), thesis, 9-30-3, hard resets, 1000 epochs; read from the result
// files in github.com/krachbumm3nte/nest-simulator, folder pyramidal_microcircuit.
import type { BarsImplementation } from "./published-bars-curves.ts";

/** What a published run came to: means over its last ten tests. */
export interface PublishedSummary {
  readonly implementation: BarsImplementation;
  readonly latentEquilibrium: boolean;
  /** Presentation time [ms]. */
  readonly duration: number;
  readonly accuracy: number;
  readonly error: number;
  /** The first tested epoch with all answers right; undefined where there is none. */
  readonly firstPerfect: number | undefined;
}

/** Presentation times of the summaries [ms]. */
const durations: readonly number[] = [0.3, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

type Columns = readonly (readonly [accuracy: number, error: number, firstPerfect?: number])[];

const summaries = (
  implementation: BarsImplementation,
  latentEquilibrium: boolean,
  columns: Columns,
): readonly PublishedSummary[] =>
  columns.map(([accuracy, error, firstPerfect], place) => ({
    implementation,
    latentEquilibrium,
    duration: durations[place] as number,
    accuracy,
    error,
    firstPerfect,
  }));

/** What all published runs came to. */
export const publishedBarsSummary: readonly PublishedSummary[] = [
  ...summaries("rate matrix", true, [
    [0.325, 0.390281],
    [0.3875, 0.337805],
    [1, 0.285245, 121],
    [1, 0.234289, 101],
    [1, 0.138801, 41],
    [1, 0.068224, 51],
    [1, 0.020798, 81],
    [1, 0.004578, 51],
    [1, 0.00143, 61],
    [1, 0.000321, 41],
    [1, 1.3e-5, 41],
  ]),
  ...summaries("rate matrix", false, [
    [0.3625, 0.333292],
    [0.35, 0.33313],
    [0.3125, 0.332618],
    [0.375, 0.330496],
    [0.35, 0.320172],
    [0.425, 0.301684],
    [0.625, 0.234365],
    [0.65, 0.156099],
    [0.675, 0.137186],
    [0.625, 0.141586],
    [1, 0.017998, 261],
  ]),
  ...summaries("rate events", true, [
    [0.375, 0.403085],
    [0.3, 0.371084],
    [0.4375, 0.356362],
    [0.6, 5.869132],
    [1, 0.176559, 161],
    [0.975, 0.13378, 161],
    [1, 0.066605, 101],
    [1, 0.04319, 101],
    [1, 0.046715, 51],
    [1, 0.042565, 41],
    [1, 0.041615, 61],
  ]),
  ...summaries("rate events", false, [
    [0.3625, 0.333297],
    [0.3625, 0.333194],
    [0.35, 0.332714],
    [0.3625, 0.331006],
    [0.4125, 0.320415],
    [0.3625, 0.301767],
    [0.65, 0.236893],
    [0.6375, 0.175271],
    [0.625, 0.163922],
    [0.65, 0.159624],
    [1, 0.088078, 161],
  ]),
  ...summaries("spikes", true, [
    [0.3875, 0.337619],
    [0.4, 0.314681],
    [0.525, 0.180293],
    [0.625, 0.148619],
    [1, 0.047308, 581],
    [0.825, 0.113318, 631],
    [1, 0.056172, 141],
    [1, 0.051264, 161],
    [1, 0.042991, 111],
    [1, 0.041917, 61],
    [1, 0.04093, 71],
  ]),
  ...summaries("spikes", false, [
    [0.3875, 0.32336],
    [0.3125, 0.325682],
    [0.35, 0.320181],
    [0.35, 0.320722],
    [0.35, 0.306695],
    [0.375, 0.286002],
    [0.6, 0.211377],
    [0.625, 0.174806],
    [0.6375, 0.165582],
    [0.6375, 0.159777],
    [1, 0.078837, 201],
  ]),
];
