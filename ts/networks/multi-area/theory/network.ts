// A multi-area network as the functions of theory take networks.
import { checkOptions } from "../../../arguments/check.ts";
import { optional, within } from "../../../arguments/kinds.ts";
import { refuseNull } from "../../../error.ts";
import type { MeanFieldNetwork } from "../../../theory/index.ts";
import { checkConnectome } from "../arguments.ts";
import type { Connectome } from "../connectome.ts";
import { fullSize, type MultiAreaStateOptions, stateChecks, stateOf } from "../full-size.ts";
import { externalInput, neuronParameters } from "../parameters.ts";

/** Options of {@link multiAreaTheory}. */
export interface MultiAreaTheoryOptions extends MultiAreaStateOptions {
  /** Rate of each external synapse, from 0 to 1e5 [1/s]; default 10. The stabilisation was published at 8. */
  readonly externalRate?: number;
  /** Factor on external in-degrees of 23E and 5E in areas without layer 4, from 0 to 1,000; default 1.2. */
  readonly withoutLayerFour?: number;
}

/**
 * A network of areas at full size, in a state, for the functions of `cajal/theory`: rates, stability, continuation in
 * chi or kappa, stabilisation. Weights have no spread, as in the published theory.
 *
 * @throws CajalError E_TYPE, E_SHAPE and others for what is no connectome; E_UNKNOWN_PARAM, E_UNKNOWN_NAME,
 * E_PARAM_RANGE, E_TYPE, E_NOT_FINITE for options
 * @example fixedPoints(multiAreaTheory(syntheticConnectome({ areas: 4 }), { state: "metastable" }), { starts: 5 });
 */
export function multiAreaTheory(
  connectome: Connectome,
  options: MultiAreaTheoryOptions = {},
): MeanFieldNetwork {
  const call = "multiAreaTheory";
  checkConnectome(connectome, call);
  checkOptions(options, call, {
    ...stateChecks,
    externalRate: optional(within(0, 1e5)),
    withoutLayerFour: optional(within(0, 1000)),
  });
  refuseNull(options, call);
  const { externalRate = externalInput.rate, withoutLayerFour = externalInput.withoutLayerFour } = options;
  const { inDegrees, weights, externalInDegrees, externalWeight } = fullSize(
    connectome,
    stateOf(options),
    call,
    withoutLayerFour,
  );
  const { C_m, tau_syn_ex: tau_syn, tau_m, t_ref, V_th, V_reset, E_L } = neuronParameters;
  const neuron = { tau_m, t_ref, V_th, V_reset, E_L, tau_syn };
  const { areas, populations } = connectome;
  const external = (externalWeight * tau_syn) / C_m;
  return {
    populations: populations.map(({ area, name, size }) => ({
      label: `${areas[area]?.name}-${name}`,
      size,
      neuron,
    })),
    inDegrees,
    weights: weights.map((weight) => (weight * tau_syn) / C_m),
    external: [
      {
        rates: externalInDegrees.map((indegree) => externalRate * indegree),
        weights: externalInDegrees.map(() => external),
      },
    ],
  };
}
