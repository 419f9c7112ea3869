// Makes a fresh clone ready to run, and does nothing when it already is. `npm start` and `npm run build` begin here.
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generateModels } from "./generate-models.mjs";
import { buildAddon } from "./native.mjs";
import { checkNode, ensurePackages, installModules } from "./packages.mjs";
import { main, must, root, say, step, tool, unlessFresh } from "./steps.mjs";

function compileTypeScript() {
  const command = "scripts/command.config.mjs";
  const inputs = ["ts", "tsconfig.json", "tsconfig.build.json", "package-lock.json", command];
  return unlessFresh("typescript", inputs, ["dist/cli/main.js"], () => {
    rmSync(join(root, "dist"), { recursive: true, force: true });
    must(
      process.execPath,
      [tool("typescript/bin/tsc"), "-p", "tsconfig.build.json"],
      "correct the type errors above.",
    );
    const data = "networks/reference";
    cpSync(join(root, "ts", data), join(root, "dist", data), { recursive: true });
    const bundle = [tool("vite/bin/vite.js"), "build", "--logLevel", "warn", "--config", command];
    must(process.execPath, bundle, "correct the errors above.", { env: { NODE_ENV: "production" } });
  });
}

/** Packages, the kernel and its tables; `extra` names further system packages. */
export function setupKernel(extra = []) {
  say("cajal: setting up");
  step("node", checkNode);
  step("system packages", () => ensurePackages(["g++", "cmake", "ninja-build", ...extra]));
  step("node packages", installModules);
  step("kernel", buildAddon);
  step("model tables", generateModels);
}

/** `dist`, from what `setupKernel` made. */
export function setupTypeScript() {
  step("typescript", compileTypeScript);
}

/** Everything that the `cajal` command needs to run. */
export function setup(extra = []) {
  setupKernel(extra);
  setupTypeScript();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main(() => setup(["emscripten"]));
