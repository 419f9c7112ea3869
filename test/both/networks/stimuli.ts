// Networks whose input matters: currents, Poisson events of any strength, and values of each target.
import {
  ac,
  dc,
  fixedIndegree,
  inhomogeneousPoisson,
  mip,
  Network,
  noiseCurrent,
  normal,
  poisson,
  pulsePacket,
  sinusoidalPoisson,
  spikeGenerator,
  stepCurrent,
  uniform,
} from "cajal";
import { iaf_psc_alpha, iaf_psc_delta, iaf_psc_exp, parrot_neuron } from "cajal/models";
import { type Case, start } from "./case.ts";

export function injected(): Case {
  const network = new Network({ seed: 19 });
  const exp = network.population(iaf_psc_exp, 50, { C_m: uniform(200, 300) });
  const others = network.population(iaf_psc_alpha, 50);
  network.stimulate(
    exp,
    stepCurrent({ amplitude_times: [10, 20.3, 60], amplitude_values: [400, -100, 600] }),
    {
      receptor: 1,
    },
  );
  network.stimulate([exp, others], dc({ amplitude: 390, start: 30, stop: 90 }), { delay: 2, weight: 1.1 });
  const states = network.record([exp, others], ["V_m"], { every: 0.1 });
  return { network, recorders: [network.record([exp, others], "spikes"), states], time: 100 };
}

export function strongInput(): Case {
  const network = new Network({ seed: 20 });
  const all = network.population(iaf_psc_delta, 200, { V_m: start });
  network.stimulate(all, poisson({ rate: 1e6 }), { weight: normal(0.004, 0.001) });
  network.stimulate(all, poisson({ rate: 2000 }), { weight: -0.5 });
  const course = inhomogeneousPoisson({ rate_times: [5, 20.3, 60], rate_values: [9000, 1.2e6, 400] });
  network.stimulate(all, course, { weight: normal(0.01, 0.002), delay: 2.2 });
  return {
    network,
    recorders: [network.record(all, "spikes"), network.record(all.slice(3, 9), ["V_m"])],
    time: 100,
  };
}

/** Values of its own for each target, and many trains, which are exchanged half-way. */
export function ownStimuli(): Case {
  const network = new Network({ seed: 26 });
  const [parrots, cells] = [network.population(parrot_neuron, 700), network.population(iaf_psc_exp, 300)];
  const rates = Float64Array.from({ length: 700 }, (_, k) => 7 * k);
  const drive = network.stimulate(parrots, poisson({ rate: rates, start: uniform(0, 20) }), { delay: 0.1 });
  network.stimulate(
    cells,
    inhomogeneousPoisson({ rate_times: [1, 30.2], rate_values: [uniform(0, 9000), (k) => 20 * k] }),
    { weight: normal(60, 6), delay: 1.5 },
  );
  const current = network.stimulate(cells, dc({ amplitude: normal(300, 50), start: (k) => k % 9, stop: 70 }));
  network.stimulate(
    cells.slice(0, 300, 3),
    stepCurrent({ amplitude_times: [5, 40.3], amplitude_values: [uniform(0, 200), -50] }),
    { weight: uniform(0.5, 1.5) },
  );
  network.stimulate(cells, ac({ amplitude: 60, frequency: 40, phase: uniform(0, 360) }));
  const noise = network.stimulate(
    cells,
    noiseCurrent({ std: uniform(50, 150), std_mod: 40, frequency: 30, dt: 0.3 }),
  );
  network.stimulate(parrots, sinusoidalPoisson({ rate: uniform(0, 90), amplitude: 90, frequency: 20 }));
  network.stimulate(parrots, mip({ rate: 300, p_copy: uniform(0, 1) }));
  network.stimulate(parrots, pulsePacket({ pulse_times: [20, 70], activity: 10, sdev: 3 }));
  const trains = (from: number) => {
    const spike_times = Array.from({ length: 3000 }, (_, k) => from + 0.1 * ((k * 37) % 400));
    return spikeGenerator({ spike_times, spike_ids: spike_times.map((_, k) => (k * 11) % 700) });
  };
  const input = network.stimulate(parrots, trains(0.1), { weight: 1, delay: uniform(0.1, 3) });
  network.connect(parrots, cells, fixedIndegree(20), { weight: 15, delay: uniform(0.5, 2) });
  const states = network.record(cells.slice(0, 40), ["V_m", "I_syn_ex"], { every: 0.5 });
  return {
    network,
    recorders: [network.record([parrots, cells], "spikes"), states],
    time: 100,
    between(simulation) {
      simulation.set(drive, { rate: uniform(0, 3000), stop: (k) => 60 + (k % 30) });
      simulation.set(noise, { mean: 20, phase: 90 });
      simulation.set(current, { amplitude: (k) => k, stop: 90 });
      simulation.set(input, trains(50.1));
    },
  };
}
