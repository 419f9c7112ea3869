// The microcircuit once, on the WebAssembly kernel, wherever this runs.
import { microcircuit } from "cajal/networks";

/** Seconds to build, and wall time per model time over `time` ms after `presim` ms. */
export async function measure({ drive, weights, threads, scale, presim, time }) {
  const { network } = microcircuit({ drive, scale, record: "none", seed: 55 });
  const begin = performance.now();
  const simulation = await network.build({ backend: "wasm", threads, weights });
  const build = (performance.now() - begin) / 1000;
  await simulation.run(presim);
  const { realTimeFactor, phases } = await simulation.run(time);
  const result = {
    build,
    realTimeFactor,
    phases,
    digest: simulation.digest(),
    threads: simulation.report.threads,
  };
  simulation.dispose();
  return result;
}
