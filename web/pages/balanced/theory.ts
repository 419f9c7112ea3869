// What the mean-field theory says about a place on the plane.
import {
  type BrunelOscillation,
  type BrunelPoint,
  type BrunelState,
  brunelBalance,
  brunelBoundaries,
  brunelOscillation,
  brunelState,
} from "cajal/networks";

/** The asynchronous state, the oscillation that may grow out of it, and both in words. */
export interface Theory {
  readonly state: BrunelState;
  readonly oscillation: BrunelOscillation | undefined;
  readonly regime: "SR" | "AI" | "SI fast" | "SI slow" | "quiet" | "quiet or SR";
  readonly text: string;
}

// Slow oscillations of weakly driven networks end below this [1/s]; B00 figure 5.
const fastest = 80;

// Below this drive a silent network stays silent.
const onset = brunelBoundaries.quiet[0]?.eta ?? 0;

/** The theory at a place. Takes some 30 ms. */
export function theoryAt({ g, eta }: BrunelPoint): Theory {
  const state = brunelState(g, eta);
  if (state.rate < 1)
    return {
      state,
      oscillation: undefined,
      regime: "quiet",
      text: "The drive is too weak to bring neurons to threshold: almost nobody fires.",
    };
  if (g <= brunelBalance && eta < onset)
    return {
      state,
      oscillation: undefined,
      regime: "quiet or SR",
      text:
        "Two states: a quiet network stays quiet, one that fires keeps itself firing. " +
        "Come from above to see the second one; its rate stands here.",
    };
  if (g <= brunelBalance)
    return {
      state,
      oscillation: undefined,
      regime: "SR",
      text: "Excitation wins: neurons fire as fast as refractoriness lets them, regularly and in groups.",
    };
  const oscillation = brunelOscillation(g, eta);
  if (!oscillation) return { state, oscillation, regime: "AI", text: "The asynchronous state is stable." };
  const [frequency, gain] = [oscillation.frequency.toFixed(0), oscillation.gain.toFixed(2)];
  if (oscillation.gain < 1) {
    const text = `The asynchronous state is stable; ripples near ${frequency} Hz fade (gain ${gain}).`;
    return { state, oscillation, regime: "AI", text };
  }
  const text =
    "The asynchronous state is unstable: " +
    `the population oscillates near ${frequency} Hz while neurons fire irregularly.`;
  return { state, oscillation, regime: oscillation.frequency < fastest ? "SI slow" : "SI fast", text };
}
