// The apical potentials of a presentation, one bar per hidden cell.
import type { Look } from "./frame.ts";

// Bars of potentials as large as this are full.
const range = 0.3;

/** Mean over the pieces of a presentation, cell by cell. */
function means({ apical, times }: Look): readonly number[] {
  const cells = apical.length / times.length;
  return Array.from({ length: cells }, (_, cell) => {
    let sum = 0;
    for (let piece = 0; piece < times.length; piece++) sum += apical[piece * cells + cell] as number;
    return sum / times.length;
  });
}

/** Mean apical potentials of a presentation as bars, up where the cell should fire more. */
export function ApicalBars({ look }: { readonly look: Look | undefined }) {
  if (!look) return <svg class="apical-bars" viewBox="0 0 30 2" aria-hidden="true" />;
  const potentials = means(look);
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
