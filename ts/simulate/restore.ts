/** From the bytes of a checkpoint to a simulation that goes on. */

import { CajalError, fail } from "../error.ts";
import { optionsOf } from "../network/values/fields.ts";
import { type BuildOptions, build } from "./build.ts";
import { parseCheckpoint, refusal } from "./checkpoint.ts";
import { Network } from "./network.ts";
import type { Simulation as Running } from "./simulation.ts";

/** How a checkpoint is resumed; its weights keep the form they were built in. */
export interface RestoreOptions extends Omit<BuildOptions, "weights"> {
  /** The network that it was written from: its handles then belong to the simulation. Default: made from the bytes. */
  readonly network?: Network | undefined;
}

const known = ["network", "threads", "connectivity", "backend", "memoryLimit", "onProgress", "signal"];

function networkOf(json: Parameters<typeof Network.from>[0]): Network {
  try {
    return Network.from(json);
  } catch (error) {
    if (!(error instanceof CajalError)) throw error;
    throw refusal(`its network is not one: ${error.message}`, "resume it with the version that wrote it", {
      value: error.code,
    });
  }
}

async function restore(bytes: Uint8Array, options: RestoreOptions = {}): Promise<Running> {
  const given = optionsOf(options, known, "restore");
  const { network: json, weights, resumption } = parseCheckpoint(bytes);
  const network = given.get("network");
  if (network !== undefined && !(network instanceof Network))
    fail("E_TYPE", {
      call: "restore",
      parameter: "network",
      value: network,
      allowed: "a Network",
      must: "network must be the Network that the checkpoint was written from",
      hint: "leave it out to make it from the bytes",
    });
  const { network: _, ...rest } = options;
  return build(network ?? networkOf(json), { ...rest, weights }, resumption);
}

/** A network that runs. Made by `net.build`, or by `Simulation.restore` from a checkpoint. */
export type Simulation = Running;

/** How a simulation begins anew from a checkpoint. */
export const Simulation: {
  /**
   * Builds the network of a checkpoint and goes on where `sim.checkpoint()` was called: bit for bit as the simulation
   * would have done that wrote it, with any number of threads, native or in WebAssembly. `sim.network` leads to the
   * handles of its recorders, stimuli and connections. `sim.report.run` counts from here. Recordings that went to a
   * sink go into memory from here, unless `network` has sinks.
   *
   * @throws CajalError E_CHECKPOINT with the reason: damaged, cut, of another version, byte order or network; E_TYPE,
   * E_UNKNOWN_PARAM, and the codes of `net.build`; when aborted the signal's reason
   * @example const sim = await Simulation.restore(readCheckpoint("run.checkpoint"), { threads: 8 });
   */
  restore(bytes: Uint8Array, options?: RestoreOptions): Promise<Simulation>;
} = Object.freeze({ restore });
