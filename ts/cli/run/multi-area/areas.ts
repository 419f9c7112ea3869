// What a report tells of the areas of a run whose spikes were recorded: tables, files, facts and figures.
import { csvFormatRows } from "d3-dsv";
import { signalCorrelation } from "../../../analysis/index.ts";
import { encodeNpz } from "../../../io/index.ts";
import type { Drawing } from "../../report/drawings.ts";
import type { PageTable } from "../../report/page.ts";
import { fixed } from "../../terminal/terminal.ts";
import type { AreaStatistics, PopulationRate } from "../supplement.ts";
import type { Activity } from "./activity.ts";
import { activityDrawings } from "./activity-figures.ts";
import { flowDrawings, flowTable, flowText, type LaminarFlow } from "./flow.ts";
import { interactionDrawings } from "./interaction-figures.ts";
import { type Interactions, leastTime, likeness } from "./interactions.ts";
import { type AreaProxies, leastProxyTime } from "./proxies.ts";
import { proxyDrawings } from "./proxy-figures.ts";
import { pulseDrawings, pulseFacts, pulseTable, pulseText } from "./pulse-report.ts";
import type { PulseResponses } from "./pulse-response.ts";

/** What is told, and what is still to be written. */
export interface AreaReport {
  readonly statistics: readonly AreaStatistics[];
  readonly facts: readonly [string, string][];
  readonly tables: readonly PageTable[];
  readonly drawings: readonly Drawing[];
  /** What files hold, by their names. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** What is measured. */
export interface MeasuredAreas {
  readonly activity: Activity;
  readonly interactions: Interactions | undefined;
  readonly proxies?: AreaProxies | undefined;
  /** Where it was asked for. */
  readonly flow?: LaminarFlow | undefined;
  readonly pulse?: PulseResponses | undefined;
  readonly rates: readonly PopulationRate[];
  /** Areas that are drawn by themselves. */
  readonly shown: readonly string[];
}

const orNull = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

// A decay that explains less of the autocorrelation is none.
const leastFit = 0.5;

function statisticsOf({ activity, interactions: found }: MeasuredAreas): AreaStatistics[] {
  return activity.areas.map(({ name, rate, localVariation, correlation }, area) => {
    const decay = found?.timescales[area];
    return {
      area: name,
      rate: rate.reduce((sum, value) => sum + value, 0) / rate.length,
      localVariation: orNull(localVariation),
      correlation: orNull(correlation),
      timescale: decay && decay.r2 > leastFit ? decay.timescale : null,
      position: orNull(found?.hierarchy.positions[area]),
      delay: orNull(found?.hierarchy.times[area]),
      community: found ? (found.communities.labels[area] as number) + 1 : null,
      structuralCommunity: found ? (found.structural.labels[area] as number) + 1 : null,
    };
  });
}

const heading = [
  ...["area", "rate (1/s)", "LvR", "correlation", "time scale (ms)"],
  ...["order in time (0 to 1)", "delay (ms)", "community", "structural community"],
];

function areaTable(statistics: readonly AreaStatistics[]): PageTable {
  const rows = statistics.map((one) => [
    ...[one.area, fixed(one.rate, 2), fixed(one.localVariation, 2), fixed(one.correlation, 4)],
    ...[fixed(one.timescale, 1), fixed(one.position, 2), fixed(one.delay, 1)],
    ...[fixed(one.community, 0), fixed(one.structuralCommunity, 0)],
  ]);
  return { title: "Activity of areas", heading, rows };
}

function likenessTable(
  { currents, rates, bold, structure }: Interactions,
  proxies: AreaProxies | undefined,
): PageTable {
  const correlated = (signals: readonly Float64Array[] | undefined) =>
    signals && signalCorrelation(signals).values;
  const others: [string, Float64Array | undefined][] = [
    ["correlation of rates", rates],
    ["correlation of LFPs", correlated(proxies?.lfp)],
    ["correlation of EEGs", correlated(proxies?.eeg)],
    ["correlation of dye signals", correlated(proxies?.dye)],
    ["correlation of BOLD signals", bold],
    ["synapses per neuron between two areas", structure],
  ];
  const rows = others.map(([name, matrix]) => [name, matrix ? fixed(likeness(currents, matrix), 3) : "-"]);
  return {
    title: "Correlation of currents over pairs of areas",
    heading: ["beside", "coefficient"],
    rows,
  };
}

const percent = (part: number): string => `${fixed(100 * part, 1)} %`;

function needsOf({ activity, flow }: MeasuredAreas): string {
  const time = activity.tStop - activity.tStart;
  const needs = Object.entries({
    "LFP, EEG, dye": leastProxyTime,
    "functional connectivity, order in time": leastTime.interactions,
    spectra: leastTime.spectrum,
    BOLD: leastTime.bold,
    "laminar flow": flow?.needs ?? 0,
  }).filter(([, least]) => time < least);
  return needs.map(([name, least]) => `${name}: ${least / 1000} s`).join("; ");
}

const communityFacts = (
  { count, modularity }: Interactions["communities"],
  { count: structural, codelength }: Interactions["structural"],
): [string, string][] => [
  ["communities", `${count}, modularity ${fixed(modularity, 3)}`],
  ["structural communities", `${structural}, ${fixed(codelength, 3)} bits per step between areas`],
];

function factsOf(measured: MeasuredAreas): [string, string][] {
  const { interactions: found } = measured;
  const missing = needsOf(measured);
  const { communities, structural, hierarchy } = found ?? {};
  const order = hierarchy &&
    Number.isFinite(hierarchy.violations) && {
      own: percent(hierarchy.violations),
      chance: percent(hierarchy.shuffledViolations.mean),
    };
  return [
    ...(communities && structural ? communityFacts(communities, structural) : []),
    ...(order
      ? [
          ["order in time", `${order.own} of the pairs against it; ${order.chance} with shuffled lags`] as [
            string,
            string,
          ],
        ]
      : []),
    ...(missing === "" ? [] : [["needs more time", missing] as [string, string]]),
  ];
}

const csv = (names: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  `${csvFormatRows([[...names], ...rows.map((row) => row.map((cell) => String(cell ?? "")))])}\n`;

function filesOf(
  statistics: readonly AreaStatistics[],
  found: Interactions | undefined,
): Record<string, string> {
  const rows = statistics.map((one) => [
    ...[one.area, one.rate, one.localVariation, one.correlation, one.timescale],
    ...[one.position, one.delay, one.community, one.structuralCommunity],
  ]);
  const areas = csv(heading, rows);
  if (!found) return { "areas.csv": areas };
  const count = found.areas.length;
  const pairs = Array.from(found.currents, (_, cell) => cell).filter((cell) => cell % (count + 1) !== 0);
  const named = ["area", "other", "currents", "rates", "BOLD", "synapses per neuron", "follows by (ms)"];
  const numbers = [found.currents, found.rates, found.bold, found.structure, found.lags];
  const cells = pairs.map((cell) => [
    ...[found.areas[Math.floor(cell / count)] as string, found.areas[cell % count] as string],
    ...numbers.map((matrix) => orNull(matrix?.[cell])),
  ]);
  return { "areas.csv": areas, "connectivity.csv": csv(named, cells) };
}

/** Signals [area, sample] as numbers of 32 bits, with the model time of the samples [ms] and the areas. */
function signalsFile({ areas, tStart, lfp, eeg, dye }: AreaProxies): Uint8Array {
  const samples = (lfp[0] as Float64Array).length;
  const matrix = (signals: readonly Float64Array[]) => {
    const data = new Float32Array(areas.length * samples);
    for (const [row, signal] of signals.entries()) data.set(signal, row * samples);
    return { data, shape: [areas.length, samples] };
  };
  const time = Float64Array.from({ length: samples }, (_, sample) => tStart + sample);
  return encodeNpz({ areas: [...areas], time, lfp: matrix(lfp), eeg: matrix(eeg), dye: matrix(dye) });
}

/** Puts together what is told of the areas. */
export function areaReport(measured: MeasuredAreas): AreaReport {
  const { interactions: found, flow, proxies, pulse, shown } = measured;
  const statistics = statisticsOf(measured);
  const flowing = flow && flow.flows.length > 0 ? flow : undefined;
  return {
    statistics,
    facts: [...(pulse ? pulseFacts(pulse) : []), ...factsOf(measured)],
    files: {
      ...filesOf(statistics, found),
      ...(proxies ? { "area-signals.npz": signalsFile(proxies) } : {}),
      ...(flowing ? { "flow.csv": flowText(flowing) } : {}),
      ...(pulse ? { "pulse.csv": pulseText(pulse) } : {}),
    },
    tables: [
      ...(pulse ? [pulseTable(pulse)] : []),
      areaTable(statistics),
      ...(found ? [likenessTable(found, proxies)] : []),
      ...(flowing ? [flowTable(flowing)] : []),
    ],
    drawings: [
      ...(pulse ? pulseDrawings(pulse) : []),
      ...activityDrawings(measured),
      ...(proxies ? proxyDrawings(proxies, shown) : []),
      ...(found ? interactionDrawings(found) : []),
      ...(flowing ? flowDrawings(flowing) : []),
    ],
  };
}
