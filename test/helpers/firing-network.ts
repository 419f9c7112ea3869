// A network in which every neuron fires, for tests of what happens around a run.
import { fixedIndegree, Network, poisson, type SpikeSink } from "../../ts/index.ts";
import { iaf_psc_exp } from "../../ts/models/index.ts";

/** Neurons driven by Poisson input, weakly inhibiting each other; their spikes may go to a sink. */
export function firingNetwork(size = 400, sink?: SpikeSink) {
  const net = new Network({ seed: 3 });
  const all = net.population(iaf_psc_exp, size, {}, { label: "all" });
  const projection = net.connect(all, all, fixedIndegree(50), { weight: -20, delay: 1.5 });
  const drive = net.stimulate(all, poisson({ rate: 9000 }), { weight: 40 });
  const spikes = net.record(all, "spikes", { to: sink });
  return { net, all, projection, drive, spikes };
}
