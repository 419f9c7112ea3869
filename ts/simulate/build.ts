/** From a description to a simulation. */

import type { BuildRecord, Kernel } from "../backend/backend.ts";
import type { BackendChoice } from "../backend/select.ts";
import { CajalError, fromKernel } from "../error.ts";
import type { Description } from "../network/description.ts";
import { precisionWarnings } from "../network/estimate/precision.ts";
import { settle } from "../network/late-values.ts";
import type { NetworkDescription } from "../network/network-description.ts";
import { type Records, recordsOf } from "../network/records.ts";
import { optionsOf } from "../network/values/fields.ts";
import type { Quantity } from "../network/values/units.ts";
import type { Resumption } from "./checkpoint.ts";
import { planOf } from "./plan.ts";
import { checkWatch, type Progress, remaining, supervise, type Watch } from "./progress.ts";
import { Simulation } from "./simulation.ts";

/** How a network is built. */
export interface BuildOptions extends Watch {
  /** "auto" (default): OMP_NUM_THREADS, or those of the machine, at most one per 2,000 neurons. */
  readonly threads?: "auto" | number | undefined;
  /** "exact" (default): weights of 32 bits; "compact": 16 bits and two thirds of the memory. */
  readonly weights?: "exact" | "compact" | undefined;
  /**
   * "stored": the synapses of every source are kept in memory. "made": those of a source are drawn anew whenever it
   * fires, which takes several times as long and hardly any memory, and gives the same results to the bit; rules that
   * draw by target and synapses that change cannot be made. "auto" (default): stored where that fits into memory,
   * otherwise made where that is possible.
   */
  readonly connectivity?: "auto" | "stored" | "made" | undefined;
  /** Which kernel; default "auto". The report says what was taken and why. */
  readonly backend?: BackendChoice | undefined;
  /**
   * The most memory to use [bytes], by the network, its recordings and spikes on their way; default 85 % of what is
   * available. A run that exceeds it ends with E_MEMORY at a step boundary.
   */
  readonly memoryLimit?: number | Quantity | undefined;
}

const known = ["threads", "weights", "connectivity", "backend", "memoryLimit", "onProgress", "signal"];

// The event loop gets its turn after this long [ms].
const longestTurn = 5;

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Hands the records to the kernel, without keeping the event loop waiting. */
async function describe(kernel: Kernel, records: Records): Promise<void> {
  let begin = performance.now();
  const each = async <Entry>(entries: readonly Entry[], send: (entry: Entry) => unknown): Promise<void> => {
    for (const entry of entries) {
      send(entry);
      if (performance.now() - begin < longestTurn) continue;
      await turn();
      begin = performance.now();
    }
  };
  await each(records.populations, (record) => kernel.population(record));
  await each(records.values, (record) => kernel.values(record));
  await each(records.connections, (record) => kernel.connect(record));
  await each(records.stimuli, (record) => kernel.stimulate(record));
  await each(records.recorders, (record) => kernel.record(record));
}

const gauge = (state: Float64Array, elapsed: number): Progress => {
  const fraction = state[1] ?? 0;
  const [spikes, synapses] = [0, state[4] ?? 0];
  return {
    phase: "build",
    fraction,
    elapsed,
    eta: remaining(fraction, elapsed),
    realTimeFactor: undefined,
    spikes,
    synapses,
  };
};

/** Lets the kernel build, and reports on it. */
async function construct(
  kernel: Kernel,
  threads: number,
  record: Omit<BuildRecord, "threads">,
  watch: Watch,
): Promise<void> {
  const supervision = supervise(kernel, watch, gauge);
  let problem: { readonly error: unknown } | undefined;
  try {
    await kernel.build({ threads, ...record });
  } catch (error) {
    problem = { error: fromKernel(error) };
  }
  supervision.finish(problem === undefined);
  if (problem) throw problem.error;
}

/** Lets a kernel that was just built go on from a checkpoint. */
async function resume(kernel: Kernel, { bytes }: Resumption, { signal }: Watch): Promise<void> {
  signal?.throwIfAborted();
  await kernel.restore(bytes);
}

async function make(
  owner: NetworkDescription,
  description: Description,
  options: unknown,
  resumption: Resumption | undefined,
): Promise<Simulation> {
  const given = optionsOf(options, known, "build");
  const watch = checkWatch(given, "build");
  const plan = await planOf(description, given, watch.signal);
  const { backend, threads, weights, most } = plan;
  const late = settle(description);
  const { seed, grid } = description;
  const records = recordsOf(description);
  const kernel = await backend.create({
    resolution: grid.resolution,
    seed,
    threads,
    bytes: plan.kept.estimate.bytes.total,
    most,
  });
  try {
    await describe(kernel, records);
    watch.signal?.throwIfAborted();
    await construct(kernel, threads, { weights, connectivity: plan.kept.connectivity }, watch);
    kernel.limit(plan.budget);
    if (resumption) await resume(kernel, resumption, watch);
  } catch (error) {
    kernel.close();
    throw error;
  }
  return new Simulation({
    owner,
    description,
    kernel,
    records,
    limit: most,
    backend: { name: backend.name, reasons: plan.reasons },
    weights,
    connectivity: plan.kept.reasons,
    warnings: [
      ...description.warnings,
      ...late,
      ...plan.warnings,
      ...precisionWarnings(description, weights),
    ],
    resumption,
  });
}

/**
 * Refuses what `build` would refuse before it allocates anything.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_PARAM_RANGE, E_THREADS, E_BACKEND, E_MEMORY_BUDGET
 */
export async function checkBuild(
  { description }: NetworkDescription,
  options: BuildOptions = {},
): Promise<void> {
  await planOf(description, optionsOf(options, known, "build"));
}

/**
 * Builds a network, and lets it go on from a checkpoint if there is one. It must not change meanwhile (E_BUSY);
 * afterwards it may, and may be built again.
 *
 * @throws CajalError E_CHECKPOINT, E_UNKNOWN_PARAM, E_TYPE, E_THREADS, E_BACKEND, E_MEMORY_BUDGET, E_IO; when aborted
 * the signal's reason
 */
export async function build(
  owner: NetworkDescription,
  options: BuildOptions = {},
  resumption?: Resumption,
): Promise<Simulation> {
  const release = owner.hold();
  try {
    return await make(owner, owner.description, options, resumption);
  } catch (error) {
    throw error instanceof CajalError ? error : fromKernel(error);
  } finally {
    release();
  }
}
