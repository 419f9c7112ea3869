// Runs of networks, to be compared.
import type { Network } from "../../../ts/index.ts";

/** What a run gave. */
export interface Run {
  readonly digest: string;
  /** Times and neurons of all spikes as one text. */
  readonly spikes: string;
  readonly count: number;
}

/** Runs a network for some model time [ms]; records its first populations, by default all. */
export async function run(network: Network, duration: number, populations?: number): Promise<Run> {
  const recorder = network.record(network.populations.slice(0, populations), "spikes");
  const simulation = await network.build({ threads: 1 });
  await simulation.run(duration);
  const { ids, times } = simulation.read(recorder);
  const digest = simulation.digest();
  simulation.dispose();
  return { digest, spikes: `${ids.join()} ${times.join()}`, count: ids.length };
}
