/** Synapses that are drawn whenever their source fires: which these can be, and what they take all the same. */

import { findRule, findSynapse } from "../../models/model.ts";
import type { ConnectionData } from "../description.ts";
import { count } from "../neurons/ranges.ts";
import { support } from "../values/draw.ts";
import { type Grid, longestDelay, nearestStep } from "../values/grid.ts";
import { isDeferred } from "../values/late.ts";
import type { DelayShare } from "./delay-shares.ts";

// What is on its way depends on rates; this is more than most networks have on average [1/ms].
const rate = 0.01;

const bytesPerWord = { exact: 8, compact: 4 } as const;
const bytesPerSource = 4; // its number of synapses, where a rule has dealt a total

/**
 * Why the synapses of a connection have to be stored: they change or carry values ("synapse"), their rule draws them
 * by target ("rule"), or a delay might be drawn that the kernel refuses ("delay"). Undefined where they can be made.
 */
export function storedBecause(
  { synapse, rule, delay }: Pick<ConnectionData, "synapse" | "rule" | "delay">,
  grid: Grid,
): "synapse" | "rule" | "delay" | undefined {
  if (findSynapse(synapse.model)?.kind !== "fixed") return "synapse";
  if (findRule(rule.rule)?.byTarget) return "rule";
  if (isDeferred(delay)) return undefined; // the kernel looks at its values
  const [low, high] = support(delay);
  const last = Number.isFinite(high) ? nearestStep(high, grid) : 1;
  return nearestStep(Math.max(low, -1), grid) >= 1 && last <= longestDelay ? undefined : "delay";
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
