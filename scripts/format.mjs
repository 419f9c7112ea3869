// `npm run format`: lets the formatters have their way with every file.
import { cppFiles } from "./check.mjs";
import { found, main, must, say, tool } from "./steps.mjs";

await main(() => {
  must(
    process.execPath,
    [tool("@biomejs/biome/bin/biome"), "check", "--write", "."],
    "correct the findings above.",
  );
  if (found("clang-format")) must("clang-format", ["-i", ...cppFiles()], "see clang-format's message above.");
  else say("clang-format is not installed: the C++ files were left as they are.");
});
