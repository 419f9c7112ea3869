// Stimuli of a description as stationary input.
import type { Description, DeviceValue, StimulusData } from "../../network/description.ts";
import { partsOf } from "../../network/description.ts";
import { count } from "../../network/neurons/ranges.ts";
import type { Draw } from "../../network/values/draw.ts";
import type { ExternalInput } from "../network/mean-field-network.ts";
import type { Findings } from "./assumptions.ts";
import { type Moments, momentsOf } from "./moments.ts";
import type { TheoryNeuron } from "./neurons.ts";

/** Input that does not change. */
export interface Drives {
  readonly external: readonly ExternalInput[];
  /** [mV] */
  readonly potentials: Float64Array;
}

const none: Moments = { mean: 0, deviation: 0 };

const isDraw = (value: DeviceValue): value is Draw => "kind" in value && "numbers" in value;

/** The mean of a parameter over the targets. */
function parameterOf({ parameters }: StimulusData, name: string): Moments {
  const value = parameters.get(name);
  if (value === undefined || !isDraw(value)) return none;
  return momentsOf(value) ?? none;
}

/** The stationary part of each device: the rate of the spikes that it sends, or its current. */
const stationary: Readonly<
  Record<string, { readonly spikes: boolean; mean(stimulus: StimulusData): Moments }>
> = {
  poisson_generator: { spikes: true, mean: (stimulus) => parameterOf(stimulus, "rate") },
  sinusoidal_poisson_generator: { spikes: true, mean: (stimulus) => parameterOf(stimulus, "rate") },
  mip_generator: {
    spikes: true,
    mean: (stimulus) => ({
      mean: parameterOf(stimulus, "rate").mean * parameterOf(stimulus, "p_copy").mean,
      deviation: 0,
    }),
  },
  dc_generator: { spikes: false, mean: (stimulus) => parameterOf(stimulus, "amplitude") },
  ac_generator: { spikes: false, mean: (stimulus) => parameterOf(stimulus, "offset") },
};

/** Says what of a drive theory does not have. */
function judge(stimulus: StimulusData, strength: Moments, where: string, findings: Findings): void {
  const { kind } = stimulus;
  const against = (detail: string): void =>
    findings.against("drives are stationary and independent", `${kind} onto ${where} ${detail}`);
  if (!(kind in stationary)) {
    against("changes in time or is noise; it is left out");
    return;
  }
  if (kind === "mip_generator") against("is correlated between its targets; its mean is taken");
  if (kind === "sinusoidal_poisson_generator" || kind === "ac_generator")
    against("oscillates; its mean is taken");
  const [start, stop] = [stimulus.parameters.get("start"), stimulus.parameters.get("stop")];
  const timed = [start, stop].some((value) => {
    const mean = value && isDraw(value) ? momentsOf(value)?.mean : undefined;
    return mean !== undefined && mean !== 0 && Math.abs(mean) < 1e300;
  });
  if (timed) against("begins or ends during a run; it is taken to last");
  if (strength.deviation > 0) against("differs between its targets; its mean is taken");
}

/** All stimuli of a description, and the neurons' own currents. */
export function drivesOf(
  description: Description,
  neurons: readonly TheoryNeuron[],
  findings: Findings,
): Drives {
  const { populations, stimuli } = description;
  const potentials = Float64Array.from(neurons, ({ resistance, current }) => resistance * current);
  const external: ExternalInput[] = [];
  for (const stimulus of stimuli) {
    const parts = partsOf(populations, stimulus.targets);
    const where = parts.map(({ population }) => population.label).join(", ");
    const device = stationary[stimulus.kind];
    const strength = device?.mean(stimulus) ?? none;
    judge(stimulus, strength, where, findings);
    if (!device) continue;
    const weight = momentsOf(stimulus.weight) ?? none;
    const rates = new Float64Array(populations.length);
    const [weights, weightDeviations] = [rates.slice(), rates.slice()];
    for (const { population, ranges } of parts) {
      const index = populations.indexOf(population);
      const share = count(ranges) / population.size;
      if (share < 1)
        findings.against(
          "neurons of a population are alike",
          `${stimulus.kind} reaches a part of ${population.label}; all of it is taken to have its mean`,
        );
      const { excitatory, inhibitory, resistance } = neurons[index] as TheoryNeuron;
      const factor = weight.mean < 0 ? inhibitory : excitatory;
      if (!device.spikes) (potentials[index] as number) += share * strength.mean * weight.mean * resistance;
      rates[index] = device.spikes ? share * strength.mean : 0;
      weights[index] = weight.mean * factor;
      weightDeviations[index] = weight.deviation * factor;
    }
    if (device.spikes) external.push({ rates, weights, weightDeviations });
  }
  return { external, potentials };
}
