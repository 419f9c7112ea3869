/** Differential equations by the classical Runge-Kutta method in very small steps: slow, plain, independent. */

/** dy/dt for a state y. */
export type Slopes = (y: readonly number[]) => number[];

const inner = 200;

/**
 * The state after each of `steps` steps of `h` ms from `start`; `arrive` changes the state at the end of a step, before
 * it is noted. Step k ends at the time (k + 1) h.
 */
export function fineSteps(
  slopes: Slopes,
  start: readonly number[],
  h: number,
  steps: number,
  arrive: (step: number, y: number[]) => void = () => {},
): number[][] {
  const d = h / inner;
  const moved = (y: readonly number[], k: readonly number[], by: number) =>
    y.map((value, i) => value + by * (k[i] as number));
  let y = [...start];
  const states: number[][] = [];
  for (let step = 0; step < steps; ++step) {
    for (let k = 0; k < inner; ++k) {
      const k1 = slopes(y);
      const k2 = slopes(moved(y, k1, d / 2));
      const k3 = slopes(moved(y, k2, d / 2));
      const k4 = slopes(moved(y, k3, d));
      const sum = k1.map((one, i) => one + 2 * ((k2[i] as number) + (k3[i] as number)) + (k4[i] as number));
      y = moved(y, sum, d / 6);
    }
    y = [...y];
    arrive(step, y);
    states.push(y);
  }
  return states;
}
