// Least squares fit of an exponential decay to an offset.

/** A (exp(-x / timescale) + B) and how well it fits. */
export interface DecayFit {
  /** In the unit of the positions. */
  readonly timescale: number;
  /** A, in the unit of the values. */
  readonly amplitude: number;
  /** B, relative to A. */
  readonly offset: number;
  /** Part of the variance of the values that the fit explains. */
  readonly r2: number;
}

const nothing: DecayFit = {
  timescale: Number.NaN,
  amplitude: Number.NaN,
  offset: Number.NaN,
  r2: Number.NaN,
};

/** The best line a exp(-x / timescale) + b for a given time scale, and its sum of squared errors. */
function lineFor(x: Float64Array, y: Float64Array, timescale: number): [number, number, number] {
  // Relative to the first position, so that a short time scale does not make all values of the basis vanish.
  const basis = x.map((position) => Math.exp(((x[0] as number) - position) / timescale));
  let [sumE, sumY] = [0, 0];
  for (let index = 0; index < x.length; index++) {
    sumE += basis[index] as number;
    sumY += y[index] as number;
  }
  const [meanE, meanY] = [sumE / x.length, sumY / x.length];
  let [ee, ey] = [0, 0];
  for (let index = 0; index < x.length; index++) {
    const deviation = (basis[index] as number) - meanE;
    ee += deviation * deviation;
    ey += deviation * ((y[index] as number) - meanY);
  }
  const a = ey / ee;
  const b = meanY - a * meanE;
  let error = 0;
  for (let index = 0; index < x.length; index++)
    error += ((y[index] as number) - a * (basis[index] as number) - b) ** 2;
  return [a, b, error];
}

// The time scale is sought between a twentieth of the distance of two positions and ten times their whole
// range; beyond, an exponential cannot be told from a step or from a straight line.
const [shortest, longest, gridSteps, refinements] = [1 / 20, 10, 120, 60];

/**
 * Fits A (exp(-x / timescale) + B) to values by least squares. A and B follow from linear regression for each
 * time scale, so only that is sought: on a logarithmic grid, then by golden section. NaN when there are fewer
 * than four values, they do not vary, they grow, or no time scale between the limits of what can be told fits
 * best.
 *
 * @param x positions, ascending
 * @param y a value for each position
 */
export function fitDecay(x: Float64Array, y: Float64Array): DecayFit {
  if (x.length < 4) return nothing;
  const range = (x[x.length - 1] as number) - (x[0] as number);
  const low = Math.log((shortest * range) / (x.length - 1));
  const high = Math.log(longest * range);
  const error = (logarithm: number): number => lineFor(x, y, Math.exp(logarithm))[2];
  const step = (high - low) / gridSteps;
  let best = 0;
  for (let index = 1; index <= gridSteps; index++)
    if (error(low + index * step) < error(low + best * step)) best = index;
  if (best === 0 || best === gridSteps) return nothing;
  const timescale = Math.exp(goldenSection(error, low + (best - 1) * step, low + (best + 1) * step));
  const [atFirst, level, remaining] = lineFor(x, y, timescale);
  const amplitude = atFirst * Math.exp((x[0] as number) / timescale);
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (!(amplitude > 0 && Number.isFinite(amplitude) && total > 0)) return nothing;
  return { timescale, amplitude, offset: level / amplitude, r2: 1 - remaining / total };
}

/** Position of the minimum of a function with one minimum between `low` and `high`. */
function goldenSection(value: (position: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [low, high];
  for (let round = 0; round < refinements; round++) {
    const [one, other] = [to - ratio * (to - from), from + ratio * (to - from)];
    if (value(one) < value(other)) to = other;
    else from = one;
  }
  return (from + to) / 2;
}
