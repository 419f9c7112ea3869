// Builds the kernel for WebAssembly through its preset of CMakePresets.json.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forgetMoved } from "./build-folder.mjs";
import { advice, jobs, sources } from "./native.mjs";
import { found, must, root, StepError, unlessFresh } from "./steps.mjs";

const [made, published] = ["build/wasm-kernel/wasm", "build/wasm"];
const [script, binary, worker] = ["cajal.mjs", "cajal.wasm", "cajal.worker.js"];

// The file of the workers carries the licence of what it is made of; that also brings it above the 4 kB below which
// Vite writes a file into its page as a `data:` address, which a worker cannot have under our content policy.
function licensed(code) {
  const licence = readFileSync(join(root, "wasm", "emscripten-licence.txt"), "utf8");
  return `/*!\n${licence}*/\n${code}`;
}

// Development servers write imports into scripts, which only workers that are modules understand.
const withModules = (code) =>
  code.replaceAll("new Worker(pthreadMainJs)", 'new Worker(pthreadMainJs,{type:"module"})');

// Emscripten 3.1.6 counts the references to an exception at a signed address: above 2 GB none could be caught.
const withHighAddresses = (code) =>
  code.replaceAll(/(Atomics\.(?:add|sub)\([^;]{1,60}?[^>])>>2,/g, "$1>>>2,");

// Emscripten 3.1.6 waits for the first of its workers to load the module, also where there is none.
const withoutWorkers = (code) =>
  code.replace(
    "PThread.unusedWorkers.forEach(function(w){PThread.loadWasmModuleToWorker",
    'if(!numWorkersToLoad)removeRunDependency("wasm-instantiate");$&',
  );

function publish() {
  rmSync(join(root, published), { recursive: true, force: true });
  mkdirSync(join(root, published), { recursive: true });
  const change = (name, edit) =>
    writeFileSync(join(root, published, name), edit(readFileSync(join(root, made, name), "utf8")));
  copyFileSync(join(root, made, binary), join(root, published, binary));
  change(script, (code) => withoutWorkers(withHighAddresses(withModules(code))));
  change(worker, licensed);
  // Node must take the workers' file, alone in this package, for the older kind of module.
  writeFileSync(join(root, published, "package.json"), '{ "type": "commonjs" }\n');
}

/** build/wasm: cajal.mjs, cajal.wasm and cajal.worker.js */
export function buildWasm() {
  const outputs = [script, binary, worker].map((name) => join(published, name));
  return unlessFresh("wasm", [...sources, "wasm", "CMakePresets.json", "scripts/wasm.mjs"], outputs, () => {
    if (!found("emcc"))
      throw new StepError(
        "Emscripten is missing: it compiles the kernel for browsers.",
        "install it, on Debian or Ubuntu with `apt-get install emscripten`.",
      );
    const env = { CAJAL_EMSCRIPTEN: must("em-config", ["EMSCRIPTEN_ROOT"], advice).trim() };
    if (found("ninja")) env.CMAKE_GENERATOR = "Ninja";
    forgetMoved(join(root, "build/wasm-kernel"));
    must("cmake", ["--preset", "wasm-kernel"], advice, { env });
    must("cmake", ["--build", "--preset", "wasm-kernel", "--parallel", jobs], advice, { env });
    publish();
  });
}
