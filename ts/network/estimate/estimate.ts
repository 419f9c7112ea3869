/** Memory and building time of a network from its description alone, before anything is allocated. */

import type { Connectivity } from "../../backend/backend.ts";
import { findSynapse } from "../../models/model.ts";
import {
  type ConnectionData,
  type Description,
  neuronCount,
  type PopulationData,
  populationOf,
  tableOf,
} from "../description.ts";
import { count } from "../neurons/ranges.ts";
import { type Draw, isKnown } from "../values/draw.ts";
import type { Warning } from "../values/fields.ts";
import type { Grid } from "../values/grid.ts";
import { blockBytes } from "./block-bytes.ts";
import { type DelayShare, delayShares, occurs } from "./delay-shares.ts";
import { madeBytes, storedBecause } from "./made-synapses.ts";
import { precisionWarnings } from "./precision.ts";
import { sourcesOf, stimulusBytes } from "./stimulus-bytes.ts";

/** What an estimate depends on besides the network. */
export interface EstimateOptions {
  /** How weights are stored; default "exact". */
  readonly weights?: "exact" | "compact" | undefined;
  /** Threads of the simulation; default 1. */
  readonly threads?: number | undefined;
  /** Whether synapses are stored (default) or, with "made" and "auto", drawn when they are needed where they can be. */
  readonly connectivity?: Connectivity | undefined;
}

/** What a network will take. */
export interface Estimate {
  readonly synapses: {
    /** The mean number, with those of stimuli that send given spikes. */
    readonly expected: number;
    /** Four standard deviations above it; the same where nothing is drawn. */
    readonly upper: number;
  };
  /** [bytes], for `synapses.upper` */
  readonly bytes: {
    /** With the state of those that have any, and what is on its way to them. */
    readonly synapses: number;
    /** Of synapses that are made: those on their way at 10 spikes per second of each source. */
    readonly made: number;
    /** Headers of runs of synapses with the same source and delay, and the index of rows. */
    readonly runs: number;
    readonly state: number;
    /** Parameters of stimuli, and what they keep for each target; in WebAssembly about two thirds of it. */
    readonly stimuli: number;
    readonly recorders: number;
    /** Needed while building only. */
    readonly construction: number;
    readonly total: number;
  };
  /** Weights that lose precision in the form in which they would be stored. */
  readonly warnings: readonly Warning[];
  readonly seconds: {
    /** Time to build [s]; of the right order on a usual machine. */
    readonly build: number;
    /** Time that a synaptic event takes of one thread [s], on average; of the right order on a usual machine. */
    readonly event: number;
  };
}

// Bytes in the kernel's rows of synapses (core/synapses/static_row.hpp).
const bytesPerSynapse = { exact: 6, compact: 4 } as const;
const bytesPerHeader = 4;
const bytesPerPointer = 8; // to a row
const bytesPerEnd = 4; // the word that ends it
const bytesPerOddRun = 2; // exact rows pair 16-bit targets; an odd number leaves half a word

const targetsPerSlice = 65_536;
const bytesPerSample = 8;
const bytesPerSpike = 12;
const bytesPerPartner = 8; // in the list of its cell, with its part of the cells and of what they may reach
const samplesAhead = 100; // what a recorder is allowed for before its first drain

// Time per synapse and thread, per neuron, and to start [s].
const secondsPerSynapse = 30e-9;
const secondsPerEvent = { stored: 3e-9, made: 20e-9 } as const;
const secondsPerNeuron = 1e-6;
const secondsToStart = 0.01;

/** The shares of a delay; those of equal distributions are computed once. */
function sharesOf(delay: Draw, grid: Grid, known: Map<string, readonly DelayShare[]>): readonly DelayShare[] {
  if (isKnown(delay)) return delayShares(delay, grid);
  const { kind, numbers, limit, low, high } = delay;
  const key = [kind, ...numbers, limit, low, high].join(" ");
  const shares = known.get(key) ?? delayShares(delay, grid);
  known.set(key, shares);
  return shares;
}

/** Runs of one source in a slice, given the share of each delay among its `synapses` there. */
interface Runs {
  /** Delays that at least one synapse has. */
  readonly all: number;
  /** Delays that an odd number of synapses have. */
  readonly odd: number;
}

/** Expected runs if every synapse takes its delay by itself: counts are binomial. */
function expectedRuns(shares: readonly DelayShare[], synapses: number): Runs {
  let [all, odd] = [0, 0];
  for (const { share } of shares) {
    all += occurs(share, synapses);
    odd += share < 0.5 ? -Math.expm1(synapses * Math.log1p(-2 * share)) / 2 : 0.5;
  }
  return { all, odd: Math.min(all, odd) };
}

/** The slices into which the kernel cuts the neurons: a multiple of the threads with 16-bit targets. */
function sliceCount(populations: readonly PopulationData[], threads: number): number {
  const targets = populations.reduce(
    (sum, population) => sum + population.size * tableOf(population).slots,
    0,
  );
  return threads * Math.max(1, Math.ceil(targets / (targetsPerSlice * threads)));
}

function recorderBytes({ recorders, populations }: Description): number {
  return recorders.reduce((sum, { kind, targets, variables }) => {
    const width =
      count(targets) * (kind === "spikes" ? bytesPerSpike : variables.length * bytesPerSample * samplesAhead);
    return sum + (populations.length > 0 ? width : 0);
  }, 0);
}

interface Totals {
  readonly expected: number;
  readonly variance: number;
  /** Expected number and variance of those in rows of constant weights. */
  readonly fixed: { readonly expected: number; readonly variance: number };
  readonly runs: number;
  readonly oddRuns: number;
  /** Rows of sources and slices that hold a synapse. */
  readonly filled: number;
  /** The sources that stimuli are whose spikes travel like those of neurons. */
  readonly sources: number;
  /** Whether rows are found by their source: where a fixed connection is stored. */
  readonly indexed: boolean;
  /** Of all others [bytes]. */
  readonly blocks: number;
  /** Those that are made: their expected number, and what they take [bytes]. */
  readonly made: { readonly expected: number; readonly bytes: number };
}

/** What the stimuli that send given spikes add: a synapse onto each target. */
function addFeeds(description: Description, slices: number, totals: Totals): Totals {
  let { expected, runs, oddRuns, filled, sources } = totals;
  for (const stimulus of description.stimuli) {
    const targets = count(stimulus.targets);
    const own = targets > 0 ? sourcesOf(stimulus) : 0;
    if (own === 0) continue;
    const rows = own > 1 ? targets : Math.min(slices, targets);
    const { all, odd } = expectedRuns(delayShares(stimulus.delay, description.grid), targets / rows);
    expected += targets;
    sources += own;
    filled += rows;
    runs += rows * all;
    oddRuns += rows * odd;
  }
  const { expected: before, variance } = totals.fixed;
  const fixed = { expected: before + expected - totals.expected, variance };
  return { ...totals, expected, fixed, runs, oddRuns, filled, sources };
}

function totalsOf(
  description: Description,
  slices: number,
  { weights = "exact", connectivity = "stored" }: EstimateOptions,
): Totals {
  let [expected, variance, runs, oddRuns, filled, blocks] = [0, 0, 0, 0, 0, 0];
  const fixed = { expected: 0, variance: 0 };
  const made = { expected: 0, bytes: 0 };
  let indexed = false;
  const known = new Map<string, readonly DelayShare[]>();
  for (const connection of description.connections) {
    const { sources, targets, synapses, delay, synapse } = connection;
    const rows = count(sources) * Math.min(slices, Math.max(1, count(targets)));
    expected += synapses.expected;
    variance += synapses.variance;
    if (rows === 0) continue;
    const shares = sharesOf(delay, description.grid, known);
    if (findSynapse(synapse.model)?.kind !== "fixed") {
      blocks += blockBytes(connection, description, shares, slices);
      continue;
    }
    if (connectivity !== "stored" && !storedBecause(connection)) {
      made.expected += synapses.expected;
      made.bytes += madeBytes(connection, shares, weights, description.grid);
      continue;
    }
    indexed = true;
    fixed.expected += synapses.expected;
    fixed.variance += synapses.variance;
    const { all, odd } = expectedRuns(shares, synapses.expected / rows);
    runs += rows * all;
    oddRuns += rows * odd;
    filled += Math.min(rows, synapses.expected);
  }
  filled = Math.min(filled, neuronCount(description) * slices);
  const links = { expected, variance, fixed, runs, oddRuns, filled, sources: 0, indexed, blocks, made };
  return addFeeds(description, slices, links);
}

/** Four standard deviations above what is expected. */
const upperOf = ({ expected, variance }: Totals["fixed"]): number =>
  Math.ceil(expected + 4 * Math.sqrt(variance));

/** Of headers of runs, and of the index of rows. */
function rowBytes(totals: Totals, neurons: number, slices: number, weights: "exact" | "compact"): number {
  const { runs, oddRuns, filled, sources } = totals;
  const headers = runs * bytesPerHeader + (weights === "exact" ? oddRuns * bytesPerOddRun : 0);
  const pointers = (neurons + sources) * slices * bytesPerPointer;
  return Math.round(headers + pointers + filled * bytesPerEnd);
}

/** Of the coordinates that a connection keeps, and of the cells into which its rule sorts partners. */
function spaceBytes({ sources, targets, rule }: ConnectionData, { populations }: Description): number {
  const dimensions = populationOf(populations, sources[0] ?? 0)?.positions?.dimensions ?? 0;
  const [n, m] = [count(sources), count(targets)];
  const cells = rule.rule.startsWith("spatial_") ? bytesPerPartner * Math.max(n, m) : 0;
  return dimensions === 0 ? 0 : (n + m) * dimensions * 8 + cells;
}

/** The estimate of a description. */
export function estimateOf(description: Description, options: EstimateOptions = {}): Estimate {
  const { weights = "exact", threads = 1 } = options;
  const neurons = neuronCount(description);
  const slices = sliceCount(description.populations, threads);
  const totals = totalsOf(description, slices, options);
  const { expected, sources, made } = totals;
  const upper = upperOf(totals);
  const synapses = upperOf(totals.fixed) * bytesPerSynapse[weights] + totals.blocks;
  const runs = rowBytes(totals, totals.indexed ? neurons : 0, slices, weights);
  const state = description.populations.reduce((sum, population) => {
    const { bytes, slots } = tableOf(population);
    const varied = population.values.filter(({ draw }) => draw.kind !== "constant").length;
    const coordinates = population.positions?.dimensions ?? 0;
    return sum + population.size * (bytes + slots * 8 + varied * 8 + coordinates * 8);
  }, 0);
  const stimuli = stimulusBytes(description);
  const recorders = recorderBytes(description);
  const construction = (neurons + sources) * 4 * threads;
  const space = description.connections.reduce((sum, one) => sum + spaceBytes(one, description), 0);
  const total = synapses + made.bytes + runs + state + space + stimuli + recorders + construction;
  const drawn = (expected - made.expected) * secondsPerSynapse;
  const build = secondsToStart + neurons * secondsPerNeuron + drawn / threads;
  const share = expected > 0 ? made.expected / expected : 0;
  const event = share * secondsPerEvent.made + (1 - share) * secondsPerEvent.stored;
  return {
    synapses: { expected: Math.round(expected), upper },
    bytes: {
      synapses,
      made: Math.round(made.bytes),
      runs,
      state: state + space,
      stimuli,
      recorders,
      construction,
      total,
    },
    warnings: precisionWarnings(description, weights),
    seconds: { build, event },
  };
}
