// How likely two neurons of a patch of cortex connect, when that falls with their distance like a Gaussian.
import { cos, exp } from "../../elementary.ts";

/** Width of the Gaussian [mm], and its height (Potjans & Diesmann 2014, from Hellwig 2000 and others). */
const sigma = 0.29653208289812366;
const height = 0.1429914097112598;

/**
 * Mean over all places in a disk of 1 mm^2 as seen from its centre, which is how Potjans & Diesmann (2014) average:
 * 2 C0 sigma^2 / r^2 (1 - exp(-r^2 / 2 sigma^2)) with pi r^2 = 1.
 */
export const meanFromCentre: number =
  2 * height * sigma ** 2 * Math.PI * (1 - exp(-1 / (2 * Math.PI * sigma ** 2)));

/**
 * Mean over pairs of places that are drawn evenly from a disk.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409 integrate the Gaussian over the distribution of distances in a disk
 * (Sheng 1985, theorem 2.4). With s = R^2 / sigma^2 that integral is C0 (2 / s) (1 - e^-s (I0(s) + I1(s))), of modified
 * Bessel functions, and e^-s (I0 + I1) the mean over angles of (1 + cos t) e^(s (cos t - 1)): a periodic function, so
 * that equal steps that resolve its peak, which is 1 / sqrt(s) wide, give all digits.
 *
 * @param surface of the disk [mm^2]
 */
export function meanInDisk(surface: number): number {
  const s = surface / (Math.PI * sigma ** 2);
  const steps = 32 + Math.ceil(8 * Math.sqrt(s));
  let total = 0;
  for (let step = 0; step < steps; step++) {
    const cosine = cos((Math.PI * (2 * step + 1)) / (2 * steps));
    total += (1 + cosine) * exp(s * (cosine - 1));
  }
  return height * (2 / s) * (1 - total / steps);
}
