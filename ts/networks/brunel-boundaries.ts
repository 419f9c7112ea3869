// Where the asynchronous state of the balanced random network gives way, on the plane of g and eta.

/** A point of the plane. */
export interface BrunelPoint {
  readonly g: number;
  readonly eta: number;
}

const points = (pairs: readonly (readonly [g: number, eta: number])[]): readonly BrunelPoint[] =>
  pairs.map(([g, eta]) => ({ g, eta }));

/** Excitation and inhibition are equal: left of it excitation wins, and neurons fire as fast as they can. */
export const brunelBalance = 4;

/**
 * Lines by bisection of the mean-field theory; Brunel (2000) figure 2A has the same ones. Above `fast`, and
 * between `quiet` and `slow`, the asynchronous state is unstable: on both lines the gain of
 * `brunelOscillation` is 1. Below `quiet` `brunelState` has rates under 1/s.
 */
export const brunelBoundaries: Readonly<Record<"fast" | "slow" | "quiet", readonly BrunelPoint[]>> = {
  fast: points([
    [5.339, 4],
    [5.5, 3.774],
    [5.75, 3.486],
    [6, 3.255],
    [6.25, 3.07],
    [6.5, 2.921],
    [6.75, 2.802],
    [7, 2.705],
    [7.25, 2.627],
    [7.5, 2.562],
    [7.75, 2.509],
    [8, 2.464],
  ]),
  slow: points([
    [4.05, 0.927],
    [4.25, 0.924],
    [4.5, 0.913],
    [5, 0.893],
    [5.53, 0.866],
  ]),
  quiet: points([
    [4.25, 0.844],
    [4.5, 0.846],
    [5, 0.852],
    [5.5, 0.857],
    [6, 0.862],
    [7, 0.871],
    [8, 0.878],
  ]),
};
