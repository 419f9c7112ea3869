// Theory of a network as it was described for simulation.
import { checkOptions, refuse } from "../../arguments/check.ts";
import { flag, optional } from "../../arguments/kinds.ts";
import { refuseNull } from "../../error.ts";
import type { Description } from "../../network/description.ts";
import type { NetworkJson } from "../../network/json/schema.ts";
import { NetworkDescription } from "../../network/network-description.ts";
import type { LifMethod } from "../lif/neuron.ts";
import { methodChecks } from "../lif/rate.ts";
import { isConductance, type MeanFieldNetwork } from "../network/mean-field-network.ts";
import { type WorkingPoint, type WorkingPointOptions, workingPoint } from "../network/working-point.ts";
import type { LinearOptions } from "../response/effective-connectivity.ts";
import {
  type EigenvalueTrajectories,
  eigenvalueTrajectories,
  type PeakOrigin,
  peakOrigins,
} from "../response/eigenmodes.ts";
import { powerSpectra, type TheorySpectrum } from "../response/spectra.ts";
import { type Assumption, type Findings, newFindings } from "./assumptions.ts";
import { wiringOf } from "./connections.ts";
import { drivesOf } from "./drives.ts";
import { neuronOf } from "./neurons.ts";

/** Options of {@link theory}. */
export interface TheoryOptions {
  /** How exponential synapses enter; default "shift". */
  readonly method?: LifMethod;
  /** Whether the spread of weights adds to the variance of the input, as it does; default true, in NNMT false. */
  readonly weightVariance?: boolean;
}

/** A described network in theory. */
export interface Theory {
  /** As theory sees it, for the functions of `cajal/theory`. */
  readonly network: MeanFieldNetwork;
  /** What theory takes for granted, and what of it does not hold here. */
  readonly assumptions: readonly Assumption[];
  /** The working point from silence, found once; others by the options. */
  workingPoint(options?: Omit<WorkingPointOptions, "method">): WorkingPoint;
  /** Spectra at that point, as `spectrumPlot` takes them. */
  powerSpectra(frequencies: ArrayLike<number>, options?: LinearOptions): TheorySpectrum[];
  eigenvalueTrajectories(frequencies: ArrayLike<number>, options?: LinearOptions): EigenvalueTrajectories;
  /** The peaks of the spectra and the synapses that make them. */
  peakOrigins(frequencies: ArrayLike<number>, options?: LinearOptions): PeakOrigin[];
}

// Weights above this share of the distance from reset to threshold are no small jumps, and pairs that are connected
// more often than this are no longer independent.
const largestWeight = 0.1;
const densest = 0.2;

/** What can be said of the numbers themselves. */
function judge(network: MeanFieldNetwork, findings: Findings): void {
  const { populations, inDegrees, weights } = network;
  const count = populations.length;
  for (let place = 0; place < count * count; place++) {
    const [target, source] = [Math.floor(place / count), place % count];
    const { neuron, label } = populations[target] as (typeof populations)[number];
    const from = populations[source] as (typeof populations)[number];
    const inDegree = inDegrees[place] as number;
    if (inDegree > densest * from.size)
      findings.against(
        "connections are sparse",
        `a neuron of ${label} has ${inDegree.toPrecision(3)} synapses from the ${from.size} of ${from.label}`,
      );
    if (isConductance(neuron)) continue;
    const share = Math.abs(weights[place] as number) / (neuron.V_th - neuron.V_reset);
    const percent = (100 * share).toPrecision(3);
    if (inDegree > 0 && share > largestWeight)
      findings.against(
        "weights are small",
        `a spike from ${from.label} goes ${percent} % of the way from reset to threshold of ${label}`,
      );
  }
}

function descriptionOf(network: NetworkDescription | NetworkJson | string) {
  if (network instanceof NetworkDescription) return network.description;
  if (typeof network !== "string" && (typeof network !== "object" || network === null))
    refuse(network, "a Network, or its JSON", { call: "theory", parameter: "network" }, "E_TYPE");
  return NetworkDescription.from(network).description;
}

/** The network that theory sees in a description. */
function networkOf(described: Description, weightVariance: boolean, findings: Findings): MeanFieldNetwork {
  const description = { ...described, populations: described.populations.filter(({ size }) => size > 0) };
  if (description.populations.length === 0)
    refuse(0, "a network with neurons", { call: "theory", parameter: "network" }, "E_SIZE");
  const neurons = description.populations.map((population) => neuronOf(description, population, findings));
  const { weightDeviations, ...wiring } = wiringOf(description, neurons, findings);
  const { external, potentials } = drivesOf(description, neurons, findings);
  const network: MeanFieldNetwork = {
    populations: description.populations.map(({ label, size }, index) => ({
      label,
      size,
      neuron: (neurons[index] as (typeof neurons)[number]).neuron,
    })),
    ...wiring,
    ...(weightVariance ? { weightDeviations } : {}),
    ...(external.length > 0
      ? {
          external: external.map(({ rates, weights, weightDeviations: spread }) => ({
            rates,
            weights,
            ...(weightVariance && spread ? { weightDeviations: spread } : {}),
          })),
        }
      : {}),
    potentials,
  };
  judge(network, findings);
  return network;
}

/**
 * Theory of a network that was described for simulation: its populations, in-degrees, weights, delays and drives as
 * theory needs them, and which of theory's assumptions do not hold for it.
 *
 * @param network a `Network`, or its JSON
 * @throws CajalError E_TYPE, E_DESCRIPTION, E_UNKNOWN_PARAM; E_SIZE for a network without neurons; E_PARAM_RANGE for a
 * neuron model without a theory, with the reason, and for weights or delays that depend on distances
 * @example
 * const { network, populations } = microcircuit({ scale: 1 });
 * const { rates } = theory(network).workingPoint();
 */
export function theory(
  network: NetworkDescription | NetworkJson | string,
  options: TheoryOptions = {},
): Theory {
  const call = "theory";
  const described = descriptionOf(network);
  checkOptions(options, call, { ...methodChecks, weightVariance: optional(flag) });
  refuseNull(options, call);
  const { method = "shift", weightVariance = true } = options;
  const findings = newFindings();
  const seen = networkOf(described, weightVariance, findings);
  let found: WorkingPoint | undefined;
  const point = (): WorkingPoint => {
    found ??= workingPoint(seen, { method });
    return found;
  };
  return {
    network: seen,
    assumptions: findings.list(),
    workingPoint: (given) => (given ? workingPoint(seen, { ...given, method }) : point()),
    powerSpectra: (frequencies, given) => powerSpectra(point(), frequencies, given),
    eigenvalueTrajectories: (frequencies, given) => eigenvalueTrajectories(point(), frequencies, given),
    peakOrigins: (frequencies, given) => peakOrigins(point(), frequencies, given),
  };
}
