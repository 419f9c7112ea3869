// The live raster with its labels and axis, and what is shown in its place while there is none.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Band } from "../../draw/bands.ts";
import { Raster } from "../../draw/raster.ts";
import { TimeAxis } from "../../network/time-axis.tsx";
import { notify, placed } from "../../shell/index.ts";
import type { Controller } from "./controller.ts";
import { Overlay } from "./overlay.tsx";
import { RateColumn } from "./rates-view.tsx";

interface Layout {
  readonly bands: readonly Band[];
  readonly window: number;
  /** Width of the canvas on the page [px]. */
  readonly width: number;
}

const leastPerLabel = 75; // [px]

const shown = (label: string): string => label.replace(/^L23/, "L2/3");

function BandLabels({ bands }: { readonly bands: readonly Band[] }) {
  return (
    <div class="row-labels" aria-hidden="true">
      {bands.map(({ label, top, bottom, kind }) => (
        <span
          key={label}
          class={kind === "excitatory" ? "E" : "I"}
          ref={placed({ top: `${50 * (top + bottom)}%` })}
        >
          {shown(label)}
        </span>
      ))}
    </div>
  );
}

function BandLines({ bands }: { readonly bands: readonly Band[] }) {
  return (
    <div class="band-lines" aria-hidden="true">
      {bands.slice(1).map(({ label, top }) => (
        <i key={label} ref={placed({ top: `${100 * top}%` })} />
      ))}
    </div>
  );
}

/** Round times before the present, as many as there is room for [ms]. */
function ticksOf({ window, width }: Layout): number[] {
  const most = Math.max(1, width / leastPerLabel);
  const step = [20, 50, 100, 200, 250, 500].find((length) => window / length <= most) ?? 1000;
  // A label at the very left would be cut.
  return Array.from({ length: Math.floor((0.97 * window) / step) + 1 }, (_, k) => k * step);
}

function warnOnce(raster: Raster): void {
  if (raster.kind === "canvas")
    notify({
      kind: "warning",
      text: "This browser has no WebGL 2: large networks draw slowly. Switch on hardware acceleration.",
    });
}

/** The raster. */
export function RasterView({ controller }: { readonly controller: Controller }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [layout, setLayout] = useState<Layout>({ bands: [], window: 500, width: 0 });
  useEffect(() => {
    if (!canvas.current) return undefined;
    const raster = new Raster(canvas.current, {
      window: controller.settings.window,
      onLayout: (bands, window) => setLayout({ bands, window, width: canvas.current?.clientWidth ?? 0 }),
    });
    warnOnce(raster);
    const detach = controller.attach(raster);
    return () => {
      detach();
      raster.dispose();
    };
  }, [controller]);
  const { bands } = layout;
  return (
    <figure class="panel figure raster">
      <BandLabels bands={bands} />
      <div class="raster-frame">
        <canvas
          ref={canvas}
          role="img"
          aria-label="Spikes of all neurons over the last moments, populations from layer 2/3 down to layer 6"
        />
        <BandLines bands={bands} />
        <Overlay controller={controller} />
      </div>
      <RateColumn controller={controller} bands={bands} />
      <TimeAxis window={layout.window} ticks={ticksOf(layout)} />
      <p class="rate-legend">
        spikes/s; <i class="bar-mark" />
        full model
      </p>
    </figure>
  );
}
