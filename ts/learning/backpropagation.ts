// Plain backpropagation in layers without time: the baseline beside which networks of neurons are drawn.

import { optionsOf } from "../network/values/fields.ts";
import { addGradient, backward, forward, type Layer } from "./backpropagation-layer.ts";
import {
  checkFlag,
  checkLayers,
  checkNumber,
  checkNumbers,
  checkVector,
  checkWeightCount,
  checkWord,
  finite,
  notNegative,
  positive,
} from "./checks.ts";
import {
  checkMasks,
  checkPresentation,
  restoreArrays,
  type SynchronousLearner,
  type WeightMatrix,
} from "./learner.ts";
import { checkSeed, randomStream } from "./random.ts";
import { squaredDistance } from "./scores.ts";
import { checkTransfer, softplus, type Transfer } from "./transfer.ts";

/** Options of {@link backpropagation}. */
export interface BackpropagationOptions {
  /** Sizes of the layers, the input first. */
  readonly layers: readonly number[];
  /** Learning rate, one for all or one per layer of weights; 0 or more. */
  readonly rates: number | readonly number[];
  /** From potential to rate, of all layers; default softplus. */
  readonly transfer?: Transfer;
  /** Whether the outputs, and so their targets, are potentials (default) or rates. */
  readonly output?: "potential" | "rate";
  /** Factor on the potentials, one for all or one per layer of weights; default 1. */
  readonly gains?: number | readonly number[];
  /** Whether every neuron has a bias that is learned too; default false. */
  readonly bias?: boolean;
  /** Weights begin uniform in (-amplitude, amplitude), one for all or one per layer of weights; default 1. */
  readonly amplitude?: number | readonly number[];
  /** Weights are kept in [-limit, limit]; default: without limit. */
  readonly limit?: number;
  /** Of the first weights; default 1. */
  readonly seed?: number;
}

/** A network that learns by backpropagation. */
export interface Backpropagation extends SynchronousLearner {
  /** Half the squared distance between the outputs and a target. */
  loss(input: Float64Array, target: Float64Array): number;
  /** Derivatives of {@link Backpropagation.loss} by the weights, in the order of `weights()`. */
  gradients(input: Float64Array, target: Float64Array): readonly Float64Array[];
  /** Replaces the weights of a layer. @throws CajalError E_SHAPE, E_NOT_FINITE */
  setWeights(layer: number, values: Float64Array): void;
}

const call = "backpropagation";
const names: readonly (keyof BackpropagationOptions)[] = [
  "layers",
  "rates",
  "transfer",
  "output",
  "gains",
  "bias",
  "amplitude",
  "limit",
  "seed",
];

function makeLayers(options: BackpropagationOptions): readonly Layer[] {
  const sizes = checkLayers(options.layers, call);
  const bias = checkFlag(options.bias ?? false, call, "bias") ? 1 : 0;
  const { seed = 1 } = options;
  checkSeed(seed, call);
  const weights = sizes.slice(1).map((rows, layer) => rows * ((sizes[layer] as number) + bias));
  checkWeightCount(
    weights.reduce((sum, one) => sum + one, 0),
    call,
    "layers",
  );
  const count = sizes.length - 1;
  const rates = checkNumbers(options.rates, count, call, "rates", notNegative);
  const gains = checkNumbers(options.gains ?? 1, count, call, "gains", finite);
  const amplitude = checkNumbers(options.amplitude ?? 1, count, call, "amplitude", notNegative);
  const random = randomStream(seed, "weights");
  return sizes.slice(1).map((rows, layer): Layer => {
    const columns = (sizes[layer] as number) + bias;
    const size = amplitude[layer] as number;
    return {
      rows,
      columns,
      weights: Float64Array.from({ length: rows * columns }, () => random.between(-size, size)),
      gain: gains[layer] as number,
      rate: rates[layer] as number,
      potentials: new Float64Array(rows),
      rates: new Float64Array(rows),
      errors: new Float64Array(rows),
    };
  });
}

/**
 * A network that learns by gradient descent, one step after each pattern: potentials u = gain W r of the layer
 * below, rates r = transfer(u), loss half the squared distance between outputs and targets. A presentation takes no
 * time; its output is that from before the step.
 *
 * @throws CajalError E_TYPE, E_SIZE, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_NAME, E_UNKNOWN_PARAM
 * @example const learner = backpropagation({ layers: [9, 30, 3], rates: 0.02 });
 */
export function backpropagation(options: BackpropagationOptions): Backpropagation {
  optionsOf(options, names, call);
  const layers = makeLayers(options);
  const transfer = checkTransfer(options.transfer, softplus(), call);
  const output = checkWord(options.output ?? "potential", ["potential", "rate"] as const, call, "output");
  const limit = options.limit === undefined ? Infinity : checkNumber(options.limit, call, "limit", positive);
  const top = layers.at(-1) as Layer;
  const hidden = layers.slice(0, -1).map(({ rows }) => rows);
  let masks: readonly Uint8Array[] | null = null;

  const inputOf = (layer: number, input: Float64Array): Float64Array => layers[layer - 1]?.rates ?? input;
  const run = (input: Float64Array): Float64Array => {
    for (const [place, layer] of layers.entries())
      forward(layer, inputOf(place, input), transfer, masks?.[place]);
    return output === "rate" ? top.rates : top.potentials;
  };
  const findErrors = (outputs: Float64Array, target: Float64Array): void => {
    for (let cell = 0; cell < top.rows; cell++) {
      const slope = output === "rate" ? transfer.slope(top.potentials[cell] as number) : 1;
      top.errors[cell] = ((outputs[cell] as number) - (target[cell] as number)) * slope;
    }
    for (let place = layers.length - 2; place >= 0; place--)
      backward(layers[place] as Layer, layers[place + 1] as Layer, transfer, masks?.[place]);
  };
  const descend = (input: Float64Array): void => {
    for (const [place, layer] of layers.entries()) {
      addGradient(layer, inputOf(place, input), -layer.rate, layer.weights);
      if (limit === Infinity) continue;
      for (let k = 0; k < layer.weights.length; k++)
        layer.weights[k] = Math.min(limit, Math.max(-limit, layer.weights[k] as number));
    }
  };

  const inputs = options.layers[0] as number;
  return {
    inputs,
    outputs: top.rows,
    hidden,
    reset() {},
    present(input, presentation) {
      checkPresentation({ inputs, outputs: top.rows }, input, presentation);
      const outputs = run(input).slice();
      if (presentation.learn && presentation.target) {
        findErrors(outputs, presentation.target);
        descend(input);
      }
      return outputs;
    },
    loss(input, target) {
      checkVector(input, inputs, "loss", "input");
      checkVector(target, top.rows, "loss", "target");
      return squaredDistance(run(input), target) / 2;
    },
    gradients(input, target) {
      checkVector(input, inputs, "gradients", "input");
      checkVector(target, top.rows, "gradients", "target");
      findErrors(run(input), target);
      return layers.map((layer, place) => {
        const gradient = new Float64Array(layer.weights.length);
        addGradient(layer, inputOf(place, input), 1, gradient);
        return gradient;
      });
    },
    setWeights(layer, values) {
      checkNumber(layer, "setWeights", "layer", {
        allowed: `a whole number from 0 to ${layers.length - 1}`,
        valid: (place) => layers[place] !== undefined,
      });
      const { weights } = layers[layer] as Layer;
      checkVector(values, weights.length, "setWeights", "values");
      weights.set(values);
    },
    weights: () =>
      layers.map(
        ({ rows, columns, weights }, place): WeightMatrix => ({
          name: `up${place + 1}`,
          rows,
          columns,
          values: weights,
        }),
      ),
    checkpoint: () =>
      Object.fromEntries(layers.map(({ weights }, place) => [`up${place + 1}`, weights.slice()])),
    restore(state) {
      const own = layers.map(({ weights }, place) => [`up${place + 1}`, weights] as const);
      restoreArrays(state, Object.fromEntries(own));
    },
    silence(given) {
      checkMasks(given, hidden);
      masks = given ? given.map((mask) => mask.slice()) : null;
    },
  };
}
