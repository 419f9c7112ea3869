// What is recorded of a microcircuit that learns, and the means that are taken of it.
import type { StateRecorder } from "../network/devices/recorder.ts";
import type { Population } from "../network/neurons/view.ts";
import type { DendriticForm, DendriticMicrocircuit } from "../networks/dendritic/index.ts";
import type { Simulation } from "../simulate/simulation.ts";

/** What the apical dendrites and interneurons of a layer did on average over the last part of a presentation. */
export interface DendriticErrors {
  /** [pyramidal cell of the last hidden layer] */
  readonly apical: Float64Array;
  /** [interneuron of the last hidden layer]: its potential, and that of its sister. */
  readonly interneurons: Float64Array;
  readonly sisters: Float64Array;
}

type Recorded = "V_m" | "V_prospective" | "V_apical" | "V_lateral" | "V_top_down";

/** What is recorded in every step. */
export interface Recorders {
  readonly output: StateRecorder<Recorded>;
  /** Of the last hidden layer; undefined where nobody asks for errors. */
  readonly errors:
    | Readonly<Record<"apical" | "interneurons" | "sisters", StateRecorder<Recorded>>>
    | undefined;
}

/** The apical potential, or the two parts that it is the sum of. */
const apicalVariables = (form: DendriticForm): readonly Recorded[] =>
  form === "rate" ? ["V_apical"] : ["V_lateral", "V_top_down"];

/** Adds recorders to a microcircuit that is not built yet. */
export function recordersOf(
  { network, pyramidal, interneurons, plan }: DendriticMicrocircuit,
  readout: "V_m" | "V_prospective",
  errors: boolean,
): Recorders {
  const every = plan.resolution;
  const record = (population: Population | undefined, ...variables: Recorded[]): StateRecorder<Recorded> =>
    network.record(population as Population<"dendritic_rate">, variables as ["V_m"], { every });
  return {
    output: record(pyramidal.at(-1), readout),
    errors: errors
      ? {
          apical: record(pyramidal.at(-2), ...apicalVariables(plan.form)),
          interneurons: record(interneurons.at(-1), "V_m"),
          sisters: record(pyramidal.at(-1), "V_m"),
        }
      : undefined,
  };
}

/** Mean over the last samples, neuron by neuron. */
function meanOf(values: Float64Array, width: number, last: number): Float64Array {
  const mean = new Float64Array(width);
  for (let at = values.length - last * width; at < values.length; at += width)
    for (let k = 0; k < width; k++) mean[k] = (mean[k] as number) + (values[at + k] as number);
  for (let k = 0; k < width; k++) mean[k] = (mean[k] as number) / last;
  return mean;
}

/**
 * Means over the last so many samples, variable by variable. What was recorded before, in this presentation or by
 * somebody who ran the simulation between two of them, does not count; all of it is cleared.
 */
export function readMeans(
  simulation: Simulation,
  recorder: StateRecorder<Recorded>,
  last: number,
): Float64Array[] {
  const { names, values, ids } = simulation.read(recorder, { clear: true });
  return names.map((name) => meanOf(values[name] as Float64Array, ids.length, last));
}

/** The same of the errors. */
export function readErrors(
  simulation: Simulation,
  { apical, interneurons, sisters }: NonNullable<Recorders["errors"]>,
  last: number,
): DendriticErrors {
  const [lateral, topDown] = readMeans(simulation, apical, last) as [Float64Array, Float64Array?];
  return {
    apical: topDown ? lateral.map((value, k) => value + (topDown[k] as number)) : lateral,
    interneurons: readMeans(simulation, interneurons, last)[0] as Float64Array,
    sisters: readMeans(simulation, sisters, last)[0] as Float64Array,
  };
}
