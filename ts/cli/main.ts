#!/usr/bin/env node
// The `cajal` command: one file per command, this one puts them together.
import { Command } from "commander";
import { analyseCommand } from "./analyse.ts";
import { compareCommand } from "./compare.ts";
import { convertCommand } from "./convert.ts";
import { doctorCommand } from "./doctor.ts";
import { exitCodes, report } from "./failure.ts";
import { infoCommand } from "./info.ts";
import { fileCommand } from "./run-file.ts";
import { microcircuitCommand } from "./run-microcircuit.ts";
import { studyCommand } from "./study.ts";
import { version } from "./version.ts";

function runCommand(): Command {
  return new Command("run")
    .description("run a published network, or one from a JSON file")
    .addCommand(microcircuitCommand())
    .addCommand(fileCommand(), { isDefault: true });
}

function program(): Command {
  const made = new Command("cajal")
    .description("simulate spiking neural networks")
    .version(version)
    .addCommand(runCommand())
    .addCommand(infoCommand())
    .addCommand(analyseCommand())
    .addCommand(compareCommand())
    .addCommand(studyCommand())
    .addCommand(convertCommand())
    .addCommand(doctorCommand());
  throwInsteadOfExit(made);
  return made;
}

/** Wrong usage must end with our exit code, in every command below as well. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride().showHelpAfterError("(add --help for the options)");
  for (const child of command.commands) throwInsteadOfExit(child);
}

// A reader that has seen enough, such as `| head`, is no reason to stop writing results.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

try {
  await program().parseAsync();
  // After Ctrl-C nobody waits for gigabytes to be freed in good order.
  if (process.exitCode === exitCodes.interrupted) process.exit();
} catch (error) {
  process.exitCode = report(error);
}
