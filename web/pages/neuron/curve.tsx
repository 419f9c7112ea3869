// Rate over constant current.
import type { ComponentChildren } from "preact";
import { NumberField } from "../../shell/index.ts";
import { modelColours, Plot } from "./courses.tsx";
import type { Curve } from "./messages.ts";
import { limits, type State } from "./state.ts";

/** Properties of {@link CurveFigure}. */
export interface CurveProps {
  readonly curve: Curve | undefined;
  /** Whether it belongs to earlier settings. */
  readonly stale: boolean;
  readonly state: State;
  readonly change: (part: Partial<State>) => void;
  /** What lies over the curve. */
  readonly children: ComponentChildren;
}

const nothing = new Float64Array();

/** The curve with its range and progress. */
export function CurveFigure({ curve, stale, state, change, children }: CurveProps) {
  const { from, to, count, noise } = state;
  const rates = curve?.rates ?? [nothing];
  const lines = rates.map((_, index) => ({
    label: `model ${index + 1}`,
    colour: modelColours[index] ?? "excitatory",
    width: 2,
  }));
  const fraction = curve?.fraction ?? 0;
  return (
    <figure class="panel figure curve" data-fraction={fraction} data-stale={stale}>
      {children}
      <h2>Rate over constant current</h2>
      <progress value={fraction} max={1} hidden={fraction >= 1} aria-label="Progress of the curve" />
      <Plot
        label="Rate over constant current"
        options={{
          lines,
          x: "current (pA)",
          y: "rate (1/s)",
          xRange: [from, from + 1.03 * Math.max(1, to - from)],
          yLeast: [0, 10],
        }}
        x={curve?.currents ?? nothing}
        lines={rates}
      />
      <div class="range">
        <NumberField
          label="From"
          unit="pA"
          value={from}
          min={limits.current[0]}
          max={to - 1}
          onChange={(value) => change({ from: value })}
        />
        <NumberField
          label="To"
          unit="pA"
          value={to}
          min={from + 1}
          max={limits.current[1]}
          onChange={(value) => change({ to: value })}
        />
        <NumberField
          label="Neurons"
          value={count}
          min={limits.count[0]}
          max={limits.count[1]}
          step={1}
          onChange={(value) => change({ count: Math.round(value) })}
        />
      </div>
      <figcaption>
        {count} neurons of each model, each with its own constant current
        {noise === "none" ? "" : " and the noise"}, counted over 2 s after 0.2 s: one simulation.
      </figcaption>
    </figure>
  );
}
