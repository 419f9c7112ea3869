/** How many synapses a rule makes between two sets, and whether it can make them at all. */

import { fail } from "../../error.ts";
import { findRule } from "../../models/model.ts";
import type { Step } from "../../space/steps.ts";
import { common, count, type Ranges } from "../neurons/ranges.ts";
import { checkDimensions, meanProbability, type SpaceOf } from "../values/in-space.ts";
import type { Rule } from "./rules.ts";

const largest = Number.MAX_SAFE_INTEGER;

/** Sources, targets and where they stand, for messages. */
export interface Ends {
  readonly sources: Ranges;
  readonly targets: Ranges;
  readonly where: string;
  readonly space: SpaceOf;
}

/** How many synapses a rule makes: their mean, and how far the number varies. */
export interface SynapseCount {
  readonly expected: number;
  /** The length of arrays with one value per synapse; undefined where synapses have no order to list them in. */
  readonly listed: number | undefined;
  readonly variance: number;
}

/** What would help where a rule asks for more than there is: whatever forbids what is missing. */
function remedy({ number, autapses, multapses }: Rule, withAutapses: number): string {
  const fewer = number > 1 && !multapses ? " or take fewer" : "";
  if (!autapses && (multapses ? withAutapses > 0 : number <= withAutapses)) return `allow autapses${fewer}`;
  return multapses ? "name more neurons" : "allow multapses or take fewer";
}

function checkDegree(rule: Rule, available: number, ends: Ends, shared: boolean, what: string): void {
  const most = rule.autapses || !shared ? available : available - 1;
  if (rule.number === 0 || (rule.multapses ? most > 0 : rule.number <= most)) return;
  fail("E_INDEGREE", {
    call: "connect",
    parameter: findRule(rule.rule)?.number?.name,
    value: rule.number,
    allowed: `at most ${most}`,
    where: ends.where,
    hint: remedy(rule, available),
    must: `${rule.rule} can take at most ${most} different ${what}`,
  });
}

function checkTotal(rule: Rule, pairCount: number, ends: Ends, all: number): void {
  if (rule.number === 0 || (rule.multapses ? pairCount > 0 : rule.number <= pairCount)) return;
  fail("E_TOTAL", {
    call: "connect",
    parameter: findRule(rule.rule)?.number?.name,
    value: rule.number,
    allowed: `at most ${pairCount}`,
    where: ends.where,
    must: `fixed_total_number can make at most ${pairCount} different synapses`,
    hint: remedy(rule, all),
  });
}

function checkPairs({ pairSources, pairTargets }: Rule, n: number, m: number, ends: Ends): number {
  const sides = [
    ["sources", pairSources, n],
    ["targets", pairTargets, m],
  ] as const;
  for (const [name, list, size] of sides) {
    const wrong = list?.findIndex((position) => position >= size) ?? -1;
    if (wrong < 0) continue;
    fail("E_INDEX", {
      call: "connect",
      parameter: `${name}[${wrong}]`,
      value: list?.[wrong],
      allowed: `below ${size}`,
      where: ends.where,
      must: `${name}[${wrong}] must be a position below ${size}`,
    });
  }
  return pairSources?.length ?? 0;
}

function exactly(number: number, ends: Ends): SynapseCount {
  if (number <= largest) return { expected: number, listed: number, variance: 0 };
  fail("E_OVERFLOW", {
    call: "connect",
    parameter: "rule",
    value: number,
    allowed: `at most ${largest} synapses`,
    where: ends.where,
    must: `a connection can have at most ${largest} synapses`,
  });
}

/** Checks what a rule asks of space; the mean of its kernel within the mask, for probabilities. */
function inSpace({ rule, kernel, mask }: Rule, ends: Ends): number {
  for (const [parameter, steps] of Object.entries({ kernel, mask }))
    if (steps)
      checkDimensions(steps, ends.space(parameter), { call: "connect", where: ends.where, parameter });
  if (rule !== "spatial_bernoulli" || (!kernel && !mask)) return 1;
  const product: readonly Step[] = [...(kernel ?? [1]), ...(mask ?? [1]), "times"];
  return meanProbability(product, ends.space(kernel ? "kernel" : "mask"));
}

/**
 * The number of synapses that a rule makes between two sets.
 *
 * @throws CajalError E_SHAPE, E_INDEGREE, E_TOTAL, E_INDEX, E_OVERFLOW where the rule cannot be met
 */
export function countSynapses(rule: Rule, ends: Ends): SynapseCount {
  const probability = inSpace(rule, ends);
  const [n, m] = [count(ends.sources), count(ends.targets)];
  if (n === 0 || m === 0) return exactly(0, ends);
  const shared = rule.autapses ? 0 : common(ends.sources, ends.targets);
  const pairCount = n * m - shared;
  switch (rule.rule) {
    case "one_to_one":
      if (n === m) return exactly(n, ends);
      return fail("E_SHAPE", {
        call: "connect",
        parameter: "targets",
        value: m,
        allowed: `${n}`,
        where: ends.where,
        must: `one_to_one needs as many targets as sources (${n})`,
        hint: "take slices of equal length",
      });
    case "fixed_indegree":
    case "spatial_indegree":
      checkDegree(rule, n, ends, shared > 0, "sources");
      return exactly(rule.number * m, ends);
    case "fixed_outdegree":
      checkDegree(rule, m, ends, shared > 0, "targets");
      return exactly(rule.number * n, ends);
    case "spatial_outdegree":
      checkDegree(rule, m, ends, shared > 0, "targets");
      return { ...exactly(rule.number * n, ends), listed: undefined };
    case "spatial_bernoulli": {
      const expected = exactly(pairCount * rule.number * probability, ends).expected;
      return { expected, listed: undefined, variance: expected };
    }
    case "fixed_total_number":
      checkTotal(rule, pairCount, ends, n * m);
      return { ...exactly(rule.number, ends), listed: undefined };
    case "pairwise_bernoulli": {
      const expected = exactly(pairCount * rule.number, ends).expected;
      return { expected, listed: undefined, variance: expected * (1 - rule.number) };
    }
    case "pairs":
      return exactly(checkPairs(rule, n, m, ends), ends);
    default:
      // all_to_all: arrays are the whole table of pairs, those of forbidden autapses included.
      return { ...exactly(pairCount, ends), listed: exactly(n * m, ends).expected };
  }
}
