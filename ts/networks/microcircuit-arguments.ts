// What functions of a described microcircuit take: those of its parts that they use.
import { type Check, type Checks, checkLength, refuse } from "../arguments/check.ts";
import { anything, finite, flag, listOf, numbers, oneOf, withParts } from "../arguments/kinds.ts";
import { View } from "../network/neurons/view.ts";
import { Network } from "../simulate/network.ts";
import { Simulation } from "../simulate/simulation.ts";
import { populationLabels } from "./microcircuit-parameters.ts";

const instanceOf =
  (kind: abstract new (...args: never[]) => unknown, allowed: string): Check =>
  (value, place) => {
    if (!(value instanceof kind)) refuse(value, allowed, place, "E_TYPE");
  };

/** One of each population. */
const each =
  (check: Check): Check =>
  (value, place) => {
    listOf(check)(value, place);
    checkLength(value as ArrayLike<unknown>, populationLabels.length, place.call, place.parameter);
  };

const matrix = each(each(finite));
const column = each(finite);

const ofTables: Checks = {
  sizes: column,
  indegrees: matrix,
  weights: matrix,
  backgroundCurrents: column,
  externalRates: column,
  externalWeight: finite,
  externalCompensation: column,
  recurrentCompensation: column,
};

/** What is looked at after a run. */
export const ofCounted: Checks = {
  tables: withParts(ofTables),
  drive: oneOf(["poisson", "dc"]),
  scaled: flag,
};

/** What is changed during one. */
export const ofControlled: Checks = {
  network: instanceOf(Network, "a Network"),
  populations: withParts(
    Object.fromEntries(populationLabels.map((label) => [label, instanceOf(View, "a population")])),
  ),
  tables: withParts(ofTables),
  projections: listOf(withParts({ projection: anything })),
  background: listOf(withParts({})),
};

/** A simulation. */
export const simulation: Check = instanceOf(Simulation, "a simulation, as net.build makes it");

/** A run that was counted. */
export const ofRun: Checks = { simulated: finite, spikesByPopulation: numbers };
