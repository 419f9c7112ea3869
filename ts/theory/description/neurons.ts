// Neurons of a description as theory sees them, or why it does not.
import { fail } from "../../error.ts";
import type { Description, PopulationData } from "../../network/description.ts";
import { partsOf, tableOf } from "../../network/description.ts";
import { count } from "../../network/neurons/ranges.ts";
import type { ConductanceNeuron } from "../lif/conductance.ts";
import { type LifNeuron, largestSynapticShare } from "../lif/neuron.ts";
import type { Findings } from "./assumptions.ts";
import { momentsOf } from "./moments.ts";

/** A population with what its synapses and currents are worth. */
export interface TheoryNeuron {
  readonly neuron: LifNeuron | ConductanceNeuron;
  /** What a weight of the receptor's unit is worth in that of the network's weights, excitatory and inhibitory. */
  readonly excitatory: number;
  readonly inhibitory: number;
  /** What a constant current is worth [mV / pA], and the neuron's own [pA]. */
  readonly resistance: number;
  readonly current: number;
}

/** Parameters by name, the mean of each. */
type Values = Readonly<Record<string, number>>;

const area = Math.E;

/** Why there is no theory here for models that are not leaky integrate-and-fire neurons. */
const reasons: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /^aeif_/,
    "its exponential current makes the spike, and its adaptation is no constant: the rate has no closed form",
  ],
  [/^hh_/, "its gating variables make the spike: there is no threshold and no reset"],
  [/^izhikevich$/, "its quadratic current and its recovery variable are no leaky membrane"],
  [/^(a?mat2)_/, "its threshold moves with its own spikes and no reset renews it"],
  [
    /^(gif|gl|pp|glif)_/,
    "its spikes follow from a hazard or from several reset rules, not from a first passage",
  ],
  [/^(dendritic|rate|pp_cond)/, "it has compartments or shows rates: it is no point neuron that is reset"],
  [
    /^(parrot|ignore)/,
    "its spikes do not follow from a potential; give its rate as a Poisson drive of its targets",
  ],
  [/_htum$/, "its spikes are held back by a relative refractory time that the first passage does not know"],
  [/_multisynapse$/, "its receptors have time constants of their own; theory has one for all of a neuron"],
];

function refuseModel(population: PopulationData, reason: string): never {
  const allowed =
    "iaf_psc_exp, iaf_psc_delta, iaf_psc_alpha, iaf_cond_exp, iaf_cond_alpha or iaf_cond_exp_sfa_rr";
  return fail("E_PARAM_RANGE", {
    call: "theory",
    parameter: "network.populations",
    value: population.model,
    allowed,
    where: population.label,
    must: `populations must be of the models ${allowed}`,
    hint: reason,
  });
}

/** The mean of each parameter over a population. */
function valuesOf(description: Description, population: PopulationData, findings: Findings): Values {
  const values: Record<string, number> = {};
  for (const { name, value } of tableOf(population).parameters) values[name] = value ?? Number.NaN;
  const assignments = [...population.values, ...description.assignments];
  for (const { targets, name, draw } of assignments) {
    if (!(name in values)) continue;
    const parts = partsOf(description.populations, targets).filter(
      (part) => part.population.first === population.first,
    );
    const covered = parts.reduce((sum, { ranges }) => sum + count(ranges), 0);
    if (covered === 0) continue;
    const moments = momentsOf(draw);
    const { mean, deviation } = moments ?? { mean: values[name] as number, deviation: Number.NaN };
    values[name] =
      ((values[name] as number) * (population.size - covered) + mean * covered) / population.size;
    if (deviation !== 0 || covered < population.size)
      findings.against(
        "neurons of a population are alike",
        `${name} differs between the neurons of ${population.label}; its mean is taken`,
      );
  }
  return values;
}

/** The time constant of all synapses of a neuron. */
function commonTau(ex: number, inhibitory: number, population: PopulationData, findings: Findings): number {
  if (ex === inhibitory) return ex;
  findings.against(
    "synaptic time constants are equal and short",
    `tau_syn_ex and tau_syn_in of ${population.label} differ; their mean is taken`,
  );
  return (ex + inhibitory) / 2;
}

const get = (values: Values, name: string): number => values[name] as number;

function currentBased(values: Values, population: PopulationData, findings: Findings): TheoryNeuron {
  const { model, label } = population;
  const [C_m, tau_m] = [get(values, "C_m"), get(values, "tau_m")];
  const base = {
    tau_m,
    t_ref: get(values, "t_ref"),
    V_th: get(values, "V_th"),
    V_reset: get(values, "V_reset"),
  };
  const shared = { resistance: tau_m / C_m, current: get(values, "I_e") };
  if ((values.V_min ?? -Infinity) > -1e300)
    findings.against("the potential is unbounded", `V_min of ${label} is finite; the bound is left out`);
  const E_L = get(values, "E_L");
  if (model === "iaf_psc_delta")
    return { ...shared, neuron: { ...base, E_L, tau_syn: 0 }, excitatory: 1, inhibitory: 1 };
  if ((values.delta ?? 0) > 0)
    refuseModel(population, "with delta above 0 its spikes follow from a hazard, not from a first passage");
  const alpha = model === "iaf_psc_alpha";
  if (alpha)
    findings.against(
      "synapses are exponential",
      `those of ${label} are alpha functions; exponentials of the same charge and of 2 tau_syn are taken`,
    );
  const [ex, inhibitory] = [get(values, "tau_syn_ex"), get(values, "tau_syn_in")];
  const tau = commonTau(ex, inhibitory, population, findings);
  const tau_syn = alpha ? 2 * tau : tau;
  if (tau_syn > largestSynapticShare * tau_m)
    findings.against(
      "synaptic time constants are equal and short",
      `sqrt(tau_syn / tau_m) of ${label} is ${Math.sqrt(tau_syn / tau_m).toPrecision(3)}, above 0.316`,
    );
  const charge = alpha ? area : 1;
  return {
    ...shared,
    neuron: { ...base, E_L, tau_syn },
    excitatory: (charge * ex) / C_m,
    inhibitory: (charge * inhibitory) / C_m,
  };
}

function conductanceBased(values: Values, population: PopulationData, findings: Findings): TheoryNeuron {
  const { model, label } = population;
  const alpha = model === "iaf_cond_alpha";
  if (alpha)
    findings.against(
      "synapses are exponential",
      `those of ${label} are alpha functions; their charge is taken`,
    );
  const adapts = model === "iaf_cond_exp_sfa_rr";
  if (adapts && get(values, "q_rr") > 0)
    refuseModel(
      population,
      "its relative refractoriness is as fast as its membrane; with q_rr 0 its slow adaptation has a theory",
    );
  if (get(values, "tau_syn_ex") !== get(values, "tau_syn_in"))
    findings.against(
      "synaptic time constants are equal and short",
      `tau_syn_ex and tau_syn_in of ${label} differ; their mean by variance is taken`,
    );
  const names = [
    "C_m",
    "g_L",
    "t_ref",
    "V_th",
    "V_reset",
    "E_L",
    "E_ex",
    "E_in",
    "tau_syn_ex",
    "tau_syn_in",
  ] as const;
  const taken = Object.fromEntries(
    names.map((name) => [name, get(values, name)]),
  ) as unknown as ConductanceNeuron;
  const adaptation = {
    q_sfa: values.q_sfa ?? 0,
    tau_sfa: values.tau_sfa ?? 1,
    E_sfa: values.E_sfa ?? 0,
  };
  return {
    neuron: { ...taken, ...(alpha ? { area } : {}), ...(adapts ? { adaptation } : {}) },
    excitatory: 1,
    inhibitory: 1,
    resistance: 1 / get(values, "g_L"),
    current: get(values, "I_e"),
  };
}

/** A population's neurons. @throws CajalError E_PARAM_RANGE for a model without a theory, with the reason */
export function neuronOf(
  description: Description,
  population: PopulationData,
  findings: Findings,
): TheoryNeuron {
  const values = valuesOf(description, population, findings);
  const { model } = population;
  if (/^iaf_psc_(exp|delta|alpha)$/.test(model)) return currentBased(values, population, findings);
  if (/^iaf_cond_(exp|alpha|exp_sfa_rr)$/.test(model)) return conductanceBased(values, population, findings);
  return refuseModel(
    population,
    reasons.find(([pattern]) => pattern.test(model))?.[1] ?? "it is no leaky membrane",
  );
}
