/** How a network is to be built on this machine, before anything is allocated. */

import type { Backend } from "../backend/backend.ts";
import { selectBackend } from "../backend/select.ts";
import { checkConnectivity, checkWeights } from "../network/checks.ts";
import { type Description, neuronCount } from "../network/description.ts";
import type { Warning } from "../network/values/fields.ts";
import { checkBudget, checkLimit, memoryBudget } from "./budget.ts";
import { type Choice, chooseConnectivity } from "./connectivity.ts";
import { chooseThreads } from "./threads.ts";

/** Kernel, threads, forms, and memory [bytes]. */
export interface Plan {
  readonly backend: Backend;
  /** Why this kernel. */
  readonly reasons: readonly string[];
  readonly threads: number;
  readonly weights: "exact" | "compact";
  /** How synapses are kept, what that takes, and why. */
  readonly kept: Choice;
  /** The user's limit or that of the kernel, and what of it is there. */
  readonly most: number;
  readonly budget: number;
  readonly warnings: readonly Warning[];
}

/**
 * Plans a build with checked names of options.
 *
 * @throws CajalError E_TYPE, E_PARAM_RANGE, E_THREADS, E_BACKEND, E_MEMORY_BUDGET; when aborted the signal's reason
 */
export async function planOf(
  description: Description,
  given: ReadonlyMap<string, unknown>,
  signal?: AbortSignal,
): Promise<Plan> {
  const weights = checkWeights(given.get("weights"), "build");
  const wanted = checkConnectivity(given.get("connectivity"), "build");
  const limit = checkLimit(given.get("memoryLimit"));
  signal?.throwIfAborted();
  const { backend, reasons } = await selectBackend(given.get("backend"));
  const neurons = neuronCount(description);
  const { threads, warnings } = chooseThreads(given.get("threads"), neurons, backend.machine());
  const most = Math.min(limit ?? Infinity, backend.mostMemory);
  const budget = memoryBudget(most);
  const asked = { weights, threads, connectivity: wanted };
  const kept = chooseConnectivity(description, asked, budget);
  checkBudget(kept.estimate, budget, asked);
  return { backend, reasons, threads, weights, kept, most, budget, warnings };
}
