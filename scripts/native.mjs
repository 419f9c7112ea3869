// Builds the C++ side through CMake: the addon by way of cmake-js, sanitizer builds by their presets.
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { forgetMoved } from "./build-folder.mjs";
import { found, must, root, StepError, tool, unlessFresh } from "./steps.mjs";

export const sources = ["CMakeLists.txt", "core", "bindings"];
export const advice =
  "read the compiler's first error above; `rm -rf build` and a new try helps after a change of compiler.";
export const jobs = String(Math.max(1, Math.min(cpus().length, 8)));

/** Node's own headers when they are installed beside it, so that nothing has to be fetched. */
function headers() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, "include/node/node_api.h")) ? { npm_config_nodedir: prefix } : {};
}

function configure() {
  const napi = tool("node-addon-api");
  const args = [
    tool("cmake-js/bin/cmake-js"),
    "configure",
    "--out",
    "build/node",
    `--CDNODE_ADDON_API_DIR=${napi}`,
    "--CDCMAKE_UNITY_BUILD=ON",
  ];
  forgetMoved(join(root, "build/node"));
  const env = headers();
  const fetched =
    "Node's headers had to be fetched: install them (folder include/node beside bin/node), or a network";
  const why = "read CMake's first error above";
  must(process.execPath, args, "npm_config_nodedir" in env ? `${why}.` : `${why}. ${fetched}.`, { env });
}

function compile(target) {
  configure();
  must("cmake", ["--build", "build/node", "--target", target, "--parallel", jobs], advice);
}

/** build/Release/cajal.node */
export function buildAddon() {
  return unlessFresh("addon", [...sources, "package-lock.json"], ["build/Release/cajal.node"], () =>
    compile("cajal"),
  );
}

/** build/node/test/core/cajal_tests */
export function buildTests() {
  const program = "build/node/test/core/cajal_tests";
  return unlessFresh("core-tests", [...sources, "test/core", "package-lock.json"], [program], () => {
    compile("all");
    if (!existsSync(join(root, program))) {
      throw new StepError(
        "The C++ tests were not built: doctest is missing.",
        "install the package doctest-dev.",
      );
    }
  });
}

/** Configures and builds one preset of CMakePresets.json, `options` in place of what it says. */
export function buildPreset(name, options = []) {
  const generator = found("ninja") ? { CMAKE_GENERATOR: "Ninja" } : {};
  return unlessFresh(
    [name, ...options].join(" "),
    [...sources, "CMakePresets.json", "test/core", "bench/core"],
    [`build/${name}/CMakeCache.txt`],
    () => {
      forgetMoved(join(root, "build", name));
      must("cmake", ["--preset", name, ...options], advice, { env: generator });
      must("cmake", ["--build", "--preset", name, "--parallel", jobs], advice);
    },
  );
}
