/** Checks of the arguments that make a network or one of its populations. */

import type { Connectivity } from "../backend/backend.ts";
import { fail } from "../error.ts";
import { findNeuron, type ModelName, modelNames, type NeuronTable } from "../models/model.ts";
import { suggestion } from "../text/nearest.ts";
import type { EstimateOptions } from "./estimate/estimate.ts";
import { optionsOf } from "./values/fields.ts";

const largestPopulation = 2 ** 31 - 2;
const mostNeurons = 2 ** 31 - 2;

/** A seed: a whole number from 0 on that a double holds exactly. */
export function checkSeed(seed: unknown): asserts seed is number {
  const allowed = "a whole number in [0, 2^53)";
  const place = { call: "Network", parameter: "seed", value: seed, allowed, must: `seed must be ${allowed}` };
  if (typeof seed !== "number") fail("E_TYPE", place);
  if (!Number.isSafeInteger(seed) || seed < 0) fail("E_PARAM_RANGE", place);
}

/** An option that is true or false. */
export function checkFlag(flag: unknown, call: string, parameter: string): boolean {
  if (flag === undefined) return false;
  if (typeof flag === "boolean") return flag;
  const allowed = "true or false";
  return fail("E_TYPE", { call, parameter, value: flag, allowed, must: `${parameter} must be ${allowed}` });
}

/** The table of a model given by object or by name. */
export function modelTable(model: unknown): NeuronTable & { readonly name: ModelName } {
  const name = typeof model === "string" ? model : (model as { name?: unknown } | null | undefined)?.name;
  const place = {
    call: "population",
    parameter: "model",
    value: name ?? model,
    allowed: modelNames.join(", "),
  };
  if (typeof name !== "string") fail("E_TYPE", { ...place, must: "the model must be one of cajal/models" });
  const table = findNeuron(name);
  if (!table) fail("E_UNKNOWN_NAME", { ...place, must: "unknown model", hint: suggestion(name, modelNames) });
  return table as NeuronTable & { readonly name: ModelName };
}

/** The size of a population, and that the network has room for it. */
export function checkSize(size: unknown, before: number, allowEmpty: boolean): asserts size is number {
  const least = allowEmpty ? 0 : 1;
  const allowed = `a whole number from ${least} to ${largestPopulation}`;
  const place = { call: "population", parameter: "n", value: size, allowed, must: `n must be ${allowed}` };
  if (typeof size !== "number") fail("E_TYPE", place);
  if (size === 0 && !allowEmpty) fail("E_SIZE", { ...place, hint: "allow it with { allowEmpty: true }" });
  if (!Number.isInteger(size) || size < least || size > largestPopulation) fail("E_SIZE", place);
  if (before + size > mostNeurons)
    fail("E_SIZE", {
      ...place,
      allowed: `${mostNeurons - before} more`,
      must: `a network can have at most ${mostNeurons} neurons`,
    });
}

/** How weights are stored; "exact" where nothing is said. */
export function checkWeights(weights: unknown, call: string): "exact" | "compact" {
  if (weights === undefined || weights === "exact" || weights === "compact") return weights ?? "exact";
  const allowed = '"exact" or "compact"';
  const place = { call, parameter: "weights", value: weights, allowed, must: `weights must be ${allowed}` };
  return fail(typeof weights === "string" ? "E_UNKNOWN_NAME" : "E_TYPE", place);
}

/** How synapses are kept; "auto" where nothing is said. */
export function checkConnectivity(connectivity: unknown, call: string): Connectivity {
  if (connectivity === undefined) return "auto";
  if (connectivity === "stored" || connectivity === "made" || connectivity === "auto") return connectivity;
  const allowed = '"auto", "stored" or "made"';
  const must = `connectivity must be ${allowed}`;
  const place = { call, parameter: "connectivity", value: connectivity, allowed, must };
  return fail(typeof connectivity === "string" ? "E_UNKNOWN_NAME" : "E_TYPE", place);
}

const mostThreads = 1024;

/** A number of threads. */
export function checkThreads(threads: unknown, call: string): asserts threads is number {
  if (typeof threads === "number" && Number.isInteger(threads) && threads >= 1 && threads <= mostThreads)
    return;
  const allowed = `${call === "build" ? '"auto" or ' : ""}a whole number from 1 to ${mostThreads}`;
  fail("E_THREADS", {
    call,
    parameter: "threads",
    value: threads,
    allowed,
    must: `threads must be ${allowed}`,
  });
}

/** The options of an estimate. */
export function checkEstimate(options: EstimateOptions): EstimateOptions {
  const given = optionsOf(options, ["weights", "threads", "connectivity"], "estimate");
  const threads = given.get("threads") ?? 1;
  checkThreads(threads, "estimate");
  const connectivity = checkConnectivity(given.get("connectivity") ?? "stored", "estimate");
  return { weights: checkWeights(given.get("weights"), "estimate"), threads, connectivity };
}
