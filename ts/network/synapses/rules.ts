/** Connection rules as small data objects, and what they need of their sources and targets. */

import { checkOptions } from "../../arguments/check.ts";
import { flag, optional } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { findRule, ruleNames } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { toNumbers } from "../values/value.ts";

/** Which synapses a rule may make. */
export interface Autapses {
  /** A neuron may connect to itself; default true. */
  readonly autapses?: boolean | undefined;
}

/** Which synapses a rule with repetition may make. */
export interface Multapses extends Autapses {
  /** A pair may be connected several times; default true. */
  readonly multapses?: boolean | undefined;
}

/** How sources and targets are paired. Made by `oneToOne`, `fixedIndegree` and the other functions here. */
export interface Rule {
  /** The kernel's name of the rule, e.g. `fixed_indegree`. */
  readonly rule: string;
  /** K, N or p; 0 for rules without a number. */
  readonly number: number;
  readonly autapses: boolean;
  readonly multapses: boolean;
  /** Positions in sources and targets, for explicit pairs. */
  readonly pairSources?: Uint32Array;
  readonly pairTargets?: Uint32Array;
}

const largest = Number.MAX_SAFE_INTEGER;

function checkNumber(rule: string, value: unknown, call: string): void {
  const number = findRule(rule)?.number;
  if (!number) return;
  const allowed = number.integer ? "a whole number, 0 or more" : "a number in [0, 1]";
  const place = { call, parameter: number.name, value, allowed, must: `${number.name} must be ${allowed}` };
  if (typeof value !== "number") fail("E_TYPE", place);
  if (number.integer ? Number.isSafeInteger(value) && value >= 0 : value >= 0 && value <= 1) return;
  if (!number.integer || !Number.isFinite(value) || value <= largest) fail("E_PARAM_RANGE", place);
  const most = "at most 2^53 - 1";
  fail("E_OVERFLOW", { ...place, allowed: most, must: `${number.name} must be ${most}` });
}

function make(
  call: string,
  rule: string,
  number: number,
  options: Multapses,
  allowed: readonly string[],
): Rule {
  checkOptions(options, call, Object.fromEntries(allowed.map((name) => [name, optional(flag)])));
  checkNumber(rule, number, call);
  return Object.freeze({
    rule,
    number,
    autapses: options.autapses ?? true,
    multapses: options.multapses ?? true,
  });
}

/** The k-th source to the k-th target. Sources and targets must be equally many (E_SHAPE at `connect`). */
export const oneToOne = (): Rule => make("oneToOne", "one_to_one", 0, {}, []);

/** Every source to every target. */
export const allToAll = (options: Autapses = {}): Rule =>
  make("allToAll", "all_to_all", 0, options, ["autapses"]);

/**
 * k synapses onto every target, their sources drawn at random.
 *
 * @throws CajalError E_PARAM_RANGE, E_TYPE; E_INDEGREE at `connect` if there are too few sources
 * @example net.connect(E, I, fixedIndegree(100, { autapses: false }), { weight: 20, delay: 1.5 });
 */
export const fixedIndegree = (k: number, options: Multapses = {}): Rule =>
  make("fixedIndegree", "fixed_indegree", k, options, ["autapses", "multapses"]);

/**
 * k synapses from every source, their targets drawn at random.
 *
 * @throws CajalError E_PARAM_RANGE, E_TYPE; E_INDEGREE at `connect` if there are too few targets
 */
export const fixedOutdegree = (k: number, options: Multapses = {}): Rule =>
  make("fixedOutdegree", "fixed_outdegree", k, options, ["autapses", "multapses"]);

/**
 * n synapses in all, source and target of each drawn at random.
 *
 * @throws CajalError E_PARAM_RANGE, E_TYPE; E_TOTAL at `connect` if there are too few pairs
 */
export const fixedTotalNumber = (n: number, options: Multapses = {}): Rule =>
  make("fixedTotalNumber", "fixed_total_number", n, options, ["autapses", "multapses"]);

/**
 * Each pair with probability p, at most once.
 *
 * @throws CajalError E_PARAM_RANGE, E_TYPE
 */
export const bernoulli = (p: number, options: Autapses = {}): Rule =>
  make("bernoulli", "pairwise_bernoulli", p, options, ["autapses"]);

function positions(value: unknown, parameter: string): Uint32Array {
  const numbers = toNumbers(value, { call: "pairs", parameter, unit: "", count: undefined });
  const wrong = numbers.findIndex((number) => !Number.isInteger(number) || number < 0 || number > 0xffffffff);
  if (wrong >= 0)
    fail("E_INDEX", {
      call: "pairs",
      parameter: `${parameter}[${wrong}]`,
      value: numbers[wrong],
      allowed: "0, 1, 2, ...",
      must: `${parameter}[${wrong}] must be a position, a whole number from 0 on`,
    });
  return Uint32Array.from(numbers);
}

/**
 * The pairs listed: synapse k goes from `sources[k]` to `targets[k]`, positions within the sources and targets of
 * `connect`.
 *
 * @throws CajalError E_SHAPE if the lists differ in length, E_INDEX with the first bad position
 * @example net.connect(E, I, pairs({ sources: [0, 0, 1], targets: [2, 3, 2] }), { weight: [1, 2, 3], delay: 1 });
 */
export function pairs(lists: {
  readonly sources: readonly number[] | Uint32Array;
  readonly targets: readonly number[] | Uint32Array;
}): Rule {
  const allowed = "{ sources, targets }";
  if (typeof lists !== "object" || lists === null || Array.isArray(lists) || ArrayBuffer.isView(lists))
    fail("E_TYPE", {
      call: "pairs",
      parameter: "lists",
      value: lists,
      allowed,
      must: `pairs takes one object ${allowed}`,
      hint: "write pairs({ sources: [...], targets: [...] })",
    });
  for (const key of Object.keys(lists))
    if (key !== "sources" && key !== "targets")
      fail("E_UNKNOWN_PARAM", { call: "pairs", parameter: key, allowed, must: `unknown key '${key}'` });
  const pairSources = positions(lists.sources, "sources");
  const pairTargets = positions(lists.targets, "targets");
  if (pairSources.length !== pairTargets.length)
    fail("E_SHAPE", {
      call: "pairs",
      parameter: "targets",
      value: pairTargets.length,
      allowed: `${pairSources.length}`,
      must: `sources and targets must be equally many (${pairSources.length} sources)`,
    });
  return Object.freeze({ ...make("pairs", "pairs", 0, {}, []), pairSources, pairTargets });
}

/** Checks a rule that may have been written by hand. */
export function checkRule(rule: unknown): Rule {
  const { rule: name, number, autapses, multapses } = (rule ?? {}) as Partial<Rule>;
  if (typeof rule !== "object" || typeof name !== "string")
    fail("E_TYPE", {
      call: "connect",
      parameter: "rule",
      value: rule,
      allowed: "oneToOne(), fixedIndegree(k), ...",
      must: "rule must be made by a function such as fixedIndegree(k)",
    });
  if (!findRule(name))
    fail("E_UNKNOWN_NAME", {
      call: "connect",
      parameter: "rule",
      value: name,
      allowed: ruleNames.join(", "),
      must: "rule must be a known one",
      hint: suggestion(name, ruleNames),
    });
  checkNumber(name, number, "connect");
  for (const [parameter, value] of Object.entries({ autapses, multapses }))
    if (typeof value !== "boolean")
      fail("E_TYPE", {
        call: "connect",
        parameter,
        value,
        allowed: "true or false",
        must: `${parameter} must be given`,
      });
  return rule as Rule;
}
