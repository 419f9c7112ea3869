// A page as a user would write it: the package by its name, no worker of its own. The test calls what it offers.
import { type MicrocircuitOptions, microcircuit } from "cajal/networks";
import { type Fingerprint, fingerprint } from "../fingerprint.ts";
import { cases } from "../networks.ts";

/** What the test may ask of the page. */
export interface Offered {
  isolated(): boolean;
  run(name: string, threads: number): Promise<Fingerprint>;
  /** The digest of a microcircuit with compact weights after 100 ms. */
  circuit(options: MicrocircuitOptions): Promise<{ digest: string; build: number; backend: string }>;
  /** Frames of the page that came while a simulation built and ran. */
  framesMeanwhile(): Promise<number>;
}

const offered: Offered = {
  isolated: () => crossOriginIsolated,
  async run(name, threads) {
    const make = cases[name];
    if (!make) throw new Error(`no case ${name}`);
    return fingerprint(make(), "wasm", threads);
  },
  async circuit(options) {
    const { network } = microcircuit(options);
    const begin = performance.now();
    const simulation = await network.build({ threads: 2, weights: "compact" });
    const build = (performance.now() - begin) / 1000;
    await simulation.run(100);
    const result = { digest: simulation.digest(), build, backend: simulation.report.backend.name };
    simulation.dispose();
    return result;
  },
  async framesMeanwhile() {
    let frames = 0;
    let watching = true;
    const count = () => {
      frames++;
      if (watching) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    const { network } = microcircuit({ scale: 0.1, seed: 1, record: "none" });
    const simulation = await network.build({ threads: 2 });
    await simulation.run(300);
    watching = false;
    simulation.dispose();
    return frames;
  },
};

Object.assign(globalThis, { offered });
