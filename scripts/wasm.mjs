// Builds the kernel for WebAssembly, with threads and without, through its preset of CMakePresets.json.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forgetMoved } from "./build-folder.mjs";
import { advice, jobs, sources } from "./native.mjs";
import { found, must, root, StepError, unlessFresh } from "./steps.mjs";

const flavours = ["threads", "single"];
const worker = "cajal.worker.js";

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

function publish(flavour) {
  const [from, to] = [`build/wasm-kernel/wasm/${flavour}`, `build/wasm/${flavour}`].map((path) =>
    join(root, path),
  );
  mkdirSync(to, { recursive: true });
  copyFileSync(join(from, "cajal.wasm"), join(to, "cajal.wasm"));
  const script = withHighAddresses(withModules(readFileSync(join(from, "cajal.mjs"), "utf8")));
  writeFileSync(join(to, "cajal.mjs"), script);
  if (!existsSync(join(from, worker))) return;
  writeFileSync(join(to, worker), licensed(readFileSync(join(from, worker), "utf8")));
  // Node must take the workers' file, alone in this package, for the older kind of module.
  writeFileSync(join(to, "package.json"), '{ "type": "commonjs" }\n');
}

/** build/wasm/threads and build/wasm/single: cajal.mjs, cajal.wasm and, with threads, cajal.worker.js */
export function buildWasm() {
  const outputs = flavours.map((flavour) => `build/wasm/${flavour}/cajal.wasm`);
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
    for (const flavour of flavours) publish(flavour);
  });
}
