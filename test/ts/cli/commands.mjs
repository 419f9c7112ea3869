// A process that runs commands one after the other: what each would load and compile anew takes longer than most of
// them.
import { fileURLToPath } from "node:url";
import { runCommandLine } from "../../../dist/cli/program.js";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** Collects what is written to a stream. */
function collect(stream) {
  const written = [];
  const { write } = stream;
  stream.write = (chunk, encoding, callback = encoding) => {
    written.push(Buffer.from(chunk));
    if (typeof callback === "function") callback();
    return true;
  };
  return () => {
    stream.write = write;
    return Buffer.concat(written).toString();
  };
}

process.on("message", async ({ args, cwd }) => {
  process.argv = [process.argv[0], main, ...args];
  process.chdir(cwd);
  process.exitCode = undefined;
  const [stdout, stderr] = [process.stdout, process.stderr].map(collect);
  await runCommandLine();
  process.send({ code: process.exitCode ?? 0, stdout: stdout(), stderr: stderr() });
});
process.on("disconnect", () => process.exit());
