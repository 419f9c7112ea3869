/** A built network: runs, and is read between runs. */

import type { SynapseColumns } from "../backend/backend.ts";
import { CajalError, fail, fromKernel, guard } from "../error.ts";
import type { ModelName, ParameterUnits, Recordable } from "../models/model.ts";
import type { Stimulus } from "../network/devices/devices.ts";
import type { StimulusChange } from "../network/devices/parameters.ts";
import type { Recorder, SpikeRecorder, StateRecorder } from "../network/devices/recorder.ts";
import type { NetworkDescription } from "../network/network-description.ts";
import type { Parameters } from "../network/neurons/parameters.ts";
import type { Views } from "../network/neurons/view.ts";
import type { Projection, StimulusHandle } from "../network/options.ts";
import { type Grid, timeOf } from "../network/values/grid.ts";
import type { Quantity } from "../network/values/units.ts";
import type { Value } from "../network/values/value.ts";
import type { Expression } from "../space/expression.ts";
import { type Action, addAction, type Times } from "./at.ts";
import { checkpointOf } from "./checkpoint.ts";
import { framesOf } from "./frames.ts";
import { type Live, liven, type Parts, reportOf } from "./live.ts";
import { operationsOf } from "./operations.ts";
import type { Frame, ReadOptions, StepsOptions } from "./options.ts";
import type { Watch } from "./progress.ts";
import type { SpikeTrains, Traces } from "./recording.ts";
import type { Report, RunReport } from "./report.ts";
import { checkDuration, type RunOptions, runBatches, runBatchesSync } from "./run.ts";
import type { SynapseChange } from "./synapses.ts";
import { changeWeights } from "./weights.ts";

/**
 * A network that runs. Made by `net.build`. Every method throws E_DISPOSED after `dispose`, and E_BUSY while `run` or
 * `setWeights` is under way, except `time`.
 */
export class Simulation {
  /** Everything that is freed at once. */
  #live: Live | undefined;
  readonly #grid: Grid;
  /** The network that was built. */
  readonly network: NetworkDescription;
  #running: Promise<unknown> | undefined;
  #ending = new AbortController();
  #reached = 0;

  /** @internal Simulations are made by `net.build`. */
  constructor(parts: Parts) {
    this.#live = liven(parts);
    this.#grid = parts.description.grid;
    this.network = parts.owner;
  }

  /** The model time reached [ms]; also while something is under way and after `dispose`. */
  get time(): number {
    const kernel = this.#live?.kernel;
    if (kernel) this.#reached = this.#running ? (kernel.progress()[2] ?? 0) : kernel.step();
    return timeOf(this.#reached, this.#grid);
  }

  /** The time step [ms]. */
  get resolution(): number {
    return this.#grid.resolution;
  }

  /** What the simulation is and did in all runs. */
  get report(): Report {
    return reportOf(this.#open("report"));
  }

  /**
   * Runs for a duration [ms], off the main thread. An abort stops within 50 ms at a step boundary, and the run
   * rejects with the signal's reason; the simulation stays valid and `time` tells where it is.
   *
   * @throws CajalError E_TIME, E_TIME_GRID, E_TYPE, E_UNKNOWN_PARAM, E_RECORD, E_IO, E_NUMERIC, E_MEMORY when
   * recordings and spikes on their way exceed `memoryLimit`, E_BUSY, E_DISPOSED
   * @example const { realTimeFactor } = await sim.run(1000, { onProgress: ({ fraction }) => bar.update(fraction) });
   */
  async run(duration: number | Quantity, options: RunOptions = {}): Promise<RunReport> {
    const live = this.#open("run");
    const steps = checkDuration(duration, live, "run");
    return this.#alone(runBatches(live, steps, options, this.#ending.signal));
  }

  /**
   * Runs for a duration [ms] and returns when it is done; nothing else happens in the program meanwhile.
   *
   * @throws CajalError as `run`
   * @example sim.runSync(100); // ms
   */
  runSync(duration: number | Quantity): RunReport {
    const live = this.#open("runSync");
    const steps = checkDuration(duration, live, "runSync");
    this.#running = Promise.resolve();
    try {
      return guard(() => runBatchesSync(live, steps));
    } finally {
      this.#running = undefined;
    }
  }

  /**
   * Runs step by step, for pages and experiments that look or intervene between: `every` ms the loop body runs.
   *
   * @throws CajalError as `run`
   * @example
   * for await (const { time } of sim.steps({ every: 10, duration: 1000 }))
   *   draw(sim.read(spikes, { clear: true }), time);
   */
  async *steps(options: StepsOptions): AsyncGenerator<Frame, void, void> {
    const frames = framesOf(options, this.#open("steps"));
    for (const duration of frames.durations()) {
      const report = await this.run(duration, frames.options);
      yield { time: this.time, report };
    }
  }

  /**
   * Calls `action` whenever a run reaches one of these times [ms], between two steps and before the run ends: with the
   * bits of a run that is cut there by hand. It gets the time and what may be done there: `read`, `get`, `set`,
   * `weights`, `setSynapses` and `digest`, until it returns. What it throws ends the run, which rejects with it; the
   * simulation is valid then, and the next run goes on from there. Actions of one time are called in the order in which
   * they were added. Checkpoints do not hold them. The function that is returned takes back what is left.
   *
   * @throws CajalError E_TIME for times that have passed, E_TIME_GRID, E_TYPE, E_NOT_FINITE, E_DIM, E_BUSY, E_DISPOSED
   * @example sim.at([500, 800], (now, time) => now.set(drive, { rate: time < 800 ? 12000 : 8000 }));
   */
  at(times: Times, action: Action): () => void {
    return addAction(this.#open("at"), times, action);
  }

  /**
   * What a recorder has recorded since the beginning, or since it was last read with `clear`.
   *
   * @throws CajalError E_INDEX for a recorder of another network, E_BUSY, E_DISPOSED
   * @example for (const [time, id] of sim.read(spikes)) console.log(time, id); // ms
   */
  read(recorder: SpikeRecorder, options?: ReadOptions): SpikeTrains;
  read<Name extends string>(recorder: StateRecorder<Name>, options?: ReadOptions): Traces<Name>;
  read(recorder: Recorder, options: ReadOptions = {}): SpikeTrains | Traces {
    return operationsOf(this.#open("read")).read(recorder as SpikeRecorder, options);
  }

  /**
   * The present values of variables or parameters, one per neuron, in their units; copied.
   *
   * @throws CajalError E_UNKNOWN_PARAM, E_RECORD, E_INDEX, E_BUSY, E_DISPOSED
   * @example const potentials = sim.get(E, "V_m"); // mV
   */
  get<M extends ModelName>(targets: Views<M>, name: Recordable<M> | keyof ParameterUnits<M>): Float64Array;
  get<M extends ModelName, Name extends Recordable<M> | keyof ParameterUnits<M>>(
    targets: Views<M>,
    names: readonly Name[],
  ): { [name in Name]: Float64Array };
  get<M extends ModelName>(
    targets: Views<M>,
    names: string | readonly string[],
  ): Float64Array | Record<string, Float64Array> {
    return operationsOf(this.#open("get")).get(targets, names as never);
  }

  /**
   * Sets parameters and variables of neurons, or parameters of a stimulus, from now on, all or none. Values and units
   * are those of the description (for a stimulus also what `replay` and its brothers return); distributions are drawn
   * anew. What is not named stays, the state too: potentials where they are when E_L moves, refractory neurons for as
   * long as their spike said. The network goes on as one that was described with these values and is in this state.
   * Equal tau_syn_ex and tau_syn_in are kept as one current: to make them unlike after a run, record I_syn_ex in one
   * neuron of the population. Synapses that learn from the potential of a spike begin anew when it becomes another one.
   *
   * @throws CajalError E_FROZEN where the present state does not tell how to go on, E_UNKNOWN_PARAM, E_RATE,
   * E_SPIKE_TIMES and the other codes of `net.set` and `net.stimulate`, E_RECORD, E_RULE_TARGET, E_MEMORY, E_BUSY,
   * E_DISPOSED
   * @example sim.set(E, { I_e: 100, tau_m: "12 ms" });
   */
  set(stimulus: StimulusHandle, parameters: StimulusChange | Stimulus): void;
  set<M extends ModelName>(targets: Views<M>, values: Parameters<M>): void;
  set(what: StimulusHandle | Views, values: object): void {
    operationsOf(this.#open("set")).set(what as StimulusHandle, values);
  }

  /**
   * The synapses of a connection in (source, target, ordinal) order: global neuron numbers, weights as stored in the
   * receptor's unit, delays [ms]. The weights of synapses that learn are the present ones: those with which they last
   * acted. Spiking ones (urbanczik_synapse, dendritic_synapse) act and learn at spikes of their source, so what a
   * silent source has learned since shows after its next spike.
   *
   * @throws CajalError E_INDEX for a connection of another network, E_BUSY, E_DISPOSED
   * @example const { source, target, weight, delay } = sim.weights(recurrent);
   */
  weights(projection: Projection): SynapseColumns {
    return operationsOf(this.#open("weights")).weights(projection);
  }

  /**
   * Gives the synapses of one connection or of several another weight, from now on: whatever `connect` takes, drawn as
   * if it had been given there. Partners, delays, the state and spikes on their way stay; a spike acts with the weight
   * of its arrival. Many connections in one call cost little more than one. Synapses
   * that learn begin anew from these weights, without memory of earlier errors. When this fails or is aborted, the old
   * weights are written back and all is as before.
   *
   * @throws CajalError E_INDEX for a connection of another network, E_TYPE, E_NOT_FINITE, E_SHAPE, E_DIM,
   * E_PARAM_RANGE, E_WEIGHT_SIGN, E_DISTRIBUTION_EMPTY, E_BUFFER, E_OVERFLOW with compact weights, E_MEMORY,
   * E_UNKNOWN_PARAM, E_BUSY, E_DISPOSED; when aborted the signal's reason
   * @example await sim.setWeights([fromItoE, fromItoI], normal(-5 * 87.8, 43.9).redraw({ max: 0 }));
   */
  async setWeights(
    projections: Projection | readonly Projection[],
    weight: Value | Expression,
    options: Watch = {},
  ): Promise<void> {
    const live = this.#open("setWeights");
    return this.#alone(changeWeights(live, projections, weight, options, this.#ending.signal));
  }

  /**
   * Gives the synapses of one connection or of several other parameters, from now on, e.g. `{ eta: 0 }` to keep what
   * they have learned; parameters that are not named stay. Learning begins anew from the present weights: what is left
   * of earlier errors in its integrals is forgotten.
   *
   * @throws CajalError E_INDEX for a connection of another network, E_UNKNOWN_PARAM, E_TYPE, E_DIM, E_NOT_FINITE,
   * E_PARAM_POSITIVE, E_PARAM_RANGE and E_WEIGHT_SIGN also where present weights lie outside new bounds, E_RULE_TARGET,
   * E_FROZEN for bounds far beyond those of the build, E_BUSY, E_DISPOSED
   * @example sim.setSynapses([hidden, output], { eta: 0 });
   */
  setSynapses(projections: Projection | readonly Projection[], parameters: SynapseChange): void {
    operationsOf(this.#open("setSynapses")).setSynapses(projections, parameters);
  }

  /**
   * Sixteen hexadecimal digits over all spikes so far and the state: equal if and only if the runs were.
   *
   * @example console.log(sim.digest());
   */
  digest(): string {
    return operationsOf(this.#open("digest")).digest();
  }

  /**
   * The simulation as bytes from which `Simulation.restore` goes on, anywhere and bit for bit: the network, the state,
   * spikes on their way, weights and stimuli that were set, and what recorders hold that was not yet read with `clear`.
   * What goes to a sink is passed on first. Equal for any number of threads and either backend.
   *
   * @throws CajalError E_IO if a sink cannot take its spikes, E_MEMORY, E_BUSY, E_DISPOSED
   * @example writeCheckpoint("run.checkpoint", sim.checkpoint());
   */
  checkpoint(): Uint8Array {
    const live = this.#open("checkpoint");
    return guard(() => checkpointOf(live));
  }

  /**
   * Frees the simulation.
   *
   * @throws CajalError E_BUSY while a run is under way, E_DISPOSED if it was done before, E_IO if a sink cannot end
   * @example sim.dispose();
   */
  dispose(): void {
    const { drains, kernel } = this.#open("dispose");
    void this.time;
    this.#live = undefined;
    kernel.close();
    drains.end();
  }

  /** Stops what is under way, waits for it, and frees the simulation; for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#live) return;
    this.#ending.abort(new CajalError("E_DISPOSED", "run: the simulation was disposed while it ran"));
    await this.#running?.catch(() => undefined);
    if (this.#live) this.dispose();
  }

  #open(call: string): Live {
    if (!this.#live)
      fail("E_DISPOSED", {
        call,
        must: "the simulation was disposed and cannot be used",
        hint: "build the network again",
      });
    if (this.#running)
      fail("E_BUSY", {
        call,
        must: "another call of this simulation is under way",
        hint: "await it, or abort it",
      });
    return this.#live;
  }

  /** Lets nothing else begin until the work is done. */
  async #alone<Result>(work: Promise<Result>): Promise<Result> {
    this.#running = work;
    try {
      return await work;
    } catch (error) {
      throw fromKernel(error);
    } finally {
      this.#running = undefined;
    }
  }
}
