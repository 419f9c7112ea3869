// The commands of `cajal`: one file each, this one puts them together.
import { Command } from "commander";
import { report } from "./terminal/failure.ts";
import { version } from "./version.ts";

// Each with all that it needs, loaded when it is asked for.
const networks: Readonly<Record<string, () => Promise<Command>>> = {
  microcircuit: async () => (await import("./run/run-microcircuit.ts")).microcircuitCommand(),
  "multi-area": async () => (await import("./run/run-multi-area.ts")).multiAreaCommand(),
  "hpc-benchmark": async () => (await import("./run/run-hpc-benchmark.ts")).hpcBenchmarkCommand(),
  "dendritic-bars": async () => (await import("./run/run-dendritic-bars.ts")).dendriticBarsCommand(),
  "dendritic-self-prediction": async () =>
    (await import("./run/run-dendritic-self-prediction.ts")).dendriticSelfPredictionCommand(),
  "dendritic-teacher": async () => (await import("./run/run-dendritic-teacher.ts")).dendriticTeacherCommand(),
  "dendritic-digits": async () => (await import("./run/run-dendritic-digits.ts")).dendriticDigitsCommand(),
  "urbanczik-senn": async () => (await import("./run/run-urbanczik-senn.ts")).urbanczikSennCommand(),
};

/** `run` with the network that was asked for, or with all of them, for its help. */
async function runCommand(): Promise<Command> {
  const { fileCommand } = await import("./run/run-file.ts");
  const command = new Command("run").description(
    "run a published network or experiment, or a network from a file",
  );
  const asked = process.argv[3] ?? "";
  const names = Object.hasOwn(networks, asked) ? [asked] : Object.keys(networks);
  for (const name of names) command.addCommand(await (networks[name] as () => Promise<Command>)());
  return command.addCommand(fileCommand(), { isDefault: true });
}

// Loaded when they are asked for: all of them together take most of a second.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: runCommand,
  analyse: async () => (await import("./analyse.ts")).analyseCommand(),
  compare: async () => (await import("./compare.ts")).compareCommand(),
  study: async () => (await import("./study.ts")).studyCommand(),
  reproduce: async () => (await import("./reproduce.ts")).reproduceCommand(),
  convert: async () => (await import("./convert.ts")).convertCommand(),
  info: async () => (await import("./info.ts")).infoCommand(),
  doctor: async () => (await import("./doctor.ts")).doctorCommand(),
};

/** The program with the command that was asked for, or with all of them, for its help. */
async function program(asked = ""): Promise<Command> {
  const made = new Command("cajal").description("simulate spiking neural networks").version(version);
  const names = Object.hasOwn(commands, asked) ? [asked] : Object.keys(commands);
  const wanted = asked === "--version" || asked === "-V" ? [] : names;
  for (const name of wanted) made.addCommand(await (commands[name] as () => Promise<Command>)());
  throwInsteadOfExit(made);
  return made;
}

/** Wrong usage must end with our exit code, in every command below as well. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride().showHelpAfterError("(add --help for the options)");
  for (const child of command.commands) throwInsteadOfExit(child);
}

/** Runs the command that `process.argv` names, and leaves its exit code in `process.exitCode`. */
export async function runCommandLine(): Promise<void> {
  try {
    await (await program(process.argv[2])).parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}
