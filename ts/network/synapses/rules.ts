/** Connection rules as small data objects, and what they need of their sources and targets. */

import { type Check, checkOptions, refuse } from "../../arguments/check.ts";
import { flag, optional } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { findRule, ruleNames } from "../../models/model.ts";
import { type Expression, isExpression } from "../../space/expression.ts";
import { checkSteps, type Step } from "../../space/steps.ts";
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

/** Where the partners of a neuron are. */
export interface Masked {
  /** Which targets a source can have, by where they lie as seen from it: `circle(0.2)`, ... of `cajal/space`. */
  readonly mask?: Expression | undefined;
}

/** Where the partners of a neuron are, and which of them are more likely. */
export interface InSpace extends Masked {
  /** Partners are drawn in proportion to it: `gaussian(0.1)`, ... of `cajal/space`; default: all alike. */
  readonly kernel?: Expression | undefined;
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
  /** For rules in space: the steps of the probability, or of what partners are drawn in proportion to. */
  readonly kernel?: readonly Step[];
  /** And of what is 0 where there are no partners. */
  readonly mask?: readonly Step[];
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

/** The kernel's names of rules in space. */
const spatial: Readonly<Record<string, string>> = {
  pairwise_bernoulli: "spatial_bernoulli",
  fixed_indegree: "spatial_indegree",
  fixed_outdegree: "spatial_outdegree",
};

const inSpace: Check = (value, place) => {
  if (!isExpression(value))
    refuse(value, "an expression such as gaussian(0.1) or circle(0.2)", place, "E_TYPE");
};

function make(
  call: string,
  rule: string,
  number: number,
  options: Multapses & InSpace,
  allowed: readonly string[],
): Rule {
  const check = (name: string): Check => (name === "kernel" || name === "mask" ? inSpace : flag);
  checkOptions(options, call, Object.fromEntries(allowed.map((name) => [name, optional(check(name))])));
  checkNumber(rule, number, call);
  const { kernel, mask } = options;
  return Object.freeze({
    rule: kernel || mask ? (spatial[rule] as string) : rule,
    number,
    autapses: options.autapses ?? true,
    multapses: options.multapses ?? true,
    ...(kernel ? { kernel: kernel.steps } : {}),
    ...(mask ? { mask: mask.steps } : {}),
  });
}

/**
 * The k-th source to the k-th target. Sources and targets must be equally many (E_SHAPE at `connect`).
 *
 * @example net.connect(inputs, E, oneToOne(), { weight: 500 }); // pA
 */
export const oneToOne = (): Rule => make("oneToOne", "one_to_one", 0, {}, []);

/**
 * Every source to every target.
 *
 * @example net.connect(E, I, allToAll({ autapses: false }), { weight: 20, delay: 1.5 }); // pA, ms
 */
export const allToAll = (options: Autapses = {}): Rule =>
  make("allToAll", "all_to_all", 0, options, ["autapses"]);

/**
 * k synapses onto every target, their sources drawn at random; in space those within a mask, in proportion to a kernel.
 * Without multapses they are drawn one after the other from those that are left.
 *
 * @throws CajalError E_PARAM_RANGE, E_TYPE; E_INDEGREE at `connect` if there are too few sources, or when the network
 * is built if there are too few within the mask; E_POSITIONS at `connect`
 * @example net.connect(E, I, fixedIndegree(100, { autapses: false }), { weight: 20, delay: 1.5 });
 */
export const fixedIndegree = (k: number, options: Multapses & InSpace = {}): Rule =>
  make("fixedIndegree", "fixed_indegree", k, options, ["autapses", "multapses", "kernel", "mask"]);

/**
 * k synapses from every source, their targets drawn at random; in space as for {@link fixedIndegree}.
 *
 * @throws CajalError E_PARAM_RANGE, E_TYPE; E_INDEGREE at `connect` if there are too few targets, or when the network
 * is built if there are too few within the mask; E_POSITIONS at `connect`
 * @example net.connect(E, I, fixedOutdegree(100), { weight: 20, delay: 1.5 }); // pA, ms
 */
export const fixedOutdegree = (k: number, options: Multapses & InSpace = {}): Rule =>
  make("fixedOutdegree", "fixed_outdegree", k, options, ["autapses", "multapses", "kernel", "mask"]);

/**
 * n synapses in all, source and target of each drawn at random.
 *
 * @throws CajalError E_PARAM_RANGE, E_TYPE; E_TOTAL at `connect` if there are too few pairs
 * @example net.connect(E, I, fixedTotalNumber(20_000), { weight: 20, delay: 1.5 }); // pA, ms
 */
export const fixedTotalNumber = (n: number, options: Multapses = {}): Rule =>
  make("fixedTotalNumber", "fixed_total_number", n, options, ["autapses", "multapses"]);

/**
 * Each pair with probability p, at most once. In space p may depend on the displacement of the target: values above 1
 * count as 1, those below 0 and those that are no numbers as 0.
 *
 * @throws CajalError E_PARAM_RANGE, E_TYPE; E_POSITIONS at `connect`
 * @example net.connect(E, E, bernoulli(gaussian(0.1).times(0.5), { mask: circle(0.3) }), { weight: 20 });
 */
export function bernoulli(p: number | Expression, options: Autapses & Masked = {}): Rule {
  const plain = make("bernoulli", "pairwise_bernoulli", isExpression(p) ? 1 : p, options, [
    "autapses",
    "mask",
  ]);
  if (!isExpression(p)) return plain;
  return Object.freeze({ ...plain, rule: "spatial_bernoulli", kernel: p.steps });
}

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
  const { rule: name, number, autapses, multapses, kernel, mask } = (rule ?? {}) as Partial<Rule>;
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
  for (const [parameter, steps] of Object.entries({ kernel, mask }))
    if (steps !== undefined) checkSteps(steps, "connect", parameter);
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
