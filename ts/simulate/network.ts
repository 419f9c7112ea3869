/** The network that users make: a description that can be built. */

import { NetworkDescription } from "../network/network-description.ts";
import { type BuildOptions, build } from "./build.ts";
import type { Simulation } from "./simulation.ts";

/**
 * A network as data: populations, connections, stimuli and recorders. It may be built several times; every
 * simulation has a state of its own.
 *
 * @example
 * const net = new Network({ resolution: 0.1, seed: 42 });
 * const E = net.population(iaf_psc_exp, 800, { tau_m: 20 }, { label: "E" });
 * net.connect(E, E, fixedIndegree(80), { weight: 20, delay: 1.5 });
 * const sim = await net.build();
 */
export class Network extends NetworkDescription {
  /**
   * Makes a simulation of the network as it is now.
   *
   * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_THREADS, E_BACKEND, E_MEMORY_BUDGET (with the estimate, before
   * anything is allocated), E_IO; the signal's reason when aborted
   * @example const sim = await net.build({ threads: 4, memoryLimit: "8 GB" });
   */
  build(options: BuildOptions = {}): Promise<Simulation> {
    return build(this, options);
  }
}
