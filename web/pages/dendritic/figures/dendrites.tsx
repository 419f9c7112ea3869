// What happens inside a presentation: apical potentials, and interneurons beside their sisters.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { LinePlot } from "../../../draw/line-plot.ts";
import type { Look } from "../lesson/frame.ts";
import { classes } from "../setup.ts";
import { Image } from "./image.tsx";

const colours = ["excitatory", "inhibitory", "third"] as const;

const optionsOf = (duration: number) => ({
  lines: [
    ...colours.map((colour, k) => ({ label: `${classes[k]}, output`, colour, width: 1.5 })),
    ...colours.map((colour, k) => ({ label: `${classes[k]}, interneuron`, colour, width: 2, dash: [3, 3] })),
  ],
  x: "time in the presentation (ms)",
  y: "potential",
  xRange: [0, duration] as const,
  yLeast: [0, 1.05] as const,
});

/** Potentials cell by cell over time; what has not happened yet is empty. */
function cellsOverTime({ apical, times, pieces }: Look) {
  const cells = apical.length / times.length;
  const values = new Float32Array(cells * pieces).fill(Number.NaN);
  for (let piece = 0; piece < times.length; piece++)
    for (let cell = 0; cell < cells; cell++)
      values[cell * pieces + piece] = apical[piece * cells + cell] as number;
  return { rows: cells, columns: pieces, values };
}

/** One line per neuron. */
function linesOf(values: Float32Array, count: number): readonly number[][] {
  return classes.map((_, neuron) =>
    Array.from({ length: count }, (_, piece) => values[piece * classes.length + neuron] as number),
  );
}

/** Properties of {@link Dendrites}. */
export interface DendritesProps {
  readonly look: Look | undefined;
  /** Apical potentials as large as this have the full colour. */
  readonly range: number;
}

/** The presentation that was looked at last. */
export function Dendrites({ look, range }: DendritesProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<LinePlot>(undefined);
  const matrix = useMemo(() => look && cellsOverTime(look), [look]);
  const duration = look?.duration ?? 5;
  useEffect(() => {
    const made = new LinePlot(place.current as HTMLElement, optionsOf(duration));
    plot.current = made;
    return () => made.dispose();
  }, [duration]);
  useEffect(() => {
    if (!look) return;
    const count = look.times.length;
    const lines = [...linesOf(look.sisters, count), ...linesOf(look.interneurons, count)];
    plot.current?.setData(look.times, lines);
  }, [look, duration]);
  return (
    <figure class="panel figure dendrites">
      <h2>Apical potentials of the hidden cells</h2>
      <div class="map">
        <Image matrix={matrix} range={range} label="Apical potentials, one row per hidden cell, over time" />
      </div>
      <h2>Outputs and their interneurons</h2>
      <div
        ref={place}
        class="plot"
        role="img"
        aria-label="Potentials of outputs and interneurons over time"
      />
      <figcaption>
        Above, a row per hidden cell: <span class="E">more</span> or <span class="I">less</span> activity
        wanted, in full colour from {range} on; the onset of a pattern may be larger. Below, dashed:
        interneurons, which should predict the outputs.
      </figcaption>
    </figure>
  );
}
