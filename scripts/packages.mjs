// What must be on the machine before anything can be built, and how it gets there.
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { found, must, root, run, StepError, say } from "./steps.mjs";

const doctest = () =>
  ["/usr/include", "/usr/local/include", "/opt/homebrew/include"].some((folder) =>
    existsSync(join(folder, "doctest/doctest.h")),
  );

/** Debian's packages belong to Debian's Python, which need not be the first one. */
const inSomePython = (module) =>
  ["python3", "/usr/bin/python3"].some((python) => run(python, ["-c", `import ${module}`]).status === 0);

// Chromium without windows opens a page in half of the time that the whole one takes.
const headlessShell = "/usr/bin/chromium-headless-shell";

/** The path of the browser that CHROMIUM names, or of Debian's. */
export const chromium = () =>
  process.env.CHROMIUM ?? (existsSync(headlessShell) ? headlessShell : "/usr/bin/chromium");

// Needed is what the build cannot do without; the others make it faster or allow more checks.
const packages = {
  "g++": { present: () => found(process.env.CXX ?? "c++"), needed: true },
  cmake: { present: () => found("cmake"), needed: true },
  "ninja-build": { present: () => found("ninja"), needed: false },
  "doctest-dev": { present: doctest, needed: true },
  "clang-format": { present: () => found("clang-format"), needed: false },
  emscripten: { present: () => found("emcc"), needed: true },
  "python3-numpy": { present: () => run("python3", ["-c", "import numpy"]).status === 0, needed: false },
  "python3-h5py": { present: () => inSomePython("h5py"), needed: false },
  "python3-pandas": { present: () => inSomePython("pandas"), needed: false },
  "chromium-headless-shell": {
    present: () => existsSync(process.env.CHROMIUM ?? headlessShell),
    needed: false,
  },
};

/** Throws unless this Node is new enough. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 17)) return `node ${process.versions.node}`;
  throw new StepError(
    `cajal needs Node 20.17 or newer; this is ${process.versions.node}.`,
    "install a newer Node.",
  );
}

function install(names) {
  const environment = { DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update"], { env: environment });
  run("apt-get", ["install", "-y", "--no-install-recommends", ...names], { env: environment });
}

/**
 * Makes sure that system packages (by their Debian names) are there. As root on a Debian system they are installed,
 * once: an optional package that could not be installed is not tried again while `build` exists.
 */
export function ensurePackages(names) {
  const missing = () => names.filter((name) => !packages[name].present());
  const before = missing();
  if (before.length === 0) return "all present";
  const tried = join(root, "build", "stamps", `tried-${before.join("-")}`);
  if (process.getuid?.() === 0 && found("apt-get") && !existsSync(tried)) install(before);
  const after = missing();
  const needed = after.filter((name) => packages[name].needed);
  if (needed.length > 0) {
    throw new StepError(
      `Missing on this machine: ${needed.join(", ")}.`,
      `install them, on Debian or Ubuntu with \`apt-get install ${needed.join(" ")}\`.`,
    );
  }
  if (after.length > 0) {
    mkdirSync(join(root, "build", "stamps"), { recursive: true });
    writeFileSync(tried, "");
    say(`  Not found, going on without: ${after.join(", ")}.`);
  }
  return after.length < before.length ? "installed" : "some optional ones missing";
}

/** `npm ci` when node_modules is absent or older than the lock file; npm writes its own lock there last. */
export function installModules() {
  const [lock, installed] = ["package-lock.json", "node_modules/.package-lock.json"].map((path) =>
    join(root, path),
  );
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return "up to date";
  must(
    "npm",
    ["ci", "--no-audit", "--no-fund"],
    "check the network or npm's registry setting, then try again.",
  );
}
