// Initial weights of dendritic microcircuits.
import { uniforms } from "../../analysis/random.ts";
import {
  type Check,
  type Checks,
  checkArgument,
  checkParts,
  isRecord,
  refuse,
} from "../../arguments/check.ts";
import { flag, float, notNegative, oneOf, positive, wholeFrom, withParts } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import {
  type DendriticConductances,
  type DendriticPlan,
  type Family,
  families,
  ofLayers,
} from "./parameters.ts";

/** A matrix of weights: `values[target * columns + source]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** Weights per family and layer: entry l belongs to the l-th hidden layer, the last of `up` to the output. */
export type DendriticWeights = Readonly<Record<Family, readonly Matrix[]>>;

const ofConductances: Checks = { g_L: positive, g_basal: positive, g_apical: notNegative };

const ofPlan: Checks = {
  layers: ofLayers,
  seed: wholeFrom(0),
  selfPredicting: flag,
  amplitude: withParts(Object.fromEntries(families.map((family) => [family, notNegative]))),
  conductances: withParts(ofConductances),
};

const ofFamily: Check = oneOf(families);

/**
 * Rows and columns of the matrix of a family and layer.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_UNKNOWN_NAME; E_INDEX where the family has no such layer
 */
export function shapeOf(layers: readonly number[], family: Family, layer: number): readonly [number, number] {
  checkArgument(layers, "shapeOf", "layers", ofLayers);
  checkArgument(family, "shapeOf", "family", ofFamily);
  checkArgument(layer, "shapeOf", "layer", wholeFrom(0));
  const most = matricesOf(layers, family) - 1;
  if (layer > most)
    refuse(layer, `a layer from 0 to ${most}`, { call: "shapeOf", parameter: "layer" }, "E_INDEX");
  const [below, here, above] = [layers[layer], layers[layer + 1], layers[layer + 2]] as [
    number,
    number,
    number,
  ];
  if (family === "up") return [here, below];
  return family === "ip" ? [above, here] : [here, above];
}

/** Matrices per family: one per hidden layer, and one more of `up`. */
export const matricesOf = (layers: readonly number[], family: Family): number =>
  layers.length - (family === "up" ? 1 : 2);

/** Checks given weights. @throws CajalError E_SHAPE unless each family has its matrices, in the shapes of the layers */
export function checkWeights(weights: DendriticWeights, layers: readonly number[]): void {
  const call = "dendriticMicrocircuit";
  if (!isRecord(weights))
    refuse(weights, `{ ${families.join(", ")} }`, { call, parameter: "weights" }, "E_TYPE");
  for (const family of families) {
    const [count, given] = [matricesOf(layers, family), weights[family]?.length];
    if (given !== count) {
      const [parameter, allowed] = [`weights.${family}`, `${count} matrices`];
      fail("E_SHAPE", { call, parameter, value: given, allowed, must: `${parameter} must be ${allowed}` });
    }
    for (let layer = 0; layer < count; layer++) {
      const [rows, columns] = shapeOf(layers, family, layer);
      const given = weights[family]?.[layer];
      const parameter = `weights.${family}[${layer}]`;
      if (given?.rows === rows && given.columns === columns && given.values?.length === rows * columns) {
        checkArgument(given.values, call, `${parameter}.values`, float);
        continue;
      }
      fail("E_SHAPE", {
        call,
        parameter,
        value: given && `${given.rows} x ${given.columns} with ${given.values?.length} values`,
        allowed: `${rows} x ${columns}`,
        must: `${parameter} must be a matrix of ${rows} x ${columns}`,
      });
    }
  }
}

/**
 * The factor between W_ip of a hidden layer and W_up of the layer above at which an interneuron predicts its sister:
 * (g_L + g_basal) / (g_L + g_basal + g_apical of the layer above), 1 below the output.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_PARAM_POSITIVE
 */
export function sisterFactor(conductances: DendriticConductances, belowOutput: boolean): number {
  checkParts(conductances, "sisterFactor", "conductances", ofConductances);
  checkArgument(belowOutput, "sisterFactor", "belowOutput", flag);
  const { g_L, g_basal, g_apical } = conductances;
  return (g_L + g_basal) / (g_L + g_basal + (belowOutput ? 0 : g_apical));
}

const scaled = ({ rows, columns, values }: Matrix, factor: number): Matrix => ({
  rows,
  columns,
  values: values.map((value) => factor * value),
});

/**
 * Uniform weights; with `selfPredicting` those of interneurons follow from the others.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_SIZE, E_PARAM_RANGE, E_PARAM_POSITIVE for what is no plan
 */
export function initialWeights(plan: DendriticPlan): DendriticWeights {
  checkParts(plan, "initialWeights", "plan", ofPlan);
  const { layers, amplitude, seed, selfPredicting, conductances } = plan;
  const random = uniforms(seed);
  const drawn = (family: Family): Matrix[] =>
    Array.from({ length: matricesOf(layers, family) }, (_, layer) => {
      const [rows, columns] = shapeOf(layers, family, layer);
      const reach = amplitude[family];
      return {
        rows,
        columns,
        values: Float64Array.from({ length: rows * columns }, () => reach * (2 * random() - 1)),
      };
    });
  const weights = { up: drawn("up"), down: drawn("down"), pi: drawn("pi"), ip: drawn("ip") };
  if (!selfPredicting) return weights;
  const hidden = layers.length - 2;
  return {
    ...weights,
    pi: weights.down.map((matrix) => scaled(matrix, -1)),
    ip: weights.up.slice(1).map((matrix, l) => scaled(matrix, sisterFactor(conductances, l === hidden - 1))),
  };
}

/**
 * Which synapses of a matrix are kept: places `target * columns + source`, ascending; round((1 - p) n) of n are left
 * out, chosen by selection sampling (Knuth, TAOCP 3.4.2, algorithm S).
 */
export function keptSynapses(synapses: number, probability: number, seed: number): Uint32Array {
  const random = uniforms(seed);
  let needed = synapses - Math.round((1 - probability) * synapses);
  const kept = new Uint32Array(needed);
  for (let place = 0, at = 0; needed > 0; place++) {
    if ((synapses - place) * random() >= needed) continue;
    kept[at++] = place;
    needed--;
  }
  return kept;
}
