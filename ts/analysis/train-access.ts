// Access to single trains from outside, where not everything that is given is trains.
import { checkSource, trainCount as countOf, refuseIndex, type Trains, train as trainOf } from "./trains.ts";

function checkTrains(trains: Trains, call: string): void {
  checkSource(trains, call, "trains");
  if (!("offsets" in trains)) checkSource(undefined, call, "trains");
}

/**
 * Number of trains.
 *
 * @throws CajalError E_TYPE, E_BUFFER unless it is given trains
 * @example
 * const trains = poissonTrains({ count: 10, rate: 5, tStop: 1000, seed: 1 });
 * for (let k = 0; k < trainCount(trains); k++) console.log(train(trains, k).length);
 */
export function trainCount(trains: Trains): number {
  checkTrains(trains, "trainCount");
  return countOf(trains);
}

/**
 * Spike times [ms] of one train, without copying.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_INDEX
 * @example const times = train(poissonTrains({ count: 10, rate: 5, tStop: 1000, seed: 1 }), 0); // ms
 */
export function train(trains: Trains, index: number): Float64Array {
  checkTrains(trains, "train");
  const count = countOf(trains);
  if (!(Number.isInteger(index) && index >= 0 && index < count)) refuseIndex(index, count, "train", "index");
  return trainOf(trains, index);
}
