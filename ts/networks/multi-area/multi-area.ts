// The multi-area model of macaque visual cortex (Schmidt et al. 2018), for any connectome.
import type { Checks } from "../../arguments/check.ts";
import { anything, oneOf, optional, positive, wholeFrom } from "../../arguments/kinds.ts";
import { poisson, stepCurrent } from "../../network/devices/devices.ts";
import type { SpikeRecorder } from "../../network/devices/recorder.ts";
import type { SpikeSink } from "../../network/devices/sink.ts";
import type { Population, View } from "../../network/neurons/view.ts";
import type { Projection, StimulusHandle } from "../../network/options.ts";
import { fixedTotalNumber } from "../../network/synapses/rules.ts";
import { type Distribution, normal } from "../../network/values/distributions.ts";
import { Network } from "../../simulate/network.ts";
import { checkConnectome } from "./arguments.ts";
import type { Connectome } from "./connectome.ts";
import { checkSize, type MultiAreaSize, sizeChecks } from "./options.ts";
import { externalInput, initialPotential, multiAreaSynapses, neuronParameters } from "./parameters.ts";
import { type MultiAreaTables, tablesOf } from "./tables.ts";

/** Options of {@link multiArea}. */
export interface MultiAreaOptions extends MultiAreaSize {
  /** Integer from 0; default 1. Everything random follows from it. */
  readonly seed?: number;
  /** Length of a step [ms]; default 0.1. */
  readonly resolution?: number;
  /** Record the spikes of all neurons (default) or nothing. */
  readonly record?: "spikes" | "none";
  /** Where recorded spikes go during the run; default: they are kept in memory for `sim.read`. */
  readonly to?: SpikeSink;
}

/** A population of a multi-area network. */
export interface MultiAreaPopulation {
  readonly area: string;
  /** 23E, 23I, ... 6I. */
  readonly name: string;
  /** `V1-23E` and so on. */
  readonly label: string;
  /** Its place in the connectome and the tables. */
  readonly index: number;
  readonly view: Population<"iaf_psc_exp">;
}

/** A projection between two populations, which are indices into the connectome. */
export interface MultiAreaProjection {
  readonly source: number;
  readonly target: number;
  readonly projection: Projection;
}

/** A described multi-area network. */
export interface MultiArea {
  readonly network: Network;
  readonly connectome: Connectome;
  /** The simulated populations, in order of areas and layers. */
  readonly populations: readonly MultiAreaPopulation[];
  /** The same by the name of their area. */
  readonly areas: ReadonlyMap<string, readonly MultiAreaPopulation[]>;
  readonly projections: readonly MultiAreaProjection[];
  /** The Poisson input from outside, one per population; none if the drive is a constant current. */
  readonly background: readonly StimulusHandle[];
  /** What stands for areas, or pairs of areas, that are not simulated. */
  readonly replaced: readonly StimulusHandle[];
  /** The recorder of all spikes, if asked for. */
  readonly spikes: SpikeRecorder | undefined;
  /** The numbers it was made from. */
  readonly tables: MultiAreaTables;
}

/** A multi-area network whose spikes are recorded. */
export interface RecordedMultiArea extends MultiArea {
  readonly spikes: SpikeRecorder;
}

const checks: Checks = {
  ...sizeChecks,
  seed: optional(wholeFrom(0)),
  resolution: optional(positive),
  record: optional(oneOf(["spikes", "none"])),
  to: anything,
};

function addPopulations(
  network: Network,
  connectome: Connectome,
  tables: MultiAreaTables,
): MultiAreaPopulation[] {
  const V_m = normal(initialPotential.mean, initialPotential.deviation);
  return connectome.populations.flatMap(({ area, name }, index) => {
    const [size, label] = [tables.sizes[index] as number, tables.labels[index] as string];
    if (size === 0) return [];
    const values = { ...neuronParameters, V_m, I_e: tables.currents[index] as number };
    const view = network.population("iaf_psc_exp", size, values, { label });
    return [{ area: connectome.areas[area]?.name as string, name, label, index, view }];
  });
}

/** Normal; draws on the other side of zero are repeated, which keeps the sign. */
function weightAround(mean: number, deviation: number): Distribution | number {
  return deviation === 0 ? mean : normal(mean, deviation).redraw(mean < 0 ? { max: 0 } : { min: 0 });
}

/** Normal; draws below one step are repeated before the others are rounded to steps. */
const delayAround = (mean: number, resolution: number): Distribution =>
  normal(mean, mean * multiAreaSynapses.relativeDelayDeviation).redraw({ min: resolution });

function connectPopulations(
  network: Network,
  tables: MultiAreaTables,
  populations: readonly MultiAreaPopulation[],
): MultiAreaProjection[] {
  const count = tables.labels.length;
  const pairs = populations.flatMap((target) => populations.map((source) => ({ target, source })));
  return pairs.flatMap(({ target, source }) => {
    const place = target.index * count + source.index;
    const number = tables.synapses[place] as number;
    if (number === 0) return [];
    const [mean, deviation] = [tables.weights[place] as number, tables.weightDeviations[place] as number];
    const projection = network.connect(source.view, target.view, fixedTotalNumber(number), {
      weight: weightAround(mean, deviation),
      delay: delayAround(tables.delays[place] as number, network.resolution),
    });
    return [{ source: source.index, target: target.index, projection }];
  });
}

function addBackground(
  network: Network,
  { externalRates, externalWeight: weight }: MultiAreaTables,
  populations: readonly MultiAreaPopulation[],
): StimulusHandle[] {
  return populations.map(({ view, index }) => {
    const train = poisson({ rate: externalRates[index] as number });
    return network.stimulate(view, train, { weight, delay: externalInput.delay });
  });
}

/** Trains and currents in place of areas. A train's delay shifts nothing but its begin. */
function addReplaced(
  network: Network,
  { replacedTrains, replacedCurrents }: MultiAreaTables,
  populations: readonly MultiAreaPopulation[],
  every: number,
): StimulusHandle[] {
  const viewOf = new Map(populations.map(({ index, view }) => [index, view]));
  const views = (target: number): View<"iaf_psc_exp"> => viewOf.get(target) as View<"iaf_psc_exp">;
  const trains = replacedTrains.map(({ target, weight, rate }) =>
    network.stimulate(views(target), poisson({ rate }), { weight, delay: externalInput.delay }),
  );
  const currents = replacedCurrents.map(({ target, amplitudes }) => {
    // Currents begin with the first step, as nothing can before.
    const times = amplitudes.map((_, interval) => Math.max(network.resolution, interval * every));
    const course = stepCurrent({ amplitude_times: times, amplitude_values: amplitudes });
    return network.stimulate(views(target), course);
  });
  return [...trains, ...currents];
}

/** A view of all neurons. */
function allOf(populations: readonly MultiAreaPopulation[]): View<"iaf_psc_exp"> {
  const [first, ...rest] = populations.map(({ view }) => view) as unknown as [
    Population<"iaf_psc_exp">,
    ...Population<"iaf_psc_exp">[],
  ];
  return first.concat(...rest);
}

function byArea(populations: readonly MultiAreaPopulation[]): Map<string, MultiAreaPopulation[]> {
  const areas = new Map<string, MultiAreaPopulation[]>();
  for (const population of populations)
    areas.set(population.area, [...(areas.get(population.area) ?? []), population]);
  return areas;
}

/**
 * Describes a network of areas of cortex, each a microcircuit under 1 mm^2, connected as a connectome says (Schmidt et
 * al. 2018, PLoS Comput. Biol. 14:e1006359). For each pair of populations the number of synapses is fixed and both ends
 * are drawn independently, so that pairs may be connected repeatedly and neurons to themselves; weights are normal and
 * keep their sign; delays are normal and at least one step. At full size the macaque has 4.1 million neurons and 24
 * billion synapses: choose a `scale`, or some `areas`.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_INDEX for what is no connectome; E_UNKNOWN_PARAM, E_UNKNOWN_NAME,
 * E_PARAM_RANGE, E_PARAM_POSITIVE, E_NOT_FINITE, E_DT, E_TIME_GRID for options that make no network
 * @example
 * const { network, areas, spikes } = multiArea(syntheticConnectome(), { scale: 0.005, indegreeScale: 0.1 });
 * const sim = await network.build();
 * await sim.run(100);
 * firingRates(sim.read(spikes), { neurons: areas.get("A1")[0].view.ids });
 */
export function multiArea(
  connectome: Connectome,
  options?: MultiAreaOptions & { readonly record?: "spikes" },
): RecordedMultiArea;
export function multiArea(connectome: Connectome, options: MultiAreaOptions): MultiArea;
export function multiArea(connectome: Connectome, options: MultiAreaOptions = {}): MultiArea {
  const call = "multiArea";
  checkConnectome(connectome, call);
  checkSize(options, connectome, call, checks);
  const tables = tablesOf(connectome, options, call);
  const { seed = 1, resolution = 0.1, drive, record, replacement, to } = options;
  const network = new Network({ resolution, seed });
  const populations = addPopulations(network, connectome, tables);
  const every = typeof replacement === "object" ? replacement.every : 0;
  const sink = to ? { to } : {};
  return {
    network,
    connectome,
    populations,
    areas: byArea(populations),
    tables,
    projections: connectPopulations(network, tables, populations),
    background: drive === "dc" ? [] : addBackground(network, tables, populations),
    replaced: addReplaced(network, tables, populations, every),
    spikes: record === "none" ? undefined : network.record(allOf(populations), "spikes", sink),
  };
}
