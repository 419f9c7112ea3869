// The kernels that make a rate out of spikes.

import { type Check, type Checks, checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { flag, oneOf, optional, positive, withOptions } from "../../arguments/kinds.ts";
import { mostBins } from "../bins.ts";

/** Shape of a kernel. */
export type KernelShape =
  | "rectangular"
  | "triangular"
  | "epanechnikov"
  | "gaussian"
  | "laplacian"
  | "exponential"
  | "alpha";

/** A kernel of standard deviation 1; its integral is 1. */
interface UnitKernel {
  /** Density at a time, in standard deviations. */
  density(time: number): number;
  /** Least number of standard deviations at which it may be cut off: where a bounded kernel ends, else 3. */
  readonly leastCutoff: number;
  /** Half of the kernel lies before. */
  readonly median: number;
}

const [root2, root3, root5, root6] = [Math.SQRT2, Math.sqrt(3), Math.sqrt(5), Math.sqrt(6)];

// The median of t exp(-t): the root of (1 + t) exp(-t) = 1/2.
const alphaMedian = 1.6783469900166608;

const units: Readonly<Record<KernelShape, UnitKernel>> = {
  rectangular: {
    density: (time) => (Math.abs(time) < root3 ? 1 / (2 * root3) : 0),
    leastCutoff: root3,
    median: 0,
  },
  triangular: {
    density: (time) => Math.max(0, 1 - Math.abs(time) / root6) / root6,
    leastCutoff: root6,
    median: 0,
  },
  epanechnikov: {
    density: (time) => (3 / (4 * root5)) * Math.max(0, 1 - (time / root5) ** 2),
    leastCutoff: root5,
    median: 0,
  },
  gaussian: {
    density: (time) => Math.exp((-time * time) / 2) / Math.sqrt(2 * Math.PI),
    leastCutoff: 3,
    median: 0,
  },
  laplacian: { density: (time) => Math.exp(-root2 * Math.abs(time)) / root2, leastCutoff: 3, median: 0 },
  exponential: {
    density: (time) => (time >= 0 ? Math.exp(-time) : 0),
    leastCutoff: 3,
    median: Math.LN2,
  },
  alpha: {
    density: (time) => (time >= 0 ? 2 * time * Math.exp(-root2 * time) : 0),
    leastCutoff: 3,
    median: alphaMedian / root2,
  },
};

/** A kernel: its shape, and its standard deviation [ms]. */
export interface Kernel {
  readonly shape: KernelShape;
  /** [ms] */
  readonly sigma: number;
}

/** How a kernel is sampled. */
export interface KernelOptions {
  /**
   * Where it is cut off, in standard deviations; raised to the least sensible value of the shape; default 5.
   */
  readonly cutoff?: number;
  /** Move it so that half of it lies before the spike; default true. A causal estimate needs false. */
  readonly centerKernel?: boolean;
}

/** A kernel. */
export const ofKernel: Check = withOptions({ shape: oneOf(Object.keys(units)), sigma: positive });

/** How a kernel is sampled. */
export const ofKernelOptions: Checks = { cutoff: optional(positive), centerKernel: optional(flag) };

/**
 * Samples of a kernel [1/s], an odd number of them; the one in the middle is at the spike. They are equally
 * spaced from -cutoff sigma to cutoff sigma, so that their distance is a bit less than `bin` where this is
 * not a whole number of bins, as in Elephant. They are not normalised after sampling.
 *
 * @param bin time between two samples [ms]
 * @throws CajalError when the shape is unknown, or `sigma`, `cutoff` or `bin` is not positive.
 */
export function kernelSamples(kernel: Kernel, bin: number, options: KernelOptions = {}): Float64Array {
  ofKernel(kernel, { call: "kernelSamples", parameter: "kernel" });
  checkArgument(bin, "kernelSamples", "bin", positive);
  checkOptions(options, "kernelSamples", ofKernelOptions);
  const { shape, sigma } = kernel;
  const { cutoff = 5, centerKernel = true } = options;
  const unit = units[shape];
  const end = Math.max(cutoff, unit.leastCutoff);
  const half = Math.ceil((end * sigma) / bin);
  if (2 * half > mostBins)
    refuse(bin, `a width of which at most 2^28 fit into the kernel`, {
      call: "kernelSamples",
      parameter: "bin",
    });
  const shift = centerKernel ? unit.median : 0;
  return Float64Array.from(
    { length: 2 * half + 1 },
    (_, index) => (1000 / sigma) * unit.density(((index - half) / half) * end + shift),
  );
}
