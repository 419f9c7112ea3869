// The cortical microcircuit of Potjans & Diesmann (2014): all neurons and synapses below 1 mm2 of cortex.
import { fail } from "../error.ts";
import { poisson } from "../network/devices/devices.ts";
import type { SpikeRecorder } from "../network/devices/recorder.ts";
import type { SpikeSink } from "../network/devices/sink.ts";
import type { Population, View } from "../network/neurons/view.ts";
import type { Projection, StimulusHandle } from "../network/options.ts";
import { fixedTotalNumber } from "../network/synapses/rules.ts";
import { normal } from "../network/values/distributions.ts";
import { optionsOf } from "../network/values/fields.ts";
import { Network } from "../simulate/network.ts";
import {
  backgroundParameters as background,
  initialPotentials,
  neuronParameters,
  type PopulationLabel,
  populationLabels,
  synapseParameters as synapse,
  thalamicParameters,
} from "./microcircuit-parameters.ts";
import { delayAround, weightAround } from "./microcircuit-synapses.ts";
import { type MicrocircuitScale, type MicrocircuitTables, tablesOf } from "./microcircuit-tables.ts";

/** The thalamic pulse. */
export interface ThalamicPulse {
  /** Begin of the pulse [ms]; default 700. */
  readonly start?: number;
  /** Length of the pulse [ms]; default 10. */
  readonly duration?: number;
  /** Rate of each of the 902 relay neurons during the pulse [1/s]; default 120. */
  readonly rate?: number;
}

/** Options of {@link microcircuit}. */
export interface MicrocircuitOptions extends MicrocircuitScale {
  /** Integer from 0; default 55. Everything random follows from it. */
  readonly seed?: number;
  /** Length of a step [ms]; default 0.1. */
  readonly resolution?: number;
  /** Background input: independent Poisson trains (default) or their mean as a constant current. */
  readonly drive?: "poisson" | "dc";
  /** Initial membrane potentials: fitted per population (default), or one distribution as first published. */
  readonly initial?: "optimized" | "original";
  /** Adds the thalamic neurons, which fire for a moment; default false. `true`: at 700 ms for 10 ms at 120 1/s. */
  readonly thalamus?: boolean | ThalamicPulse;
  /** Record the spikes of all cortical neurons (default) or nothing. */
  readonly record?: "spikes" | "none";
  /** Where recorded spikes go during the run; default: they are kept in memory for `sim.read`. */
  readonly to?: SpikeSink;
}

/** A projection between two populations. */
export interface LabelledProjection {
  readonly source: PopulationLabel;
  readonly target: PopulationLabel;
  readonly projection: Projection;
}

/** A described microcircuit. */
export interface Microcircuit {
  readonly network: Network;
  /** The eight populations by label, in order from the surface down. */
  readonly populations: Readonly<Record<PopulationLabel, Population<"iaf_psc_exp">>>;
  /** The thalamic relay neurons, if asked for. */
  readonly thalamus: Population<"parrot_neuron"> | undefined;
  /** The recurrent projections, with the labels of their two ends. */
  readonly projections: readonly LabelledProjection[];
  /** The Poisson background of each population, in their order; none if the drive is a constant current. */
  readonly background: readonly StimulusHandle[];
  /** The trains that the thalamic neurons repeat, if there are any. */
  readonly thalamicInput: StimulusHandle | undefined;
  /** The recorder of all cortical spikes, if asked for. */
  readonly spikes: SpikeRecorder | undefined;
  /** The numbers it was made from. */
  readonly tables: MicrocircuitTables;
  /** Its background input. */
  readonly drive: "poisson" | "dc";
  /** Whether it has fewer neurons or fewer synapses per neuron than at full size. */
  readonly scaled: boolean;
}

/** A microcircuit whose spikes are recorded. */
export interface RecordedMicrocircuit extends Microcircuit {
  readonly spikes: SpikeRecorder;
}

const choices = {
  drive: ["poisson", "dc"],
  initial: ["optimized", "original"],
  record: ["spikes", "none"],
} as const;
const optionNames = [
  "variant",
  "seed",
  "resolution",
  "drive",
  "initial",
  "thalamus",
  "record",
  "to",
  "scale",
  "indegreeScale",
];

function checkOptions(options: MicrocircuitOptions): void {
  const call = "microcircuit";
  for (const [name, value] of optionsOf(options, optionNames, call)) {
    const known: readonly string[] | undefined = choices[name as keyof typeof choices];
    if (known && value !== undefined && !known.includes(value as string)) {
      const allowed = known.join(", ");
      fail("E_UNKNOWN_NAME", {
        call,
        parameter: name,
        value,
        allowed,
        must: `${name} must be one of ${allowed}`,
      });
    }
  }
}

/**
 * Describes the microcircuit: 77,169 neurons and 298.9 million synapses at full size.
 *
 * @throws CajalError for an unknown option or choice (`E_UNKNOWN_PARAM`, `E_UNKNOWN_NAME`) and a scale, seed,
 * resolution or pulse that makes no network.
 * @example
 * const { network, populations, spikes } = microcircuit({ scale: 0.1, seed: 1 });
 * const sim = await network.build();
 * await sim.run(1000);
 * firingRates(sim.read(spikes), { neurons: populations.L4E.ids });
 */
export function microcircuit(
  options?: MicrocircuitOptions & { readonly record?: "spikes" },
): RecordedMicrocircuit;
export function microcircuit(options: MicrocircuitOptions): Microcircuit;
export function microcircuit(options: MicrocircuitOptions = {}): Microcircuit {
  checkOptions(options);
  const pulse = pulseOf(options.thalamus ?? false);
  const tables = tablesOf(options);
  const network = new Network({ resolution: options.resolution ?? 0.1, seed: options.seed ?? 55 });
  const populations = addPopulations(network, tables, options);
  const list = populationLabels.map((label) => populations[label]);
  const projections = connectPopulations(network, tables, list);
  const background = options.drive === "dc" ? [] : addBackground(network, tables, list);
  const relay = pulse && addThalamus(network, tables, list, pulse);
  const recorded = options.record !== "none";
  const [first, ...rest] = list as [Population<"iaf_psc_exp">, ...Population<"iaf_psc_exp">[]];
  const all: View<"iaf_psc_exp"> = first.concat(...rest);
  const sink = options.to ? { to: options.to } : {};
  const spikes = recorded ? network.record(all, "spikes", sink) : undefined;
  const { thalamus, thalamicInput } = relay ?? {};
  const { scale = 1, indegreeScale = scale, drive = "poisson" } = options;
  const scaled = Math.min(scale, indegreeScale) < 1;
  return {
    network,
    populations,
    thalamus,
    projections,
    background,
    thalamicInput,
    spikes,
    tables,
    drive,
    scaled,
  };
}

/** The pulse of an option; nothing without thalamus. */
function pulseOf(thalamus: boolean | ThalamicPulse): ThalamicPulse | undefined {
  if (typeof thalamus === "boolean") return thalamus ? {} : undefined;
  const call = "microcircuit: thalamus";
  const pulse: ThalamicPulse = Object.fromEntries(optionsOf(thalamus, ["start", "duration", "rate"], call));
  for (const [parameter, value] of Object.entries(pulse) as [string, unknown][]) {
    const allowed = "a number, 0 or more";
    if (typeof value !== "number" || !(value >= 0))
      fail(typeof value === "number" ? "E_PARAM_RANGE" : "E_TYPE", {
        call,
        parameter,
        value,
        allowed,
        must: `${parameter} must be ${allowed}`,
      });
  }
  return pulse;
}

function addPopulations(
  network: Network,
  tables: MicrocircuitTables,
  options: MicrocircuitOptions,
): Microcircuit["populations"] {
  const { means, deviations } = initialPotentials[options.initial ?? "optimized"];
  const made = populationLabels.map((label, index) => {
    const constant = options.drive === "dc" ? tables.backgroundCurrents : tables.externalCompensation;
    const current = (constant[index] as number) + (tables.recurrentCompensation[index] as number);
    const potential = normal(means[index] as number, deviations[index] as number);
    const values = { ...neuronParameters, I_e: current, V_m: potential };
    return [
      label,
      network.population("iaf_psc_exp", tables.sizes[index] as number, values, { label }),
    ] as const;
  });
  return Object.fromEntries(made) as unknown as Microcircuit["populations"];
}

function connectPopulations(
  network: Network,
  tables: MicrocircuitTables,
  list: readonly View[],
): LabelledProjection[] {
  const made: LabelledProjection[] = [];
  for (const [row, target] of populationLabels.entries()) {
    for (const [column, source] of populationLabels.entries()) {
      const number = tables.synapses[row]?.[column] as number;
      if (number === 0) continue;
      const mean = tables.weights[row]?.[column] as number;
      const delay = mean > 0 ? synapse.delayExcitatory : synapse.delayInhibitory;
      const ends = [list[column] as View, list[row] as View] as const;
      const projection = network.connect(...ends, fixedTotalNumber(number), {
        weight: weightAround(mean),
        delay: delayAround(delay, tables.relativeDelayDeviation, network.resolution),
      });
      made.push({ source, target, projection });
    }
  }
  return made;
}

function addBackground(
  network: Network,
  tables: MicrocircuitTables,
  list: readonly View[],
): StimulusHandle[] {
  const { externalWeight: weight, externalRates } = tables;
  return list.map((targets, index) => {
    const train = poisson({ rate: externalRates[index] as number });
    return network.stimulate(targets, train, { weight, delay: background.delay });
  });
}

function addThalamus(
  network: Network,
  tables: MicrocircuitTables,
  list: readonly View[],
  pulse: ThalamicPulse,
): { readonly thalamus: Population<"parrot_neuron">; readonly thalamicInput: StimulusHandle } {
  const { start = thalamicParameters.start, duration = thalamicParameters.duration } = pulse;
  const thalamus = network.population("parrot_neuron", thalamicParameters.size, {}, { label: "TC" });
  const train = poisson({ rate: pulse.rate ?? thalamicParameters.rate, start, stop: start + duration });
  // The shortest delay there is, so that the relay neurons fire when the pulse says.
  const thalamicInput = network.stimulate(thalamus, train, { weight: 1, delay: network.resolution });
  for (const [index, targets] of list.entries()) {
    const number = tables.thalamicSynapses[index] as number;
    if (number === 0) continue;
    network.connect(thalamus, targets, fixedTotalNumber(number), {
      weight: weightAround(tables.thalamicWeight),
      delay: delayAround(thalamicParameters.delay, tables.relativeDelayDeviation, network.resolution),
    });
  }
  return { thalamus, thalamicInput };
}
