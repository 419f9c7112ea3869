// Networks of the general form of neuronal least action: any wiring of neurons, of which the last ones are outputs.
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import {
  checkLayers,
  checkNumber,
  checkVector,
  checkWeightCount,
  notNegative,
  positive,
  wholeFrom,
} from "../checks.ts";
import { checkSeed, randomStream } from "../random.ts";
import { checkTransfer, softplus, type Transfer } from "../transfer.ts";

/** A rectangle of weights: targets are neurons, sources the inputs followed by the neurons. Ends are exclusive. */
export interface WeightBlock {
  readonly targets: readonly [first: number, end: number];
  readonly sources: readonly [first: number, end: number];
  /** Factor on the learning rate; default 1. */
  readonly rate?: number;
}

/** Which neuron may hear which. */
export interface Wiring {
  readonly inputs: number;
  readonly neurons: number;
  /** The last so many neurons are outputs. */
  readonly outputs: number;
  readonly blocks: readonly WeightBlock[];
  /** Sizes of the hidden layers, as far as there are layers. */
  readonly hidden: readonly number[];
}

/** A network: neurons with potentials u and rates r = transfer(u), and weights between them. */
export interface LeastActionNetwork {
  readonly wiring: Wiring;
  readonly transfer: Transfer;
  /** `weights[target * (inputs + neurons) + source]`; 0 outside the blocks. */
  readonly weights: Float64Array;
  /** From neuron to neuron, `feedback[target * neurons + source]`; undefined: the weights, transposed. */
  readonly feedback: Float64Array | undefined;
  /** How strongly a target pulls the outputs, 0 or more. */
  readonly beta: number;
}

/** What a network is given: rates of its inputs, and the potentials its outputs should have. */
export interface Given {
  readonly input: Float64Array;
  readonly target: Float64Array | null;
}

/** Options of {@link leastActionNetwork}. */
export interface LeastActionNetworkOptions {
  /** Sizes of layers, the input first; or, in their place, any wiring. */
  readonly layers?: readonly number[];
  readonly wiring?: Wiring;
  /** Default softplus. */
  readonly transfer?: Transfer;
  /** Weights begin uniform in (-amplitude, amplitude), default 1; or these. */
  readonly amplitude?: number;
  readonly weights?: Float64Array;
  /**
   * How errors come back: through the transposed weights (default), through fixed random ones (feedback alignment,
   * Lillicrap et al. 2016), or through these.
   */
  readonly feedback?: "transposed" | "random" | Float64Array;
  /** Default 0.1. */
  readonly beta?: number;
  /** Of random weights; default 1. */
  readonly seed?: number;
}

const call = "leastActionNetwork";
const names: readonly (keyof LeastActionNetworkOptions)[] = [
  "layers",
  "wiring",
  "transfer",
  "amplitude",
  "weights",
  "feedback",
  "beta",
  "seed",
];

/** A chain of layers, each of which hears the one before. @throws CajalError E_TYPE, E_SIZE */
export function layered(layers: readonly number[]): Wiring {
  return chain(checkLayers(layers, "layered"));
}

function chain(sizes: readonly number[]): Wiring {
  const inputs = sizes[0] as number;
  const ends = sizes.map((_, layer) => sizes.slice(0, layer + 1).reduce((sum, size) => sum + size, 0));
  const blocks = sizes.slice(1).map((_, layer): WeightBlock => {
    const [start, middle, end] = [ends[layer - 1] ?? 0, ends[layer] as number, ends[layer + 1] as number];
    return { targets: [middle - inputs, end - inputs], sources: [start, middle] };
  });
  const neurons = (ends.at(-1) as number) - inputs;
  return { inputs, neurons, outputs: sizes.at(-1) as number, blocks, hidden: sizes.slice(1, -1) };
}

const ofWiring = ["inputs", "neurons", "outputs", "blocks", "hidden"];

function checkWiring(given: Wiring): void {
  optionsOf(given, ofWiring, `${call}: wiring`);
  const { inputs, neurons, outputs, blocks, hidden } = given;
  for (const [name, value] of Object.entries({ inputs, neurons, outputs }))
    checkNumber(value, call, `wiring.${name}`, wholeFrom(1));
  for (const [name, value] of Object.entries({ blocks, hidden }))
    if (!Array.isArray(value)) {
      const must = `wiring.${name} must be an array`;
      fail("E_TYPE", { call, parameter: `wiring.${name}`, value, allowed: "an array", must });
    }
  for (const [place, size] of hidden.entries())
    checkNumber(size, call, `wiring.hidden[${place}]`, wholeFrom(1));
  checkWeightCount(neurons * (inputs + neurons), call, "wiring");
  const sum = hidden.reduce((total, size) => total + size, 0);
  if (outputs > neurons || (hidden.length > 0 && sum + outputs !== neurons))
    fail("E_SHAPE", {
      call,
      parameter: "wiring",
      value: `${neurons} neurons, ${outputs} outputs, ${sum} hidden`,
      must: "the hidden neurons and the outputs must be all the neurons",
    });
  const inside = (range: readonly number[], size: number): boolean => {
    const [first, end] = (Array.isArray(range) ? range : []) as [number, number];
    return Number.isInteger(first) && Number.isInteger(end) && 0 <= first && first < end && end <= size;
  };
  for (const [place, { targets, sources, rate = 1 }] of blocks.entries()) {
    checkNumber(rate, call, `wiring.blocks[${place}].rate`, notNegative);
    if (!inside(targets, neurons) || !inside(sources, inputs + neurons))
      fail("E_SHAPE", {
        call,
        parameter: `wiring.blocks[${place}]`,
        value: `targets ${targets} and sources ${sources}`,
        allowed: `targets within [0, ${neurons}), sources within [0, ${inputs + neurons})`,
        must: "a block must lie within the neurons",
      });
  }
}

/** The places of the weights of all blocks, each once. */
function* places({ blocks, inputs, neurons }: Wiring): Generator<number> {
  const seen = new Set<number>();
  for (const { targets, sources } of blocks)
    for (let target = targets[0]; target < targets[1]; target++)
      for (let source = sources[0]; source < sources[1]; source++) {
        const place = target * (inputs + neurons) + source;
        if (blocks.length > 1 && seen.has(place))
          fail("E_SHAPE", {
            call,
            parameter: "wiring.blocks",
            value: `target ${target} and source ${source}`,
            must: "blocks must not overlap",
          });
        if (blocks.length > 1) seen.add(place);
        yield place;
      }
}

function givenWeights(weights: Float64Array, wiring: Wiring): Float64Array {
  checkVector(weights, wiring.neurons * (wiring.inputs + wiring.neurons), call, "weights");
  checkStray(weights, new Set(places(wiring)), "weights");
  return weights.slice();
}

/** @throws CajalError E_SHAPE where a weight stands that no block has */
function checkStray(weights: Float64Array, wired: ReadonlySet<number>, name: string): void {
  const stray = weights.findIndex((weight, place) => weight !== 0 && !wired.has(place));
  if (stray < 0) return;
  const place = { call, parameter: `${name}[${stray}]`, value: weights[stray] };
  fail("E_SHAPE", { ...place, must: `${name} outside the blocks must be 0` });
}

function feedbackOf(
  { feedback = "transposed", seed = 1, amplitude = 1 }: LeastActionNetworkOptions,
  wiring: Wiring,
): Float64Array | undefined {
  const { inputs, neurons } = wiring;
  if (feedback === "transposed") return undefined;
  /** Where the feedback weight of a weight stands; below 0 for those from inputs, which nothing comes back to. */
  const backwards = (place: number): number => {
    const [target, source] = [Math.floor(place / (inputs + neurons)), place % (inputs + neurons)];
    return source < inputs ? -1 : (source - inputs) * neurons + target;
  };
  if (feedback instanceof Float64Array) {
    checkVector(feedback, neurons * neurons, call, "feedback");
    const wired = new Set(Array.from(places(wiring), backwards));
    checkStray(feedback, wired, "feedback");
    return feedback.slice();
  }
  const allowed = "'transposed', 'random' or a Float64Array";
  if (feedback !== "random")
    fail("E_UNKNOWN_NAME", {
      call,
      parameter: "feedback",
      value: feedback,
      allowed,
      must: `feedback must be ${allowed}`,
    });
  const random = randomStream(seed, "feedback");
  const made = new Float64Array(neurons * neurons);
  for (const place of Array.from(places(wiring), backwards))
    if (place >= 0) made[place] = random.between(-amplitude, amplitude);
  return made;
}

/**
 * Makes a network of the general form.
 *
 * @throws CajalError E_TYPE, E_SIZE, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_NAME, E_UNKNOWN_PARAM
 * @example const network = leastActionNetwork({ layers: [9, 30, 3], feedback: "random" });
 */
export function leastActionNetwork(options: LeastActionNetworkOptions): LeastActionNetwork {
  optionsOf(options, names, call);
  if (options.wiring && options.layers)
    fail("E_UNKNOWN_PARAM", { call, parameter: "layers", must: "layers and wiring exclude each other" });
  const wiring = options.wiring ?? chain(checkLayers(options.layers, call));
  checkWiring(wiring);
  const { seed = 1 } = options;
  checkSeed(seed, call);
  const amplitude = checkNumber(options.amplitude ?? 1, call, "amplitude", positive);
  const random = randomStream(seed, "weights");
  const draw = (): Float64Array => {
    const made = new Float64Array(wiring.neurons * (wiring.inputs + wiring.neurons));
    for (const place of places(wiring)) made[place] = random.between(-amplitude, amplitude);
    return made;
  };
  return {
    wiring,
    transfer: checkTransfer(options.transfer, softplus(), call),
    weights: options.weights ? givenWeights(options.weights, wiring) : draw(),
    feedback: feedbackOf(options, wiring),
    beta: checkNumber(options.beta ?? 0.1, call, "beta", notNegative),
  };
}
