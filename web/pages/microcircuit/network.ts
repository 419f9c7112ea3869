// The network of the page's settings.
import type { Network, SpikeRecorder } from "cajal";
import {
  type Microcircuit,
  type MicrocircuitControls,
  microcircuit,
  microcircuitControls,
} from "cajal/networks";
import type { Settings } from "./settings.ts";

/** A described microcircuit with everything that can be turned while it runs. */
export interface Circuit {
  readonly network: Network;
  readonly build: { readonly weights: Settings["weights"]; readonly threads: "auto" | number };
  readonly populations: Microcircuit["populations"];
  readonly spikes: SpikeRecorder;
  readonly controls: MicrocircuitControls;
}

// Networks up to this size run fast enough beside a processor core that draws.
const fewNeurons = 30_000;
const neuronsPerThread = 2000;

/** Threads that leave one core to the page, where the network is small enough for that. */
function threadsFor(neurons: number): "auto" | number {
  if (neurons > fewNeurons || globalThis.crossOriginIsolated !== true) return "auto";
  return Math.max(1, Math.min(navigator.hardwareConcurrency - 1, Math.ceil(neurons / neuronsPerThread)));
}

/** Describes the network of some settings: the one that the command line makes of the same options. */
export function describe({ scale, seed, drive, thalamus, weights }: Settings): Circuit {
  const circuit = microcircuit({ scale, seed, drive, thalamus });
  const { network, populations, spikes } = circuit;
  if (!spikes) throw new Error("the microcircuit must record its spikes");
  return {
    network,
    build: { weights, threads: threadsFor(network.size) },
    populations,
    spikes,
    controls: microcircuitControls(circuit),
  };
}
