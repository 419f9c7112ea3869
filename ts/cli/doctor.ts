// `cajal doctor`: what this machine can do, and what to do about what it cannot.
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { Command } from "commander";
import type { Backend } from "../backend/backend.ts";
import { availableMemory, groupMemory } from "../backend/environment.ts";
import { selectBackend } from "../backend/select.ts";
import { microcircuit } from "../networks/index.ts";
import { exitCodes } from "./failure.ts";
import { bytes, duration, type Terminal, terminalOn } from "./terminal.ts";
import { version } from "./version.ts";

/** Makes the command. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("tell what this machine can do, and what to do about what it cannot")
    .option("--json", "print one JSON document")
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine();
      const terminal = terminalOn(process.stdout);
      if (json) terminal.say(JSON.stringify(findings));
      else show(terminal, findings);
      if (findings.problems.length > 0) process.exitCode = exitCodes.failed;
    });
}

interface Findings {
  readonly cajal: string;
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  /** Memory of the machine, and what a simulation may take of it [bytes]. */
  readonly memory: { readonly total: number; readonly free: number; readonly usable: number };
  readonly hardwareThreads: number;
  readonly kernel: { readonly name: string; readonly origin: string; readonly machine: object } | null;
  /** What the full-size microcircuit would take: bytes, and seconds to build. */
  readonly microcircuit: { readonly exact: number; readonly compact: number; readonly buildSeconds: number };
  /** What does not work, each with a remedy. */
  readonly problems: readonly { readonly what: string; readonly remedy: string }[];
  readonly hints: readonly string[];
}

interface Attempt {
  readonly backend?: Backend;
  readonly reason?: string;
}

async function loadKernel(): Promise<Attempt> {
  try {
    return { backend: (await selectBackend()).backend };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

async function examine(): Promise<Findings> {
  const { backend, reason } = await loadKernel();
  const { network } = microcircuit({ record: "none" });
  const threads = backend?.machine().hardwareThreads ?? availableParallelism();
  const estimates = {
    exact: network.estimate({ weights: "exact", threads }),
    compact: network.estimate({ weights: "compact", threads }),
  };
  const usable = 0.85 * Math.min(availableMemory(), groupMemory(), totalmem());
  return {
    cajal: version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model ?? "unknown",
    memory: { total: totalmem(), free: freemem(), usable },
    hardwareThreads: threads,
    kernel: backend ? { name: backend.name, origin: backend.origin, machine: backend.machine() } : null,
    microcircuit: {
      exact: estimates.exact.bytes.total,
      compact: estimates.compact.bytes.total,
      buildSeconds: estimates.exact.seconds.build,
    },
    problems: reason === undefined ? [] : [{ what: reason, remedy: "build the kernel: npm run build" }],
    hints: hints(usable, estimates.exact.bytes.total, estimates.compact.bytes.total),
  };
}

function hints(usable: number, exact: number, compact: number): string[] {
  if (usable >= exact) return ["The full-size microcircuit fits: cajal run microcircuit"];
  if (usable >= compact) return ["The full-size microcircuit fits with compact weights: --weights compact"];
  const scale = Math.floor(10 * Math.sqrt(usable / compact)) / 10;
  return [`The full-size microcircuit does not fit; try --scale ${Math.max(0.1, scale)} --weights compact`];
}

function show(terminal: Terminal, findings: Findings): void {
  const { memory, kernel, microcircuit: model } = findings;
  const machine = Object.entries(kernel?.machine ?? {}).map(([name, value]) => [name, String(value)]);
  const rows = [
    ["cajal", findings.cajal],
    ["node", findings.node],
    ["platform", findings.platform],
    ["processor", findings.processor],
    ["memory", `${bytes(memory.total)}, of which a simulation may take ${bytes(memory.usable)}`],
    ["kernel", kernel ? `${kernel.name}, ${kernel.origin}` : "none"],
    ...machine,
    ["microcircuit", `${bytes(model.exact)} (exact) or ${bytes(model.compact)} (compact weights)`],
    ["to build it", `about ${duration(model.buildSeconds)}`],
  ];
  terminal.table(["", ""], rows as string[][], [0, 1]);
  terminal.say();
  for (const { what, remedy } of findings.problems)
    terminal.say(`  Problem: ${what}\n  What to do: ${remedy}`);
  for (const hint of findings.hints) terminal.say(`  ${hint}`);
}
