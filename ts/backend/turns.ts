/** Lets a kernel without threads run in pieces, so that the thread it lives on can attend to other things. */

import type { Kernel } from "./backend.ts";
import { turn } from "./turn.ts";

// A piece takes about half the time of a frame on a screen [ms].
const aim = 8;

const running = 2;

/**
 * The same kernel, whose `run` is cut into pieces. `build`, `setWeights` and `restore` cannot be cut: they keep the
 * thread until they are done.
 */
export function inTurns(kernel: Kernel): Kernel {
  let run: { readonly from: number; readonly steps: number; spikes: number; stopped: boolean } | undefined;
  return {
    ...kernel,
    async build(record) {
      await turn();
      await kernel.build(record);
    },
    async setWeights(projections, weight) {
      await turn();
      await kernel.setWeights(projections, weight);
    },
    async restore(checkpoint) {
      await turn();
      await kernel.restore(checkpoint);
    },
    async run(steps) {
      const own = { from: kernel.step(), steps, spikes: 0, stopped: false };
      run = own;
      try {
        for (let piece = 1, left = steps; left > 0 && !own.stopped; ) {
          const begin = performance.now();
          const size = Math.min(piece, left);
          kernel.runSync(size);
          own.spikes += kernel.progress()[3] ?? 0;
          left = own.from + steps - kernel.step();
          const spent = Math.max(0.01, performance.now() - begin);
          piece = Math.max(1, Math.round(size * Math.min(8, aim / spent)));
          await turn();
        }
      } finally {
        run = undefined;
      }
    },
    stop() {
      if (run) run.stopped = true;
      else kernel.stop();
    },
    progress() {
      const state = kernel.progress();
      if (!run) return state;
      const [, , reached = 0, , synapses = 0] = state;
      const fraction = run.steps > 0 ? (reached - run.from) / run.steps : 0;
      return Float64Array.of(running, fraction, reached, run.spikes, synapses);
    },
  };
}
