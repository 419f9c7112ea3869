// `cajal doctor`: what this machine can do, and what to do about what it cannot.
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { Command } from "commander";
import type { Backend, Machine } from "../backend/backend.ts";
import { availableMemory, groupMemory } from "../backend/environment.ts";
import { selectBackend } from "../backend/select.ts";
import type { CajalError } from "../error.ts";
import { microcircuit } from "../networks/index.ts";
import { exitCodes } from "./terminal/failure.ts";
import { bytes, duration, type Terminal, terminalOn } from "./terminal/terminal.ts";
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

/** Memory for the full-size microcircuit with stored synapses of either form, and with made ones [bytes]. */
interface MicrocircuitNeeds {
  readonly exact: number;
  readonly compact: number;
  readonly made: number;
}

interface Findings {
  readonly cajal: string;
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  /** Memory of the machine, and what a simulation may take of it [bytes]. */
  readonly memory: { readonly total: number; readonly free: number; readonly usable: number };
  readonly hardwareThreads: number;
  readonly kernel: {
    readonly name: string;
    readonly origin: string;
    readonly machine: Machine;
    /** What was taken, and why not what comes before it. */
    readonly reasons: readonly string[];
  } | null;
  /** What the full-size microcircuit would take: bytes, and seconds to build. */
  readonly microcircuit: MicrocircuitNeeds & { readonly buildSeconds: number };
  /** What does not work, each with a remedy. */
  readonly problems: readonly { readonly what: string; readonly remedy: string }[];
  readonly hints: readonly string[];
}

interface Attempt {
  readonly backend?: Backend;
  readonly machine?: Machine;
  readonly reasons?: readonly string[];
  readonly problems: Findings["problems"];
}

async function loadKernel(): Promise<Attempt> {
  try {
    const { backend, reasons } = await selectBackend();
    return { backend, machine: backend.machine(), reasons, problems: [] };
  } catch (error) {
    const { code, message, hint } = error as CajalError;
    const binary = process.env.CAJAL_BINARY
      ? "correct or unset CAJAL_BINARY"
      : "build the kernel: npm run build";
    const remedy = code === "E_BACKEND" ? binary : (hint ?? "report it with this output");
    return { problems: [{ what: message, remedy }] };
  }
}

async function examine(): Promise<Findings> {
  const { backend, machine, reasons = [], problems } = await loadKernel();
  const { network } = microcircuit({ record: "none" });
  const threads = machine?.hardwareThreads ?? availableParallelism();
  const stored = network.estimate({ weights: "exact", threads });
  const needs = {
    exact: stored.bytes.total,
    compact: network.estimate({ weights: "compact", threads }).bytes.total,
    made: network.estimate({ weights: "exact", connectivity: "made", threads }).bytes.total,
  };
  const usable = 0.85 * Math.min(availableMemory(), groupMemory(), totalmem());
  return {
    cajal: version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model ?? "unknown",
    memory: { total: totalmem(), free: freemem(), usable },
    hardwareThreads: threads,
    kernel: backend && machine ? { name: backend.name, origin: backend.origin, machine, reasons } : null,
    microcircuit: { ...needs, buildSeconds: stored.seconds.build },
    problems,
    hints: problems.length > 0 ? [] : [fit(usable, needs)],
  };
}

/** How the full-size microcircuit fits into so much memory [bytes]. */
export function fit(usable: number, { exact, compact, made }: MicrocircuitNeeds): string {
  if (usable >= exact) return "The full-size microcircuit fits: cajal run microcircuit";
  if (usable >= compact) return "The full-size microcircuit fits with compact weights: --weights compact";
  if (usable >= made)
    return "The full-size microcircuit fits with synapses that are made whenever a source fires, which is slower";
  const scale = Math.floor(10 * Math.sqrt(usable / made)) / 10;
  return `The full-size microcircuit does not fit; try --scale ${Math.max(0.1, scale)}`;
}

function show(terminal: Terminal, findings: Findings): void {
  const { memory, kernel, microcircuit: model } = findings;
  const { isa, isas = [], hardwareThreads, threading } = kernel?.machine ?? {};
  const machine = [
    ["instructions", `${isa}, of ${isas.join(", ")}`],
    ["threads", `${hardwareThreads} at a time, ${threading}`],
  ];
  const rows = [
    ["cajal", findings.cajal],
    ["node", findings.node],
    ["platform", findings.platform],
    ["processor", findings.processor],
    ["memory", `${bytes(memory.total)}, of which a simulation may take ${bytes(memory.usable)}`],
    ["kernel", kernel ? `${kernel.name}, ${kernel.origin}` : "none"],
    ...(kernel ? machine : []),
    ["microcircuit", `${bytes(model.exact)}; ${bytes(model.compact)} with compact weights`],
    ["", `${bytes(model.made)} with synapses that are not stored`],
    ["to build it", `about ${duration(model.buildSeconds)}`],
  ];
  terminal.table(["", ""], rows as string[][], [0, 1]);
  terminal.say();
  for (const { what, remedy } of findings.problems)
    terminal.say(`  Problem: ${what}\n  What to do: ${remedy}`);
  // The last one says what was taken.
  for (const reason of kernel?.reasons.slice(0, -1) ?? []) terminal.say(`  Not taken: ${reason}`);
  for (const hint of findings.hints) terminal.say(`  ${hint}`);
}
