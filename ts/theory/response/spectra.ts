// Spectra of population rates: what the network makes of the irregularity of its neurons.
//   B16  Bos, Diesmann & Helias (2016) PLoS Comput. Biol. 12:e1005132, methods
import { fail } from "../../error.ts";
import {
  type ComplexMatrix,
  identityMinus,
  inverseOf,
  matrixProduct,
  rowNorm,
} from "../algebra/complex-matrix.ts";
import type { WorkingPoint } from "../network/working-point.ts";
import { checkLinear, connectivityOf, type LinearOptions } from "./effective-connectivity.ts";

/** The spectrum of a population, as `spectrumPlot` takes it. */
export interface TheorySpectrum {
  readonly label: string;
  /** [1/s] */
  readonly frequencies: Float64Array;
  /** Of the rate per neuron [1/s]; rate / size for Poisson trains. The `rate` of `populationSpectrum`. */
  readonly power: Float64Array;
}

/** Where activity carries itself there is no stationary spectrum. */
function refuseResonance(frequency: number, call: string): never {
  const allowed = "frequencies at which no eigenvalue of the effective connectivity is 1";
  return fail("E_PARAM_RANGE", {
    call,
    parameter: "frequencies",
    value: frequency,
    allowed,
    must: `frequencies must be ${allowed}`,
    hint: "at this one the network carries its own oscillation; linear theory ends there",
  });
}

/** (1 - W)^-1 at a frequency. */
function responseOf(matrix: ComplexMatrix, frequency: number, call: string): ComplexMatrix {
  if (![...matrix.re, ...matrix.im].every(Number.isFinite))
    fail("E_NOT_FINITE", {
      call,
      parameter: "point",
      allowed: "one with which the effective connectivity is finite",
      must: `point must give a finite effective connectivity at ${frequency} 1/s`,
      hint: "look for rates, weights or in-degrees beyond all bounds",
    });
  return inverseOf(identityMinus(matrix), 1 + rowNorm(matrix)) ?? refuseResonance(frequency, call);
}

/** The noise of each population: rate / size [1/s]. */
const noiseOf = ({ rates, sizes }: WorkingPoint): Float64Array =>
  Float64Array.from(rates, (rate, index) => Math.max(0, rate) / (sizes[index] as number));

/**
 * Spectra of the rates of all populations in linear response (B16): the diagonal of
 * (1 - W)^-1 diag(rate / size) (1 - W)^-H, where neurons alone would be Poisson.
 *
 * @param frequencies [1/s], from 0 on
 * @throws CajalError as `effectiveConnectivity`; E_PARAM_RANGE for a frequency at which the network carries its own
 * oscillation
 * @example spectrumPlot(powerSpectra(workingPoint(network), [1, 2, 4, 8, 16, 32, 64, 128]));
 */
export function powerSpectra(
  point: WorkingPoint,
  frequencies: ArrayLike<number>,
  options: LinearOptions = {},
): TheorySpectrum[] {
  const call = "powerSpectra";
  checkLinear(point, frequencies, options, call);
  const connectivity = connectivityOf(point, options, call);
  const count = point.neurons.length;
  const noise = noiseOf(point);
  const powers = point.neurons.map(() => new Float64Array(frequencies.length));
  for (let index = 0; index < frequencies.length; index++) {
    const frequency = frequencies[index] as number;
    const { re, im } = responseOf(connectivity(frequency), frequency, call);
    powers.forEach((power, target) => {
      for (let source = 0; source < count; source++) {
        const place = target * count + source;
        const square = (re[place] as number) ** 2 + (im[place] as number) ** 2;
        (power[index] as number) += square * (noise[source] as number);
      }
    });
  }
  const shared = Float64Array.from(frequencies);
  return powers.map((power, index) => ({ label: point.labels[index] as string, frequencies: shared, power }));
}

/**
 * Cross-spectra of the rates of all populations [1/s], a matrix for each frequency: entry (i, j) is the mean of
 * X_i conj(X_j), so that a positive phase means that i is ahead.
 *
 * @throws CajalError as `powerSpectra`
 */
export function crossSpectra(
  point: WorkingPoint,
  frequencies: ArrayLike<number>,
  options: LinearOptions = {},
): ComplexMatrix[] {
  const call = "crossSpectra";
  checkLinear(point, frequencies, options, call);
  const connectivity = connectivityOf(point, options, call);
  const noise = noiseOf(point);
  return Array.from(frequencies, (frequency) => {
    const response = responseOf(connectivity(frequency), frequency, call);
    const { size, re, im } = response;
    const weighted = { size, re: re.slice(), im: im.slice() };
    // diag(noise) times the conjugate transpose.
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        const [to, from] = [row * size + column, column * size + row];
        weighted.re[to] = (noise[row] as number) * (re[from] as number);
        weighted.im[to] = -(noise[row] as number) * (im[from] as number);
      }
    return matrixProduct(response, weighted);
  });
}

/**
 * The propagator (1 - W)^-1 W at each frequency: what a modulation of a source does to a target on all ways through the
 * network [1].
 *
 * @throws CajalError as `powerSpectra`
 */
export function propagators(
  point: WorkingPoint,
  frequencies: ArrayLike<number>,
  options: LinearOptions = {},
): ComplexMatrix[] {
  const call = "propagators";
  checkLinear(point, frequencies, options, call);
  const connectivity = connectivityOf(point, options, call);
  return Array.from(frequencies, (frequency) => {
    const matrix = connectivity(frequency);
    return matrixProduct(responseOf(matrix, frequency, call), matrix);
  });
}
