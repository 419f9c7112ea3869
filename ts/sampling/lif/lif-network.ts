// Synapses between LIF neurons that sample from a machine.
import { isRecord, refuse } from "../../arguments/check.ts";
import type { Population } from "../../network/neurons/view.ts";
import type { Projection } from "../../network/options.ts";
import { pairs } from "../../network/synapses/rules.ts";
import { optionsOf } from "../../network/values/fields.ts";
import type { Network } from "../../simulate/network.ts";
import { positive, within } from "../checks.ts";
import type { LifParameters } from "./lif-parameters.ts";
import type { LifMachine } from "./translation.ts";

/** Short-term depression of synapses; `tsodyks2_synapse` without facilitation. */
export interface Depression {
  /** Part of the resources that a spike uses, in (0, 1]. */
  readonly U: number;
  /** Time constant of their recovery [ms] */
  readonly tau_rec: number;
}

/**
 * What synapses are like: "renewing" ones have the same conductance after every spike, whatever was left of the last
 * one, as the rectangular pulses of the theory; "additive" ones add to what is left; with short-term depression of
 * small U and slow recovery an active mode tires. Weights are divided by U, so that a first spike has its full effect.
 */
export type LifSynapses = "renewing" | "additive" | Depression;

/** The depression of synapses, if they have any. */
export function depressionOf(
  synapses: unknown,
  { tau_syn }: LifParameters,
  call: string,
): Depression | undefined {
  if (synapses === "additive") return undefined;
  if (synapses === "renewing") return { U: 1, tau_rec: tau_syn };
  const place = { call, parameter: "synapses" };
  if (!isRecord(synapses))
    refuse(
      synapses,
      '"renewing", "additive" or { U, tau_rec }',
      place,
      typeof synapses === "string" ? "E_UNKNOWN_NAME" : "E_TYPE",
    );
  const given = optionsOf(synapses, ["U", "tau_rec"], call);
  const tau_rec = positive(given.get("tau_rec"), call, "synapses.tau_rec");
  return { U: within(positive(given.get("U"), call, "synapses.U"), 0, 1, call, "synapses.U"), tau_rec };
}

/** Connects neurons with the conductances of a machine, those of 0 left out; a delay of one step. */
export function connectMachine(
  network: Network,
  neurons: Population<"iaf_cond_exp">,
  { conductances }: LifMachine,
  depression: Depression | undefined,
): Projection {
  const sources: number[] = [];
  const targets: number[] = [];
  const weight: number[] = [];
  for (const [place, conductance] of conductances.entries()) {
    if (conductance === 0) continue;
    targets.push(Math.floor(place / neurons.length));
    sources.push(place % neurons.length);
    weight.push(conductance / (depression?.U ?? 1));
  }
  const synapse = depression && ({ model: "tsodyks2_synapse", ...depression, tau_fac: 0 } as const);
  return network.connect(neurons, neurons, pairs({ sources, targets }), {
    weight,
    delay: network.resolution,
    ...(synapse ? { synapse } : {}),
  });
}
