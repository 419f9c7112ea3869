// Chains that visit their units one after the other, sweep after sweep.

import { whole } from "../checks.ts";
import type { Chain, Units } from "./chain.ts";

/** One visit of every unit; says whether any has changed. */
export type Sweep = () => boolean;

/**
 * A chain of sweeps over units. The state after sweep n is the sample of the time from n - 1 to n.
 *
 * @param clamped what to do when a unit is clamped or freed
 */
export function sweepChain(
  units: Units,
  sweep: Sweep,
  clamped: (unit: number) => void = () => undefined,
): Chain {
  let time = 0;
  let fresh = false;
  return {
    units: units.z.length,
    z: units.z,
    get time() {
      return time;
    },
    advance(duration, changed) {
      const end = time + whole(duration, 0, "advance", "duration");
      for (; time < end; time++) {
        const flipped = sweep();
        if ((flipped || fresh) && changed) changed(time);
        fresh = false;
      }
    },
    clamp(values) {
      units.clamp(values, (unit) => {
        fresh = true;
        clamped(unit);
      });
    },
    adopt: units.adopt,
  };
}
