// Populations of a scaled multi-area network that fall silent, because constant currents hold them down.
import { type Check, checkParts } from "../../arguments/check.ts";
import {
  finite,
  float,
  listOf,
  numbers,
  text,
  unsigned,
  wholeFrom,
  withParts,
} from "../../arguments/kinds.ts";
import type { Warning } from "../../network/values/fields.ts";
import type { CountedRun } from "../microcircuit-silence.ts";
import type { MultiArea } from "./multi-area.ts";

// With fewer, chance alone may leave a population without a spike.
const enoughExpected = 20;

const ratesOrNone: Check = (value, place) => {
  if (value !== null) float(value, place);
};

const ofDescribed = {
  populations: listOf(withParts({ index: wholeFrom(0), label: text })),
  tables: withParts({ sizes: unsigned, rates: ratesOrNone }),
};

/**
 * Warns of populations that fired no spike in a run, although more than 20 would be expected at the rates of full size
 * for which constant currents replace lost input: these currents presuppose such rates and hold down a network that has
 * too few synapses to reach them.
 *
 * @returns at most one warning `W_SCALED_SILENT`, which counts the populations
 * @throws CajalError E_TYPE for what is no multi-area network or no report of a run
 * @example
 * const described = multiArea(syntheticConnectome(), { scale: 0.005, indegreeScale: 0.1 });
 * const sim = await described.network.build();
 * multiAreaSilenceWarnings(described, await sim.run(1000));
 */
export function multiAreaSilenceWarnings(described: MultiArea, run: CountedRun): Warning[] {
  const call = "multiAreaSilenceWarnings";
  checkParts(described, call, "described", ofDescribed);
  checkParts(run, call, "run", { simulated: finite, spikesByPopulation: numbers });
  const { populations, tables } = described;
  const { rates, sizes } = tables;
  if (!rates) return [];
  const silent = populations.filter(({ index }, place) => {
    const expected = ((rates[index] as number) * (sizes[index] as number) * run.simulated) / 1000;
    return run.spikesByPopulation[place] === 0 && expected > enoughExpected;
  });
  if (silent.length === 0) return [];
  const few = silent.slice(0, 3).map(({ label }) => label);
  const names = silent.length > few.length ? `${few.join(", ")}, ...` : few.join(", ");
  const message =
    `no spike in ${silent.length} of ${populations.length} populations (${names}), where full size would have some: ` +
    "constant currents in place of synapses hold them down; choose a larger scale of in-degrees";
  return [{ code: "W_SCALED_SILENT", message, count: silent.length }];
}
