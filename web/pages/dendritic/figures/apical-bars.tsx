// The apical potentials of a presentation, one bar per hidden cell.

import type { Look } from "../lesson/frame.ts";
import { lateMeans } from "./apical.ts";

/** Properties of {@link ApicalBars}. */
export interface ApicalBarsProps {
  readonly look: Look | undefined;
  /** Bars of potentials as large as this are full. */
  readonly range: number;
}

/** Mean apical potentials of a presentation as bars, up where the cell should fire more. */
export function ApicalBars({ look, range }: ApicalBarsProps) {
  if (!look) return <svg class="apical-bars" viewBox="0 0 30 2" aria-hidden="true" />;
  const potentials = lateMeans(look);
  return (
    <svg
      class="apical-bars"
      viewBox={`0 0 ${potentials.length} 2`}
      preserveAspectRatio="none"
      role="img"
      aria-label="Mean apical potential of each hidden cell"
    >
      {potentials.map((mean, cell) => {
        const tall = Number.isFinite(mean) ? Math.min(1, Math.abs(mean) / range) : 0;
        return (
          <rect
            key={`${cell}`}
            class={mean < 0 ? "negative" : "positive"}
            x={cell + 0.12}
            y={mean < 0 ? 1 : 1 - tall}
            width="0.76"
            height={tall}
          />
        );
      })}
      <path class="axis" d={`M0 1H${potentials.length}`} />
    </svg>
  );
}
