// What a configuration of SONATA describes, as a network and what is to be done with it.

import type { View } from "../network/neurons/view.ts";
import type { Warning } from "../network/values/warning.ts";
import type { Network } from "../simulate/network.ts";
import type { Report } from "./output/reports.ts";

/** A population of nodes in a network. */
export interface SonataPopulation {
  /** Its name in the files. */
  readonly name: string;
  /** Its neurons in the order of `nodeIds`; virtual nodes are parrot neurons. */
  readonly view: View;
  /** The number of the node of each neuron. */
  readonly nodeIds: Float64Array;
  /** Whether all its nodes are virtual: they repeat spikes of files. */
  readonly virtual: boolean;
}

/** Neurons of one type, for tables and figures. */
export interface SonataGroup {
  readonly label: string;
  readonly view: View;
}

/** Where results are to go. */
export interface SonataOutput {
  /** The folder; undefined where the configuration names none. */
  readonly folder: string | undefined;
  readonly overwrite: boolean;
  /** Names of files of spikes: SONATA, and CSV. */
  readonly spikes: string;
  readonly csv: string | undefined;
}

/** A circuit, and the simulation of it that a configuration describes. */
export interface SonataCircuit {
  readonly network: Network;
  /** Model time to run, from run.tstart to run.tstop [ms]; undefined where the configuration names no end. */
  readonly duration: number | undefined;
  /** run.tstart [ms]: times of the files are those of the network and this. */
  readonly start: number;
  readonly populations: readonly SonataPopulation[];
  /** The point neurons by type, without virtual nodes. */
  readonly groups: readonly SonataGroup[];
  readonly reports: readonly Report[];
  readonly output: SonataOutput;
  /** What was passed over or taken otherwise. */
  readonly warnings: readonly Warning[];
}

const made = new WeakSet<object>();

/** Remembers that a circuit was made here. */
export function known(circuit: SonataCircuit): SonataCircuit {
  made.add(circuit);
  return circuit;
}

/** Whether a value is a circuit that was made here. */
export const isCircuit = (value: unknown): value is SonataCircuit =>
  typeof value === "object" && value !== null && made.has(value);
