/** Where recorded spikes go while a run goes on. */

/**
 * Receives spikes between batches of steps, e.g. to write them to a file. If `write` throws, the run stops at that
 * step boundary and rejects with E_IO; what was recorded stays readable, and the next run writes it first.
 */
export interface SpikeSink {
  /** Once per simulation, before anything else: the neurons recorded and the resolution [ms]. */
  begin(info: { readonly ids: Uint32Array; readonly resolution: number }): void;
  /** Spikes sorted by (step, neuron); time = step * resolution. */
  write(steps: Float64Array, ids: Uint32Array): void;
  /** When the simulation is disposed. */
  end(): void;
}
