/** Synapses that are drawn whenever their source fires: which these can be, and what they take all the same. */

import { findRule, findSynapse } from "../../models/model.ts";
import type { ConnectionData } from "../description.ts";
import { count } from "../neurons/ranges.ts";
import type { Grid } from "../values/grid.ts";
import type { DelayShare } from "./delay-shares.ts";

// What is on its way depends on rates; this is more than most networks have on average [1/ms].
const rate = 0.01;

const bytesPerWord = { exact: 8, compact: 4 } as const;
const bytesPerSource = 4; // its number of synapses, for the rule that dealt it and for the slice of the targets

/**
 * Why the synapses of a connection have to be stored: they change or carry values ("synapse"), their rule draws them by
 * target ("rule"), or they depend on distances ("space"). Undefined where they can be made. Delays are no reason: those
 * that the kernel might refuse when it draws them were refused when they were described.
 */
export function storedBecause({
  synapse,
  rule,
  weight,
  delay,
}: Pick<ConnectionData, "synapse" | "rule" | "weight" | "delay">): "synapse" | "rule" | "space" | undefined {
  if (findSynapse(synapse.model)?.kind !== "fixed") return "synapse";
  if (findRule(rule.rule)?.byTarget) return "rule";
  const values = [weight, delay].some(({ kind }) => kind === "expression");
  return values || rule.rule.startsWith("spatial_") ? "space" : undefined;
}

/** What a connection takes that is made, at 10 spikes per second of each source [bytes]. */
export function madeBytes(
  { sources, synapses }: Pick<ConnectionData, "sources" | "synapses">,
  shares: readonly DelayShare[],
  weights: "exact" | "compact",
  grid: Grid,
): number {
  const mean = shares.reduce((sum, { steps, share }) => sum + steps * share, 0) * grid.resolution;
  return synapses.expected * mean * rate * bytesPerWord[weights] + count(sources) * bytesPerSource;
}
