// Silencing hidden neurons at random.
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkNumber, checkWord, share } from "../checks.ts";
import type { Learner } from "../learner.ts";
import { randomStream } from "../random.ts";

/** Which neurons a training silences. */
export interface Dropout {
  /** Of each hidden neuron to be silent; from 0 to below 1. */
  readonly probability: number;
  /**
   * When neurons are drawn anew: for every presentation (default) or epoch of training, with all of them awake in
   * tests; or `never`, so that the same neurons are lost for training and tests.
   */
  readonly renewed?: "presentation" | "epoch" | "never";
}

/** @throws CajalError E_PARAM_RANGE, E_TYPE, E_NOT_FINITE, E_UNKNOWN_NAME; E_UNKNOWN_PARAM if the learner cannot */
export function checkDropout(dropout: Dropout | undefined, learner: Learner): Required<Dropout> | undefined {
  if (dropout === undefined) return undefined;
  const call = "training";
  optionsOf(dropout, ["probability", "renewed"], `${call}: dropout`);
  const words = ["presentation", "epoch", "never"] as const;
  const renewed = checkWord(dropout.renewed ?? "presentation", words, call, "dropout.renewed");
  const probability = checkNumber(dropout.probability, call, "dropout.probability", share);
  if (!learner.silence)
    fail("E_UNKNOWN_PARAM", {
      call,
      parameter: "dropout",
      value: probability,
      must: "this learner cannot silence neurons",
      hint: "leave dropout out",
    });
  return { probability, renewed };
}

/** Silences a learner's neurons before each presentation, as epoch, place and seed say. */
export type Silencer = (epoch: number, presentation: number, tested: boolean) => void;

/** Makes the silencer of a training; none where there is no dropout. */
export function silencer(
  learner: Learner,
  dropout: Required<Dropout> | undefined,
  seed: number,
): Silencer | undefined {
  if (!dropout) return undefined;
  const { probability, renewed } = dropout;
  let present: string | undefined;
  return (epoch, presentation, tested) => {
    const awake = tested && renewed !== "never";
    const place =
      renewed === "never" ? [0, 0] : renewed === "epoch" ? [epoch, 0] : ([epoch, presentation] as const);
    const wanted = awake ? "awake" : place.join();
    if (wanted === present) return;
    present = wanted;
    const random = randomStream(seed, "dropout", ...place);
    const mask = (size: number): Uint8Array =>
      Uint8Array.from({ length: size }, () => (random.uniform() < probability ? 1 : 0));
    learner.silence?.(awake ? null : learner.hidden.map(mask));
  };
}
