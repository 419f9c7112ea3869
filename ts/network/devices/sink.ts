/** Where recorded spikes go while a run goes on. */

/** What a sink is told before the first spike. */
export interface SpikeSinkInfo {
  /** The neurons recorded. */
  readonly ids: Uint32Array;
  /** [ms] */
  readonly resolution: number;
  /** Recording begins after this model time [ms]; 0 unless the simulation goes on from a checkpoint. */
  readonly time?: number;
  /** The recorded neurons, population by population. */
  readonly populations?: readonly { readonly label: string; readonly neurons: Uint32Array }[];
  readonly seed?: number;
  /** Sixteen hexadecimal digits over the network's description; made when it is asked for. */
  readonly description?: () => string;
}

/**
 * Receives spikes between batches of steps, e.g. to write them to a file. If `write` throws, the run stops at that
 * step boundary and rejects with E_IO; what was recorded stays readable, and the next run writes it first.
 */
export interface SpikeSink {
  /** Once per simulation, before anything else. */
  begin(info: SpikeSinkInfo): void;
  /** Spikes sorted by (step, neuron); time = step * resolution. */
  write(steps: Float64Array, ids: Uint32Array): void;
  /** After every batch: all spikes up to and with this step have been passed on. */
  reached?(step: number): void;
  /** When the simulation is disposed. */
  end(): void;
}
