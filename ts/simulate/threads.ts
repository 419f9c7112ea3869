/** How many threads a simulation takes. */

import type { Machine } from "../backend/backend.ts";
import { setting } from "../backend/environment.ts";
import { checkThreads } from "../network/checks.ts";
import type { Warning } from "../network/values/fields.ts";

// With fewer neurons per thread the threads wait for each other more than they work.
const neuronsPerThread = 2000;
const mostThreads = 1024;

/** The number that OMP_NUM_THREADS asks for; its first one if it lists several levels. */
function fromSetting(): number | undefined {
  const number = Number((setting("OMP_NUM_THREADS") ?? "").split(",")[0]);
  return Number.isInteger(number) && number >= 1 && number <= mostThreads ? number : undefined;
}

/** Threads for a network, and the warning that there are more than the machine has. */
export function chooseThreads(
  wanted: unknown,
  neurons: number,
  { hardwareThreads: hardware, threading }: Pick<Machine, "hardwareThreads" | "threading">,
): { threads: number; warnings: readonly Warning[] } {
  if (wanted === undefined || wanted === "auto") {
    const most = Math.max(1, Math.ceil(neurons / neuronsPerThread));
    const threads = threading === "none" ? 1 : (fromSetting() ?? Math.min(hardware, most));
    return { threads, warnings: [] };
  }
  checkThreads(wanted, "build");
  if (threading === "none" && wanted > 1) {
    const message = `1 thread instead of ${wanted}: the kernel has no threads here`;
    return { threads: 1, warnings: [{ code: "W_THREADS", message, count: wanted - 1 }] };
  }
  if (wanted <= hardware) return { threads: wanted, warnings: [] };
  const message = `${wanted} threads on a machine that runs ${hardware} at a time: they will wait for each other`;
  return { threads: wanted, warnings: [{ code: "W_THREADS", message, count: wanted - hardware }] };
}
