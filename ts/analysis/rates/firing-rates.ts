// Mean firing rate of each neuron.
import { ofSelection } from "../options.ts";
import { type Selection, type SpikeSource, takeTrains, trainCount } from "../trains.ts";

/**
 * A rate [1/s]. Dividing by seconds, not by milliseconds and then multiplying, gives 0.3 and not
 * 0.30000000000000004: rates are discrete, and distances between distributions count ties.
 */
export const spikesPerSecond = (spikes: number, seconds: number): number => spikes / seconds;

/**
 * Spikes in the closed window divided by its length [1/s], one value per neuron; 0 for a silent one.
 *
 * @throws CajalError when the window is empty.
 * @example
 * const rates = firingRates(sim.read(spikes), { tStart: 500 });
 */
export function firingRates(source: SpikeSource, selection: Selection = {}): Float64Array {
  const trains = takeTrains("firingRates", source, selection, ofSelection);
  const seconds = (trains.tStop - trains.tStart) / 1000;
  const rates = new Float64Array(trainCount(trains));
  for (let index = 0; index < rates.length; index++) {
    const spikes = (trains.offsets[index + 1] as number) - (trains.offsets[index] as number);
    rates[index] = spikesPerSecond(spikes, seconds);
  }
  return rates;
}
