// The machine of the fixture: five units, exact probabilities, and what other programs measured.
import { readFileSync } from "node:fs";
import { type BoltzmannMachine, boltzmann } from "../../../ts/sampling/index.ts";

interface Fixture {
  readonly b: number[];
  readonly W: number[][];
  readonly Z: number;
  readonly p_exact: number[];
  readonly theory: Readonly<
    Record<"g_tot_uS" | "tau_eff_ms" | "v_eff" | "sigma_mV" | "alpha_theo_mV", number>
  >;
  readonly measured: {
    readonly v_p05: number;
    readonly alpha_mV: number;
    readonly activation: readonly (readonly [number, number])[];
    readonly factor_exc_uS: number;
    readonly factor_inh_uS: number;
    readonly dkl_renewing_1e6ms: number;
    readonly dkl_additive_1e6ms: number;
    readonly marginals_renewing: number[];
    readonly marginals_exact: number[];
  };
}

export const fixture: Fixture = JSON.parse(
  readFileSync(new URL("../../reference/dendritic/sampling_fixture.json", import.meta.url), "utf8"),
);

export const fixtureMachine: BoltzmannMachine = boltzmann({ weights: fixture.W, biases: fixture.b });

/** The largest distance between two lists. */
export const largestDistance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, k) => Math.abs(value - (b[k] as number))));

/** Two groups of five units, for each other or against: two modes. */
export const twoModes: BoltzmannMachine = boltzmann({
  weights: Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => (i === j ? 0 : i < 5 === j < 5 ? 1.5 : -1.5)),
  ),
  biases: new Array(10).fill(-2),
});
