// `npm start`: sets up what is missing and runs the microcircuit; arguments after -- go to that run. Without any, the
// variant whose spectra theory predicts follows for a moment.
import { join } from "node:path";
import { setup } from "./setup.mjs";
import { main, root, run, say } from "./steps.mjs";

const command = join(root, "dist/cli/main.js");
const published = ["run", "microcircuit", "--presim", "500", "--time", "10000"];
const variant = ["run", "microcircuit", "--variant", "bos2016", "--presim", "500", "--time", "3000"];

/** Runs the command; its exit code becomes ours. */
function cajal(args) {
  const { status } = run(process.execPath, [command, ...args], { show: true });
  process.exitCode = status;
  return status === 0;
}

await main(() => {
  setup();
  // Ctrl-C reaches the command too, which ends in good order; we wait for that.
  process.on("SIGINT", () => {});
  const given = process.argv.slice(2);
  if (!cajal([...published, ...given]) || given.length > 0) return;
  say("\nThe same with the changes of Bos et al. (2016), beside the peaks that mean-field theory predicts:");
  cajal([...variant, "--out", join("results", "microcircuit-bos2016")]);
});
