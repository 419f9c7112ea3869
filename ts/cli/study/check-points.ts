// What all points ask for, read and checked as their own processes will, before the first of them begins.
import { type Command, CommanderError, type Option } from "commander";
import { fail } from "../../error.ts";
import { suggestion } from "../../text/nearest.ts";
import { checkFile, fileCommand } from "../run/run-file.ts";
import { checkMicrocircuit, microcircuitCommand } from "../run/run-microcircuit.ts";
import { checkMultiArea, multiAreaCommand } from "../run/run-multi-area.ts";
import { asUsage, UsageError } from "../terminal/failure.ts";
import type { PointFolder } from "./point-folder.ts";
import { reserved, type Study, type Value } from "./study-file.ts";

/** The command that runs the points, which only checks. */
function checkingCommand(study: Study, text: () => string): Command {
  const command = study.isFile
    ? fileCommand().action((file, options) => void checkFile(text(), file, options))
    : study.network === "multi-area"
      ? multiAreaCommand().action((options) => void checkMultiArea(options))
      : microcircuitCommand().action((options) => void checkMicrocircuit(options));
  return command.exitOverride().configureOutput({ writeErr: () => undefined });
}

/** What an option takes, in words. */
function allowedFor(option: Option): string {
  if (option.isBoolean()) return "true or false";
  return option.argChoices?.join(", ") ?? `a number or a text, as in ${option.flags}`;
}

function checkOption(name: string, values: readonly Value[], known: readonly Option[]): void {
  const call = "study";
  const option = known.find((one) => one.attributeName() === name || one.long === `--${name}`);
  if (!option) {
    const names = known.map((one) => one.attributeName()).filter((one) => !reserved.includes(one));
    const hint = suggestion(name, names);
    const must = `unknown option '${name}'`;
    fail("E_UNKNOWN_PARAM", { call, parameter: name, allowed: names.join(", "), must, hint });
  }
  for (const value of values) {
    if ((typeof value === "boolean") === option.isBoolean()) continue;
    const allowed = allowedFor(option);
    fail("E_TYPE", { call, parameter: name, value, allowed, must: `${name} must be ${allowed}` });
  }
}

/**
 * Checks names, types and ranges of everything that a study asks for, and describes the network of each point.
 *
 * @param path the file of the study, for messages
 * @throws UsageError which names the option or the point that cannot be run
 */
export function checkPoints(path: string, study: Study, folders: readonly PointFolder[]): void {
  let text = "";
  const command = checkingCommand(study, () => text);
  const single = Object.entries(study.options).map(([name, value]) => [name, [value]] as const);
  asUsage(() => {
    for (const [name, values] of [...single, ...Object.entries(study.vary)])
      if (!name.startsWith("/")) checkOption(name, values, command.options);
  }, path);
  for (const { point, args, network } of folders) {
    text = network ?? "";
    try {
      command.parse(args.slice(study.isFile ? 1 : 2), { from: "user" });
    } catch (error) {
      if (!(error instanceof CommanderError || error instanceof UsageError)) throw error;
      const values = Object.entries(point).map(([name, value]) => `${name} ${value}`);
      const reason = error.message.replace(/^error: /, "");
      throw new UsageError(`${path}: the point ${values.join(", ")} cannot be run: ${reason}`, {
        cause: error,
      });
    }
  }
}
