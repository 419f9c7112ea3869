// The recent rates of the excitatory and inhibitory neurons of layers.
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

interface PlotProps {
  readonly controller: Watched;
  /** Time shown [ms]. */
  readonly window: number;
  /** The rates over so much of the past; undefined before there are any. Keep the function between renderings. */
  readonly courseOf: (layer: number, window: number) => LayerCourse | undefined;
}

/** Properties of {@link LayerPlots}. */
export interface LayerPlotsProps extends PlotProps {
  /** Such as `L2/3`. */
  readonly names: readonly string[];
}

interface LayerPlotProps extends PlotProps {
  readonly name: string;
  readonly layer: number;
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
function LayerPlot({ controller, name, layer, window, courseOf }: LayerPlotProps) {
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

/** The courses of layers, numbered from 0 on in the order of their names. */
export const LayerPlots = ({ names, ...common }: LayerPlotsProps) => (
  <div class="layers">
    {names.map((name, layer) => (
      <LayerPlot key={name} name={name} layer={layer} {...common} />
    ))}
  </div>
);
