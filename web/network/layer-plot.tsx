// The recent rates of a layer's excitatory and inhibitory neurons.
import { useEffect, useRef } from "preact/hooks";
import { LinePlot } from "../draw/line-plot.ts";

/** Rates of a layer up to now. */
export interface LayerCourse {
  /** Times before now [ms]. */
  readonly times: Float64Array;
  /** [1/s] */
  readonly excitatory: ArrayLike<number | null>;
  readonly inhibitory: ArrayLike<number | null>;
}

interface Watched {
  readonly status: string;
  watch(watcher: () => void): () => void;
}

/** Properties of {@link LayerPlot}. */
export interface LayerPlotProps {
  readonly controller: Watched;
  /** Such as `L2/3`. */
  readonly name: string;
  /** Its number, from 0 on. */
  readonly layer: number;
  /** Time shown [ms]. */
  readonly window: number;
  /** The rates over so much of the past; undefined before there are any. Keep the function between renderings. */
  readonly courseOf: (layer: number, window: number) => LayerCourse | undefined;
}

const options = {
  lines: [
    { label: "excitatory", colour: "excitatory" },
    { label: "inhibitory", colour: "inhibitory" },
  ],
  y: "",
  yLeast: [0, 15],
} as const;

/** The course of the two rates of a layer. */
export function LayerPlot({ controller, name, layer, window, courseOf }: LayerPlotProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const plot = new LinePlot(place.current, { ...options, xRange: [-window, 0] });
    const draw = (): void => {
      const course = courseOf(layer, window);
      if (course) plot.setData(course.times, [course.excitatory, course.inhibitory]);
    };
    draw();
    // Every second layer at a time, so that no frame has to wait for all.
    let turn = layer;
    const end = controller.watch(() => {
      if (turn++ % 2 === 0 || controller.status !== "playing") draw();
    });
    return () => {
      end();
      plot.dispose();
    };
  }, [controller, layer, window, courseOf]);
  return (
    <figure class="figure layer">
      <figcaption>{name}, spikes/s</figcaption>
      <div class="layer-plot" ref={place} role="img" aria-label={`Rates of ${name} over the last moments`} />
    </figure>
  );
}
