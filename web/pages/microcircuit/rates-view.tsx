// Rates of the populations: means of the last second beside the published ones, and their course.
import { referenceRates } from "cajal/networks";
import { useCallback, useLayoutEffect, useRef } from "preact/hooks";
import type { Band } from "../../draw/bands.ts";
import { type LayerCourse, LayerPlots } from "../../network/layer-plot.tsx";
import { useNumbers } from "../../simulation/follow.ts";
import type { Controller } from "./controller.ts";

const meanOver = 1000; // [ms]
const layers = ["L2/3", "L4", "L5", "L6"] as const;

/** Rates on a scale on which 1 and 25 spikes per second are both visible: proportional to the square root. */
const lengthOf = (rate: number): number => Math.min(1, Math.sqrt(rate / 25));

interface RowProps {
  readonly band: Band;
  readonly rate: number;
  /** Mean rate of the full-size model [1/s]. */
  readonly reference: number;
}

function Row({ band: { label, top, bottom, kind }, rate, reference }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  const bar = useRef<HTMLElement>(null);
  const mark = useRef<HTMLElement>(null);
  // The policy of the pages lets only scripts set styles.
  useLayoutEffect(() => {
    if (row.current) row.current.style.top = `${50 * (top + bottom)}%`;
    if (bar.current) bar.current.style.transform = `scaleX(${lengthOf(rate)})`;
    if (mark.current) mark.current.style.left = `${100 * lengthOf(reference)}%`;
  }, [rate, reference, top, bottom]);
  const text = `${label}: ${rate.toFixed(1)} spikes per second, full model ${reference.toFixed(1)}`;
  return (
    <li ref={row} title={text} data-population={label} data-rate={rate}>
      <span class="hidden">{label} </span>
      <b>{rate.toFixed(1)}</b>
      <span class="track" aria-hidden="true">
        <i class={kind === "excitatory" ? "bar-fill E" : "bar-fill I"} ref={bar} />
        <i class="bar-mark" ref={mark} />
      </span>
    </li>
  );
}

/** Means of the last second beside the bands of the raster. */
export function RateColumn({
  controller,
  bands,
}: {
  readonly controller: Controller;
  readonly bands: readonly Band[];
}) {
  useNumbers(controller);
  const means = controller.meter.means(meanOver);
  const references = referenceRates[(controller.built ?? controller.settings).drive];
  return (
    <ul class="rate-column" aria-label="Mean rates of the last second, in spikes per second">
      {bands.map((band, index) => (
        <Row key={band.label} band={band} rate={means[index] ?? 0} reference={references[index] ?? 0} />
      ))}
    </ul>
  );
}

/** Means of three neighbours: what is left to see in small populations. */
const smooth = (values: Float64Array): Float64Array =>
  values.map((value, k) => ((values[k - 1] ?? value) + value + (values[k + 1] ?? value)) / 3);

/** The courses of all layers. */
export function RateLines({ controller }: { readonly controller: Controller }) {
  const courseOf = useCallback(
    (layer: number, window: number): LayerCourse | undefined => {
      const { times, rates } = controller.meter.series(window);
      const [excitatory, inhibitory] = [rates[2 * layer], rates[2 * layer + 1]];
      return excitatory && inhibitory
        ? { times, excitatory: smooth(excitatory), inhibitory: smooth(inhibitory) }
        : undefined;
    },
    [controller],
  );
  return (
    <LayerPlots
      controller={controller}
      names={layers}
      window={controller.settings.window}
      courseOf={courseOf}
    />
  );
}
