// Networks that differ in one number: a drive, a weight, a factor.
import { refuse } from "../../arguments/check.ts";
import type { LifMethod } from "../lif/neuron.ts";
import { type MeanField, meanFieldOf } from "../network/mean-field.ts";
import { checkNetwork, type MeanFieldNetwork } from "../network/mean-field-network.ts";

/** The network at a value of the number that is changed; populations are the same at each. */
export type NetworkFamily = (value: number) => MeanFieldNetwork;

/** A network at a value, checked, with its map of rates onto rates. */
export interface Member {
  readonly network: MeanFieldNetwork;
  readonly field: MeanField;
}

/** Makes checked networks that all have as many populations as the first. */
export function membersOf(
  networkAt: NetworkFamily,
  method: LifMethod,
  call: string,
): (value: number) => Member {
  let count: number | undefined;
  return (value) => {
    const network = networkAt(value);
    checkNetwork(network, call);
    const populations = network.populations.length;
    count ??= populations;
    if (populations !== count)
      refuse(populations, `a function whose networks all have ${count} populations`, {
        call,
        parameter: "networkAt",
      });
    return { network, field: meanFieldOf(network, method) };
  };
}

/** The mean over populations [1/s]. */
export const meanOf = (rates: Float64Array): number =>
  rates.reduce((sum, rate) => sum + rate, 0) / rates.length;

/** Refuses a range without extent. */
export function checkRange(from: number, to: number, call: string): void {
  if (from === to) refuse(to, `another value than \`from\`, which is ${from}`, { call, parameter: "to" });
}
