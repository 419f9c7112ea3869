// Which external rates a wanted working point needs.
//   S20  Senk, Korvasova, Schuecker, Hagen, Tetzlaff, Diesmann & Helias (2020) Phys. Rev. Res. 2:023174
import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { checkOptions, checkParts, refuse } from "../../arguments/check.ts";
import { anything, listOfSome, notNegative, numbers } from "../../arguments/kinds.ts";
import { fail, refuseNull } from "../../error.ts";
import type { LifMethod, LifNeuron } from "../lif/neuron.ts";
import { methodChecks, rateOf } from "../lif/rate.ts";
import { meanFieldOf } from "./mean-field.ts";
import {
  checkNetwork,
  checkNumbers,
  type ExternalInput,
  isConductance,
  type MeanFieldNetwork,
} from "./mean-field-network.ts";

/** A group of external sources of one rate, which is sought. */
export interface ExternalSource {
  /** How many of them reach a neuron of each population. */
  readonly inDegrees: ArrayLike<number>;
  /** What their spikes are worth, by population [mV]. */
  readonly weights: ArrayLike<number>;
}

/** Options of {@link externalRatesFor}. */
export interface ExternalRatesOptions {
  /** The input that populations are to have: mean above rest and amplitude of the fluctuations [mV]. */
  readonly means: ArrayLike<number>;
  readonly deviations: ArrayLike<number>;
  readonly sources: readonly ExternalSource[];
  readonly method?: LifMethod;
}

/** What makes a working point. */
export interface ExternalRates {
  /** Of each group of sources [1/s]. */
  readonly rates: Float64Array;
  /** The rates that populations have then [1/s]. */
  readonly populationRates: Float64Array;
  /** Ready for `external` of the network, beside what it has already. */
  readonly external: readonly ExternalInput[];
  /** The largest share of a wanted mean or variance that is missed; 0 where there are enough sources. */
  readonly missed: number;
}

function checkSources(
  { sources, means, deviations }: ExternalRatesOptions,
  count: number,
  call: string,
): void {
  checkNumbers(means, count, call, "means");
  checkNumbers(deviations, count, call, "deviations", notNegative);
  sources.forEach((source, index) => {
    const at = `sources[${index}]`;
    checkParts(source, call, at, { inDegrees: numbers, weights: numbers });
    checkNumbers(source.inDegrees, count, call, `${at}.inDegrees`, notNegative);
    checkNumbers(source.weights, count, call, `${at}.weights`);
  });
}

/** Least squares of equations that are each relative to what is wanted of them. */
function leastSquares(
  rows: readonly (readonly number[])[],
  wanted: readonly number[],
  call: string,
): Float64Array {
  const matrix = new Matrix(rows.map((row) => [...row]));
  // Columns of one size, so that rates of unlike sources are told apart.
  const sizes = Array.from({ length: matrix.columns }, (_, column) =>
    Math.hypot(...matrix.getColumn(column)),
  );
  const empty = sizes.indexOf(0);
  if (empty >= 0)
    refuse(0, "sources that reach at least one population", { call, parameter: `sources[${empty}]` });
  sizes.forEach((size, column) => {
    matrix.mulColumn(column, 1 / size);
  });
  const decomposition = new SingularValueDecomposition(matrix, { autoTranspose: true });
  if (matrix.columns > matrix.rows || decomposition.condition > 1e12)
    refuse(sizes.length, "groups of sources of which none can replace others", {
      call,
      parameter: "sources",
    });
  const solution = decomposition.solve(Matrix.columnVector([...wanted]));
  return Float64Array.from(sizes, (size, row) => solution.get(row, 0) / size);
}

/** What each population lacks of its mean and of its variance, and what a source of rate 1 gives, relative to both. */
function equationsOf(
  network: MeanFieldNetwork,
  { means, deviations, sources, method = "shift" }: ExternalRatesOptions,
  neurons: readonly LifNeuron[],
  populationRates: Float64Array,
): { readonly rows: readonly (readonly number[])[]; readonly wanted: readonly number[] } {
  const own = meanFieldOf(network, method).surroundings(populationRates);
  const [rows, wanted]: [number[][], number[]] = [[], []];
  neurons.forEach(({ tau_m }, index) => {
    const square = (deviations[index] as number) ** 2;
    const open = [
      (means[index] as number) - (own.means[index] as number),
      square - (own.deviations[index] as number) ** 2,
    ];
    const scales = [Math.abs(means[index] as number) + 1e-9, square + 1e-9];
    open.forEach((value, power) => {
      wanted.push(value / (scales[power] as number));
      rows.push(
        sources.map(
          ({ inDegrees, weights }) =>
            ((tau_m / 1000) * (inDegrees[index] as number) * (weights[index] as number) ** (power + 1)) /
            (scales[power] as number),
        ),
      );
    });
  });
  return { rows, wanted };
}

/**
 * The rates of external sources with which populations have a wanted mean and fluctuation of their input (S20), in
 * least squares where there are more equations than sources, each relative to what is wanted.
 *
 * @throws CajalError as `workingPoint`; E_PARAM_RANGE for conductance-based populations, for sources that cannot be
 * told apart, and where a rate would have to be negative
 * @example
 * const { external } = externalRatesFor(network, {
 *   means: [10, 10],
 *   deviations: [5, 5],
 *   sources: [{ inDegrees: [1, 1], weights: [0.2, 0.2] }, { inDegrees: [1, 1], weights: [-0.8, -0.8] }],
 * });
 * workingPoint({ ...network, external });
 */
export function externalRatesFor(network: MeanFieldNetwork, options: ExternalRatesOptions): ExternalRates {
  const call = "externalRatesFor";
  checkNetwork(network, call);
  checkOptions(options, call, {
    ...methodChecks,
    means: numbers,
    deviations: numbers,
    sources: listOfSome(anything),
  });
  refuseNull(options, call);
  const { populations } = network;
  const count = populations.length;
  checkSources(options, count, call);
  const { means, deviations, sources, method = "shift" } = options;
  const conductances = populations.findIndex(({ neuron }) => isConductance(neuron));
  if (conductances >= 0)
    refuse("conductances", "current-based neurons, whose input is linear in the rates", {
      call,
      parameter: `network.populations[${conductances}].neuron`,
    });
  const neurons = populations.map(({ neuron }) => neuron as LifNeuron);
  const populationRates = Float64Array.from(neurons, (neuron, index) =>
    rateOf(neuron, { mean: means[index] as number, deviation: deviations[index] as number }, method),
  );
  const { rows, wanted } = equationsOf(network, options, neurons, populationRates);
  const rates = leastSquares(rows, wanted, call);
  const negative = rates.findIndex((rate) => rate < 0);
  if (negative >= 0) refuseNegative(negative, rates[negative] as number, call);
  return {
    rates,
    populationRates,
    external: sources.map(({ inDegrees, weights }, index) => ({
      rates: Float64Array.from(inDegrees, (number) => number * (rates[index] as number)),
      weights: Float64Array.from(weights),
    })),
    missed: rows.reduce((most, row, index) => {
      const sum = row.reduce((total, factor, source) => total + factor * (rates[source] as number), 0);
      return Math.max(most, Math.abs(sum - (wanted[index] as number)));
    }, 0),
  };
}

function refuseNegative(index: number, value: number, call: string): never {
  const allowed = "an input that non-negative rates of these sources can make";
  return fail("E_PARAM_RANGE", {
    call,
    parameter: "means",
    value,
    allowed,
    where: `sources[${index}]`,
    must: `means and deviations must be ${allowed}; this rate would be negative`,
    hint: "the network's own activity may fluctuate more than is wanted; raise deviations or lower weights",
  });
}
