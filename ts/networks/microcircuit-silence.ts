// Populations of a scaled microcircuit that fall silent, because the currents that replace lost input hold them down.
import { checkParts } from "../arguments/check.ts";
import type { Warning } from "../network/values/fields.ts";
import type { Microcircuit } from "./microcircuit.ts";
import { ofCounted, ofRun } from "./microcircuit-arguments.ts";
import { neuronParameters as neuron, populationLabels, referenceRates } from "./microcircuit-parameters.ts";

/** What is known of a run: model time [ms], and the spikes of each population in the order of the network. */
export interface CountedRun {
  readonly simulated: number;
  readonly spikesByPopulation: readonly number[];
}

// With fewer, chance alone may leave a population without a spike.
const enoughExpected = 20;

/**
 * Warns of populations of a scaled-down microcircuit that fired no spike in a run, although more than 20 would be
 * expected at their rates of full size, and whose mean input holds them below threshold: that of the constant currents
 * (background or its compensation, and that of lost recurrent synapses, which is inhibitory for most) and of what the
 * other populations sent in the run. At full size nobody is warned.
 *
 * @returns at most one warning `W_SCALED_SILENT`, which counts the populations
 * @throws CajalError E_TYPE, E_SHAPE for what is no microcircuit or no report of a run
 * @example
 * const circuit = microcircuit({ scale: 0.1, drive: "dc" });
 * const sim = await circuit.network.build();
 * silenceWarnings(circuit, await sim.run(1000));
 */
export function silenceWarnings(circuit: Microcircuit, run: CountedRun): Warning[] {
  checkParts(circuit, "silenceWarnings", "circuit", ofCounted);
  checkParts(run, "silenceWarnings", "run", ofRun);
  const { tables, scaled } = circuit;
  if (!scaled || run.simulated <= 0) return [];
  const expected = referenceRates[circuit.drive].map(
    (rate, index) => (rate * (tables.sizes[index] as number) * run.simulated) / 1000,
  );
  const potentials = restingPotentials(circuit, run);
  const silent = populationLabels.flatMap((label, index) => {
    const potential = potentials[index] as number;
    const quiet = run.spikesByPopulation[index] === 0 && (expected[index] as number) > enoughExpected;
    return quiet && potential < neuron.V_th ? [{ label, potential }] : [];
  });
  if (silent.length === 0) return [];
  const names = silent.map(({ label, potential }) => `${label} (${potential.toFixed(1)} mV)`).join(", ");
  const message =
    `no spike in ${silent.length} of ${populationLabels.length} populations: in this scaled network the constant ` +
    `currents hold the mean potential below the threshold of ${neuron.V_th} mV in ${names}`;
  return [{ code: "W_SCALED_SILENT", message, count: silent.length }];
}

/** Where the mean input of a run leads the potential of each population [mV]. */
function restingPotentials({ tables, drive }: Microcircuit, run: CountedRun): number[] {
  // [pA] of mean current per (pA of weight and spike per s).
  const charge = neuron.tau_syn_ex / 1000;
  const rates = tables.sizes.map(
    (size, index) => ((run.spikesByPopulation[index] ?? 0) / size / run.simulated) * 1000,
  );
  return populationLabels.map((_, target) => {
    const recurrent = rates.reduce((sum, rate, source) => {
      const [indegree, weight] = [tables.indegrees[target]?.[source], tables.weights[target]?.[source]];
      return sum + (indegree as number) * (weight as number) * rate * charge;
    }, 0);
    const external =
      drive === "dc"
        ? (tables.backgroundCurrents[target] as number)
        : (tables.externalCompensation[target] as number) +
          (tables.externalRates[target] as number) * tables.externalWeight * charge;
    const current = recurrent + external + (tables.recurrentCompensation[target] as number);
    return neuron.E_L + (neuron.tau_m / neuron.C_m) * current;
  });
}
