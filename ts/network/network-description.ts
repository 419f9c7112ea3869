/** The describing half of a network: every call checks its arguments completely, then appends plain data. */

import { fail } from "../error.ts";
import { type Model, type ModelName, model, type Recordable } from "../models/model.ts";
import type { Placed } from "../space/placed.ts";
import { addConnection, addPopulation, addRecorder, addStimulus, addValues } from "./add.ts";
import { checkEstimate } from "./checks.ts";
import { type Description, neuronCount } from "./description.ts";
import type { Stimulus } from "./devices/devices.ts";
import type { Recorder, SpikeRecorder, StateRecorder } from "./devices/recorder.ts";
import { type Draft, newDraft, refuseWhileBuilding, snapshot } from "./draft.ts";
import { type Estimate, type EstimateOptions, estimateOf } from "./estimate/estimate.ts";
import { precisionWarnings } from "./estimate/precision.ts";
import { replay } from "./json/from-json.ts";
import { type NetworkJson, parseNetwork } from "./json/schema.ts";
import { toJson } from "./json/to-json.ts";
import { warningsOfLate } from "./late-values.ts";
import type { Parameters } from "./neurons/parameters.ts";
import { interval, type Ranges } from "./neurons/ranges.ts";
import { oneView, Population, type View, type Views } from "./neurons/view.ts";
import type {
  NetworkOptions,
  PopulationOptions,
  Projection,
  SpikeRecorderOptions,
  StateRecorderOptions,
  StimulusHandle,
  StimulusOptions,
  SynapseOptions,
} from "./options.ts";
import type { Rule } from "./synapses/rules.ts";
import { placedOf } from "./synapses/space.ts";
import type { Warning } from "./values/fields.ts";

/**
 * A description of a network: pure data, no simulation, no backend. A call that throws has changed nothing.
 * Use `Network`, which adds `build`.
 */
export class NetworkDescription {
  readonly #draft: Draft;
  readonly #populations: Population[] = [];
  readonly #projections: Projection[] = [];
  readonly #stimuli: StimulusHandle[] = [];
  readonly #recorders: Recorder[] = [];

  /** @throws CajalError E_DT, E_TYPE, E_PARAM_RANGE, E_UNKNOWN_PARAM */
  constructor(options: NetworkOptions = {}) {
    this.#draft = newDraft(options);
  }

  /**
   * The network of a JSON text, or of what it was parsed to.
   *
   * @throws CajalError E_DESCRIPTION, E_TYPE, E_UNKNOWN_PARAM, E_NAME with the path to the problem, and every code of
   * the describing functions
   * @example const again = Network.from(JSON.stringify(net));
   */
  static from<T extends NetworkDescription>(
    this: new (
      options: NetworkOptions,
    ) => T,
    json: NetworkJson | string,
  ): T {
    const document = parseNetwork(json);
    const { resolution, seed, strictTime } = document;
    const network = new this({ resolution, seed, strictTime });
    replay(network, document);
    return network;
  }

  /** The time step [ms]; fixed when the network is made (E_FROZEN). */
  get resolution(): number {
    return this.#draft.grid.resolution;
  }
  set resolution(value: never) {
    this.#refuseChange("resolution", value);
  }

  /** The seed of all random numbers; fixed when the network is made (E_FROZEN). */
  get seed(): number {
    return this.#draft.seed;
  }
  set seed(value: never) {
    this.#refuseChange("seed", value);
  }

  /** Whether times off the grid are refused where they would be rounded. */
  get strictTime(): boolean {
    return this.#draft.strictTime;
  }

  /** The populations in order of creation. */
  get populations(): readonly Population[] {
    return [...this.#populations];
  }

  /** What `connect` returned, in order of creation. */
  get projections(): readonly Projection[] {
    return [...this.#projections];
  }

  /** What `stimulate` returned, in order of creation. */
  get stimuli(): readonly StimulusHandle[] {
    return [...this.#stimuli];
  }

  /** What `record` returned, in order of creation. */
  get recorders(): readonly Recorder[] {
    return [...this.#recorders];
  }

  /** The number of neurons. */
  get size(): number {
    return neuronCount(this.#draft);
  }

  /**
   * What was accepted with a reservation; `estimate` also says what compact weights would lose. Functions of more than
   * 100,000 elements are called when the network is built, and only then is anything said of their values.
   */
  get warnings(): readonly Warning[] {
    const draft = this.#draft;
    return [...draft.warnings, ...warningsOfLate(draft), ...precisionWarnings(draft, "exact")];
  }

  /** The data behind the description, for building and for files. */
  get description(): Description {
    return snapshot(this.#draft);
  }

  /**
   * Adds `n` neurons of a model. Parameters and initial values are in the model's units (ms, mV, pA, pF, nS, 1/s)
   * or texts with units; each may be a number, a distribution, an array with one value per neuron, or a function
   * of the neuron's index. With positions, connections can depend on distances.
   *
   * @throws CajalError E_UNKNOWN_NAME, E_UNKNOWN_PARAM, E_SIZE, E_PARAM_POSITIVE, E_PARAM_RANGE, E_TYPE, E_DIM,
   * E_NOT_FINITE, E_SHAPE, E_DISTRIBUTION_EMPTY, E_RESET_ABOVE_THRESHOLD, E_NAME, E_POSITIONS, E_BUSY
   * @example const E = net.population(iaf_psc_exp, 8000, { tau_m: 20, V_m: uniform(-65, -50) }, { label: "E" });
   */
  population<M extends ModelName>(
    kind: Model<M> | M,
    n: number,
    parameters: Parameters<M> = {},
    options: PopulationOptions = {},
  ): Population<M> {
    const {
      label,
      first,
      size,
      model: name,
    } = addPopulation(this.#open("population"), kind, n, parameters, options);
    const made = new Population(this, interval(first, size), label, model(name as M));
    this.#populations.push(made as unknown as Population);
    return made;
  }

  /**
   * Sets parameters and initial values of some neurons, as `population` does for all of its own.
   *
   * @throws CajalError as `population`
   * @example net.set(E.slice(0, 100), { I_e: 200, V_m: normal(-65, 5) }); // pA, mV
   */
  set<M extends ModelName>(targets: Views<M>, parameters: Parameters<M>): void {
    addValues(this.#open("set"), this.#view(targets, "set"), parameters);
  }

  /**
   * Connects sources to targets by a rule. `weight` in the unit of the receptor (default 1), `delay` in ms
   * (default 1); arrays have one value per synapse in the rule's order. `synapse` is a synapse model by its name or
   * with parameters. Synapses that carry values (rate_synapse) bring an `output` of the source to a port of the target,
   * which `receptor` names; their weight is a factor.
   *
   * @throws CajalError E_INDEGREE, E_TOTAL, E_SHAPE, E_INDEX, E_OVERFLOW, E_DELAY_NEGATIVE, E_DELAY_BELOW_DT,
   * E_DELAY_TOO_LARGE, E_DISTRIBUTION_EMPTY, E_TIME_GRID, E_NOT_FINITE, E_TYPE, E_DIM, E_UNKNOWN_NAME,
   * E_UNKNOWN_PARAM, E_PARAM_POSITIVE, E_PARAM_RANGE, E_WEIGHT_SIGN, E_RULE_TARGET where the targets have no error
   * from which the synapses could learn, E_BUSY
   * @example net.connect(E, [E, I], fixedIndegree(800), { weight: 20, delay: 1.5 });
   * @example
   * const synapse = { model: "urbanczik_synapse", eta: 0.17, tau_Delta: "100 ms", Wmin: 0, Wmax: 1350 } as const;
   * net.connect(input, neuron, allToAll(), { weight: 450, receptor: "dendritic_exc", synapse });
   */
  connect<S extends ModelName, T extends ModelName>(
    sources: Views<S>,
    targets: Views<T>,
    rule: Rule,
    options: SynapseOptions<T, S> = {},
  ): Projection {
    const draft = this.#open("connect");
    const [from, to] = [this.#view(sources, "connect", "sources"), this.#view(targets, "connect")];
    const made = addConnection(draft, from, to, rule, options);
    this.#projections.push(made);
    return made;
  }

  /**
   * Sends a stimulus to neurons. Spikes: `weight` in the unit of the receptor, `delay` 1 ms. Currents: `weight` is a
   * factor, `delay` one step. The default weight is 1.
   *
   * @throws CajalError E_RATE, E_SPIKE_TIMES, E_TIME_GRID, E_SHAPE, E_PARAM_RANGE, the codes of `connect` for
   * weights and delays, E_BUSY
   * @example net.stimulate([E, I], poisson({ rate: 8000 }), { weight: 20, delay: 1.5 });
   */
  stimulate<M extends ModelName>(
    targets: Views<M>,
    device: Stimulus,
    options: StimulusOptions<M> = {},
  ): StimulusHandle {
    const made = addStimulus(this.#open("stimulate"), this.#view(targets, "stimulate"), device, options);
    this.#stimuli.push(made);
    return made;
  }

  /**
   * Records spikes, or samples of variables every `every` ms (default 1).
   *
   * @throws CajalError E_RECORD, E_TYPE, E_NAME, E_UNKNOWN_PARAM, E_BUSY
   * @example const traces = net.record(E.slice(0, 10), ["V_m", "I_syn_ex"], { every: 0.5 });
   */
  record<M extends ModelName>(
    targets: Views<M>,
    what: "spikes",
    options?: SpikeRecorderOptions,
  ): SpikeRecorder;
  record<M extends ModelName, Name extends Recordable<M>>(
    targets: Views<M>,
    what: Name | readonly Name[],
    options?: StateRecorderOptions,
  ): StateRecorder<Name>;
  record<M extends ModelName>(
    targets: Views<M>,
    what: string | readonly string[],
    options: SpikeRecorderOptions & StateRecorderOptions = {},
  ): Recorder {
    const made = addRecorder(this.#open("record"), this.#view(targets, "record"), what, options);
    this.#recorders.push(made);
    return made;
  }

  /**
   * What the network will take, before anything is allocated [bytes, s].
   *
   * @throws CajalError E_UNKNOWN_PARAM, E_UNKNOWN_NAME, E_TYPE, E_THREADS
   * @example const { bytes } = net.estimate({ weights: "compact" });
   */
  estimate(options: EstimateOptions = {}): Estimate {
    return estimateOf(this.#draft, checkEstimate(options));
  }

  /**
   * The network as plain JSON data; `Network.from` of it makes the same network again.
   *
   * @example writeFileSync("network.json", JSON.stringify(net));
   */
  toJSON(): NetworkJson {
    return toJson(this.#draft);
  }

  /** @internal Keeps the network as it is until the returned function is called. */
  hold(): () => void {
    this.#draft.building++;
    return () => {
      this.#draft.building--;
    };
  }

  /** @internal Where neurons are. */
  placed(ranges: Ranges): Placed | undefined {
    return placedOf(this.#draft.populations, ranges);
  }

  #open(call: string): Draft {
    refuseWhileBuilding(this.#draft, call);
    return this.#draft;
  }

  #view<M extends ModelName>(views: Views<M>, call: string, parameter?: string): View {
    return oneView(views, this, call, parameter) as unknown as View;
  }

  #refuseChange(parameter: string, value: unknown): never {
    return fail("E_FROZEN", {
      call: "Network",
      parameter,
      value,
      must: `the ${parameter} of a network is fixed when it is made`,
      hint: `make a new network: new Network({ ${parameter}: ... })`,
    });
  }
}
