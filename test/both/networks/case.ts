// What one of the networks for comparing kernels consists of.
import { type Network, type Recorder, type Simulation, uniform } from "cajal";

/** A network, how long it runs [ms], and what happens between two halves of the run. */
export interface Case {
  readonly network: Network;
  readonly recorders: readonly Recorder[];
  readonly time: number;
  readonly weights?: "exact" | "compact";
  readonly between?: (simulation: Simulation) => Promise<void> | void;
}

/** Potentials from which networks begin [mV]. */
export const start = uniform(-70, -52);
