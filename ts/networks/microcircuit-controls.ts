// What can be turned while a microcircuit runs: background, inhibition, thalamus.
import { checkArgument, checkParts, refuse } from "../arguments/check.ts";
import { finite, notNegative, optional } from "../arguments/kinds.ts";
import { fail } from "../error.ts";
import { dc } from "../network/devices/devices.ts";
import type { StimulusHandle } from "../network/options.ts";
import { optionsOf } from "../network/values/fields.ts";
import type { Simulation } from "../simulate/simulation.ts";
import type { Microcircuit, ThalamicPulse } from "./microcircuit.ts";
import { ofControlled, simulation } from "./microcircuit-arguments.ts";
import { populationLabels, synapseParameters, thalamicParameters } from "./microcircuit-parameters.ts";
import { weightAround } from "./microcircuit-synapses.ts";

/** The controls of a microcircuit. Each call acts from the time reached on. */
export interface MicrocircuitControls {
  /** Multiplies the background input of all populations; 1 is the published one. Throws E_PARAM_RANGE below 0. */
  background(sim: Simulation, factor: number): void;
  /**
   * Sets the weight of inhibitory relative to excitatory synapses, published: -4. All inhibitory weights become those
   * of a network that was described with it; constant currents stay. Throws E_PARAM_RANGE above 0.
   */
  inhibition(sim: Simulation, g: number): Promise<void>;
  /**
   * Has the thalamic neurons fire for a while from now on, by default as published: 10 ms at 120 1/s.
   * Throws E_INDEX if there is no thalamus, and E_RATE, E_TIME_GRID, E_PARAM_RANGE.
   */
  pulse(sim: Simulation, pulse?: Omit<ThalamicPulse, "start">): void;
}

function setBackground(
  sim: Simulation,
  { background, tables }: Microcircuit,
  currents: readonly StimulusHandle[],
  factor: number,
): void {
  checkArgument(sim, "background", "sim", simulation);
  checkArgument(factor, "background", "factor", notNegative);
  // The published background is part of the description: a constant current of the neurons, whole or scaled.
  const constant = background.length > 0 ? tables.externalCompensation : tables.backgroundCurrents;
  for (const [index, stimulus] of background.entries())
    sim.set(stimulus, { rate: factor * (tables.externalRates[index] as number) });
  for (const [index, stimulus] of currents.entries())
    sim.set(stimulus, { amplitude: (factor - 1) * (constant[index] as number) });
}

async function setInhibition(sim: Simulation, circuit: Microcircuit, g: number): Promise<void> {
  checkArgument(sim, "inhibition", "sim", simulation);
  checkArgument(g, "inhibition", "g", finite);
  if (g > 0) refuse(g, "0 or less", { call: "inhibition", parameter: "g" });
  // All excitatory weights but one have the mean of the external ones; a distribution of width zero is none.
  const weight = g === 0 ? 0 : weightAround(g * circuit.tables.externalWeight);
  const inhibitory = circuit.projections.filter(({ source }) => source.endsWith("I"));
  await sim.setWeights(
    inhibitory.map(({ projection }) => projection),
    weight,
  );
}

function firePulse(sim: Simulation, circuit: Microcircuit, given: Omit<ThalamicPulse, "start">): void {
  checkArgument(sim, "pulse", "sim", simulation);
  const options = optionsOf(given, ["rate", "duration"], "pulse");
  for (const [name, value] of options) checkArgument(value, "pulse", name, optional(notNegative));
  const { thalamicInput } = circuit;
  if (!thalamicInput)
    fail("E_INDEX", {
      call: "pulse",
      parameter: "thalamus",
      must: "the microcircuit must have a thalamus",
      hint: "describe it with microcircuit({ thalamus: { rate: 0 } })",
    });
  const { rate = thalamicParameters.rate, duration = thalamicParameters.duration } = given;
  const start = sim.time;
  // The sum of two multiples of the resolution, without what binary numbers add to it.
  const stop = Number((start + duration).toPrecision(14));
  sim.set(thalamicInput, { rate, start, stop });
}

/**
 * Prepares a described microcircuit for changes while it runs; to be called before `build`. It adds a current per
 * population that is zero at first.
 *
 * @throws CajalError E_TYPE, E_SHAPE for what is no microcircuit, E_BUSY while the network is built
 * @example
 * const circuit = microcircuit({ scale: 0.1, thalamus: { rate: 0 } });
 * const controls = microcircuitControls(circuit);
 * const sim = await circuit.network.build();
 * controls.background(sim, 1.2);
 * await controls.inhibition(sim, -5);
 * await sim.run(500);
 * controls.pulse(sim, { duration: 10, rate: 120 });
 * await sim.run(100);
 */
export function microcircuitControls(circuit: Microcircuit): MicrocircuitControls {
  checkParts(circuit, "microcircuitControls", "circuit", ofControlled);
  const currents = populationLabels.map((label) =>
    circuit.network.stimulate(circuit.populations[label], dc({ amplitude: 0 })),
  );
  return {
    background: (sim, factor) => setBackground(sim, circuit, currents, factor),
    inhibition: (sim, g) => setInhibition(sim, circuit, g),
    pulse: (sim, pulse = {}) => firePulse(sim, circuit, pulse),
  };
}

/** The published weight of inhibitory relative to excitatory synapses. */
export const publishedInhibition: number = synapseParameters.relativeInhibition;
