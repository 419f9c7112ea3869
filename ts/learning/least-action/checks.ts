// Checks of a network of the general form, and of what is asked about its state.
import { type Checks, checkLength, checkParts, isRecord } from "../../arguments/check.ts";
import {
  float,
  listOf,
  notNegative,
  numbers,
  optional,
  wholeFrom,
  withParts,
} from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { checkVector } from "../checks.ts";
import { checkTransfer, type Transfer } from "../transfer.ts";
import type { Given, LeastActionNetwork } from "./network.ts";

const ofBlock: Checks = { targets: numbers, sources: numbers, rate: optional(notNegative) };

const ofWiring: Checks = {
  inputs: wholeFrom(1),
  neurons: wholeFrom(1),
  outputs: wholeFrom(1),
  blocks: listOf(withParts(ofBlock)),
  hidden: numbers,
};

/** @throws CajalError E_TYPE, E_BUFFER, E_SHAPE and others unless it is a network of `leastActionNetwork` */
export function checkNetwork(network: unknown, call: string): asserts network is LeastActionNetwork {
  if (!isRecord(network)) {
    const must = "network must be what leastActionNetwork made";
    fail("E_TYPE", { call, parameter: "network", value: network, must });
  }
  checkParts(network, call, "network", {
    wiring: withParts(ofWiring),
    weights: float,
    feedback: optional(float),
    beta: notNegative,
  });
  const { wiring, transfer, weights, feedback } = network as unknown as LeastActionNetwork;
  const { inputs, neurons } = wiring;
  checkLength(weights, neurons * (inputs + neurons), call, "network.weights");
  if (feedback) checkLength(feedback, neurons ** 2, call, "network.feedback");
  checkTransfer(transfer ?? null, transfer as Transfer, call);
}

/** @throws CajalError those of {@link checkNetwork}, and E_NOT_FINITE unless there is a potential of every neuron */
export function checkPotentials(
  network: LeastActionNetwork,
  potentials: Float64Array,
  call: string,
  parameter = "u",
): void {
  checkNetwork(network, call);
  checkVector(potentials, network.wiring.neurons, call, parameter);
}

/** @throws CajalError those of {@link checkPotentials}, also of what the network is given */
export function checkGiven(network: LeastActionNetwork, u: Float64Array, given: Given, call: string): void {
  checkPotentials(network, u, call);
  checkParts(given, call, "given", {});
  const { inputs, outputs } = network.wiring;
  checkVector(given.input, inputs, call, "given.input");
  if (given.target !== null) checkVector(given.target, outputs, call, "given.target");
}
