#!/usr/bin/env node
// The `cajal` command.
import { runCommandLine } from "./program.ts";
import { exitCodes } from "./terminal/failure.ts";
import { watchOutput } from "./terminal/output.ts";

watchOutput();
await runCommandLine();
// After Ctrl-C nobody waits for gigabytes to be freed in good order.
if (process.exitCode === exitCodes.interrupted) process.exit();
